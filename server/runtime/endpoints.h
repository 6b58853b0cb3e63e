// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/runtime/hubstatus.h"

namespace confab::runtime {

/// The addresses at which a listener on `bound` can be reached, the best one to tell people first: a private
/// IPv4 address of a real interface, then other IPv4, then IPv6, virtual interfaces and the loopback address
/// last.
[[nodiscard]] QList<Endpoint> joinableEndpoints(const QHostAddress &bound, quint16 port,
                                                bool isSecure = false);

/// Whether a bridge, tunnel or virtual machine made this interface.
[[nodiscard]] bool isVirtualInterface(const QString &interfaceName);

} // namespace confab::runtime
