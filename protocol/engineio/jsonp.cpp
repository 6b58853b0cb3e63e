// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/engineio/jsonp.h"

#include "protocol/http/urlquery.h"

#include <algorithm>

namespace confab::engineio::jsonp {

namespace {

void appendEscaped(QByteArray &script, char byte)
{
    constexpr char digits[] = "0123456789abcdef";
    switch (byte) {
    case '"':
        script.append("\\\"");
        return;
    case '\\':
        script.append("\\\\");
        return;
    case '\n':
        script.append("\\n");
        return;
    case '\r':
        script.append("\\r");
        return;
    default:
        break;
    }
    // '<' too: nothing in the script may look like the end of a script element.
    if (static_cast<unsigned char>(byte) < 0x20 || byte == '<') {
        script.append("\\u00");
        script.append(digits[byte >> 4]);
        script.append(digits[byte & 0xf]);
    } else {
        script.append(byte);
    }
}

} // namespace

QByteArray script(QByteArrayView index, QByteArrayView payload)
{
    QByteArray script("___eio[");
    std::copy_if(index.begin(), index.end(), std::back_inserter(script),
                 [](char c) { return c >= '0' && c <= '9'; });
    script.append("](\"");
    for (const char byte : payload)
        appendEscaped(script, byte);
    // Line ends for JavaScript (before 2019), but not for JSON: U+2028 and U+2029.
    script.replace("\xe2\x80\xa8", "\\u2028").replace("\xe2\x80\xa9", "\\u2029");
    return script.append("\");");
}

std::optional<QByteArray> payloadOfForm(QByteArrayView body)
{
    const http::QueryParameters form = http::parseQuery(body);
    if (!form.contains("d"))
        return std::nullopt;
    const QByteArray escaped = form.value("d");
    QByteArray payload;
    payload.reserve(escaped.size());
    for (qsizetype i = 0; i < escaped.size(); ++i) {
        const QByteArrayView rest = QByteArrayView(escaped).sliced(i);
        if (rest.startsWith("\\\\n")) { // what was \n in the payload itself
            payload.append("\\n");
            i += 2;
        } else if (rest.startsWith("\\n")) {
            payload.append('\n');
            i += 1;
        } else {
            payload.append(escaped[i]);
        }
    }
    return payload;
}

} // namespace confab::engineio::jsonp
