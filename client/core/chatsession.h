// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/core/chatmessage.h"
#include "client/core/clientstore.h"
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
};

} // namespace confab::client
