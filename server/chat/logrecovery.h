// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/chat/chatservice.h"
#include "server/chat/standing.h"
#include "server/log/session.h"
#include "server/socketio/recovery.h"

#include <QString>

#include <optional>

namespace confab::chat {

/// By what the log knows the client with this secret and this socket.
[[nodiscard]] SessionId sessionIdOf(const QString &pid, const QString &socketId);

/// What the log keeps of a client; its person's token is not among it.
[[nodiscard]] log::Session sessionOf(const Standing &standing);
[[nodiscard]] Standing standingOf(const log::Session &session, quint64 number);

/// `EPOCH.POSITION`, empty for a message that is not stored.
[[nodiscard]] QString offsetText(const log::RecoveryQuery::Offset &offset);
/// Nothing for a text that no server of ours has written.
[[nodiscard]] std::optional<log::RecoveryQuery::Offset> parseOffset(const QString &text);

/// Recovers connections of Socket.IO clients from the log (docs/adr/0008): what a client missed are the
/// messages of its rooms, its data is a Standing. Thread: the shard's.
class LogRecovery final : public socketio::RecoveryStore
{
public:
    /// The chat is there for every call.
    explicit LogRecovery(ChatService &chat);

    /// Only messages are recovered; the door gives them the log's offset.
    [[nodiscard]] QString record(const QCborArray &data, const QStringList &rooms,
                                 const QStringList &except) override;
    void lost(socketio::LostSession session) override;
    void left(const QString &pid) override;
    void take(const QString &pid, const QString &offset, Taken taken) override;

private:
    void note(log::SessionChange::Kind kind, const QString &pid);

    ChatService &m_chat;
};

} // namespace confab::chat
