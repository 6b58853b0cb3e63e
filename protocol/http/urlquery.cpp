// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/http/urlquery.h"

#include "protocol/http/syntax.h"

#include <algorithm>

namespace confab::http {

namespace {

constexpr qsizetype maximumParameters = 100;

QByteArray decodeFormPart(QByteArrayView part)
{
    QByteArray spaced = part.toByteArray();
    if (!part.contains('%') && !part.contains('+'))
        return spaced; // as nearly all of them
    spaced.replace('+', ' ');
    const std::optional<QByteArray> decoded = percentDecode(spaced);
    return decoded ? *decoded : part.toByteArray();
}

} // namespace

const std::pair<QByteArray, QByteArray> *QueryParameters::find(QByteArrayView name) const
{
    const auto found = std::find_if(m_items.cbegin(), m_items.cend(),
                                    [name](const auto &item) { return item.first == name; });
    return found == m_items.cend() ? nullptr : &*found;
}

QByteArray QueryParameters::value(QByteArrayView name) const
{
    const auto *item = find(name);
    return item ? item->second : QByteArray();
}

QueryParameters parseQuery(QByteArrayView query)
{
    QueryParameters parameters;
    for (qsizetype start = 0; start < query.size() && parameters.items().size() < maximumParameters;) {
        qsizetype end = query.indexOf('&', start);
        if (end < 0)
            end = query.size();
        const QByteArrayView part = query.sliced(start, end - start);
        start = end + 1;
        if (part.isEmpty())
            continue;
        const qsizetype sign = part.indexOf('=');
        if (sign < 0)
            parameters.add(decodeFormPart(part), QByteArray(""));
        else
            parameters.add(decodeFormPart(part.first(sign)), decodeFormPart(part.sliced(sign + 1)));
    }
    return parameters;
}

std::optional<QByteArray> percentDecode(QByteArrayView text)
{
    QByteArray decoded(""); // empty, not null
    decoded.reserve(text.size());
    for (qsizetype at = 0; at < text.size(); ++at) {
        if (text[at] != '%') {
            decoded.append(text[at]);
            continue;
        }
        if (text.size() - at < 3)
            return std::nullopt;
        const int high = hexValue(text[at + 1]);
        const int low = hexValue(text[at + 2]);
        if (high < 0 || low < 0 || (high == 0 && low == 0))
            return std::nullopt;
        decoded.append(char(high * 16 + low));
        at += 2;
    }
    return decoded;
}

} // namespace confab::http
