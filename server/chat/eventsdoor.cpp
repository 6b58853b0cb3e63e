// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/chat/eventsdoor.h"

#include "protocol/socketio/json.h"
#include "server/chat/httprequests.h"
#include "server/chat/peertext.h"

#include <QLoggingCategory>

using namespace Qt::StringLiterals;

namespace confab::chat {

namespace {

Q_LOGGING_CATEGORY(logEvents, "confab.chat.events", QtInfoMsg)

using namespace std::chrono_literals;

constexpr int pageLimit = 200;
/// While more than this waits for a client that catches up, the next page is not asked for.
constexpr qint64 catchUpBytes = 512 * 1024;
constexpr auto catchUpPause = 50ms;

QByteArray eventOf(const log::Message &message, const QByteArray &epoch)
{
    return eventText(eventId(epoch, message.seq), QByteArrayLiteral("message"),
                     socketio::toJson(toWire(message)));
}

} // namespace

struct EventsDoor::Client
{
    Client(quint64 number, EventsRequest wanted, std::unique_ptr<net::HttpExchange> held,
           std::unique_ptr<net::Admission> leave, net::Timers &timers)
        : id(number)
        , request(std::move(wanted))
        , exchange(std::move(held))
        , admission(std::move(leave))
        , connectedAt(QDateTime::currentDateTimeUtc())
        , pause(timers)
    { }

    void write(const QByteArray &bytes)
    {
        bytesOut += static_cast<quint64>(bytes.size());
        exchange->write(bytes);
    }

