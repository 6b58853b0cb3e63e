// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/window/messagecontent.h"

#include "client/models/fewemoji.h"
#include "client/models/harmlesstext.h"
#include "client/models/messagesmodel.h"
#include "client/window/words.h"

#include <QLocale>

namespace confab::client {

using namespace Qt::StringLiterals;

namespace {

/// No message of a Confab is longer. Other servers take more, and laying out a million letters stops the
/// window.
constexpr qsizetype mostCharacters = 20'000;

} // namespace

MessageContent MessageContent::fromIndex(const QModelIndex &index, QDate today)
{
    MessageContent content;
    const QDateTime at = index.data(MessagesModel::TimeRole).toDateTime();
    content.localId = index.data(MessagesModel::LocalIdRole).toString();
    content.senderId = index.data(MessagesModel::SenderIdRole).toString();
    content.time = words::timeOfDay(at);
    const QString text = index.data(MessagesModel::TextRole).toString();
    content.text =
        harmlessText(text.left(mostCharacters)) + (text.size() > mostCharacters ? u"…"_s : QString());
    content.fewEmoji = isFewEmoji(content.text);
    content.links = findLinks(content.text);
    content.own = index.data(MessagesModel::OwnRole).toBool();
    content.senderName =
        content.own ? words::you() : words::personName(index.data(MessagesModel::SenderNameRole).toString());
    content.delivery = Delivery(index.data(MessagesModel::DeliveryRole).toInt());
    content.firstUnread = index.data(MessagesModel::FirstUnreadRole).toBool();
    content.gapBefore = index.data(MessagesModel::GapBeforeRole).toBool();
    content.start = index.data(MessagesModel::StartRole).toBool();
    // Below the "New" line it is said again who speaks.
    content.startsGroup = content.firstUnread || index.data(MessagesModel::StartsGroupRole).toBool();
    if (index.data(MessagesModel::StartsDayRole).toBool())
        content.day = words::day(at.date(), today);
    if (content.delivery == Delivery::NotSaved)
        content.failure = words::notSaved();
    else if (content.delivery == Delivery::NotSent)
        content.failure = words::notSent(SendFailure(index.data(MessagesModel::FailureRole).toInt()));
    return content;
}

} // namespace confab::client
