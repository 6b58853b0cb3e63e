// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/core/outbox.h"

#include <algorithm>

namespace confab::client {

void Outbox::restore(const QList<OutboxEntry> &entries)
{
    QList<Entry> restored;
    for (const OutboxEntry &saved : entries) {
        Entry entry{saved.message, Phase::Failed, saved.order, true};
        if (saved.message.delivery != Delivery::NotSent)
            setWaiting(entry);
        m_lastOrder = std::max(m_lastOrder, saved.order);
        restored.append(entry);
    }
    for (Entry &entry : m_entries)
        entry.order = ++m_lastOrder;
    m_entries = restored + m_entries;
}

ChatMessage Outbox::append(Entry entry)
{
    entry.order = ++m_lastOrder;
    m_entries.append(entry);
    return entry.message;
}

ChatMessage Outbox::add(const ChatMessage &message)
{
    Entry entry{message};
    setWaiting(entry);
    return append(entry);
}

ChatMessage Outbox::addFailed(const ChatMessage &message, SendFailure failure)
{
    Entry entry{message};
    setFailed(entry, failure);
    return append(entry);
}

const ChatMessage *Outbox::nextWaiting() const
{
    const auto found = std::find_if(m_entries.cbegin(), m_entries.cend(),
                                    [](const Entry &entry) { return entry.phase == Phase::Waiting; });
    return found == m_entries.cend() ? nullptr : &found->message;
}

void Outbox::markInFlight(const QString &localId)
{
    if (const qsizetype at = find(localId); at >= 0)
        m_entries[at].phase = Phase::InFlight;
}

std::optional<ChatMessage> Outbox::markSent(const QString &localId, quint64 seq, const QDateTime &at,
                                            Delivery delivery)
{
    const qsizetype found = find(localId);
    if (found < 0)
        return std::nullopt;
    ChatMessage message = m_entries.takeAt(found).message;
    message.delivery = delivery;
    message.failure = SendFailure::None;
    message.seq = seq;
    if (at.isValid())
        message.at = at;
    return message;
}

std::optional<ChatMessage> Outbox::markFailed(const QString &localId, SendFailure failure)
{
    const qsizetype found = find(localId);
    if (found < 0)
        return std::nullopt;
    setFailed(m_entries[found], failure);
    return m_entries[found].message;
}

std::optional<ChatMessage> Outbox::retry(const QString &localId)
{
    const qsizetype found = find(localId);
    if (found < 0 || m_entries[found].phase != Phase::Failed)
        return std::nullopt;
    Entry entry = m_entries.takeAt(found);
    setWaiting(entry);
    return append(entry);
}

bool Outbox::remove(const QString &localId)
{
    const qsizetype found = find(localId);
    if (found < 0)
        return false;
    m_entries.removeAt(found);
    return true;
}

QList<ChatMessage> Outbox::requeue()
{
    QList<ChatMessage> changed;
    for (Entry &entry : m_entries) {
        const SendFailure failure = entry.message.failure;
        if (entry.phase == Phase::InFlight) {
            setWaiting(entry);
        } else if (failure == SendFailure::NoAnswer || failure == SendFailure::Offline) {
            setWaiting(entry);
            changed.append(entry.message);
        }
    }
    return changed;
}

QList<ChatMessage> Outbox::failAll(SendFailure failure)
{
    QList<ChatMessage> changed;
    for (Entry &entry : m_entries) {
        if (entry.phase == Phase::Failed)
            continue;
        setFailed(entry, failure);
        changed.append(entry.message);
    }
    return changed;
}

void Outbox::clearRestored()
{
    m_entries.removeIf([](const Entry &entry) { return entry.restored; });
}

std::optional<OutboxEntry> Outbox::entry(const QString &localId) const
{
    const qsizetype found = find(localId);
    if (found < 0)
        return std::nullopt;
    return OutboxEntry{m_entries.at(found).message, m_entries.at(found).order};
}

QList<ChatMessage> Outbox::messages() const
{
    QList<ChatMessage> messages;
    for (const Entry &entry : m_entries)
        messages.append(entry.message);
    return messages;
}

qsizetype Outbox::find(const QString &localId) const
{
    const auto found = std::find_if(m_entries.cbegin(), m_entries.cend(),
                                    [&](const Entry &entry) { return entry.message.localId == localId; });
    return found == m_entries.cend() ? -1 : found - m_entries.cbegin();
}

int Outbox::count(Phase phase) const
{
    return int(std::count_if(m_entries.cbegin(), m_entries.cend(),
                             [phase](const Entry &entry) { return entry.phase == phase; }));
}

void Outbox::setWaiting(Entry &entry)
{
    entry.phase = Phase::Waiting;
    entry.message.delivery = Delivery::Sending;
    entry.message.failure = SendFailure::None;
}

void Outbox::setFailed(Entry &entry, SendFailure failure)
{
    entry.phase = Phase::Failed;
    entry.message.delivery = Delivery::NotSent;
    entry.message.failure = failure;
}

} // namespace confab::client
