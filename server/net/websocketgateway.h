// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/http/message.h"
#include "server/net/peer.h"

#include <QObject>
#include <QPointer>
#include <QWebSocketServer>

#include <functional>
#include <memory>
#include <unordered_map>

class QWebSocket;

namespace confab::net {

class PipeSocket;

/// The QWebSocket that stands for a client in the hub (request, subprotocol, origin, lifetime), with the pipe
/// that it believes to be its connection. The data path is not its business: frames are read and written by
/// our own codec.
class WebSocketIdentity
{
public:
    WebSocketIdentity(std::unique_ptr<QWebSocket> socket, PipeSocket *pipe);
    Q_DISABLE_COPY_MOVE(WebSocketIdentity)
    ~WebSocketIdentity();

    [[nodiscard]] const QWebSocket &socket() const { return *m_socket; }

private:
    std::unique_ptr<QWebSocket> m_socket;
    QPointer<PipeSocket> m_pipe;
};

/// Lets QWebSocketServer negotiate the opening handshake (RFC 6455 4.2) of requests that we already checked.
/// It sees the head and not one byte more: what follows would be processed before newConnection (6.4).
/// Thread: the shard's.
class WebSocketGateway : public QObject
{
    Q_OBJECT

public:
    struct Outcome
    {
        http::Response response; ///< 101, or the refusal
        std::unique_ptr<WebSocketIdentity> identity; ///< with a 101 only
    };
    using Answer = std::function<void(Outcome)>;
    using Ticket = quint64;

    explicit WebSocketGateway(const QStringList &subprotocols, QObject *parent = nullptr);
    ~WebSocketGateway() override;

    /// Calls `answer` once, from the event loop, unless the negotiation is abandoned before.
    Ticket negotiate(const http::RequestHead &head, const Peer &peer, Answer answer);
    void abandon(Ticket ticket);

private:
    struct Negotiation;

    void takeNewConnections();
    void readAnswer(Ticket ticket);
    void finish(Ticket ticket, Outcome outcome);

    QWebSocketServer m_server;
    std::unordered_map<Ticket, std::unique_ptr<Negotiation>> m_negotiations;
    Ticket m_nextTicket = 1;
};

} // namespace confab::net
