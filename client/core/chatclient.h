// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/core/chatmessage.h"

#include <QList>
#include <QObject>
#include <QUrl>

#include <memory>

namespace confab::client {

enum class ConnectionState {
    Idle, ///< no server chosen, or left on purpose
    Connecting, ///< the first attempt
    Online,
    Reconnecting, ///< was online, or the first attempt failed for a passing reason; tries again by itself
    Rejected ///< a lasting reason (see Problem); no automatic retry
};

/// Why there is no connection, in terms a window can put into words.
enum class Problem {
    None,
    BadAddress, ///< not an http, https, ws or wss address
    HostNotFound,
    Refused, ///< nobody listens there
    TimedOut,
    NotASocketIoServer, ///< something answered, but not a Socket.IO server
    Dropped, ///< the connection broke
    TlsFailed,
    ServerClosed, ///< the server ended the session
    RejectedByServer ///< connect_error; `detail` is the server's reason
};

/// A person's connection to one room of one server, and everything that was sent and received in it. Speaks Socket.IO
/// to Confab and to any other Socket.IO server: one that does not know `hello` gets the bare `message` event.
/// Reconnects by itself with backoff; what is sent meanwhile waits and goes out in order. Thread: the one it lives in.
class ChatClient : public QObject
{
    Q_OBJECT

public:
    /// At most this many UTF-8 bytes of text in a message (the server enforces the same).
    static constexpr qsizetype maximumTextBytes = 16384;

    explicit ChatClient(QObject *parent = nullptr);
    ~ChatClient() override;

    /// "192.168.1.20:3000", "http://host", "ws://host:1/": what a person types; invalid when it cannot be an address.
    [[nodiscard]] static QUrl addressFromUserInput(const QString &text);

    [[nodiscard]] ConnectionState state() const;
    [[nodiscard]] Problem problem() const;
    [[nodiscard]] QString problemDetail() const;
    [[nodiscard]] QUrl address() const;
    [[nodiscard]] QString room() const;
    /// Ours: as asked for, or as the server made it.
    [[nodiscard]] QString name() const;
    /// Milliseconds until the next automatic attempt, -1 when none is scheduled.
    [[nodiscard]] int retryInMs() const;
    [[nodiscard]] int waitingMessages() const;

    void join(const QUrl &address, const QString &name, const QString &room);
    void leave();
    void retryNow();
    void rename(const QString &name);
    /// Shows the message as Sending at once (messagesChanged) and delivers it as soon as it can. Returns its localId.
    /// A text over maximumTextBytes becomes NotSent with TooLong.
    QString send(const QString &text);
    void resend(const QString &localId);
    void discard(const QString &localId);

Q_SIGNALS:
    void stateChanged(confab::client::ConnectionState state);
    /// The retry countdown or its target changed (for the banner); at most once a second.
    void retryChanged();
    void nameChanged(const QString &name);
    /// New or changed messages, to be upserted by localId, in timeline order. `live` is false for history.
    void messagesChanged(const QList<confab::client::ChatMessage> &messages, bool live);
    void messageDiscarded(const QString &localId);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace confab::client
