// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/http/message.h"
#include "server/guard/pingate.h"

#include <QByteArray>

namespace confab::runtime {

/// A sentence for whom was refused.
[[nodiscard]] QByteArray pinSentence(const guard::PinVerdict &verdict);

/// The answer to a request without the right PIN: 401, or 429 while its address has to wait; JSON
/// `{ok,error,detail}` for what is no mere reading.
[[nodiscard]] http::Response pinRefusal(const guard::PinVerdict &verdict, const http::RequestHead &head);

/// The PIN in the body of POST /pin: a form or JSON, `pin=4711` or `{"pin":"4711"}`. Empty when there is
/// none.
[[nodiscard]] QByteArray pinOfBody(const http::Request &request);

/// Whether a path is open to people who have not given the PIN yet: the page, what it consists of, the
/// Socket.IO client and /healthz. A path with escapes or dots that could lead elsewhere is not.
[[nodiscard]] bool isOpenToAll(QByteArrayView path);

} // namespace confab::runtime