    const quint64 id;
    EventsRequest request; ///< its cursor moves on while the client catches up
    const std::unique_ptr<net::HttpExchange> exchange;
    const std::unique_ptr<net::Admission> admission;
    const QDateTime connectedAt;
    quint64 bytesOut = 0;
    bool isLive = false; ///< has everything up to now; until then it is told by pages
    net::Deadline pause;
};

EventsDoor::EventsDoor(ChatService &chat, net::Timers &timers, std::chrono::milliseconds keepAlive)
    : m_chat(chat)
    , m_timers(timers)
    , m_keepAlive(keepAlive)
    , m_nextKeepAlive(timers)
{
    chat.addDoor(*this);
}

EventsDoor::~EventsDoor() = default;

void EventsDoor::handle(std::unique_ptr<net::HttpExchange> exchange)
{
    const http::RequestHead &head = exchange->request().head;
    if (head.method != "GET" && head.method != "HEAD") {
        http::Response response =
            jsonAnswer(405, toWire(Refusal{u"bad_request"_s, u"GET listens to a room."_s}));
        response.headers.add("Allow", "GET, HEAD");
        exchange->respond(std::move(response));
        return;
    }
    auto request = parseEventsRequest(head);
    if (!request) {
        exchange->respond(refusalAnswer(request.error()));
        return;
    }
    http::Response response{200,
                            {{"Content-Type", "text/event-stream; charset=utf-8"},
                             {"Cache-Control", "no-store"},
                             {"X-Accel-Buffering", "no"}, // a proxy must not gather events
                             {"X-Content-Type-Options", "nosniff"}},
                            {}};
    if (head.method == "HEAD") {
        exchange->respond(std::move(response));
        return;
    }
    response.body = QByteArrayLiteral("retry: 1000\n\n");
    const quint64 id = m_chat.nextClientId();
    exchange->setAbortHandler([this, id] {
        qCInfo(logEvents) << "client" << id << "stopped listening";
        m_clients.erase(id);
    });
    exchange->beginStream(std::move(response));
    qCInfo(logEvents) << "client" << id << "listens to events";
    auto admission = m_admit ? m_admit(exchange->peer()) : nullptr;
    m_clients.emplace(id,
                      std::make_unique<Client>(id, *std::move(request), std::move(exchange),
                                               std::move(admission), m_timers));
    if (!m_nextKeepAlive.isActive())
        m_nextKeepAlive.set(m_keepAlive, [this] { keepAlive(); });
    catchUp(id);
}

void EventsDoor::catchUp(quint64 clientId)
{
    const auto found = m_clients.find(clientId);
    if (found == m_clients.end())
        return;
    Client &client = *found->second;
    if (client.exchange->bytesQueued() > catchUpBytes) {
        client.pause.set(catchUpPause, [this, clientId] { catchUp(clientId); });
        return;
    }
    log::Query query;
    query.room = client.request.room;
    // Without a cursor nothing of the past is wanted, only the moment from which on to listen.
    query.kind = client.request.hasCursor ? log::Query::Kind::Since : log::Query::Kind::Newest;
    query.epoch = client.request.epoch;
    query.after = client.request.seq;
    query.limit = client.request.hasCursor ? pageLimit : 1;
    const bool isTaken = m_chat.read(
        std::move(query), [this, clientId](const log::Page &page) { pageArrived(clientId, page); });
    if (!isTaken) {
        qCWarning(logEvents) << "The log is overloaded: client" << clientId << "has to come again";
        m_clients.erase(found);
    }
}

// In order with the messages: what the page does not have is delivered from now on.
void EventsDoor::pageArrived(quint64 clientId, const log::Page &page)
{
    const auto found = m_clients.find(clientId);
    if (found == m_clients.end())
        return;
    Client &client = *found->second;
    m_epoch = page.epoch;
    QByteArray text;
    if (client.request.hasCursor) {
        if (page.gap) {
            text += eventText({}, QByteArrayLiteral("gap"),
                              socketio::toJson(QCborMap{{u"epoch"_s, QString::fromLatin1(page.epoch)},
                                                        {u"head"_s, static_cast<qint64>(page.head)},
                                                        {u"oldest"_s, static_cast<qint64>(page.oldest)}}));
        }
        for (const log::Message &message : page.messages) {
            // What was done to a message has no event of its own yet; the cursor passes it.
            if (message.kind == log::EventKind::Message)
                text += eventOf(message, page.epoch);
        }
    }
    if (!text.isEmpty())
        client.write(text);
    if (client.request.hasCursor && page.more && !page.gap && !page.messages.empty()) {
        client.request.epoch = page.epoch;
        client.request.seq = page.messages.back().seq;
        catchUp(clientId);
        return;
    }
    client.isLive = true;
}

Door::ToSender EventsDoor::deliver(const MessageRun &run)
{
    QByteArray text; // made once, and only if somebody listens
    for (const auto &[id, client] : m_clients) {
        if (!client->isLive || client->request.room != run.room())
            continue;
        if (text.isEmpty()) {
            for (std::size_t i = 0; i < run.size(); ++i)
                text += eventOf(run.at(i).message, m_epoch);
        }
        client->write(text);
    }
    return {}; // who listens here says nothing
}

void EventsDoor::keepAlive()
{
    if (m_clients.empty())
        return;
    for (const auto &[id, client] : m_clients)
        client->write(QByteArrayLiteral(": still here\n\n"));
    m_nextKeepAlive.set(m_keepAlive, [this] { keepAlive(); });
}

QList<ClientStatus> EventsDoor::clients() const
{
    QList<ClientStatus> clients;
    clients.reserve(clientCount());
    for (const auto &[id, client] : m_clients) {
        ClientStatus status;
        status.id = id;
        status.address = peerText(client->exchange->peer());
        status.transport = Transport::EventStream;
        status.engineRevision = 0;
        status.room = client->request.room;
        status.connectedAt = client->connectedAt;
        status.bytesOut = client->bytesOut;
        status.bytesQueued = client->exchange->bytesQueued();
        clients.append(status);
    }
    return clients;
}

bool EventsDoor::disconnectClient(quint64 clientId) { return m_clients.erase(clientId) > 0; }

void EventsDoor::closeAll() { m_clients.clear(); }

} // namespace confab::chat
