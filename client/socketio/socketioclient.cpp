// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/socketio/socketioclient.h"

#include "protocol/socketio/encoder.h"
#include "protocol/socketio/namespacequery.h"

#include <algorithm>

namespace confab::client {

using namespace Qt::StringLiterals;
using engineio::Revision;
using socketio::Format;
using socketio::Packet;
using socketio::PacketType;

SocketIoClient::SocketIoClient(Network network, Timers &timers, QObject *parent)
    : QObject(parent)
    , m_network(std::move(network))
    , m_timers(timers)
{ }

SocketIoClient::~SocketIoClient() = default;

SocketIoNamespace *SocketIoClient::of(const QString &nsp)
{
    SocketIoNamespace *&found = m_namespaces[nsp];
    if (!found)
        found = new SocketIoNamespace(this, nsp);
    return found;
}

void SocketIoClient::open(const QUrl &endpoint, const SocketIoOptions &options)
{
    m_endpoint = endpoint;
    m_options = options;
    start();
}

void SocketIoClient::start()
{
    dropEngine();
    m_isSocketIo = false;
    m_isRootConnected = false;
    m_engine = std::make_unique<EngineIoClient>(m_network, m_timers);
    connect(m_engine.get(), &EngineIoClient::opened, this, &SocketIoClient::engineOpened);
    connect(m_engine.get(), &EngineIoClient::textReceived, this,
            [this](const QByteArray &utf8) { receive(m_decoder->addText(utf8)); });
    connect(m_engine.get(), &EngineIoClient::binaryReceived, this,
            [this](const QByteArray &data) { receive(m_decoder->addBinary(data)); });
    connect(m_engine.get(), &EngineIoClient::upgraded, this, &SocketIoClient::upgraded);
    connect(m_engine.get(), &EngineIoClient::ended, this, &SocketIoClient::end);
    m_engine->open(m_endpoint, m_options.engine);
}

void SocketIoClient::close()
{
    dropEngine();
    const auto namespaces = m_namespaces;
    for (const auto &[name, nsp] : namespaces)
        nsp->clientEnded();
}

/// We may be inside one of its signals.
void SocketIoClient::dropEngine()
{
    if (!m_engine)
        return;
    disconnect(m_engine.get(), nullptr, this, nullptr);
    m_engine->close();
    m_engine->setParent(this); // it dies with us at the latest
    m_engine.release()->deleteLater();
}

Revision SocketIoClient::revision() const { return m_engine ? m_engine->revision() : Revision::V4; }

Format SocketIoClient::format() const
{
    if (revision() == Revision::V3)
        return Format::JsonRevision4;
    return m_options.messagePack ? Format::MessagePack : Format::Json;
}

void SocketIoClient::engineOpened()
{
    m_decoder = std::make_unique<socketio::Decoder>(socketio::DecoderLimits{}, format());
    const auto namespaces = m_namespaces;
    for (const auto &[name, nsp] : namespaces)
        nsp->clientOpened();
    Q_EMIT opened();
}

void SocketIoClient::sendConnect(const QString &nsp, const QCborMap &data)
{
    Packet packet{PacketType::Connect, nsp, {}, QCborValue(QCborValue::Undefined)};
    if (revision() == Revision::V4) {
        if (!data.isEmpty())
            packet.data = data;
        send(packet);
    } else if (nsp != "/"_L1) {
        packet.nsp = socketio::joinNamespace({nsp, data});
        send(packet);
    } else if (m_isRootConnected) { // otherwise the server will, unasked
        of(nsp)->receive(packet);
    }
}

bool SocketIoClient::send(const Packet &packet)
{
    if (!isOpen())
        return false;
    const socketio::EncodedPacket encoded = socketio::encode(packet, format());
    const qint64 limit = m_engine->handshake().maxPayload; // 0: the server did not say
    // With Engine.IO's type; polling has binary as base64.
    const auto isTooLarge = [&](qint64 size) { return limit > 0 && size > limit; };
    const auto sizeOnWire = [&](const QByteArray &data) {
        return isWebSocket() ? data.size() : 1 + (data.size() + 2) / 3 * 4;
    };
    if (isTooLarge(1 + encoded.text.size())
        || std::any_of(encoded.attachments.cbegin(), encoded.attachments.cend(),
                       [&](const QByteArray &data) { return isTooLarge(sizeOnWire(data)); }))
        return false;
    if (!encoded.text.isEmpty())
        m_engine->sendText(encoded.text);
    for (const QByteArray &attachment : encoded.attachments)
        m_engine->sendBinary(attachment);
    return true;
}

void SocketIoClient::receive(const socketio::Decoder::Outcome &outcome)
{
    if (!outcome)
        end(m_isSocketIo ? Problem::Dropped : Problem::NotASocketIoServer, u"malformed packet"_s);
    else if (*outcome)
        receivePacket(**outcome);
}

void SocketIoClient::receivePacket(const Packet &packet)
{
    const bool isRevision3 = revision() == Revision::V3;
    if (packet.type == PacketType::Connect) {
        if (!isRevision3 && !packet.data.toMap().contains("sid"_L1))
            return receiveRevision3();
        m_isSocketIo = true;
        if (isRevision3 && packet.nsp == "/"_L1)
            m_isRootConnected = true;
    }
    const QString nsp = isRevision3 ? socketio::splitNamespace(packet.nsp).nsp : packet.nsp;
    const auto found = m_namespaces.find(nsp);
    if (found != m_namespaces.end())
        found->second->receive(packet);
}

/// A server of Socket.IO 1 or 2 whose connection to "/" came so late that we took it for a newer one.
void SocketIoClient::receiveRevision3()
{
    if (m_isSocketIo || m_options.engine.revision)
        return end(Problem::NotASocketIoServer, u"unsupported protocol revision"_s);
    m_options.engine.revision = Revision::V3;
    close();
    start();
}

void SocketIoClient::end(Problem problem, const QString &detail)
{
    close();
    Q_EMIT ended(problem, detail);
}

} // namespace confab::client
