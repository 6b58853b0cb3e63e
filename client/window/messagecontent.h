// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/core/chatmessage.h"
#include "client/models/linkfinder.h"

#include <QDate>
#include <QModelIndex>

namespace confab::client {

/// What a row shows, in words and harmless text: made from a MessagesModel index, used by layout and painter.
struct MessageContent
{
    QString localId;
    QString senderId;
    QString senderName; ///< "You" for one's own
    QString time; ///< as the locale writes it
    QString text;
    QList<Link> links; ///< in `text`
    QString day; ///< of the day line above the row; empty without one
    QString failure; ///< "Not sent", with the reason, or "Not saved"; empty otherwise
    bool fewEmoji = false; ///< and nothing else: shown at double size
    bool own = false;
    bool startsGroup = true;
    bool firstUnread = false;
    bool gapBefore = false;
    bool start = false; ///< of the conversation
    Delivery delivery = Delivery::Received;

    [[nodiscard]] static MessageContent fromIndex(const QModelIndex &index, QDate today);
};

} // namespace confab::client
