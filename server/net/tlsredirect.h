// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/http/message.h"

namespace confab::net {

/// The answer to a request in plain text on a port that speaks TLS: 308 (RFC 9110 15.4.9) to the same host,
/// port and target by https, or 400 when the request does not name a host that can be told again.
[[nodiscard]] http::Response redirectToTls(const http::RequestHead &head);

} // namespace confab::net
