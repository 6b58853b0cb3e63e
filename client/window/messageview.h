// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/window/lazylistview.h"
#include "client/window/messagelayout.h"

class QTimer;

namespace confab::widgets {
class Theme;
}

namespace confab::client {

class MessageDelegate;
class MessagesModel;

/// The list of messages: what can be done with a row by mouse, keyboard and context menu is reported by
/// signals.
class MessageView : public LazyListView
{
    Q_OBJECT

public:
    /// `theme` outlives the view.
    explicit MessageView(const widgets::Theme &theme, QWidget *parent = nullptr);

    void setMessages(MessagesModel *model);
    [[nodiscard]] MessageDelegate &delegate() { return *m_delegate; }
    /// The selected rows, from top to bottom: the text of one, or all with names and times. Empty without a
    /// selection.
    [[nodiscard]] QString selectedText() const;
    void copySelection() const;
    /// Shows a long message whole or in part.
    void toggleExpanded(const QModelIndex &index);

Q_SIGNALS:
    void linkActivated(const QUrl &url);
    void retryRequested(const QString &localId);
    void deleteRequested(const QString &localId);
    /// Somebody types while the list has the focus.
    void typed(const QString &text);

protected:
    void mouseMoveEvent(QMouseEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    bool viewportEvent(QEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;

private:
    struct Target
    {
        QModelIndex index;
        MessageLayout::Hit hit;
    };

    [[nodiscard]] Target targetAt(const QPoint &position) const;
    void activate(const Target &target);
    void setHover(const Target &target);
    void showMenu(const QModelIndex &index, const QUrl &link, const QPoint &globalPosition);
    [[nodiscard]] bool handleRowKey(const QKeyEvent *event);
    void updateStyle();
    void startDay();

    MessageDelegate *m_delegate;
    MessagesModel *m_messages = nullptr;
    QTimer *m_midnight;
    MessageLayout::Hit m_pressed;
    QPersistentModelIndex m_pressedIndex;
};

} // namespace confab::client
