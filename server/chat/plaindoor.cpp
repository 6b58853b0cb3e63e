// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/chat/plaindoor.h"

#include "protocol/utf8text.h"
#include "protocol/websocket/frame.h"
#include "server/chat/jsonclient.h"
#include "server/chat/rules.h"
#include "server/chat/wire.h"

#include <QLoggingCategory>

using namespace Qt::StringLiterals;

namespace confab::chat {

namespace {

Q_LOGGING_CATEGORY(logPlain, "confab.chat.plain", QtInfoMsg)

constexpr quint16 goingAway = 1001;
constexpr quint16 policyViolation = 1008;
constexpr quint16 tryAgainLater = 1013;

QByteArray textFrame(const QByteArray &utf8) { return websocket::encodeFrame(websocket::Opcode::Text, utf8); }

/// A run as frames: each of the two forms is made when somebody takes it, once for everybody.
class RunFrames
{
public:
    explicit RunFrames(const MessageRun &run)
        : m_run(run)
    { }

    [[nodiscard]] const QByteArray &all(bool isJson) { return form(isJson).bytes; }
    [[nodiscard]] QByteArray between(bool isJson, std::size_t from, std::size_t to)
    {
        const Form &made = form(isJson);
        return made.bytes.mid(made.begins[from], made.begins[to] - made.begins[from]);
    }

private:
    struct Form
    {
        QByteArray bytes;
        std::vector<qsizetype> begins; ///< of each message, and the end
    };

    [[nodiscard]] const Form &form(bool isJson)
    {
        Form &form = isJson ? m_json : m_bare;
        if (!form.begins.empty())
            return form;
        form.begins.push_back(0);
        for (std::size_t i = 0; i < m_run.size(); ++i) {
            const log::Message &message = m_run.at(i).message;
            form.bytes +=
                textFrame(isJson ? jsonEvent(u"message"_s, toWire(message)) : message.text.toUtf8());
            form.begins.push_back(form.bytes.size());
        }
        return form;
    }

    const MessageRun &m_run;
    Form m_bare;
    Form m_json;
};

} // namespace

/// A client without a subprotocol: bare texts of the lobby.
class PlainDoor::BareClient final : public WebSocketClient
{
public:
    BareClient(ChatService &chat, quint64 id, Connection connection)
        : WebSocketClient(id, std::move(connection))
        , m_chat(chat)
    {
        m_person.id = newPersonId();
        m_person.name = m_chat.roster().enter(id, {m_person.id, madeUpName(m_person.id)}, rooms());
    }
    ~BareClient() override { m_chat.roster().leave(id(), m_person.id); }
    Q_DISABLE_COPY_MOVE(BareClient)

    [[nodiscard]] const Person &person() const override { return m_person; }
    [[nodiscard]] QStringList rooms() const final { return {lobby()}; }
    [[nodiscard]] bool isIn(Audience audience, const QString &room) const override
    {
        return audience == Audience::Members && room == lobby();
    }
    [[nodiscard]] bool takesJson() const override { return false; }

    void heard(const QByteArray &utf8) override
    {
        const auto text = checkedText(textFromUtf8(utf8));
        if (!text) {
            qCInfo(logPlain) << "client" << id() << "refused:" << text.error().error;
            close(policyViolation, text.error().detail.toUtf8());
            return;
        }
        log::Draft draft;
        draft.room = lobby();
        draft.personId = m_person.id;
        draft.personName = m_person.name;
        draft.id = newPersonId();
        draft.text = *text;
        draft.clientId = id();
        // There is no acknowledgement to travel in: a message that cannot be taken ends the connection
        // visibly.
        if (!m_chat.post(std::move(draft)))
            close(tryAgainLater, QByteArrayLiteral("The server is overloaded, the message was not taken"));
    }

private:
    ChatService &m_chat;
    Person m_person;
};

PlainDoor::PlainDoor(ChatService &chat, Conversations &conversations, net::Timers &timers,
                     HeartbeatConfig config)
    : m_chat(chat)
    , m_conversations(conversations)
    , m_timers(timers)
    , m_config(config)
{
    chat.addDoor(*this);
}

PlainDoor::~PlainDoor() = default;

qint64 PlainDoor::messageLimit(const http::RequestHead &head, qint64 most)
{
    return offersJson(head) ? most : maximumTextBytes;
}

void PlainDoor::accept(std::unique_ptr<net::WebSocketChannel> channel)
{
    const bool isJson = offersJson(channel->handshake());
    const auto conversation = isJson ? m_conversations.begin(Conversations::newcomer()) : nullptr;
    const quint64 id = conversation ? conversation->id() : m_chat.nextClientId();
    auto admission = m_admit ? m_admit(channel->peer()) : nullptr;
    WebSocketClient::Connection connection{std::move(channel), std::move(admission), m_timers, m_config,
                                           [this, id] { remove(id); }};
    std::unique_ptr<WebSocketClient> client;
    if (conversation)
        client = std::make_unique<JsonClient>(conversation, std::move(connection));
    else
        client = std::make_unique<BareClient>(m_chat, id, std::move(connection));
    qCInfo(logPlain) << "client" << id << "joined over a plain WebSocket";
    m_clients.emplace(id, std::move(client));
}

Door::ToSender PlainDoor::deliver(const MessageRun &run)
{
    const auto frames = std::make_shared<RunFrames>(run);
    for (const auto &[id, client] : m_clients) {
        if (!run.isSender(id) && client->isIn(Audience::Members, run.room()))
            client->sendFrame(frames->all(client->takesJson()));
    }
    return [this, frames, room = run.room()](quint64 clientId, std::size_t from, std::size_t to) {
        const auto found = m_clients.find(clientId);
        if (found != m_clients.end() && found->second->isIn(Audience::Members, room))
            found->second->sendFrame(frames->between(found->second->takesJson(), from, to));
    };
}

void PlainDoor::announce(const Announcement &announcement)
{
    QByteArray frame;
    for (const auto &[id, client] : m_clients) {
        if (id == announcement.exceptClientId || !client->isIn(announcement.audience, announcement.room))
            continue;
        if (frame.isEmpty())
            frame = textFrame(jsonEvent(announcement.event, announcement.data));
        client->sendFrame(frame);
    }
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

void PlainDoor::remove(quint64 clientId)
{
    (void)m_clients.extract(clientId); // out of the table before it ends
}

} // namespace confab::chat
