// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/engineio/errors.h"

namespace confab::engineio {

QByteArray errorMessage(Error error)
{
    switch (error) {
    case Error::UnknownTransport:
        return QByteArrayLiteral("Transport unknown");
    case Error::UnknownSid:
        return QByteArrayLiteral("Session ID unknown");
    case Error::BadHandshakeMethod:
        return QByteArrayLiteral("Bad handshake method");
    case Error::BadRequest:
        return QByteArrayLiteral("Bad request");
    case Error::Forbidden:
        return QByteArrayLiteral("Forbidden");
    case Error::UnsupportedProtocolVersion:
        return QByteArrayLiteral("Unsupported protocol version");
    }
    Q_UNREACHABLE();
}

int errorStatus(Error error) { return error == Error::Forbidden ? 403 : 400; }

QByteArray errorJson(Error error, const QByteArray &reason)
{
    return "{\"code\":" + QByteArray::number(static_cast<int>(error)) + ",\"message\":\""
        + (reason.isEmpty() ? errorMessage(error) : reason) + "\"}";
}

} // namespace confab::engineio
