// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/window/unreadtracker.h"

#include "client/models/messagesmodel.h"
#include "client/window/messageview.h"

namespace confab::client {

UnreadTracker::UnreadTracker(MessagesModel &model, MessageView &view, QObject *parent)
    : QObject(parent)
    , m_model(model)
    , m_view(view)
{
    connect(&view, &LazyListView::atEndChanged, this, [this](bool atEnd) {
        if (atEnd)
            setNewBelow(0);
    });
}

void UnreadTracker::beforeArrival(const QList<ChatMessage> &messages, bool live)
{
    if (!live)
        return;
    int below = m_newBelow;
    for (const ChatMessage &message : messages) {
        if (message.own || m_model.rowOf(message.localId) >= 0)
            continue;
        if (!m_view.isAtEnd())
            ++below;
        if (!m_active && m_model.firstUnread().isEmpty())
            m_model.setFirstUnread(message.localId); // the row appears with its line
    }
    setNewBelow(below);
}

void UnreadTracker::setActive(bool active)
{
    if (m_active == active)
        return;
    m_active = active;
    if (!active && m_view.isAtEnd())
        m_model.setFirstUnread({});
}

void UnreadTracker::answered() { m_model.setFirstUnread({}); }

void UnreadTracker::setNewBelow(int count)
{
    if (m_newBelow == count)
        return;
    m_newBelow = count;
    Q_EMIT newBelowChanged(count);
}

} // namespace confab::client
