// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/http/message.h"

#include <QByteArray>

#include <optional>

namespace confab::websocket {

/// The value of Sec-WebSocket-Accept that answers this Sec-WebSocket-Key (RFC 6455 4.2.2).
[[nodiscard]] QByteArray acceptKey(const QByteArray &key);

/// Whether this Sec-WebSocket-Key is 16 bytes in base64 (RFC 6455 4.2.1).
[[nodiscard]] bool isValidKey(const QByteArray &key);

/// What to answer instead of a 101 when an upgrade request (RequestHead::isWebSocketUpgrade()) does not keep
/// to RFC 6455 4.2.1: 426 names the version that is spoken (4.4), 400 is for the rest. Nothing for a good
/// one.
[[nodiscard]] std::optional<http::Response> refuseHandshake(const http::RequestHead &head);

} // namespace confab::websocket
