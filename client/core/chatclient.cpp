// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/core/chatclient.h"

#include "client/core/chatclient_p.h"
#include "client/core/serveraddress.h"
#include "client/net/qttimers.h"

#include <QRandomGenerator>

#include <algorithm>
#include <array>

namespace confab::client {

using namespace Qt::StringLiterals;

namespace {

ChatClient::Environment realEnvironment(const std::shared_ptr<CertificatePins> &pins)
{
    return {std::make_shared<QtTimers>(), Network::real(pins),
            [] { return QRandomGenerator::global()->generateDouble(); }, pins};
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

ChatClient::ChatClient(QObject *parent)
    : ChatClient(std::make_shared<MemoryPins>(), parent)
{ }

ChatClient::ChatClient(std::shared_ptr<CertificatePins> pins, QObject *parent)
    : ChatClient(realEnvironment(pins), parent)
{ }

ChatClient::ChatClient(Environment environment, QObject *parent)
    : ChatSession(parent)
    , d(std::make_unique<Private>(this, std::move(environment)))
{ }

ChatClient::~ChatClient()
{
    d->keeper.close(); // while we can still say that it failed
}

void ChatClient::setTokenSource(std::function<QString(const QUrl &)> source)
{
    d->tokenSource = std::move(source);
}

void ChatClient::setStore(std::shared_ptr<ClientStore> store)
{
    d->keeper.setStore(std::move(store), [this] { Q_EMIT storeProblemChanged(); });
}

void ChatClient::takeNetworkUp()
{
    if (d->state == ConnectionState::Reconnecting)
        retryNow();
    else if (d->state == ConnectionState::Online)
        d->catchUp();
}

std::optional<StoreProblem> ChatClient::storeProblem() const { return d->keeper.problem(); }

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

QString ChatClient::pin() const { return d->pin; }

void ChatClient::setPin(const QString &pin) { d->pin = pin; }

void ChatClient::join(const QUrl &address, const QString &name, const QString &room)
{
    leave();
    const bool sameServer = address == d->address;
    const bool sameRoom = sameServer && room == d->room;
    if (!sameRoom)
        d->leaveRoom();
    if (!sameServer) {
        d->token = d->tokenSource ? d->tokenSource(address) : QString();
        d->ownId.clear();
        d->wasOnline = false;
        d->isConfab = false;
        d->known = {};
    }
    d->address = address;
    d->room = room;
    d->setName(name);
    if (!isServerAddress(address))
        return d->stop(ConnectionState::Rejected, Problem::BadAddress, {});
    const QList<ChatMessage> history = sameRoom ? QList<ChatMessage>() : d->enterRoom();
    const QList<ChatMessage> again = d->requeue();
    retryNow();
    if (!history.isEmpty())
        Q_EMIT messagesChanged(history, false);
    if (!again.isEmpty())
        Q_EMIT messagesChanged(again, true);
}

void ChatClient::leave() { d->stop(ConnectionState::Idle, Problem::None, {}); }

void ChatClient::retryNow()
{
    if (d->state == ConnectionState::Online || !isServerAddress(d->address))
        return;
    d->policy.reset();
    if (d->state != ConnectionState::Reconnecting) {
        d->problem = Problem::None;
        d->problemDetail.clear();
        d->setState(ConnectionState::Connecting);
    }
    d->attempt();
    Q_EMIT retryChanged();
}

void ChatClient::trustCertificate()
{
    const bool isAsked =
        d->problem == Problem::CertificateUnknown || d->problem == Problem::CertificateChanged;
    if (!isAsked || !d->environment.pins)
        return;
    d->environment.pins->trust(pinnedServer(d->address), d->problemDetail);
    join(d->address, d->wantedName, d->room);
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
    d->keep(message.localId);
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
    d->keep(localId);
    d->announce(message);
    d->flush();
}

void ChatClient::discard(const QString &localId)
{
    if (!d->outbox.remove(localId))
        return;
    d->keeper.unqueue({localId});
    Q_EMIT messageDiscarded(localId);
}

} // namespace confab::client
