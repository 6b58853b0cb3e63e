// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/core/chatsession.h"

namespace confab::client {

/// A ChatSession that does what the test says: records what the window asks for, emits what the test wants to
/// happen.
class FakeSession : public ChatSession
{
public:
    using ChatSession::ChatSession;

    [[nodiscard]] ConnectionState state() const override { return m_state; }
    [[nodiscard]] Problem problem() const override { return m_problem; }
    [[nodiscard]] QString problemDetail() const override { return detail; }
    [[nodiscard]] QUrl address() const override { return m_address; }
    [[nodiscard]] QString room() const override { return m_room; }
    [[nodiscard]] QString name() const override { return m_name; }
    [[nodiscard]] int retryInMs() const override { return retryMs; }
    [[nodiscard]] int waitingMessages() const override { return waiting; }
    [[nodiscard]] std::optional<StoreProblem> storeProblem() const override { return m_storeProblem; }

    [[nodiscard]] QString pin() const override { return m_pin; }
    [[nodiscard]] bool isComplete() const override { return m_complete; }
    [[nodiscard]] QString ownId() const override { return QStringLiteral("me"); }
    [[nodiscard]] QList<Person> typists() const override { return m_typists; }
    [[nodiscard]] QList<Person> people() const override { return m_people; }
    [[nodiscard]] int peopleCount() const override { return m_count; }

    void setPin(const QString &pin) override { m_pin = pin; }
    void join(const QUrl &address, const QString &name, const QString &room) override
    {
        ++joins;
        m_address = address;
        m_name = name;
        m_room = room;
        enter(ConnectionState::Connecting);
    }
    void leave() override
    {
        if (m_state != ConnectionState::Idle)
            enter(ConnectionState::Idle);
    }
    void retryNow() override { ++retries; }
    void trustCertificate() override { ++trusted; }
    /// The server sends us to https.
    void move(const QUrl &address)
    {
        m_address = address;
        Q_EMIT addressChanged(address);
    }
    void rename(const QString &name) override
    {
        m_name = name;
        Q_EMIT nameChanged(name);
    }
    QString send(const QString &text) override
    {
        const ChatMessage message = own(text, Delivery::Sending);
        sent.append(text);
        Q_EMIT messagesChanged({message}, true);
        return message.localId;
    }
    void resend(const QString &localId) override { resent.append(localId); }
    void discard(const QString &localId) override
    {
        discarded.append(localId);
        Q_EMIT messageDiscarded(localId);
    }

    void loadBefore(const ChatMessage &message) override { loads.append(message); }
    void noteTyping() override { ++typed; }
    void watchPeople() override { ++watches; }

    void setComplete(bool complete)
    {
        m_complete = complete;
        Q_EMIT completenessChanged();
    }
    void setTypists(const QStringList &names)
    {
        m_typists.clear();
        for (const QString &name : names)
            m_typists.append({name, name});
        Q_EMIT typingChanged();
    }
    void setPeople(const QList<Person> &people, int count)
    {
        m_people = people;
        m_count = count;
        Q_EMIT peopleChanged();
    }

    void enter(ConnectionState state, Problem problem = Problem::None)
    {
        m_state = state;
        m_problem = problem;
        Q_EMIT stateChanged(state);
    }

    void setStoreProblem(const std::optional<StoreProblem> &problem)
    {
        m_storeProblem = problem;
        Q_EMIT storeProblemChanged();
    }

    /// A message of somebody else, with the next number.
    ChatMessage from(const QString &name, const QString &text)
    {
        ChatMessage message;
        message.seq = ++m_seq;
        message.localId = QString::number(message.seq);
        message.at = now;
        message.senderId = name;
        message.senderName = name;
        message.text = text;
        return message;
    }
    ChatMessage own(const QString &text, Delivery delivery)
    {
        ChatMessage message = from(m_name, text);
        message.own = true;
        message.delivery = delivery;
        if (delivery != Delivery::Sent) {
            --m_seq;
            message.localId = QStringLiteral("own%1").arg(++m_ownCount);
            message.seq = 0;
        }
        return message;
    }
    void receive(const QList<ChatMessage> &messages, bool live = true)
    {
        Q_EMIT messagesChanged(messages, live);
    }
    void receive(const QString &name, const QString &text) { receive({from(name, text)}); }

    QString detail;
    int retryMs = -1;
    int waiting = 0;
    int joins = 0;
    int retries = 0;
    int trusted = 0;
    QStringList sent;
    QStringList resent;
    QStringList discarded;
    QList<ChatMessage> loads; ///< what the messages before were asked for
    int typed = 0;
    int watches = 0;
    QDateTime now = QDateTime::currentDateTimeUtc();

private:
    ConnectionState m_state = ConnectionState::Idle;
    Problem m_problem = Problem::None;
    std::optional<StoreProblem> m_storeProblem;
    QString m_pin;
    bool m_complete = false;
    QList<Person> m_typists;
    QList<Person> m_people;
    int m_count = 0;
    QUrl m_address;
    QString m_room;
    QString m_name;
    quint64 m_seq = 0;
    int m_ownCount = 0;
};

} // namespace confab::client
