// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QHostAddress>

namespace confab::guard {

/// What counts as one address where something is counted per address: of IPv6 the network of 64 bits, out of
/// which one machine can take as many addresses as it likes (RFC 4291 2.5.4).
[[nodiscard]] QHostAddress addressKey(const QHostAddress &address);

} // namespace confab::guard
