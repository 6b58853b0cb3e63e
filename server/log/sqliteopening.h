// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/log/sqlitedatabase.h"
#include "server/log/store.h"

namespace confab::log {

/// Opens the log's file for its one writer, checked and with the present tables; makes it where there is
/// none. A new file gets its name only when it is complete: an empty one is damage, never a beginning.
[[nodiscard]] Result<std::unique_ptr<SqliteDatabase>, StoreError> openForWriting(const QString &path,
                                                                                 int busyTimeout);

/// The epoch of the log in this file from now on: the one it has, or a new one when there is a reason
/// (`choice`, markAbandoned(), a backup, a file that is a copy of the one that the epoch was given to).
[[nodiscard]] Result<QByteArray, StoreError> claimEpoch(SqliteDatabase &database, EpochChoice choice);

/// Leaves a note beside the file that claimEpoch() finds. An empty file can be made on most full disks.
void markAbandoned(const QString &path);

} // namespace confab::log
