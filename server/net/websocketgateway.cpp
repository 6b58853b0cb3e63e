// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/net/websocketgateway.h"

#include "protocol/http/responseparser.h"
#include "protocol/http/responsewriter.h"
#include "server/net/pipesocket.h"

#include <QWebSocket>

#include <limits>

namespace confab::net {

WebSocketIdentity::WebSocketIdentity(std::unique_ptr<QWebSocket> socket, PipeSocket *pipe)
    : m_socket(std::move(socket))
    , m_pipe(pipe)
{
    if (!m_pipe)
        return;
    m_pipe->releaseBuffers();
    // Nothing comes through the pipe any more but its end.
    for (const auto signal :
         {&QIODevice::readyRead, &QIODevice::aboutToClose, &QIODevice::readChannelFinished})
        QObject::disconnect(m_pipe, signal, m_socket.get(), nullptr);
    QObject::disconnect(m_pipe, &QIODevice::bytesWritten, m_socket.get(), nullptr);
    QObject::disconnect(m_pipe, &QAbstractSocket::errorOccurred, m_socket.get(), nullptr);
    QObject::disconnect(m_pipe, &QAbstractSocket::proxyAuthenticationRequired, m_socket.get(), nullptr);
}

WebSocketIdentity::~WebSocketIdentity()
{
    // QWebSocketServer deletes a pipe that disconnects, unless the server has gone before. Both may be on the
    // stack.
    if (m_pipe) {
        m_pipe->hangUp();
        m_pipe->deleteLater();
    }
    m_socket.release()->deleteLater();
}

namespace {

/// What the negotiation is about, and who asks: of the rest (cookies, the browser's names) a QWebSocket would
/// keep copies for as long as the client stays.
http::RequestHead withoutTheRest(const http::RequestHead &head)
{
    http::RequestHead bare{head.method, head.target, head.minorVersion, {}};
    for (const http::Header &header : head.headers.fields()) {
        const QByteArray name = header.name.toLower();
        if (name == "host" || name == "connection" || name == "upgrade" || name == "origin"
            || name.startsWith("sec-websocket-"))
            bare.headers.add(header.name, header.value);
    }
    return bare;
}

} // namespace

struct WebSocketGateway::Negotiation
{
    QPointer<PipeSocket> pipe;
    QByteArray written;
    std::unique_ptr<QWebSocket> socket;
    Answer answer;
};

WebSocketGateway::WebSocketGateway(const QStringList &subprotocols, QObject *parent)
    : QObject(parent)
    , m_server(QStringLiteral("Confab"), QWebSocketServer::NonSecureMode)
{
    m_server.setSupportedSubprotocols(subprotocols);
    m_server.setMaxPendingConnections(std::numeric_limits<int>::max());
    connect(&m_server, &QWebSocketServer::newConnection, this, &WebSocketGateway::takeNewConnections);
}

WebSocketGateway::~WebSocketGateway()
{
    for (const auto &[ticket, negotiation] : m_negotiations) {
        if (!negotiation->pipe)
            continue;
        negotiation->pipe->disconnect(this);
        negotiation->pipe->deleteLater(); // nobody took it up, so nobody else will
    }
}

WebSocketGateway::Ticket WebSocketGateway::negotiate(const http::RequestHead &head, const Peer &peer,
                                                     Answer answer)
{
    const Ticket ticket = m_nextTicket++;
    auto *pipe = new PipeSocket(peer.address, peer.port);
    auto negotiation = std::make_unique<Negotiation>();
    negotiation->pipe = pipe;
    negotiation->answer = std::move(answer);
    m_negotiations.emplace(ticket, std::move(negotiation));

    // The server answers in one piece (measured on 6.4 and 6.8), but takes the connection up only afterwards.
    connect(
        pipe, &PipeSocket::written, this, [this, ticket] { readAnswer(ticket); }, Qt::QueuedConnection);
    connect(
        pipe, &PipeSocket::closedByServer, this, [this, ticket] { readAnswer(ticket); },
        Qt::QueuedConnection);
    m_server.handleConnection(pipe);
    pipe->feed(http::serializeRequest(http::Request{withoutTheRest(head), {}}));
    return ticket;
}

void WebSocketGateway::abandon(Ticket ticket)
{
    // The pipe runs to its end on its own: the answer finds nobody and the socket is dropped.
    if (const auto found = m_negotiations.find(ticket); found != m_negotiations.end())
        found->second->answer = nullptr;
}

void WebSocketGateway::takeNewConnections()
{
    while (std::unique_ptr<QWebSocket> socket{m_server.nextPendingConnection()}) {
        // It is ours. With thousands of children the server would search through all of them for each that
        // goes.
        socket->setParent(nullptr);
        // A QWebSocket does not say which socket it wraps: the pipes carry their ticket's peer, compared by
        // port and address, and the handshakes finish in the order in which they were begun.
        for (const auto &[ticket, negotiation] : m_negotiations) {
            if (!negotiation->socket && negotiation->pipe
                && negotiation->pipe->peerPort() == socket->peerPort()
                && negotiation->pipe->peerAddress() == socket->peerAddress()) {
                negotiation->socket = std::move(socket);
                break;
            }
        }
        if (socket)
            socket.release()->deleteLater();
    }
}

void WebSocketGateway::readAnswer(Ticket ticket)
{
    const auto found = m_negotiations.find(ticket);
    if (found == m_negotiations.end())
        return;
    Negotiation &negotiation = *found->second;
    if (!negotiation.pipe) {
        finish(ticket, Outcome{http::Response{400, {}, {}}, nullptr});
        return;
    }
    negotiation.written += negotiation.pipe->takeWritten();
    http::ResponseParser parser;
    QByteArray bytes = negotiation.written;
    const bool isClosed = negotiation.pipe->state() != QAbstractSocket::ConnectedState;
    if (parser.feed(bytes) != http::ResponseParser::Progress::ResponseComplete) {
        if (isClosed)
            finish(ticket, Outcome{http::Response{400, {}, {}}, nullptr});
        return;
    }
    http::Response response = parser.takeResponse();
    if (response.status != 101 || !negotiation.socket) {
        if (response.status == 101)
            response = http::Response{500, {}, {}};
        finish(ticket, Outcome{std::move(response), nullptr});
        return;
    }
    // QWebSocketServer opens every resource to every origin; that is for us to decide (DESIGN: no CORS by
    // default).
    for (const char *name : {"Access-Control-Allow-Credentials", "Access-Control-Allow-Methods",
                             "Access-Control-Allow-Headers", "Access-Control-Allow-Origin", "Server"})
        response.headers.remove(name);
    auto identity = std::make_unique<WebSocketIdentity>(std::move(negotiation.socket), negotiation.pipe);
    finish(ticket, Outcome{std::move(response), std::move(identity)});
}

void WebSocketGateway::finish(Ticket ticket, Outcome outcome)
{
    const auto node = m_negotiations.extract(ticket);
    const auto &negotiation = node.mapped();
    if (negotiation->pipe) {
        negotiation->pipe->disconnect(this);
        if (!outcome.identity)
            negotiation->pipe->deleteLater();
    }
    if (negotiation->answer)
        negotiation->answer(std::move(outcome));
}

} // namespace confab::net
