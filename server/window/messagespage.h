// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/runtime/messageexport.h"
#include "widgets/theme.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QPushButton;
class QStackedLayout;
class QToolButton;

namespace confab::server {

class LogView;
class MessageFilter;
class MessageLogModel;

/// What was said: the log with its filter, the export, and the line in which the host says something too.
class MessagesPage : public QWidget
{
    Q_OBJECT

public:
    explicit MessagesPage(const widgets::Theme &theme, QWidget *parent = nullptr);

    void append(const QList<runtime::MessageRecord> &messages);
    [[nodiscard]] bool isEmpty() const;
    /// The host can say something while the hub is running.
    void setHubState(runtime::HubState state);

    void focusFilter();
    void clearView();
    /// Asks for a file and exports what the filter shows.
    void askForExport();
    /// What the filter shows, to a file; the format is the file name's. Tells exported() or exportFailed().
    void exportTo(const QString &fileName);

Q_SIGNALS:
    void sayRequested(const QString &text);
    void exported(const QString &fileName, int count);
    void exportFailed(const QString &fileName, const QString &reason);

private:
    void fillTools();
    void fillComposer();
    void setUpView();
    void applyFilter();
    void showMenu(const QPoint &position);
    void copySelection();
    void say();
    void updateComposer();
    void updateNews(bool atEnd);
    void updatePlaceholder();
    [[nodiscard]] QList<runtime::MessageRecord> shownMessages() const;

    const widgets::Theme &m_theme;
    MessageLogModel *m_model;
    MessageFilter *m_filtered;
    QWidget *m_tools;
    QWidget *m_composer;
    QLineEdit *m_filter = nullptr;
    QToolButton *m_latest = nullptr;
    QToolButton *m_export = nullptr;
    LogView *m_view;
    QLabel *m_placeholder;
    QStackedLayout *m_stack;
    QLineEdit *m_input = nullptr;
    QPushButton *m_submit = nullptr;
    QLabel *m_complaint = nullptr;
    runtime::HubState m_state = runtime::HubState::Stopped;
    int m_news = 0; ///< rows that came since the end was last in view
};

} // namespace confab::server
