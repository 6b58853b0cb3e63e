// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>

namespace confab::websocket {

/// The value of Sec-WebSocket-Accept that answers this Sec-WebSocket-Key (RFC 6455 4.2.2).
[[nodiscard]] QByteArray acceptKey(const QByteArray &key);

/// Whether this Sec-WebSocket-Key is 16 bytes in base64 (RFC 6455 4.2.1).
[[nodiscard]] bool isValidKey(const QByteArray &key);

} // namespace confab::websocket
