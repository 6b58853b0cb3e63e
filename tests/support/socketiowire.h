// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/socketio/server.h"
#include "tests/support/engineiowire.h"

namespace confab::testing {

/// A Socket.IO server over a fake wire, and its clients, which speak in Socket.IO packets.
class SocketIoWire
{
public:
    /// One connection, on a WebSocket.
    class Peer
    {
    public:
        explicit Peer(EngineIoWire::WebSocket socket)
            : m_socket(std::move(socket))
        { }

        void send(const QByteArray &packet) const { m_socket->text('4' + packet); }
        void sendBinary(const QByteArray &data) const { m_socket->binary(data); }
        /// The next packet that came; "(nothing)" without one.
        [[nodiscard]] QByteArray take() const
        {
            const QByteArray text = m_socket->takeText();
            return text.startsWith('4') ? text.mid(1) : text;
        }
        [[nodiscard]] QByteArray takeBinary() const { return m_socket->takeBinary(); }
        [[nodiscard]] bool isQuiet() const
        {
            return m_socket->texts.isEmpty() && m_socket->binaries.isEmpty();
        }
        [[nodiscard]] bool isClosed() const { return m_socket->closeCode.has_value(); }
        void goAway() const { m_socket->end(1006); }
        [[nodiscard]] WebSocketProbe &webSocket() const { return *m_socket; }

        /// Joins a namespace; the id of the socket, empty when refused (take() tells why).
        QString join(const QByteArray &nsp = "/", const QByteArray &auth = {}) const
        {
            send("0" + (nsp == "/" ? QByteArray() : nsp + ',') + auth);
            const QByteArray answer =
                m_socket->texts.isEmpty() ? QByteArray() : m_socket->texts.constFirst().mid(1);
            if (!answer.startsWith('0'))
                return {};
            const QByteArray json = take();
            return QString::fromUtf8(EngineIoWire::sidOf('0' + json.mid(json.indexOf('{'))));
        }

    private:
        EngineIoWire::WebSocket m_socket;
    };

    explicit SocketIoWire(socketio::Config config = {})
        : io(wire.server, config)
    { }

    Peer open() { return Peer(wire.openWebSocket()); }
    /// A client of Socket.IO 1 or 2.
    Peer openRevision3()
    {
        auto socket = wire.webSocket("EIO=3&transport=websocket");
        wire.lastSid = EngineIoWire::sidOf(socket->takeText());
        return Peer(std::move(socket));
    }
    /// A connection that has joined "/".
    Peer connected()
    {
        Peer peer = open();
        lastId = peer.join();
        return peer;
    }

    EngineIoWire wire;
    socketio::Server io;
    QString lastId; ///< of the socket of connected()
};

} // namespace confab::testing
