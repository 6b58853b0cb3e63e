// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/chat/announcement.h"
#include "server/chat/person.h"

#include <QMap>
#include <QStringList>

#include <set>

namespace confab::chat {

/// By what the log knows a client whose connection can be recovered; empty for any other.
struct SessionId
{
    QByteArray key;
    QString socketId;
    quint64 number = 0; ///< of its messages

    [[nodiscard]] bool isEmpty() const { return key.isEmpty(); }
};

/// What a client is in the chat; it survives a lost connection where the transport can recover one.
struct Standing
{
    Person person;
    QString token; ///< of the person, empty for one who has none
    bool hasHiddenToken = false; ///< the person has one, and only the client knows it
    QStringList rooms; ///< that it may write to
    QMap<Audience, std::set<QString>> audiences; ///< what it gets of which rooms
    SessionId session;
    QMap<QString, quint64>
        since; ///< of a session: the position in the log when it became a member of the room

    [[nodiscard]] bool isIn(Audience audience, const QString &room) const
    {
        const auto found = audiences.constFind(audience);
        return found != audiences.cend() && found->contains(room);
    }
};

} // namespace confab::chat
