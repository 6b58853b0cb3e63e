// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QObject>

namespace confab::client {

class ChatSession;
class MessagesModel;
class MessageView;

/// Asks for older messages before the reader gets there: above the first row, and where something is missing
/// between two.
class PastLoader : public QObject
{
    Q_OBJECT

public:
    /// How far above what is visible it looks, in heights of the view.
    static constexpr int screensAhead = 3;

    /// All of them outlive the loader.
    PastLoader(ChatSession &session, const MessagesModel &model, const MessageView &view,
               QObject *parent = nullptr);

private:
    void load();

    ChatSession &m_session;
    const MessagesModel &m_model;
    const MessageView &m_view;
};

} // namespace confab::client
