// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/engineio/transportupgrade.h"

namespace confab::client {

using namespace Qt::StringLiterals;
using engineio::Packet;
using engineio::PacketType;

namespace {

const QByteArray probe = "probe"_ba;

} // namespace

TransportUpgrade::TransportUpgrade(PollingTransport *polling, std::unique_ptr<WebSocketTransport> webSocket,
                                   Timers &timers, QObject *parent)
    : QObject(parent)
    , m_polling(polling)
    , m_webSocket(std::move(webSocket))
    , m_deadline(timers)
{
    m_webSocket->setRevision(polling->revision());
    connect(m_webSocket.get(), &WebSocketTransport::opened, this, [this] {
        m_state = State::Probing;
        m_webSocket->send({{PacketType::Ping, probe, false}});
    });
    connect(m_webSocket.get(), &WebSocketTransport::packetReceived, this, &TransportUpgrade::receive);
    connect(m_webSocket.get(), &WebSocketTransport::ended, this,
            [this](Problem, const QString &detail) { fail(detail); });
    connect(m_polling, &PollingTransport::paused, this, &TransportUpgrade::finish);
}

TransportUpgrade::~TransportUpgrade() = default;

void TransportUpgrade::start(const QUrl &webSocketUrl)
{
    m_deadline.set(timeout, [this] { fail(u"no answer to the probe"_s); });
    m_webSocket->open(webSocketUrl);
}

void TransportUpgrade::cancel()
{
    m_deadline.cancel();
    m_state = State::Done;
    disconnect(m_polling, nullptr, this, nullptr);
    if (m_webSocket) {
        disconnect(m_webSocket.get(), nullptr, this, nullptr);
        m_webSocket->close();
    }
}

std::unique_ptr<WebSocketTransport> TransportUpgrade::take() { return std::move(m_webSocket); }

void TransportUpgrade::receive(const Packet &packet)
{
    if (m_state != State::Probing)
        return;
    if (packet != Packet{PacketType::Pong, probe, false})
        return fail(u"no answer to the probe"_s);
    m_state = State::Pausing;
    Q_EMIT probed();
    if (m_state == State::Pausing)
        m_polling->pause();
}

void TransportUpgrade::finish()
{
    if (m_state != State::Pausing)
        return;
    m_state = State::Done;
    m_deadline.cancel();
    disconnect(m_webSocket.get(), nullptr, this, nullptr);
    m_webSocket->send({{PacketType::Upgrade, {}, false}});
    Q_EMIT succeeded();
}

void TransportUpgrade::fail(const QString &detail)
{
    const bool wasPausing = m_state == State::Pausing;
    cancel();
    if (wasPausing)
        m_polling->resume();
    Q_EMIT failed(detail);
}

} // namespace confab::client
