// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/http/message.h"

#include <QDateTime>

namespace confab::http {

/// The bytes of an answer to `requestMethod` from an HTTP/1.`requestMinorVersion` client. Content-Length,
/// Connection and Date are ours; a Connection: close of the response is honoured. HEAD gets the length
/// without the body, 1xx, 204 and 304 neither. A field whose name or value could not be read back (CR, LF,
/// NUL ...) is left out.
[[nodiscard]] QByteArray serialize(const Response &response, const QByteArray &requestMethod,
                                   int requestMinorVersion, bool keepAlive,
                                   const QDateTime &now = QDateTime::currentDateTimeUtc());

/// The head of an answer whose body has no announced length and ends with the connection (RFC 9112 6.3), with
/// what there is of the body so far, which HEAD does not get.
[[nodiscard]] QByteArray serializeStreamed(const Response &response, const QByteArray &requestMethod,
                                           const QDateTime &now = QDateTime::currentDateTimeUtc());

/// A request in the one form that Qt's servers cannot misread: HTTP/1.1, a path that begins with one slash,
/// one Content-Length, no chunks, nothing in it about the connection (that is ours) unless it asks for a
/// WebSocket.
[[nodiscard]] QByteArray serializeRequest(const Request &request);

/// IMF-fixdate of RFC 9110 5.6.7, for example "Sun, 06 Nov 1994 08:49:37 GMT".
[[nodiscard]] QByteArray httpDate(const QDateTime &time);

} // namespace confab::http
