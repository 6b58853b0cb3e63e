// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/socketio/socketioclient.h"
#include "tests/support/clientfakes.h"

namespace confab::test {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace confab::client;

inline const QUrl endpoint(u"http://a/socket.io/"_s);
inline const QByteArray
    openPacket(R"(0{"sid":"s","upgrades":[],"pingInterval":25000,"pingTimeout":20000,"maxPayload":100})");

/// A client at the near end of a fake wire, one of its namespaces, and what they told.
struct Conversation
{
    FakeTimers timers;
    FakeNetwork network;
    SocketIoClient client{network.network(), timers};
    SocketIoNamespace *nsp = client.of(u"/"_s);
    std::shared_ptr<FakeWire> wire;
    QStringList told;

    explicit Conversation(SocketIoOptions options = {{Transports::WebSocket, {}}, false})
    {
        listenTo(nsp);
        QObject::connect(&client, &SocketIoClient::ended, &client,
                         [this](Problem problem, const QString &detail) {
                             told.append(u"ended %1 %2"_s.arg(int(problem)).arg(detail).trimmed());
                         });
        nsp->open();
        client.open(endpoint, options);
        wire = network.wires.constLast();
        wire->open();
    }

    void listenTo(SocketIoNamespace *of)
    {
        const QString prefix = of->name() == u"/"_s ? QString() : of->name() + u' ';
        const auto tell = [this, prefix](const QString &what) { told.append(prefix + what); };
        QObject::connect(of, &SocketIoNamespace::connected, of, [tell] { tell(u"connected"_s); });
        QObject::connect(of, &SocketIoNamespace::eventReceived, of,
                         [tell](const QString &name, const QCborArray &args) {
                             tell(u"event %1 %2"_s.arg(name, args.toCborValue().toDiagnosticNotation()));
                         });
        QObject::connect(
            of, &SocketIoNamespace::connectFailed, of,
            [tell](Problem problem, const QString &message, const QCborValue &data) {
                tell(u"failed %1 %2 %3"_s.arg(int(problem)).arg(message, data.toDiagnosticNotation()));
            });
        QObject::connect(of, &SocketIoNamespace::disconnectedByServer, of,
                         [tell] { tell(u"disconnected"_s); });
    }
    void connectIt()
    {
        wire->receive(openPacket);
        wire->receive(R"(40{"sid":"x"})");
        wire->sent.clear();
        told.clear();
    }
    /// An answer handler that tells.
    AckHandler tell()
    {
        return {[this](const QCborArray &args) {
                    told.append(u"answer "_s + args.toCborValue().toDiagnosticNotation());
                },
                [this] { told.append(u"no answer"_s); }, 5s};
    }
    QStringList takeTold() { return std::exchange(told, {}); }
};

inline QString ended(Problem problem, const QString &detail = {})
{
    return u"ended %1 %2"_s.arg(int(problem)).arg(detail).trimmed();
}

inline QString failed(Problem problem, const QString &message)
{
    return u"failed %1 %2"_s.arg(int(problem)).arg(message);
}

} // namespace confab::test
