// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/socketio/client.h"

#include "protocol/socketio/namespacequery.h"
#include "server/engineio/randomid.h"
#include "server/socketio/namespace.h"
#include "server/socketio/server.h"
#include "server/socketio/socket.h"

#include <QLoggingCategory>

namespace confab::socketio {

using namespace Qt::StringLiterals;

namespace {

Q_LOGGING_CATEGORY(logClient, "confab.socketio.client", QtInfoMsg)

/// More than this a client does not say before it is connected again.
constexpr qint64 heldBytes = 1024 * 1024;
/// What a packet takes beside what it holds, about.
constexpr qint64 packetBytes = 256;

DisconnectReason disconnectReason(engineio::CloseReason reason)
{
    switch (reason) {
    case engineio::CloseReason::TransportClose:
        return DisconnectReason::TransportClose;
    case engineio::CloseReason::TransportError:
        return DisconnectReason::TransportError;
    case engineio::CloseReason::ParseError:
        return DisconnectReason::ParseError;
    case engineio::CloseReason::PingTimeout:
        return DisconnectReason::PingTimeout;
    case engineio::CloseReason::ForcedClose:
        return DisconnectReason::ForcedServerClose;
    case engineio::CloseReason::ShuttingDown:
        return DisconnectReason::ServerShuttingDown;
    }
    Q_UNREACHABLE();
}

Format formatOf(const engineio::Session &session, Parser parser)
{
    if (parser == Parser::MessagePack)
        return Format::MessagePack;
    return session.revision() == engineio::Revision::V3 ? Format::JsonRevision4 : Format::Json;
}

} // namespace

Client::Client(Server &server, engineio::Session &session, const Config &config, net::Timers &timers)
    : m_server(server)
    , m_session(&session)
    , m_config(config)
    , m_timers(timers)
    , m_isRevision3(session.revision() == engineio::Revision::V3)
    , m_format(formatOf(session, config.parser))
    , m_decoder(config.decoder, m_format)
    , m_connectDeadline(timers)
    , m_attachmentDeadline(timers)
{
    m_session->setHandler(this);
    m_connectDeadline.set(config.connectTimeout, [this] { close(DisconnectReason::ForcedServerClose); });
}

Client::~Client() = default;

void Client::begin()
{
    if (m_isRevision3)
        connect(u"/"_s, {});
}

void Client::send(const SharedMessages &messages)
{
    if (m_session)
        m_session->send(messages.messages(m_format, !m_isRevision3));
}

void Client::messageReceived(const QByteArray &data, bool binary)
{
    const auto keep = shared_from_this(); // handlers may end this client
    const auto outcome = binary ? m_decoder.addBinary(data) : m_decoder.addText(data);
    if (!outcome) {
        qCDebug(logClient) << "connection" << m_session->request().peer.connectionId
                           << "sent no packet, error" << int(outcome.error());
        close(DisconnectReason::ParseError);
        return;
    }
    watchAttachments();
    if (m_held) {
        m_held->bytes += data.size() + packetBytes;
        if (m_held->bytes > heldBytes)
            close(DisconnectReason::ForcedServerClose);
        else if (*outcome)
            m_held->packets.append(**outcome);
    } else if (*outcome) {
        packetReceived(**outcome);
    }
}

void Client::watchAttachments()
{
    if (!m_decoder.isIncomplete())
        m_attachmentDeadline.cancel();
    else if (!m_attachmentDeadline.isActive()) // one for the whole set: each attachment must not extend it
        m_attachmentDeadline.set(m_config.attachmentTimeout, [this] { close(DisconnectReason::ParseError); });
}

void Client::packetReceived(const Packet &packet)
{
    const NamespaceQuery asked =
        m_isRevision3 ? splitNamespace(packet.nsp) : NamespaceQuery{packet.nsp, packet.data.toMap()};
    const auto known = m_sockets.find(asked.nsp);
    const auto socket = known == m_sockets.end() ? nullptr : known->second;
    if (packet.type == PacketType::Connect && !socket) {
        connect(asked.nsp, asked.query);
    } else if (!socket || packet.type == PacketType::Connect || packet.type == PacketType::ConnectError) {
        qCDebug(logClient) << "connection" << m_session->request().peer.connectionId
                           << "broke the protocol with a packet of type" << int(packet.type);
        close(DisconnectReason::ForcedServerClose);
    } else if (packet.type == PacketType::Disconnect) {
        remove(*socket, DisconnectReason::ClientNamespaceDisconnect);
    } else {
        socket->packetReceived(packet);
    }
}

QString Client::socketId(const Namespace &nsp) const
{
    // Clients of revision 3 make it out of the sid by themselves. Otherwise it is none of it: the sid is the
    // client's secret.
    if (!m_isRevision3)
        return QString::fromLatin1(engineio::randomId());
    const QString sid = QString::fromLatin1(m_session->sid());
    return nsp.name() == u'/' ? sid : nsp.name() + u'#' + sid;
}

void Client::refuse(const QString &nsp, const Refusal &refusal)
{
    // As in node's server.
    if (m_isRevision3) {
        send(Packet{PacketType::ConnectError,
                    nsp,
                    {},
                    refusal.data.isUndefined() ? QCborValue(refusal.message) : refusal.data});
        return;
    }
    QCborMap data{{u"message"_s, refusal.message}};
    if (!refusal.data.isUndefined())
        data.insert(u"data"_s, refusal.data);
    send(Packet{PacketType::ConnectError, nsp, {}, data});
}

void Client::connect(const QString &name, const QCborMap &auth)
{
    Namespace *nsp = m_server.findOrMake(name, auth);
    if (!m_session) // a predicate has ended the connection
        return;
    if (!nsp) {
        // An object in every revision.
        send(Packet{PacketType::ConnectError, name, {}, QCborMap{{u"message"_s, u"Invalid namespace"_s}}});
        return;
    }
    const QCborValue pid = auth.value(u"pid"_s);
    const QCborValue offset = auth.value(u"offset"_s);
    if (nsp->m_recovery && !m_isRevision3 && pid.isString() && (offset.isString() || offset.isUndefined()))
        recover(*nsp, auth, offset.toString());
    else
        enter(*nsp, makeSocket(*nsp, auth, std::nullopt));
}

void Client::recover(Namespace &nsp, const QCborMap &auth, const QString &offset)
{
    m_held = std::make_unique<Held>();
    RecoveryStore *store = nsp.m_recovery.get(); // it calls, so it is there
    store->take(auth.value(u"pid"_s).toString(), offset,
                [weak = weak_from_this(), store, name = nsp.name(), auth](auto restored) {
                    const auto client = weak.lock();
                    if (client && client->m_session)
                        client->recovered(name, auth, std::move(restored));
                    else if (restored)
                        store->lost(std::move(restored->session));
                });
}

void Client::recovered(const QString &name, const QCborMap &auth, std::optional<RestoredSession> restored)
{
    if (Namespace *nsp = m_server.find(name))
        enter(*nsp, makeSocket(*nsp, auth, std::move(restored)));
    resume();
}

/// What was said meanwhile, in order.
void Client::resume()
{
    const auto held = std::exchange(m_held, nullptr);
    if (!held) // a handler has ended the connection
        return;
    for (const Packet &packet : std::as_const(held->packets)) {
        if (m_held) // it wants to be recovered in another namespace, too
            m_held->packets.append(packet);
        else if (m_session)
            packetReceived(packet);
    }
}

void Client::enter(Namespace &nsp, const std::shared_ptr<Socket> &socket)
{
    if (socket->recovered() && nsp.m_skipMiddleware) {
        admit(socket);
        return;
    }
    const auto refusal = nsp.ask(*socket);
    if (m_session && !refusal) {
        admit(socket);
        return;
    }
    if (socket->recovered()) // it may try again
        nsp.m_recovery->lost({socket->id(), socket->pid(), socket->m_recovery.rooms, socket->m_data});
    if (m_session) // unless a middleware has ended the connection
        refuse(nsp.name(), *refusal);
}

std::shared_ptr<Socket> Client::makeSocket(Namespace &nsp, const QCborMap &auth,
                                           std::optional<RestoredSession> restored)
{
    const engineio::SessionRequest &request = m_session->request();
    Handshake handshake{auth, request.head, request.query, request.peer};
    if (restored)
        return Socket::restore(*std::move(restored), nsp, *this, std::move(handshake));
    std::shared_ptr<Socket> socket(new Socket(socketId(nsp), nsp, *this, std::move(handshake)));
    if (nsp.m_recovery && !m_isRevision3)
        socket->m_recovery.pid = QString::fromLatin1(engineio::randomSecret());
    return socket;
}

void Client::admit(const std::shared_ptr<Socket> &socket)
{
    Namespace &nsp = socket->nsp();
    m_connectDeadline.cancel();
    m_sockets.insert_or_assign(nsp.name(), socket);
    nsp.add(socket);
    // What it missed comes before it is told that it is connected.
    QList<engineio::OutgoingPacketPtr> messages;
    for (const MissedEvent &event : std::exchange(socket->m_recovery.missed, {})) {
        const SharedPacket missed(Packet{PacketType::Event, nsp.name(), {}, event.data}, event.offset);
        messages += missed.messages(m_format, true).packets();
    }
    QCborMap answer{{u"sid"_s, socket->id()}};
    if (!socket->m_recovery.pid.isEmpty())
        answer.insert(u"pid"_s, socket->m_recovery.pid);
    const SharedPacket connect(
        Packet{PacketType::Connect,
               nsp.name(),
               {},
               m_isRevision3 ? QCborValue(QCborValue::Undefined) : QCborValue(answer)});
    messages += connect.messages(m_format, false).packets();
    m_session->send(messages); // at once: it may be more than what otherwise may wait for a poll
    nsp.announce(*socket);
}

void Client::remove(Socket &socket, DisconnectReason reason)
{
    const auto keep = m_sockets.extract(socket.nsp().name());
    socket.disconnected(reason);
}

void Client::disconnectAll()
{
    const auto keep = shared_from_this();
    const auto sockets = m_sockets;
    for (const auto &[nsp, socket] : sockets)
        socket->disconnect();
    close(DisconnectReason::ForcedServerClose);
}

void Client::close(DisconnectReason reason)
{
    if (!m_session)
        return;
    m_session->close();
    end(reason);
}

void Client::sessionClosed(engineio::CloseReason reason) { end(disconnectReason(reason)); }

void Client::end(DisconnectReason reason)
{
    const auto keep = shared_from_this();
    m_session = nullptr;
    m_held.reset();
    m_connectDeadline.cancel();
    m_attachmentDeadline.cancel();
    m_server.remove(*this);
    const auto sockets = std::exchange(m_sockets, {});
    for (const auto &[nsp, socket] : sockets)
        socket->disconnected(reason);
}

void Client::abandon()
{
    if (m_session)
        m_session->setHandler(nullptr);
    m_session = nullptr;
    const auto sockets = std::exchange(m_sockets, {});
    for (const auto &[nsp, socket] : sockets)
        socket->abandon();
}

} // namespace confab::socketio
