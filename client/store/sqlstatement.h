// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QVariant>

#include <optional>

namespace confab::client {

/// What SQLite said, when it was not yes.
using SqlProblem = std::optional<QSqlError>;

/// Runs one statement with its values bound in their order.
[[nodiscard]] SqlProblem runSql(QSqlQuery &query, const QString &sql, const QVariantList &values = {});
[[nodiscard]] SqlProblem runSql(const QSqlDatabase &database, const QString &sql,
                                const QVariantList &values = {});

} // namespace confab::client
