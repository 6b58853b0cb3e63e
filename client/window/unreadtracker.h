// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/core/chatmessage.h"

#include <QList>
#include <QObject>

namespace confab::client {

class MessagesModel;
class MessageView;

/// What its reader has not seen yet: puts the "New" line above what came while the window was not in use, and
/// counts what stands below the visible part. The line goes when its reader answers, or leaves after having
/// read everything.
class UnreadTracker : public QObject
{
    Q_OBJECT

public:
    /// Model and view outlive the tracker.
    UnreadTracker(MessagesModel &model, MessageView &view, QObject *parent = nullptr);

    /// Before the model takes them.
    void beforeArrival(const QList<ChatMessage> &messages, bool live);
    void setActive(bool active);
    void answered();
    [[nodiscard]] int newBelow() const { return m_newBelow; }

Q_SIGNALS:
    void newBelowChanged(int count);

private:
    void setNewBelow(int count);

    MessagesModel &m_model;
    MessageView &m_view;
    bool m_active = false;
    int m_newBelow = 0;
};

} // namespace confab::client
