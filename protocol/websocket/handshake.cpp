// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/websocket/handshake.h"

#include <QCryptographicHash>

namespace confab::websocket {

QByteArray acceptKey(const QByteArray &key)
{
    return QCryptographicHash::hash(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11", QCryptographicHash::Sha1)
        .toBase64();
}

bool isValidKey(const QByteArray &key)
{
    if (key.size() != 24)
        return false;
    const auto decoded = QByteArray::fromBase64Encoding(key, QByteArray::AbortOnBase64DecodingErrors);
    return decoded && decoded.decoded.size() == 16;
}

std::optional<http::Response> refuseHandshake(const http::RequestHead &head)
{
    const http::Headers &headers = head.headers;
    const auto refusal = [](int status, const char *detail) {
        return http::Response{status, {{"Content-Type", "text/plain; charset=utf-8"}}, detail};
    };
    // A second field could be the one that somebody on the way has looked at.
    if (headers.count("Sec-WebSocket-Version") != 1 || headers.value("Sec-WebSocket-Version") != "13") {
        http::Response response = refusal(426, "WebSockets of version 13 are spoken here\n");
        response.headers.add("Upgrade", "websocket");
        response.headers.add("Sec-WebSocket-Version", "13");
        return response;
    }
    if (headers.count("Sec-WebSocket-Key") != 1 || !isValidKey(headers.value("Sec-WebSocket-Key")))
        return refusal(400, "Sec-WebSocket-Key has to be 16 bytes in base64\n");
    return std::nullopt;
}

} // namespace confab::websocket
