// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/http/byterange.h"

#include <QtGlobal>

#include <algorithm>

namespace confab::web {

namespace {

/// Digits only, as the grammar wants; 18 of them cannot overflow.
std::optional<qint64> parsePosition(QByteArrayView text)
{
    if (text.isEmpty() || text.size() > 18)
        return std::nullopt;
    qint64 number = 0;
    for (const char c : text) {
        if (c < '0' || c > '9')
            return std::nullopt;
        number = number * 10 + (c - '0');
    }
    return number;
}

} // namespace

RangeRequest parseRange(QByteArrayView header, qint64 size)
{
    using Kind = RangeRequest::Kind;
    constexpr QByteArrayView unit = "bytes=";
    header = header.trimmed();
    if (header.size() <= unit.size() || header.first(unit.size()).compare(unit, Qt::CaseInsensitive) != 0)
        return {};
    const QByteArrayView spec = header.sliced(unit.size()).trimmed();
    const qsizetype dash = spec.indexOf('-');
    if (dash < 0 || spec.contains(','))
        return {};
    const QByteArrayView firstText = spec.first(dash).trimmed();
    const QByteArrayView lastText = spec.sliced(dash + 1).trimmed();
    const auto first = parsePosition(firstText);
    const auto last = parsePosition(lastText);

    if (firstText.isEmpty()) { // "-500": the last 500 bytes
        if (!last)
            return {};
        if (*last == 0 || size == 0)
            return {Kind::Unsatisfiable, {}};
        const qint64 length = std::min(*last, size);
        return {Kind::Part, {size - length, length}};
    }
    if (!first || (!lastText.isEmpty() && !last) || (last && *last < *first))
        return {};
    if (*first >= size)
        return {Kind::Unsatisfiable, {}};
    const qint64 end = last ? std::min(*last, size - 1) : size - 1;
    return {Kind::Part, {*first, end - *first + 1}};
}

} // namespace confab::web
