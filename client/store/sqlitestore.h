// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/core/clientstore.h"

#include <QSqlDatabase>

namespace confab::client {

/// A ClientStore in a SQLite file, which nobody but its owner may read. What save() has taken is on the disk
/// (WAL, synchronous=FULL): it survives the end of the process and of the power. A file that cannot be used
/// stays as it is, and is tried again with every call. Thread: the one it was made in; a call takes as long
/// as the disk.
class SqliteStore : public ClientStore
{
public:
    explicit SqliteStore(QString path);
    ~SqliteStore() override;

private:
    [[nodiscard]] Result<SavedRoom, StoreProblem> read(const RoomAddress &room) override;
    [[nodiscard]] std::optional<StoreProblem> write(const RoomAddress &room,
                                                    const StoreChange &change) override;
    [[nodiscard]] std::optional<StoreProblem> open();
    [[nodiscard]] std::optional<StoreProblem> prepare();
    void close();

    QString m_path;
    QString m_connection; ///< the name of ours among Qt's
    QSqlDatabase m_database;
};

} // namespace confab::client
