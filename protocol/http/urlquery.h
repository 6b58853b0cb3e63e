// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QList>

#include <optional>
#include <utility>

namespace confab::http {

/// The parameters of a query string, decoded. A query has a handful of them, so looking one up walks the
/// list.
class QueryParameters
{
public:
    /// The first value of that name; empty (null) without one, empty (not null) for "name" and "name=".
    [[nodiscard]] QByteArray value(QByteArrayView name) const;
    [[nodiscard]] bool contains(QByteArrayView name) const { return find(name) != nullptr; }
    [[nodiscard]] const QList<std::pair<QByteArray, QByteArray>> &items() const { return m_items; }
    void add(QByteArray name, QByteArray value) { m_items.append({std::move(name), std::move(value)}); }

private:
    [[nodiscard]] const std::pair<QByteArray, QByteArray> *find(QByteArrayView name) const;

    QList<std::pair<QByteArray, QByteArray>> m_items;
};

/// Splits at '&' and '=' and decodes, '+' being a space (application/x-www-form-urlencoded). As node does it,
/// a part with a bad escape stays as it is, and what follows the 100th parameter is not read.
[[nodiscard]] QueryParameters parseQuery(QByteArrayView query);

/// Replaces %XX by its byte ('+' stays); nothing for an escape that is none, and for an escaped NUL, which
/// would end a file name for the system but not for us.
[[nodiscard]] std::optional<QByteArray> percentDecode(QByteArrayView text);

} // namespace confab::http
