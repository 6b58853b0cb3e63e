// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QCborMap>
#include <QString>

namespace confab::chat {

/// Which clients in a room something is for.
enum class Audience {
    Members, ///< everybody: the messages
    Greeted, ///< who has said `hello`; a bare client gets nothing but messages
    Watchers ///< who has asked for the room's presence
};

/// An event for a room that is no message.
struct Announcement
{
    Audience audience = Audience::Greeted;
    QString room;
    QString event;
    QCborMap data;
    quint64 exceptClientId = 0; ///< who caused it
    bool isFleeting = false; ///< of no use later: dropped for who cannot get it now
};

} // namespace confab::chat
