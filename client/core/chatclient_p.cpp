// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/core/chatclient_p.h"

#include "client/core/serveraddress.h"

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
        ChatConnection::Options{address, wantedName, room, token, pin, timeline.cursor(), isConfab, known});
    const ChatConnection *c = connection.get();
    connect(c, &ChatConnection::welcomed, q, [this](const Welcome &w) { welcome(w); });
    connect(c, &ChatConnection::bareServerFound, q, [this] { goOnline({}, true); });
    connect(c, &ChatConnection::messageReceived, q, [this](const ServerMessage &m) { receive(m); });
    connect(c, &ChatConnection::welcomedBack, q, [this](const Welcome &w) {
        const bool isNews = !w.gap;
        if (const QList<ChatMessage> messages = takePage(w); !messages.isEmpty())
            Q_EMIT q->messagesChanged(messages, isNews);
        fillOn();
    });
    connect(c, &ChatConnection::eventNumbered, q, [this](quint64 seq) {
        if (!timeline.follow(seq))
            return catchUp();
        keeper.settle({}, timeline.bookmark());
    });
    connect(c, &ChatConnection::answerReceived, q,
            [this](const QString &id, const SendAnswer &answer) { receiveAnswer(id, answer); });
    connect(c, &ChatConnection::answerMissed, q, [this](const QString &id) {
        fail(id, SendFailure::NoAnswer);
        flush();
    });
    connect(c, &ChatConnection::renamed, q, [this](const QString &confirmed) { setName(confirmed); });
    connect(c, &ChatConnection::ended, q,
            [this](Problem why, const QString &detail) { connectionEnded(why, detail); });
    connectRoom();
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
    asked.reset();
    filling.reset();
    forgetPeople();
}

void ChatClient::Private::welcome(const Welcome &welcome)
{
    const bool isNews = timeline.cursor() && !welcome.gap;
    isConfab = true;
    ownId = welcome.you.id;
    if (!welcome.token.isEmpty())
        token = welcome.token;
    const QList<ChatMessage> messages = takePage(welcome);
    setName(welcome.you.name.isEmpty() ? wantedName : welcome.you.name);
    goOnline(messages, isNews);
    fillOn();
}

QList<ChatMessage> ChatClient::Private::takePage(const Welcome &welcome)
{
    const auto cursor = timeline.cursor();
    // Seen only where something stands above, which is then from before our cursor got lost.
    const bool isLatePage = !cursor && welcome.messages.value(0).seq > 1;
    timeline.addOwnIdentity(welcome.you.id);
    timeline.setEpoch(welcome.epoch);
    if (welcome.gap || isLatePage)
        timeline.markGap();
    QList<ChatMessage> messages;
    for (const ServerMessage &message : welcome.messages) {
        messages.append(timeline.place(message, now()));
        if (messages.last().gapBefore && cursor && cursor->epoch == welcome.epoch)
            beginFilling(messages.last(), message.seq - cursor->seq - 1);
        typists.remove(message.senderId);
        outbox.remove(messages.last().localId); // it arrived, only its answer did not
    }
    timeline.catchUp(welcome.head);
    keeper.settle(messages, timeline.bookmark());
    if (welcome.roster)
        setRoster(*welcome.roster);
    return messages;
}

void ChatClient::Private::catchUp()
{
    if (const auto cursor = timeline.cursor(); cursor && connection)
        connection->catchUp(*cursor);
}

QList<ChatMessage> ChatClient::Private::enterRoom()
{
    const SavedRoom saved = keeper.open({serverKey(address), room});
    timeline.restore(saved.bookmark, saved.history);
    ownId = saved.bookmark.ownId;
    wasOnline = wasOnline || !saved.bookmark.epoch.isEmpty();
    const QList<ChatMessage> broughtAlong = outbox.messages();
    outbox.restore(saved.outbox);
    keepAll(broughtAlong);
    QList<ChatMessage> shown = saved.history;
    for (const OutboxEntry &entry : saved.outbox)
        shown.append(entry.message);
    return shown;
}

void ChatClient::Private::leaveRoom()
{
    // What was written there is not for the next one, unless there never was anybody.
    if (wasOnline)
        outbox.clear();
    outbox.clearRestored();
    QStringList taken;
    for (const ChatMessage &message : outbox.messages())
        taken.append(message.localId);
    keeper.unqueue(taken);
    keeper.close();
    timeline.clear();
    updateCompleteness();
}

void ChatClient::Private::keep(const QString &localId)
{
    if (const auto entry = outbox.entry(localId))
        keeper.queue({*entry});
}

