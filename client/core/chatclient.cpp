// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/core/chatclient.h"

#include "client/core/chatconnection.h"
#include "client/core/outbox.h"
#include "client/core/qttimers.h"
#include "client/core/reconnectpolicy.h"
#include "client/core/serveraddress.h"
#include "client/core/timeline.h"
#include "client/core/websockettransport.h"

#include <QRandomGenerator>

#include <algorithm>
#include <array>
#include <utility>

namespace confab::client {

using namespace Qt::StringLiterals;

namespace {

/// Messages on their way at once: enough to hide the round trip, few enough that a server that slows us down
/// still answers the last one in time.
constexpr int maximumInFlight = 16;

ChatClient::Environment realEnvironment()
{
    return {std::make_shared<QtTimers>(), [] { return std::make_unique<WebSocketTransport>(); },
            [] { return QRandomGenerator::global()->generateDouble(); }};
}

/// 128 random bits; nobody else makes the same id, so that sending twice is noticed.
QString makeId()
{
    std::array<quint32, 4> bits;
    QRandomGenerator::system()->fillRange(bits.data(), bits.size());
    const QByteArray bytes(reinterpret_cast<const char *>(bits.data()), sizeof bits);
    return QString::fromLatin1(
        bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals));
}

bool isTooLong(const QString &text) { return text.toUtf8().size() > ChatSession::maximumTextBytes; }

} // namespace

class ChatClient::Private
{
public:
    Private(ChatClient *client, Environment env)
        : q(client)
        , environment(std::move(env))
        , retryDeadline(*environment.timers)
        , countdown(*environment.timers)
    { }

    void attempt();
    void dropConnection();
    void welcome(const Welcome &welcome);
    void goOnline(const QList<ChatMessage> &messages, bool live);
    void connectionEnded(Problem why, const QString &detail);
    void scheduleRetry();
    void tick();
    void stop(ConnectionState end, Problem why, const QString &detail);
    void setState(ConnectionState next);
    void setName(const QString &next);

    void flush();
    void receive(const ServerMessage &message);
    void receiveAnswer(const QString &id, const SendAnswer &answer);
    void announce(const std::optional<ChatMessage> &changed);
    [[nodiscard]] QDateTime now() const { return environment.timers->utc(); }
    /// Whether there will be a connection without anybody doing something about it.
    [[nodiscard]] bool isActive() const
    {
        return state != ConnectionState::Idle && state != ConnectionState::Rejected;
    }

    ChatClient *q;
    Environment environment;
    Deadline retryDeadline;
    Deadline countdown; ///< once a second while a retry is scheduled
    ReconnectPolicy policy;
    std::unique_ptr<ChatConnection> connection;

    ConnectionState state = ConnectionState::Idle;
    Problem problem = Problem::None;
    QString problemDetail;
    QUrl address;
    QString room;
    QString name;
    QString wantedName; ///< what to say in hello; differs from `name` while a rename is on its way
    QString ownId;
    QString token;
    bool wasOnline = false; ///< at this address
    bool isConfab = false; ///< the server at this address

    Timeline timeline;
    Outbox outbox;
    bool flushing = false;
};

void ChatClient::Private::attempt()
{
    dropConnection();
    retryDeadline.cancel();
    countdown.cancel();
    connection = std::make_unique<ChatConnection>(
        environment.makeTransport(), *environment.timers,
        ChatConnection::Options{address, wantedName, room, token, timeline.cursor(), isConfab});
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
    connection.release()->deleteLater(); // we may be inside one of its signals
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

ChatClient::ChatClient(QObject *parent)
    : ChatClient(realEnvironment(), parent)
{ }

ChatClient::ChatClient(Environment environment, QObject *parent)
    : ChatSession(parent)
    , d(std::make_unique<Private>(this, std::move(environment)))
{ }

ChatClient::~ChatClient() = default;

QUrl ChatClient::addressFromUserInput(const QString &text) { return client::addressFromUserInput(text); }

ConnectionState ChatClient::state() const { return d->state; }

Problem ChatClient::problem() const { return d->problem; }

QString ChatClient::problemDetail() const { return d->problemDetail; }

QUrl ChatClient::address() const { return d->address; }

QString ChatClient::room() const { return d->room; }

QString ChatClient::name() const { return d->name; }

int ChatClient::retryInMs() const
{
    if (!d->retryDeadline.isActive())
        return -1;
    return int(std::max<qint64>(d->retryDeadline.remaining().count(), 0));
}

int ChatClient::waitingMessages() const { return d->outbox.unconfirmedCount(); }

void ChatClient::join(const QUrl &address, const QString &name, const QString &room)
{
    leave();
    const bool sameServer = address == d->address;
    if (!sameServer) {
        d->token.clear();
        d->ownId.clear();
        d->wasOnline = false;
        d->isConfab = false;
    }
    if (!sameServer || room != d->room) {
        d->outbox.clear(); // what was written there is not for here
        d->timeline.clear();
    }
    d->address = address;
    d->room = room;
    d->setName(name);
    if (isServerAddress(address))
        retryNow();
    else
        d->stop(ConnectionState::Rejected, Problem::BadAddress, {});
}

void ChatClient::leave() { d->stop(ConnectionState::Idle, Problem::None, {}); }

void ChatClient::retryNow()
{
    if (d->state == ConnectionState::Online || !isServerAddress(d->address))
        return;
    d->policy.reset();
    d->setState(d->state == ConnectionState::Reconnecting ? ConnectionState::Reconnecting
                                                          : ConnectionState::Connecting);
    d->attempt();
    Q_EMIT retryChanged();
}

void ChatClient::rename(const QString &name)
{
    if (d->state == ConnectionState::Online && d->isConfab) {
        d->wantedName = name;
        d->connection->rename(name);
    } else {
        d->setName(name);
    }
}

QString ChatClient::send(const QString &text)
{
    ChatMessage message;
    message.localId = makeId();
    message.at = d->now();
    message.senderId = d->ownId;
    message.senderName = d->name;
    message.text = text;
    message.own = true;
    if (isTooLong(text))
        message = d->outbox.addFailed(message, SendFailure::TooLong);
    else if (!d->isActive())
        message = d->outbox.addFailed(message, SendFailure::Offline);
    else
        message = d->outbox.add(message);
    d->announce(message);
    d->flush();
    return message.localId;
}

void ChatClient::resend(const QString &localId)
{
    std::optional<ChatMessage> message = d->outbox.retry(localId);
    if (!message)
        return;
    if (isTooLong(message->text))
        message = d->outbox.markFailed(localId, SendFailure::TooLong);
    else if (!d->isActive())
        message = d->outbox.markFailed(localId, SendFailure::Offline);
    d->announce(message);
    d->flush();
}

void ChatClient::discard(const QString &localId)
{
    if (d->outbox.remove(localId))
        Q_EMIT messageDiscarded(localId);
}

} // namespace confab::client
