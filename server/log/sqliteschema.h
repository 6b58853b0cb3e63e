// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/log/sqlitedatabase.h"

namespace confab::log::schema {

/// The version of the tables that this program writes (`PRAGMA user_version`).
inline constexpr int version = 4;
/// `PRAGMA application_id` of a database of Confab's.
inline constexpr int applicationId = 0x436e6662; // "Cnfb"

/// An event's row number, its place, is `room << roomShift | seq`: a room's events lie together in their
/// order, and the number needs no index of its own.
inline constexpr int roomShift = 40;
/// So many rooms fit into that.
inline constexpr qint64 maximumRooms = (qint64(1) << (63 - roomShift)) - 2;
[[nodiscard]] constexpr qint64 placeOf(qint64 room, quint64 seq)
{
    return (room << roomShift) | static_cast<qint64>(seq);
}
[[nodiscard]] constexpr quint64 seqOf(qint64 place)
{
    return static_cast<quint64>(place) & ((quint64(1) << roomShift) - 1);
}

/// Nothing for a log that this program can read; else why it must be left alone. Writes nothing.
[[nodiscard]] std::optional<StoreError> refuseForeign(SqliteDatabase &database);
/// Brings the tables to the present version, each step in a transaction of its own.
[[nodiscard]] std::optional<StoreError> migrate(SqliteDatabase &database);

} // namespace confab::log::schema
