// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/engineio/engineioclient.h"
#include "client/socketio/socketionamespace.h"
#include "protocol/socketio/decoder.h"

#include <map>

namespace confab::client {

struct SocketIoOptions
{
    EngineIoOptions engine;
    /// The server uses npm's socket.io-msgpack-parser; not with Socket.IO 1 and 2.
    bool messagePack = false;
};

/// The client's side of a connection to a Socket.IO server of any version since 1.4 (protocols 3 to 5), with
/// its namespaces ("Manager" in the JavaScript library). Does not come back by itself when it ends: may be
/// opened again. Thread: the one it lives in.
class SocketIoClient : public QObject
{
    Q_OBJECT

public:
    SocketIoClient(Network network, Timers &timers, QObject *parent = nullptr);
    ~SocketIoClient() override;

    /// The namespace of that name ("/", "/admin"), made when it is first asked for. It has to be opened.
    [[nodiscard]] SocketIoNamespace *of(const QString &nsp);

    /// `endpoint` is http or https, with the path. Not while it is open.
    void open(const QUrl &endpoint, const SocketIoOptions &options = {});
    /// Ends the connection from our side; there are no signals and no answers afterwards.
    void close();

    [[nodiscard]] bool isOpen() const { return m_engine && m_engine->isOpen(); }
    /// The Engine.IO revision that the server speaks; once open.
    [[nodiscard]] engineio::Revision revision() const;
    /// Whether messages go over a WebSocket now; once open.
    [[nodiscard]] bool isWebSocket() const { return m_engine && m_engine->isWebSocket(); }

    /// Of the Engine.IO session: a secret; once open.
    [[nodiscard]] QByteArray sid() const { return m_engine ? m_engine->handshake().sid : QByteArray(); }

Q_SIGNALS:
    void opened();
    /// From long polling to a WebSocket.
    void upgraded();
    /// The last signal of a connection, once.
    void ended(confab::client::Problem problem, const QString &detail);

private:
    friend class SocketIoNamespace;

    void start();
    void dropEngine();
    void engineOpened();
    void receive(const socketio::Decoder::Outcome &outcome);
    void receivePacket(const socketio::Packet &packet);
    void receiveRevision3();
    [[nodiscard]] socketio::Format format() const;
    void sendConnect(const QString &nsp, const QCborMap &data);
    /// False when it is larger than the server takes.
    bool send(const socketio::Packet &packet);
    void end(Problem problem, const QString &detail);

    Network m_network;
    Timers &m_timers;
    QUrl m_endpoint;
    SocketIoOptions m_options;
    std::unique_ptr<EngineIoClient> m_engine;
    std::unique_ptr<socketio::Decoder> m_decoder;
    bool m_isSocketIo = false; ///< the server has shown that it is one
    bool m_isRootConnected = false; ///< a server of revision 3 has connected us to "/"
    std::map<QString, SocketIoNamespace *> m_namespaces;
};

} // namespace confab::client
