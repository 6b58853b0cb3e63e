// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/runtime/hubstatus.h"
#include "widgets/theme.h"

#include <QElapsedTimer>
#include <QMainWindow>
#include <QTimer>
#include <QUrl>

#include <chrono>
#include <memory>

class QLabel;
class QMenu;
class QStackedWidget;

namespace confab::server {

class ClientsPage;
class EmptyState;
class FingerprintButton;
class JoinBar;
class MessagesPage;
class Navigation;
class NoticeStrip;
class ProjectorWindow;

/// What the window cannot know from the hub's status.
struct WindowSettings
{
    QString hubName{};
    std::chrono::milliseconds heartbeat{45000}; ///< ping interval plus timeout
    bool onlyThisComputer = false; ///< asked for by --bind, so no reason for a warning
    quint16 port = 3000; ///< that was asked for
    QString pin{}; ///< that people are asked for, empty without one
};

/// The server's window: join bar, notices, pages, status bar. It works on values only; the composition root
/// connects its signals to the hub and the hub's signals to its slots.
class ServerWindow : public QMainWindow
{
    Q_OBJECT

public:
    ServerWindow(widgets::Theme &theme, WindowSettings settings, QWidget *parent = nullptr);
    ~ServerWindow() override;

    void showStatus(const runtime::HubStatus &status);
    void appendMessages(const QList<runtime::MessageRecord> &messages);
    void showStarted(quint16 portWanted);
    void showStartFailed(runtime::StartError error, const QString &detail);
    /// Something else that went wrong, until it is put away.
    void showProblem(const QString &text);
    /// Something worth knowing, until it is put away.
    void showNotice(const QString &text);
    void openProjector();

Q_SIGNALS:
    void startRequested();
    void stopRequested();
    /// Listen at `port` from now on, restarting if running.
    void portChangeRequested(quint16 port);
    /// Messages are to be stored again, after HubStatus::storeProblem.
    void returnToStoreRequested();
    void sayRequested(const QString &room, const QString &text);
    void disconnectRequested(quint64 clientId);
    void openChatRequested(const QUrl &url);
    void openBrowserRequested(const QUrl &url);

protected:
    void closeEvent(QCloseEvent *event) override;

private:
    void buildPages();
    void buildNotices();
    void buildMenu();
    void connectParts();
    void addMenuAction(const QString &objectName, const QString &icon, const QString &text,
                       const QKeySequence &shortcut, void (ServerWindow::*slot)());
    void addThemeMenu();
    void chooseMessagesFace();
    void updateNotices();
    void tick();
    void askForPort();
    void goToFilter();
    void clearView();
    void exportMessages();
    void showPage(int page);
    void requestChat();
    void requestBrowser();

    widgets::Theme &m_theme;
    const WindowSettings m_settings;
    runtime::HubStatus m_status;
    quint16 m_portWanted = 0; ///< by the last start, 0 for any
    bool m_portNoticePutAway = false;
    bool m_networkNoticePutAway = false;
    QMenu *m_menu;
    JoinBar *m_joinBar;
    NoticeStrip *m_errorNotice;
    NoticeStrip *m_storeNotice;
    NoticeStrip *m_portNotice;
    NoticeStrip *m_networkNotice;
    NoticeStrip *m_problemNotice;
    NoticeStrip *m_refusalNotice;
    QList<runtime::Refusals> m_refusalsPutAway; ///< that the user has seen
    Navigation *m_navigation;
    QStackedWidget *m_pages;
    QStackedWidget *m_messagesFace; ///< the empty state or the messages
    EmptyState *m_emptyState;
    MessagesPage *m_messages;
    ClientsPage *m_clients;
    QLabel *m_statusWords;
    FingerprintButton *m_fingerprint;
    std::unique_ptr<ProjectorWindow> m_projector; ///< a window of its own, so without a parent
    QElapsedTimer m_clock;
    QTimer m_ticker;
};

} // namespace confab::server
