// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/chat/plaindoor.h"

#include "protocol/utf8text.h"
#include "protocol/websocket/frame.h"
#include "server/chat/peertext.h"
#include "server/chat/rules.h"

#include <QLoggingCategory>

namespace confab::chat {

namespace {

Q_LOGGING_CATEGORY(logPlain, "confab.chat.plain", QtInfoMsg)

constexpr quint16 goingAway = 1001;
constexpr quint16 unsupportedData = 1003;
constexpr quint16 policyViolation = 1008;
constexpr quint16 tryAgainLater = 1013;

} // namespace

class PlainDoor::Client final : public net::WebSocketReceiver
{
public:
    Client(PlainDoor &door, quint64 id, std::unique_ptr<net::WebSocketChannel> channel,
           std::unique_ptr<net::Admission> admission)
        : m_door(door)
        , m_id(id)
        , m_channel(std::move(channel))
        , m_admission(std::move(admission))
        , m_connectedAt(QDateTime::currentDateTimeUtc())
        , m_heartbeat(door.m_timers)
    {
        m_person.id = newPersonId();
        m_person.name = madeUpName(m_person.id);
        m_channel->setReceiver(this);
        waitToPing();
    }

    void send(const QByteArray &frame) { m_channel->sendEncoded(frame); }
    void close(quint16 code) { m_channel->close(code); }
    [[nodiscard]] const Person &person() const { return m_person; }

    [[nodiscard]] ClientStatus status() const
    {
        ClientStatus status;
        status.id = m_id;
        status.name = m_person.name;
        status.address = peerText(m_channel->peer());
        status.transport = Transport::PlainWebSocket;
        status.isSecure = m_channel->peer().secure;
        status.engineRevision = 0;
        status.room = lobby();
        status.connectedAt = m_connectedAt;
        status.roundTripMs = m_roundTripMs;
        status.heartbeatDueMs = static_cast<int>((m_due - m_door.m_timers.now()).count());
        status.bytesIn = m_channel->bytesIn();
        status.bytesOut = m_channel->bytesOut();
        status.bytesQueued = m_channel->bytesQueued();
        status.isSlowed = m_admission && m_admission->isSlowed();
        return status;
    }

    void textReceived(const QByteArray &utf8) override
    {
        slowDown();
        const auto text = checkedText(textFromUtf8(utf8));
        if (!text) {
            qCInfo(logPlain) << "client" << m_id << "refused:" << text.error().error;
            m_channel->close(policyViolation, text.error().detail.toUtf8());
            return;
        }
        log::Draft draft;
        draft.room = lobby();
        draft.personId = m_person.id;
        draft.personName = m_person.name;
        draft.id = newPersonId();
        draft.text = *text;
        draft.clientId = m_id;
        // There is no acknowledgement to travel in: a message that cannot be taken ends the connection
        // visibly.
        if (!m_door.m_chat.post(std::move(draft)))
            m_channel->close(tryAgainLater,
                             QByteArrayLiteral("The server is overloaded, the message was not taken"));
    }

    void binaryReceived(const QByteArray &) override
    {
        m_channel->close(unsupportedData, QByteArrayLiteral("This WebSocket takes text only"));
    }

    void pongReceived() override
    {
        if (m_pingSentAt) {
            m_roundTripMs = static_cast<int>((m_door.m_timers.now() - *m_pingSentAt).count());
            m_pingSentAt.reset();
        }
        waitToPing();
    }

    void closed(quint16 code, const QByteArray &) override
    {
        qCInfo(logPlain) << "client" << m_id << "left:" << code;
        m_door.remove(m_id); // destroys this
    }

private:
    /// Its pongs wait behind its messages: what does arrive shows that it is there.
    void slowDown()
    {
        const auto wait = m_admission ? m_admission->take(1) : std::chrono::milliseconds::zero();
        if (wait <= wait.zero())
            return;
        m_channel->pauseReading(wait);
        if (m_pingSentAt)
            waitForPong(wait + m_door.m_config.pingTimeout);
    }

    void waitForPong(std::chrono::milliseconds wait)
    {
        m_due = m_door.m_timers.now() + wait;
        m_heartbeat.set(wait, [this] {
            qCInfo(logPlain) << "client" << m_id << "timed out";
            m_door.remove(m_id); // destroys this
        });
    }

    void waitToPing()
    {
        m_due = m_door.m_timers.now() + m_door.m_config.pingInterval + m_door.m_config.pingTimeout;
        m_heartbeat.set(m_door.m_config.pingInterval, [this] {
            m_pingSentAt = m_door.m_timers.now();
            m_channel->sendEncoded(websocket::encodeFrame(websocket::Opcode::Ping, {}));
            waitForPong(m_door.m_config.pingTimeout);
        });
    }

    PlainDoor &m_door;
    const quint64 m_id;
    const std::unique_ptr<net::WebSocketChannel> m_channel;
    const std::unique_ptr<net::Admission> m_admission;
    const QDateTime m_connectedAt;
    Person m_person;
    int m_roundTripMs = -1;
    std::optional<std::chrono::milliseconds> m_pingSentAt;
    std::chrono::milliseconds m_due{};
    net::Deadline m_heartbeat;
};

PlainDoor::PlainDoor(ChatService &chat, net::Timers &timers, Config config)
    : m_chat(chat)
    , m_timers(timers)
    , m_config(config)
{
    chat.addDoor(*this);
}

PlainDoor::~PlainDoor() = default;

void PlainDoor::accept(std::unique_ptr<net::WebSocketChannel> channel)
{
    const quint64 id = m_chat.nextClientId();
    qCInfo(logPlain) << "client" << id << "joined over a plain WebSocket";
    auto admission = m_admit ? m_admit(channel->peer()) : nullptr;
    m_clients.emplace(id, std::make_unique<Client>(*this, id, std::move(channel), std::move(admission)));
}

void PlainDoor::deliver(const log::Message &message, quint64 exceptClientId)
{
    if (message.room != lobby() || m_clients.empty())
        return;
    const QByteArray frame = websocket::encodeFrame(websocket::Opcode::Text, message.text.toUtf8());
    for (const auto &[id, client] : m_clients) {
        if (id != exceptClientId)
            client->send(frame);
    }
}

void PlainDoor::appendMembers(const QString &room, QList<Person> &members) const
{
    if (room != lobby())
        return;
    for (const auto &[id, client] : m_clients)
        members.append(client->person());
}

QList<ClientStatus> PlainDoor::clients() const
{
    QList<ClientStatus> clients;
    clients.reserve(clientCount());
    for (const auto &[id, client] : m_clients)
        clients.append(client->status());
    return clients;
}

bool PlainDoor::disconnectClient(quint64 clientId)
{
    const auto found = m_clients.find(clientId);
    if (found == m_clients.end())
        return false;
    found->second->close(policyViolation);
    return true;
}

void PlainDoor::closeAll()
{
    for (const auto &[id, client] : m_clients)
        client->close(goingAway);
}

void PlainDoor::remove(quint64 clientId) { m_clients.erase(clientId); }

} // namespace confab::chat
