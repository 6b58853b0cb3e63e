// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QUrl>

namespace confab::client {

/// Where confab and the tutorial listen, for an address without scheme and port.
constexpr int defaultPort = 3000;

/// "192.168.1.20:3000", "host", "http://host", "ws://host:1/": what a person types, as an address; invalid
/// when it cannot be one. Without a scheme it is http, and then 3000 is the port unless given.
[[nodiscard]] QUrl addressFromUserInput(const QString &text);

/// The PIN that an address brings along ("http://host:3000/#pin=1234"); empty without one.
[[nodiscard]] QString pinOf(const QUrl &address);

/// `address` as others can type or open it, with the PIN that they need unless it is empty.
[[nodiscard]] QString sharedAddress(const QUrl &address, const QString &pin);

/// Whether this can be the address of a server: http, https, ws or wss, with a host.
[[nodiscard]] bool isServerAddress(const QUrl &address);

/// Whether it is reached over TLS.
[[nodiscard]] bool isSecure(const QUrl &address);

/// Whether an address leads every computer to itself (localhost): nothing to tell others.
[[nodiscard]] bool isOnlyThisComputer(const QUrl &address);

/// Names the server at `address` among others: host and port, whatever the scheme and the path.
[[nodiscard]] QString serverKey(const QUrl &address);

/// Where Socket.IO is on the server at `address`, by http or https. A page's path does not count.
[[nodiscard]] QUrl socketIoEndpoint(const QUrl &address);

} // namespace confab::client
