// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/runtime/pinmiddleware.h"

#include "server/runtime/pinanswers.h"

#include <QCborMap>

using namespace Qt::StringLiterals;

namespace confab::runtime {

namespace {

guard::PinVerdict check(guard::Guard &guard, const socketio::Handshake &handshake)
{
    const QCborValue pin = handshake.auth.value(u"pin"_s);
    if (pin.isString() && !pin.toString().isEmpty())
        return guard.checkPin(pin.toString().toUtf8(), handshake.peer);
    if (pin.isInteger())
        return guard.checkPin(QByteArray::number(pin.toInteger()), handshake.peer);
    if (handshake.query.value("EIO") == "3") {
        if (const QByteArray asked = handshake.query.value("pin"); !asked.isEmpty())
            return guard.checkPin(asked, handshake.peer);
    }
    return guard.checkCredentials(handshake.request, handshake.peer);
}

} // namespace

std::optional<socketio::Refusal> askForPin(guard::Guard &guard, const socketio::Socket &socket)
{
    if (!guard.asksForPin())
        return std::nullopt;
    const guard::PinVerdict verdict = check(guard, socket.handshake());
    const QString sentence = QString::fromLatin1(pinSentence(verdict));
    switch (verdict.kind) {
    case guard::PinVerdict::Kind::Granted:
        break;
    case guard::PinVerdict::Kind::Missing:
    case guard::PinVerdict::Kind::Wrong:
        return socketio::Refusal{sentence, QCborMap{{u"code"_s, u"pin"_s}, {u"detail"_s, sentence}}};
    case guard::PinVerdict::Kind::Locked:
        return socketio::Refusal{sentence,
                                 QCborMap{{u"code"_s, u"pin_locked"_s},
                                          {u"detail"_s, sentence},
                                          {u"retryAfter"_s, qint64(verdict.retryAfter.count())}}};
    }
    return std::nullopt;
}

} // namespace confab::runtime
