// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>

namespace confab::engineio {

/// Why a request is refused; the value is the `code` of the answer (PROTOCOL: the six errors of node's
/// server).
enum class Error : quint8 {
    UnknownTransport = 0,
    UnknownSid = 1,
    BadHandshakeMethod = 2,
    BadRequest = 3,
    Forbidden = 4,
    UnsupportedProtocolVersion = 5
};

/// The words that node's server uses for it.
[[nodiscard]] QByteArray errorMessage(Error error);

/// The HTTP status of a refused polling request. (A refused upgrade is always 400 with the message as its
/// body.)
[[nodiscard]] int errorStatus(Error error);

/// The body of a refused polling request: {"code":n,"message":"..."}; with a reason (ASCII without quotes) of
/// one's own as the message.
[[nodiscard]] QByteArray errorJson(Error error, const QByteArray &reason = {});

} // namespace confab::engineio
