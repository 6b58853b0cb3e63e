// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/core/chatclient.h"
#include "client/core/chatconnection.h"
#include "client/core/outbox.h"
#include "client/core/reconnectpolicy.h"
#include "client/core/roomkeeper.h"
#include "client/core/roster.h"
#include "client/core/timeline.h"
#include "client/core/typists.h"

namespace confab::client {

/// The state machine behind ChatClient: one connection after the other, the outbox that goes out over them,
/// and the timeline that comes in.
class ChatClient::Private
{
public:
    Private(ChatClient *client, Environment env)
        : q(client)
        , environment(std::move(env))
        , retryDeadline(*environment.timers)
        , countdown(*environment.timers)
        , keeper(*environment.timers)
        , typists(*environment.timers, [this] { Q_EMIT q->typingChanged(); })
    { }

    void attempt();
    void dropConnection();
    void welcome(const Welcome &welcome);
    void goOnline(const QList<ChatMessage> &messages, bool live);
    void connectionEnded(Problem why, const QString &detail);
    [[nodiscard]] bool moveToHttps(const QUrl &location);
    void scheduleRetry();
    void tick();
    void waitForPin(std::chrono::seconds locked);
    void stop(ConnectionState end, Problem why, const QString &detail);
    void setState(ConnectionState next);
    void setName(const QString &next);

    /// Takes from the store what an earlier run left of the room; returns what there is to show of it.
    [[nodiscard]] QList<ChatMessage> enterRoom();
    void leaveRoom();
    /// Asks the server for what is missing.
    void catchUp();
    [[nodiscard]] QList<ChatMessage> takePage(const Welcome &welcome);
    /// What is in the outbox of it, in the store.
    void keep(const QString &localId);
    void keepAll(const QList<ChatMessage> &changed);
    [[nodiscard]] QList<ChatMessage> requeue();
    void fail(const QString &localId, SendFailure failure);

    /// What goes on in the room besides new messages (chatclient_room.cpp).
    void connectRoom();
    void takePast(const PastPage &page);
    /// So many numbers are missing before this message: they are loaded by and by, unless they are so many
    /// that the reader has to want them.
    void beginFilling(const ChatMessage &below, quint64 numbers);
    /// Asks for the next page of what is missing, unless something else is asked for.
    void fillOn();
    /// Says that isComplete() is another, if it is.
    void updateCompleteness();
    void setRoster(const RosterNews &news);
    void forgetPeople();

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
    QString pin; ///< for `address`
    std::function<QString(const QUrl &address)> tokenSource; ///< may be null
    bool wasOnline = false; ///< at this address
    bool isConfab = false; ///< the server at this address
    EngineIoOptions known; ///< how it is reached, if it was

    Timeline timeline;
    Outbox outbox;
    RoomKeeper keeper;
    Typists typists;
    Roster roster;
    bool watchesPeople = false;
    std::chrono::milliseconds mayTypeAt{0}; ///< when the others may be told again
    struct PastRequest
    {
        quint64 before = 0;
        ChatMessage below; ///< the message that the page comes above
    };
    std::optional<PastRequest> asked; ///< what has no answer yet
    std::optional<ChatMessage> filling; ///< the message with the gap that is being closed
    int pagesToFill = 0; ///< at most, from here on
    bool complete = false; ///< as it was said
    bool flushing = false;
};

} // namespace confab::client
