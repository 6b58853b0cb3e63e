// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/core/chatmessage.h"
#include "client/core/clientstore.h"
#include "client/core/person.h"
#include "client/net/problem.h"

#include <QList>
#include <QObject>
#include <QUrl>

namespace confab::client {

enum class ConnectionState {
    Idle, ///< no server chosen, or left on purpose
    Connecting, ///< the first attempt
    Online,
    Reconnecting, ///< was online, or the first attempt failed for a passing reason; tries again by itself
    Rejected ///< a lasting reason (see Problem); no automatic retry
};

/// What a window knows of a person's connection to one room of one server: the seam between client/core
/// (ChatClient implements it) and the window (whose tests put a fake in its place). Thread: the one it lives
/// in.
class ChatSession : public QObject
{
    Q_OBJECT

public:
    /// At most this many UTF-8 bytes of text in a message (the server enforces the same).
    static constexpr qsizetype maximumTextBytes = 16384;

    using QObject::QObject;

    [[nodiscard]] virtual ConnectionState state() const = 0;
    [[nodiscard]] virtual Problem problem() const = 0;
    [[nodiscard]] virtual QString problemDetail() const = 0;
    [[nodiscard]] virtual QUrl address() const = 0;
    [[nodiscard]] virtual QString room() const = 0;
    /// Ours: as asked for, or as the server made it.
    [[nodiscard]] virtual QString name() const = 0;
    /// Milliseconds until the next automatic attempt, with PinLocked until the server takes another PIN; -1
    /// when nothing is scheduled.
    [[nodiscard]] virtual int retryInMs() const = 0;
    [[nodiscard]] virtual int waitingMessages() const = 0;
    /// Why nothing can be kept on this computer at present; nothing when it can.
    [[nodiscard]] virtual std::optional<StoreProblem> storeProblem() const = 0;
    [[nodiscard]] virtual QString pin() const = 0;
    /// Whether the conversation begins with the first message that was reported.
    [[nodiscard]] virtual bool isComplete() const = 0;
    /// Ours for this server, as in Person; empty until it said so.
    [[nodiscard]] virtual QString ownId() const = 0;
    /// The others who are writing at this moment, in the order in which they began.
    [[nodiscard]] virtual QList<Person> typists() const = 0;
    /// Who is in the room, each once, ourselves too; with very many of them not all.
    [[nodiscard]] virtual QList<Person> people() const = 0;
    /// How many they are; 0 while the server does not say.
    [[nodiscard]] virtual int peopleCount() const = 0;

    /// What the server is shown if it asks for a PIN, from the next attempt on; empty without one.
    virtual void setPin(const QString &pin) = 0;
    virtual void join(const QUrl &address, const QString &name, const QString &room) = 0;
    virtual void leave() = 0;
    virtual void retryNow() = 0;
    /// With CertificateUnknown or CertificateChanged: takes the certificate that the server showed for good,
    /// from now on, and joins again.
    virtual void trustCertificate() = 0;
    virtual void rename(const QString &name) = 0;
    /// Shows the message as Sending at once (messagesChanged) and delivers it as soon as it can. Returns its
    /// localId. A text over maximumTextBytes becomes NotSent with TooLong.
    virtual QString send(const QString &text) = 0;
    virtual void resend(const QString &localId) = 0;
    virtual void discard(const QString &localId) = 0;
    /// Asks for the messages above this one, which is the first or has a gap before it, where they are to be
    /// had: messagesChanged() follows. One question at a time; the next one while it is not answered is
    /// dropped.
    virtual void loadBefore(const confab::client::ChatMessage &message) = 0;
    /// Somebody changes a message that is not sent yet: the others may be told, now and then.
    virtual void noteTyping() = 0;
    /// Keeps people() up to date from now on.
    virtual void watchPeople() = 0;

Q_SIGNALS:
    void stateChanged(confab::client::ConnectionState state);
    /// The retry countdown or its target changed (for the banner); at most once a second.
    void retryChanged();
    void nameChanged(const QString &name);
    /// storeProblem() is another one.
    void storeProblemChanged();
    /// The server is reached by https from now on.
    void addressChanged(const QUrl &address);
    /// New or changed messages, to be upserted by localId, in timeline order. `live` is false for
    /// history; what we missed while the connection was broken is live.
    void messagesChanged(const QList<confab::client::ChatMessage> &messages, bool live);
    void messageDiscarded(const QString &localId);
    /// Nothing is missing any more between this message and the one above it.
    void gapClosed(const QString &localId);
    /// isComplete() is another.
    void completenessChanged();
    void typingChanged();
    /// Other people, or another number of them.
    void peopleChanged();
};

} // namespace confab::client
