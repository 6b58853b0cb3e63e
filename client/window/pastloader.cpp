// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/window/pastloader.h"

#include "client/core/chatsession.h"
#include "client/models/messagesmodel.h"
#include "client/window/messageview.h"

namespace confab::client {

PastLoader::PastLoader(ChatSession &session, const MessagesModel &model, const MessageView &view,
                       QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_model(model)
    , m_view(view)
{
    connect(&view, &LazyListView::viewMoved, this, &PastLoader::load);
    connect(&session, &ChatSession::stateChanged, this, &PastLoader::load);
}

/// The nearest first; the session takes one and drops the others until it has an answer.
void PastLoader::load()
{
    if (m_session.state() != ConnectionState::Online)
        return;
    const int farthest = -screensAhead * m_view.viewport()->height();
    const ChatMessage *first = nullptr; // of those above which nothing is known to be missing
    for (int row = m_view.visibleRows().second; row >= 0; --row) {
        if (m_view.visualRect(m_model.index(row)).bottom() < farthest)
            return;
        const ChatMessage &message = m_model.message(row);
        if (message.seq == 0)
            continue; // it has no place in the log
        first = &message;
        if (message.gapBefore)
            m_session.loadBefore(message);
    }
    if (first)
        m_session.loadBefore(*first);
}

} // namespace confab::client
