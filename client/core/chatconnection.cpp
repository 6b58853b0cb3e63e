// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/core/chatconnection.h"

#include "client/core/serveraddress.h"

#include <utility>

namespace confab::client {

using namespace Qt::StringLiterals;

ChatConnection::ChatConnection(Network network, Timers &timers, Options options, QObject *parent)
    : QObject(parent)
    , m_client(std::move(network), timers)
    , m_namespace(m_client.of(u"/"_s))
    , m_options(std::move(options))
{
    connect(m_namespace, &SocketIoNamespace::connected, this, &ChatConnection::sendHello);
    connect(m_namespace, &SocketIoNamespace::eventReceived, this, &ChatConnection::receiveEvent);
    connect(m_namespace, &SocketIoNamespace::connectFailed, this, &ChatConnection::refuse);
    connect(m_namespace, &SocketIoNamespace::disconnectedByServer, this,
            [this] { end(Problem::ServerClosed, {}); });
    connect(&m_client, &SocketIoClient::opened, this, &ChatConnection::learn);
    connect(&m_client, &SocketIoClient::upgraded, this, &ChatConnection::learn);
    connect(&m_client, &SocketIoClient::ended, this, &ChatConnection::end);
}

ChatConnection::~ChatConnection() = default;

void ChatConnection::open()
{
    QCborMap auth;
    if (!m_options.token.isEmpty())
        auth[u"token"_s] = m_options.token;
    if (!m_options.pin.isEmpty())
        auth[u"pin"_s] = m_options.pin;
    m_namespace->open(auth);
    m_client.open(socketIoEndpoint(m_options.address), {m_options.engine, false});
}

/// A WebSocket that did not pass will hardly do so next time: then we begin with what worked.
void ChatConnection::learn()
{
    m_learned.transports = m_client.isWebSocket() ? Transports::Automatic : Transports::PollingFirst;
    m_learned.revision = m_client.revision();
}

void ChatConnection::close()
{
    m_ended = true;
    disconnect(&m_client, nullptr, this, nullptr);
    disconnect(m_namespace, nullptr, this, nullptr);
    m_client.close();
}

/// Not let in: a PIN can be asked for, anything else is for people to read.
void ChatConnection::refuse(Problem problem, const QString &message, const QCborValue &data)
{
    const PinRefusal pin = readPinRefusal(data);
    switch (pin.kind) {
    case PinRefusal::Kind::None:
        return end(problem, message);
    case PinRefusal::Kind::Refused:
        return end(m_options.pin.isEmpty() ? Problem::PinWanted : Problem::PinWrong, {});
    case PinRefusal::Kind::Locked:
        return end(Problem::PinLocked, QString::number(pin.retryAfter.count()));
    }
}

void ChatConnection::sendHello()
{
    AckHandler handler;
    handler.timeout = helloTimeout;
    handler.answered = [this](const QCborArray &args) { receiveHelloAnswer(args); };
    handler.timedOut = [this] { takeForBare(); };
    const QCborMap request = helloRequest(m_options.name, m_options.room, m_options.token, m_options.cursor);
    if (!m_namespace->sendEvent(u"hello"_s, {request}, std::move(handler)))
        takeForBare();
}

void ChatConnection::receiveHelloAnswer(const QCborArray &args)
{
    const HelloAnswer answer = readHelloAnswer(args, m_options.room);
    switch (answer.kind) {
    case HelloAnswer::Kind::Welcome:
        m_peer = Peer::Confab;
        Q_EMIT welcomed(answer.welcome);
        releaseHeld();
        break;
    case HelloAnswer::Kind::Refused:
        end(Problem::RejectedByServer, answer.reason);
        break;
    case HelloAnswer::Kind::NotUnderstood:
        takeForBare();
        break;
    }
}

void ChatConnection::catchUp(const Cursor &cursor)
{
    if (m_peer != Peer::Confab || m_catchingUp)
        return;
    m_catchingUp = true;
    m_options.cursor = cursor;
    const auto fail = [this] { end(Problem::TimedOut, u"no answer to hello"_s); };
    AckHandler handler;
    handler.timeout = helloTimeout;
    handler.answered = [this](const QCborArray &args) { receiveNews(args); };
    handler.timedOut = fail;
    const QCborMap request = helloRequest(m_options.name, m_options.room, m_options.token, cursor);
    if (!m_namespace->sendEvent(u"hello"_s, {request}, std::move(handler)))
        fail();
}

void ChatConnection::receiveNews(const QCborArray &args)
{
    m_catchingUp = false;
    const HelloAnswer answer = readHelloAnswer(args, m_options.room);
    if (answer.kind == HelloAnswer::Kind::Welcome)
        Q_EMIT welcomedBack(answer.welcome);
    else
        end(Problem::RejectedByServer, answer.reason);
}

void ChatConnection::takeForBare()
{
    if (m_options.expectsConfab)
        return end(Problem::TimedOut, u"no answer to hello"_s);
    if (m_peer != Peer::Unknown)
        return;
    m_peer = Peer::Bare;
    Q_EMIT bareServerFound();
    releaseHeld();
}

void ChatConnection::releaseHeld()
{
    const QList<ServerMessage> held = std::exchange(m_held, {});
    for (const ServerMessage &message : held) {
        if (!m_ended)
            Q_EMIT messageReceived(message);
    }
}

bool ChatConnection::sendMessage(const QString &id, const QString &text)
{
    if (m_peer == Peer::Bare) {
        if (!m_namespace->sendEvent(u"message"_s, {text}))
            return false;
        Q_EMIT answerReceived(id, {});
        return true;
    }
    AckHandler handler;
    handler.timeout = answerTimeout;
    handler.answered = [this, id](const QCborArray &args) {
        Q_EMIT answerReceived(id, readSendAnswer(args));
    };
    handler.timedOut = [this, id] { Q_EMIT answerMissed(id); };
    const QCborMap message{{u"text"_s, text}, {u"id"_s, id}, {u"room"_s, m_options.room}};
    return m_namespace->sendEvent(u"message"_s, {message}, std::move(handler));
}

void ChatConnection::rename(const QString &name)
{
    if (m_peer != Peer::Confab)
        return;
    m_options.name = name;
    AckHandler handler;
    handler.answered = [this](const QCborArray &args) {
        if (const auto you = readRenameAnswer(args))
            Q_EMIT renamed(you->name);
    };
    m_namespace->sendEvent(u"rename"_s, {QCborMap{{u"name"_s, name}}}, std::move(handler));
}

bool ChatConnection::ask(const QString &event, const QCborMap &request,
                         const std::function<void(const QCborArray &args)> &answered)
{
    if (m_peer != Peer::Confab || m_unknown.contains(event))
        return false;
    AckHandler handler;
    handler.timeout = answerTimeout;
    handler.answered = [this, event, answered](const QCborArray &args) {
        if (isUnknownEvent(args))
            m_unknown.append(event);
        answered(args);
    };
    handler.timedOut = [answered] { answered({}); };
    return m_namespace->sendEvent(event, {request}, std::move(handler));
}

bool ChatConnection::requestPast(quint64 before)
{
    return ask(u"history"_s, historyRequest(m_options.room, before, pastPageSize),
               [this](const QCborArray &args) {
                   if (const auto page = readHistoryAnswer(args, m_options.room))
                       Q_EMIT pastReceived(*page);
                   else
                       Q_EMIT pastFailed();
               });
}

void ChatConnection::sendTyping()
{
    ask(u"typing"_s, typingRequest(m_options.room), [](const QCborArray &) {});
}

void ChatConnection::watchPeople()
{
    ask(u"presence"_s, presenceRequest(m_options.room), [this](const QCborArray &args) {
        if (const auto news = readPresenceAnswer(args, m_options.room))
            Q_EMIT rosterReceived(*news);
    });
}

/// Who comes, goes and writes; nothing of it is in the log.
void ChatConnection::receivePeople(const QString &name, const QCborArray &args)
{
    if (name == "typing"_L1) {
        if (const auto person = readTyping(args, m_options.room))
            Q_EMIT typingReceived(*person);
    } else if (name == "presence"_L1) {
        if (const auto news = readPresence(args, m_options.room))
            Q_EMIT presenceReceived(*news);
    }
}

void ChatConnection::receiveEvent(const QString &name, const QCborArray &args)
{
    if (name != "message"_L1) {
        if (m_peer != Peer::Confab)
            return;
        const EventPlace place = readEventPlace(args);
        if (place.seq > 0 && place.room == m_options.room)
            Q_EMIT eventNumbered(place.seq);
        else
            receivePeople(name, args);
        return;
    }
    const auto message = readMessage(args);
    if (!message || (!message->room.isEmpty() && message->room != m_options.room))
        return;
    if (m_peer == Peer::Unknown)
        m_held.append(*message);
    else
        Q_EMIT messageReceived(*message);
}

void ChatConnection::end(Problem problem, const QString &detail)
{
    if (m_ended)
        return;
    close();
    Q_EMIT ended(problem, detail);
}

} // namespace confab::client
