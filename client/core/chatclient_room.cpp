// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What goes on in a room besides new messages: older ones that are fetched, who is writing, who is there.

#include "client/core/chatclient_p.h"

namespace confab::client {

namespace {

/// Nobody is told more often that we are writing.
constexpr std::chrono::seconds typingInterval{3};
/// So much of what an outage left out is loaded by itself.
constexpr int pagesOfAnOutage = 10;

} // namespace

bool ChatClient::isComplete() const { return d->timeline.isComplete(); }

QString ChatClient::ownId() const { return d->ownId; }

QList<Person> ChatClient::typists() const { return d->typists.people(); }

QList<Person> ChatClient::people() const { return d->roster.people(); }

int ChatClient::peopleCount() const { return d->roster.count(); }

void ChatClient::loadBefore(const ChatMessage &message)
{
    if (d->state != ConnectionState::Online || d->asked)
        return;
    const std::optional<quint64> before = d->timeline.missingBefore(message.seq);
    if (before && d->connection->requestPast(*before))
        d->asked = Private::PastRequest{*before, message};
}

void ChatClient::noteTyping()
{
    const auto now = d->environment.timers->now();
    if (d->state != ConnectionState::Online || now < d->mayTypeAt)
        return;
    d->mayTypeAt = now + typingInterval;
    d->connection->sendTyping();
}

void ChatClient::watchPeople()
{
    if (std::exchange(d->watchesPeople, true))
        return;
    if (d->state == ConnectionState::Online)
        d->connection->watchPeople();
}

void ChatClient::Private::connectRoom()
{
    const ChatConnection *c = connection.get();
    connect(c, &ChatConnection::pastReceived, q, [this](const PastPage &page) { takePast(page); });
    connect(c, &ChatConnection::pastFailed, q, [this] {
        asked.reset();
        filling.reset();
    });
    connect(c, &ChatConnection::typingReceived, q, [this](const Person &person) {
        if (person.id != ownId) // we are, in another window
            typists.add(person);
    });
    connect(c, &ChatConnection::rosterReceived, q, [this](const RosterNews &news) { setRoster(news); });
    connect(c, &ChatConnection::presenceReceived, q, [this](const PresenceNews &news) {
        for (const Person &person : news.left)
            typists.remove(person.id);
        roster.apply(news);
        Q_EMIT q->peopleChanged();
    });
}

void ChatClient::Private::takePast(const PastPage &page)
{
    const std::optional<PastRequest> request = std::exchange(asked, std::nullopt);
    if (!request)
        return;
    auto placed = timeline.placePast(page, request->before, now());
    if (!placed) {
        filling.reset();
        return;
    }
    const bool movesGap = request->below.gapBefore && (placed->closesGap || !placed->messages.isEmpty());
    if (movesGap && !placed->closesGap)
        placed->messages.first().gapBefore = true;
    if (filling && filling->localId == request->below.localId) {
        const bool isOver = placed->closesGap || placed->messages.isEmpty();
        filling = isOver ? std::nullopt : std::optional(placed->messages.first());
    }
    for (const ChatMessage &message : std::as_const(placed->messages))
        outbox.remove(message.localId);
    keeper.settle(placed->messages, timeline.bookmark());
    if (movesGap)
        keeper.closeGap(request->below.localId);
    if (!placed->messages.isEmpty())
        Q_EMIT q->messagesChanged(placed->messages, false);
    if (movesGap)
        Q_EMIT q->gapClosed(request->below.localId);
    updateCompleteness();
    fillOn();
}

void ChatClient::Private::beginFilling(const ChatMessage &below, quint64 numbers)
{
    if (numbers > quint64(pagesOfAnOutage) * ChatConnection::pastPageSize)
        return;
    filling = below;
    pagesToFill = pagesOfAnOutage;
}

void ChatClient::Private::fillOn()
{
    if (!filling || asked)
        return;
    if (pagesToFill-- > 0)
        q->loadBefore(*filling);
    if (!asked)
        filling.reset(); // nobody has it, or nobody is there
}

void ChatClient::Private::updateCompleteness()
{
    const bool before = std::exchange(complete, timeline.isComplete());
    if (before != complete)
        Q_EMIT q->completenessChanged();
}

void ChatClient::Private::setRoster(const RosterNews &news)
{
    roster.set(news);
    Q_EMIT q->peopleChanged();
}

void ChatClient::Private::forgetPeople()
{
    typists.clear();
    if (roster.count() == 0)
        return;
    roster.clear();
    Q_EMIT q->peopleChanged();
}

} // namespace confab::client
