// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/core/chatclient_p.h"

#include <utility>

namespace confab::client {

namespace {

/// Messages on their way at once: enough to hide the round trip, few enough that a server that slows us down
/// still answers the last one in time.
constexpr int maximumInFlight = 16;

} // namespace

void ChatClient::Private::attempt()
{
    dropConnection();
    retryDeadline.cancel();
    countdown.cancel();
    connection = std::make_unique<ChatConnection>(
        environment.network, *environment.timers,
        ChatConnection::Options{address, wantedName, room, token, timeline.cursor(), isConfab, known});
    const ChatConnection *c = connection.get();
    connect(c, &ChatConnection::welcomed, q, [this](const Welcome &w) { welcome(w); });
    connect(c, &ChatConnection::bareServerFound, q, [this] { goOnline({}, true); });
    connect(c, &ChatConnection::messageReceived, q, [this](const ServerMessage &m) { receive(m); });
    connect(c, &ChatConnection::answerReceived, q,
            [this](const QString &id, const SendAnswer &answer) { receiveAnswer(id, answer); });
    connect(c, &ChatConnection::answerMissed, q, [this](const QString &id) {
        announce(outbox.markFailed(id, SendFailure::NoAnswer));
        flush();
    });
    connect(c, &ChatConnection::renamed, q, [this](const QString &confirmed) { setName(confirmed); });
    connect(c, &ChatConnection::ended, q,
            [this](Problem why, const QString &detail) { connectionEnded(why, detail); });
    connection->open();
}

void ChatClient::Private::dropConnection()
{
    if (!connection)
        return;
    disconnect(connection.get(), nullptr, q, nullptr);
    connection->close();
    ChatConnection *closed = connection.release();
    closed->setParent(q); // it dies with us at the latest
    closed->deleteLater(); // not now: we may be inside one of its signals
}

void ChatClient::Private::welcome(const Welcome &welcome)
{
    const bool isNews = timeline.cursor() && !welcome.gap;
    isConfab = true;
    ownId = welcome.you.id;
    if (!welcome.token.isEmpty())
        token = welcome.token;
    timeline.addOwnIdentity(ownId);
    timeline.setEpoch(welcome.epoch);
    QList<ChatMessage> messages;
    for (const ServerMessage &message : welcome.messages) {
        messages.append(timeline.place(message, now()));
        outbox.remove(messages.last().localId); // it arrived, only its answer did not
    }
    setName(welcome.you.name.isEmpty() ? wantedName : welcome.you.name);
    goOnline(messages, isNews);
}

void ChatClient::Private::goOnline(const QList<ChatMessage> &messages, bool live)
{
    // The outbox first: a slot of the signals below may send, and that goes behind what is waiting.
    const QList<ChatMessage> again = outbox.requeue();
    wasOnline = true;
    problem = Problem::None;
    problemDetail.clear();
    policy.reset();
    setState(ConnectionState::Online);
    if (!messages.isEmpty())
        Q_EMIT q->messagesChanged(messages, live);
    if (!again.isEmpty())
        Q_EMIT q->messagesChanged(again, true);
    flush();
}

void ChatClient::Private::connectionEnded(Problem why, const QString &detail)
{
    known = state == ConnectionState::Online ? connection->learned() : EngineIoOptions();
    switch (why) {
    case Problem::BadAddress:
    case Problem::TlsFailed:
    case Problem::ServerClosed:
    case Problem::RejectedByServer:
        return stop(ConnectionState::Rejected, why, detail);
    case Problem::NotASocketIoServer:
        if (!wasOnline) // else it is a proxy that speaks for a server that restarts
            return stop(ConnectionState::Rejected, why, detail);
        break;
    default:
        break;
    }
    dropConnection();
    problem = why;
    problemDetail = detail;
    scheduleRetry();
}

void ChatClient::Private::scheduleRetry()
{
    retryDeadline.set(policy.nextDelay(environment.random()), [this] {
        attempt();
        Q_EMIT q->retryChanged();
    });
    countdown.set(std::chrono::seconds(1), [this] { tick(); });
    setState(ConnectionState::Reconnecting);
    Q_EMIT q->retryChanged();
}

void ChatClient::Private::tick()
{
    if (!retryDeadline.isActive())
        return;
    countdown.set(std::chrono::seconds(1), [this] { tick(); });
    Q_EMIT q->retryChanged();
}

/// Ends everything until somebody joins or retries.
void ChatClient::Private::stop(ConnectionState end, Problem why, const QString &detail)
{
    dropConnection();
    retryDeadline.cancel();
    countdown.cancel();
    problem = why;
    problemDetail = detail;
    const QList<ChatMessage> failed = outbox.failAll(SendFailure::Offline);
    setState(end);
    if (!failed.isEmpty())
        Q_EMIT q->messagesChanged(failed, true);
}

void ChatClient::Private::setState(ConnectionState next)
{
    if (std::exchange(state, next) != next)
        Q_EMIT q->stateChanged(next);
}

void ChatClient::Private::setName(const QString &next)
{
    wantedName = next;
    if (std::exchange(name, next) != next)
        Q_EMIT q->nameChanged(next);
}

void ChatClient::Private::flush()
{
    if (flushing) // a bare server's answer comes from inside sendMessage()
        return;
    flushing = true;
    while (state == ConnectionState::Online && outbox.inFlightCount() < maximumInFlight) {
        const ChatMessage *next = outbox.nextWaiting();
        if (!next)
            break;
        const QString id = next->localId;
        const QString text = next->text;
        outbox.markInFlight(id);
        if (!connection->sendMessage(id, text))
            announce(outbox.markFailed(id, SendFailure::TooLong));
    }
    flushing = false;
}

void ChatClient::Private::receive(const ServerMessage &message)
{
    const ChatMessage placed = timeline.place(message, now());
    outbox.remove(placed.localId);
    announce(placed);
}

void ChatClient::Private::receiveAnswer(const QString &id, const SendAnswer &answer)
{
    if (answer.failure == SendFailure::None)
        announce(outbox.markSent(id, timeline.placeNumber(answer.seq), answer.at));
    else
        announce(outbox.markFailed(id, answer.failure));
    flush();
}

void ChatClient::Private::announce(const std::optional<ChatMessage> &changed)
{
    if (changed)
        Q_EMIT q->messagesChanged({*changed}, true);
}

} // namespace confab::client
