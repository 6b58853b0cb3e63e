// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/http/message.h"

namespace confab::http {

/// Brings the target to origin form (RFC 9112 3.2): an absolute target loses its scheme and authority, and
/// the authority becomes the Host field, as 3.2.2 demands. "*" is for OPTIONS only. False when the target has
/// no such form.
[[nodiscard]] bool normaliseTarget(RequestHead &head);

/// Whether this is `uri-host [":" port]` (RFC 9110 7.2) as far as its characters say; empty is allowed.
[[nodiscard]] bool isHostValue(QByteArrayView value);

} // namespace confab::http
