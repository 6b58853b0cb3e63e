// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/http/message.h"

// The short answers that every door gives.

namespace confab::web {

/// One line of plain text.
[[nodiscard]] http::Response textAnswer(int status, QByteArrayView text);
[[nodiscard]] http::Response notFound();
/// 405: only GET and HEAD are served here.
[[nodiscard]] http::Response methodNotAllowed();
[[nodiscard]] http::Response notModified(QByteArray etag);
/// 301 to `location`, a path of this server.
[[nodiscard]] http::Response movedTo(const QByteArray &location);
/// GET /healthz.
[[nodiscard]] http::Response healthy();

[[nodiscard]] bool isRead(const http::RequestHead &request);

/// What browsers may do with everything we serve: keep it, but ask every time.
inline constexpr char revalidate[] = "public, max-age=0";

} // namespace confab::web
