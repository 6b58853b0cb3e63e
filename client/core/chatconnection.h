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
    /// The last signal, once.
    void ended(confab::client::Problem problem, const QString &detail);

private:
    void learn();
    void refuse(Problem problem, const QString &message, const QCborValue &data);
    void sendHello();
    void receiveNews(const QCborArray &args);
    void receiveHelloAnswer(const QCborArray &args);
    void takeForBare();
    void releaseHeld();
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
    bool m_ended = false;
};

} // namespace confab::client
