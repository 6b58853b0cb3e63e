// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/core/chatwire.h"
#include "client/socketio/socketioclient.h"

#include <functional>

namespace confab::client {

/// One connection of a person to a chat, from the WebSocket to the answer to `hello` and the messages after
/// it. Finds out whether the server is Confab or knows the bare `message` only. Thread: the one it lives in.
class ChatConnection : public QObject
{
    Q_OBJECT

public:
    static constexpr std::chrono::seconds helloTimeout{3};
    static constexpr std::chrono::seconds answerTimeout{5};
    static constexpr int pastPageSize = 50;

    struct Options
    {
        QUrl address;
        QString name;
        QString room;
        QString token; ///< empty without one
        QString pin; ///< empty without one
        std::optional<Cursor> cursor;
        /// It was Confab before: without an answer to `hello` it is in trouble, not a stranger.
        bool expectsConfab = false;
        EngineIoOptions engine;
    };

    ChatConnection(Network network, Timers &timers, Options options, QObject *parent = nullptr);
    ~ChatConnection() override;

    void open();
    /// Ends it from our side; there are no signals and no answers afterwards.
    void close();

    /// Once it is welcome or bare. False when the message is larger than the server takes: nothing was sent.
    /// A bare server answers nothing, answerReceived() follows at once.
    [[nodiscard]] bool sendMessage(const QString &id, const QString &text);
    /// Nothing happens on a bare server.
    void rename(const QString &name);

    /// Asks for what came after `cursor`, while connected to Confab; welcomedBack() follows, or the end of a
    /// connection that only seems to be there. Nothing while an answer is awaited.
    void catchUp(const Cursor &cursor);

    /// Asks for the messages before a number: pastReceived() or pastFailed() follows, unless the connection
    /// ends before. False where nobody can be asked.
    [[nodiscard]] bool requestPast(quint64 before);
    /// Tells the others in the room that we are writing; where they cannot be told, nothing happens.
    void sendTyping();
    /// Asks who is in the room, and to be told of changes from now on; where nobody tells, nothing happens.
    void watchPeople();

    /// What to tell the next connection to the same server of the way there; once it is welcome or bare.
    [[nodiscard]] const EngineIoOptions &learned() const { return m_learned; }

Q_SIGNALS:
    /// A Confab server took us in. May come late, after bareServerFound().
    void welcomed(const confab::client::Welcome &welcome);
    void bareServerFound();
    /// The answer to catchUp().
    void welcomedBack(const confab::client::Welcome &welcome);
    void messageReceived(const confab::client::ServerMessage &message);
    /// Another event of our room that has a number, of whatever kind.
    void eventNumbered(quint64 seq);
    void answerReceived(const QString &id, const confab::client::SendAnswer &answer);
    /// The answer to a message is overdue; it may still come.
    void answerMissed(const QString &id);
    void renamed(const QString &name);
    void pastReceived(const confab::client::PastPage &page);
    void pastFailed();
    void typingReceived(const confab::client::Person &person);
    /// The answer to watchPeople().
    void rosterReceived(const confab::client::RosterNews &news);
    void presenceReceived(const confab::client::PresenceNews &news);
    /// The last signal, once.
    void ended(confab::client::Problem problem, const QString &detail);

private:
    void learn();
    void refuse(Problem problem, const QString &message, const QCborValue &data);
    void sendHello();
    void receiveNews(const QCborArray &args);
    void receiveHelloAnswer(const QCborArray &args);
    /// Asks Confab with an event that an older one may not know; `answered` gets what it says, no arguments
    /// where it says nothing. False where it cannot be asked.
    bool ask(const QString &event, const QCborMap &request,
             const std::function<void(const QCborArray &args)> &answered);
    void takeForBare();
    void releaseHeld();
    void receivePeople(const QString &name, const QCborArray &args);
    void receiveEvent(const QString &name, const QCborArray &args);
    void end(Problem problem, const QString &detail);

    SocketIoClient m_client;
    SocketIoNamespace *m_namespace;
    Options m_options;
    EngineIoOptions m_learned;
    enum class Peer { Unknown, Confab, Bare };
    Peer m_peer = Peer::Unknown;
    QList<ServerMessage> m_held; ///< came while we did not know who we are
    bool m_catchingUp = false;
    QStringList m_unknown; ///< events that this server does not know
    bool m_ended = false;
};

} // namespace confab::client
