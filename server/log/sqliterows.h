// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/log/message.h"

class QSqlQuery;

namespace confab::log {

/// For NOT NULL columns: a null QString would be bound as NULL.
[[nodiscard]] QString notNull(const QString &text);

/// SELECT with the columns that eventOf() reads. `from`: the rest, beginning with the tables.
[[nodiscard]] QString selectEvents(const QString &from);
/// The event in the present row of such a query.
[[nodiscard]] Message eventOf(const QSqlQuery &row, const QString &room);

/// The same with `position` and `session`, which the tables of older versions do not have.
[[nodiscard]] QString selectPositionedEvents(const QString &from);
[[nodiscard]] Message positionedEventOf(const QSqlQuery &row, const QString &room);

} // namespace confab::log