void ChatClient::Private::keepAll(const QList<ChatMessage> &changed)
{
    QList<OutboxEntry> entries;
    for (const ChatMessage &message : changed) {
        if (const auto entry = outbox.entry(message.localId))
            entries.append(*entry);
    }
    keeper.queue(entries);
}

QList<ChatMessage> ChatClient::Private::requeue()
{
    const QList<ChatMessage> again = outbox.requeue();
    keepAll(again);
    return again;
}

void ChatClient::Private::fail(const QString &localId, SendFailure failure)
{
    const std::optional<ChatMessage> failed = outbox.markFailed(localId, failure);
    keep(localId);
    announce(failed);
}

void ChatClient::Private::goOnline(const QList<ChatMessage> &messages, bool live)
{
    // The outbox first: a slot of the signals below may send, and that goes behind what is waiting.
    const QList<ChatMessage> again = requeue();
    wasOnline = true;
    problem = Problem::None;
    problemDetail.clear();
    policy.reset();
    setState(ConnectionState::Online);
    if (!messages.isEmpty())
        Q_EMIT q->messagesChanged(messages, live);
    if (!again.isEmpty())
        Q_EMIT q->messagesChanged(again, true);
    updateCompleteness();
    if (watchesPeople && connection)
        connection->watchPeople();
    flush();
}

void ChatClient::Private::connectionEnded(Problem why, const QString &detail)
{
    known = state == ConnectionState::Online ? connection->learned() : EngineIoOptions();
    if (why == Problem::MovedToHttps) {
        if (moveToHttps(QUrl(detail)))
            return;
        why = Problem::NotASocketIoServer;
    }
    switch (why) {
    case Problem::BadAddress:
    case Problem::TlsFailed:
    case Problem::CertificateUnknown:
    case Problem::CertificateChanged:
    case Problem::ServerClosed:
    case Problem::RejectedByServer:
    case Problem::PinWanted:
    case Problem::PinWrong:
        return stop(ConnectionState::Rejected, why, detail);
    case Problem::PinLocked:
        stop(ConnectionState::Rejected, why, detail);
        return waitForPin(std::chrono::seconds(detail.toInt()));
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

/// Goes on by https where the server asks for it; never to another host, and never back.
bool ChatClient::Private::moveToHttps(const QUrl &location)
{
    if (isSecure(address) || !isSecure(location) || location.host() != address.host())
        return false;
    QUrl next;
    next.setScheme(QStringLiteral("https"));
    next.setHost(location.host());
    next.setPort(location.port());
    const bool isSameServer = serverKey(next) == serverKey(address);
    if (!isSameServer)
        leaveRoom();
    address = next;
    const QList<ChatMessage> history = isSameServer ? QList<ChatMessage>() : enterRoom();
    if (tokenSource)
        token = tokenSource(address);
    known = {};
    Q_EMIT q->addressChanged(address);
    attempt();
    if (!history.isEmpty())
        Q_EMIT q->messagesChanged(history, false);
    return true;
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

/// Counts down until the server takes another PIN, and asks for one then.
void ChatClient::Private::waitForPin(std::chrono::seconds locked)
{
    retryDeadline.set(locked, [this] {
        countdown.cancel();
        problem = Problem::PinWanted;
        problemDetail.clear();
        Q_EMIT q->retryChanged();
    });
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
    keepAll(failed);
    keeper.flush();
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
            fail(id, SendFailure::TooLong);
    }
    flushing = false;
}

void ChatClient::Private::receive(const ServerMessage &message)
{
    const ChatMessage placed = timeline.place(message, now());
    const bool isWhole = timeline.follow(message.seq);
    typists.remove(message.senderId);
    outbox.remove(placed.localId);
    keeper.settle({placed}, timeline.bookmark());
    announce(placed);
    if (!isWhole)
        catchUp();
}

void ChatClient::Private::receiveAnswer(const QString &id, const SendAnswer &answer)
{
    if (answer.failure == SendFailure::None) {
        std::optional<ChatMessage> sent =
            outbox.markSent(id, 0, answer.at, answer.saved ? Delivery::Sent : Delivery::NotSaved);
        if (sent)
            timeline.placeAt(*sent, answer.seq);
        const bool isWhole = timeline.follow(answer.seq);
        if (sent)
            keeper.settle({*sent}, timeline.bookmark());
        if (!isConfab)
            keeper.flush(); // a bare server would not notice that it gets something twice
        announce(sent);
        if (!isWhole)
            catchUp();
    } else {
        fail(id, answer.failure);
    }
    flush();
}

void ChatClient::Private::announce(const std::optional<ChatMessage> &changed)
{
    if (changed)
        Q_EMIT q->messagesChanged({*changed}, true);
}

} // namespace confab::client
