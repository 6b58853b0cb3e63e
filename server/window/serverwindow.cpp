// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/window/serverwindow.h"

#include "server/runtime/plaintext.h"
#include "server/window/clientspage.h"
#include "server/window/emptystate.h"
#include "server/window/fingerprintbutton.h"
#include "server/window/joinbar.h"
#include "server/window/messagespage.h"
#include "server/window/navigation.h"
#include "server/window/noticestrip.h"
#include "server/window/portdialog.h"
#include "server/window/projectorwindow.h"
#include "server/window/statusline.h"
#include "server/window/words.h"

#include <QAction>
#include <QActionGroup>
#include <QDir>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QMenu>
#include <QStackedWidget>
#include <QStatusBar>
#include <QVBoxLayout>

#include <algorithm>

namespace confab::server {

using namespace Qt::StringLiterals;
using runtime::visibleLine;
using namespace std::chrono_literals;
using runtime::HubState;
using runtime::StartError;

namespace {

constexpr int MessagesIndex = 0;
constexpr int ClientsIndex = 1;
constexpr int StatusMessageMs = 6000;
const auto HostRoom = u"lobby"_s;

} // namespace

ServerWindow::ServerWindow(widgets::Theme &theme, WindowSettings settings, QWidget *parent)
    : QMainWindow(parent)
    , m_theme(theme)
    , m_settings(std::move(settings))
    , m_menu(new QMenu(this))
    , m_joinBar(new JoinBar(theme, m_menu, this))
    , m_statusWords(new QLabel(this))
    , m_fingerprint(new FingerprintButton(theme, this))
    , m_projector(std::make_unique<ProjectorWindow>(theme))
{
    setObjectName(u"serverWindow"_s);
    setWindowTitle(m_settings.hubName.isEmpty()
                       ? tr("Confab server")
                       : tr("%1 – Confab server").arg(visibleLine(m_settings.hubName)));
    resize(1120, 720);
    setMinimumSize(720, 480);
    m_projector->setHubName(m_settings.hubName);
    m_statusWords->setObjectName(u"statusWords"_s);
    m_statusWords->setForegroundRole(QPalette::PlaceholderText);
    m_statusWords->setContentsMargins(12, 0, 0, 0);
    statusBar()->addWidget(m_statusWords);
    statusBar()->addPermanentWidget(m_fingerprint);
    statusBar()->setSizeGripEnabled(false);

    buildNotices();
    buildPages();
    buildMenu();
    connectParts();
    m_joinBar->setPin(m_settings.pin);
    m_clock.start();
    m_ticker.setInterval(1s);
    showPage(MessagesIndex);
    showStatus({});
}

ServerWindow::~ServerWindow() = default;

void ServerWindow::buildNotices()
{
    const auto make = [this](const QString &objectName) {
        auto *notice = new NoticeStrip(m_theme, this);
        notice->setObjectName(objectName);
        return notice;
    };
    m_errorNotice = make(u"errorNotice"_s);
    m_storeNotice = make(u"storeNotice"_s);
    m_portNotice = make(u"portNotice"_s);
    m_networkNotice = make(u"networkNotice"_s);
    m_problemNotice = make(u"problemNotice"_s);
    m_refusalNotice = make(u"refusalNotice"_s);
}

void ServerWindow::buildPages()
{
    m_navigation = new Navigation(m_theme, this);
    m_pages = new QStackedWidget(this);
    m_messagesFace = new QStackedWidget(this);
    m_emptyState = new EmptyState(m_theme, this);
    m_messages = new MessagesPage(m_theme, this);
    m_clients = new ClientsPage(m_theme, m_settings.heartbeat, this);
    m_messagesFace->addWidget(m_emptyState);
    m_messagesFace->addWidget(m_messages);
    m_pages->addWidget(m_messagesFace);
    m_pages->addWidget(m_clients);
    m_navigation->addPage(u"messages"_s, tr("Messages"));
    m_navigation->addPage(u"people"_s, tr("Clients"));

    auto *central = new QWidget(this);
    auto *row = new QHBoxLayout;
    row->setSpacing(0);
    row->addWidget(m_navigation);
    row->addWidget(m_pages, 1);
    auto *column = new QVBoxLayout(central);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_joinBar);
    for (NoticeStrip *notice : {m_errorNotice, m_storeNotice, m_problemNotice, m_portNotice, m_networkNotice,
                                m_refusalNotice})
        column->addWidget(notice);
    column->addLayout(row, 1);
    setCentralWidget(central);
}

void ServerWindow::addMenuAction(const QString &objectName, const QString &icon, const QString &text,
                                 const QKeySequence &shortcut, void (ServerWindow::*slot)())
{
    auto *action = new QAction(icon.isEmpty() ? QIcon() : m_theme.icon(icon), text, this);
    action->setObjectName(objectName);
    action->setShortcut(shortcut);
    connect(action, &QAction::triggered, this, slot);
    addAction(action); // so that the shortcut works without the menu
    m_menu->addAction(action);
}

void ServerWindow::buildMenu()
{
    m_menu->setObjectName(u"windowMenu"_s);
    addMenuAction(u"filterAction"_s, u"search"_s, tr("Filter messages"), QKeySequence(u"Ctrl+F"_s),
                  &ServerWindow::goToFilter);
    addMenuAction(u"exportAction"_s, u"export"_s, tr("Export messages…"), QKeySequence(u"Ctrl+E"_s),
                  &ServerWindow::exportMessages);
    addMenuAction(u"clearAction"_s, {}, tr("Clear the view"), QKeySequence(u"Ctrl+L"_s),
                  &ServerWindow::clearView);
    m_menu->addSeparator();
    addMenuAction(u"projectorAction"_s, u"projector"_s, tr("Projector"), QKeySequence(u"Ctrl+Shift+P"_s),
                  &ServerWindow::openProjector);
    addMenuAction(u"changePortAction"_s, {}, tr("Change port…"), {}, &ServerWindow::askForPort);
    addThemeMenu();
    m_menu->addSeparator();
    auto *quit = new QAction(tr("Quit"), this);
    quit->setObjectName(u"quitAction"_s);
    quit->setShortcut(QKeySequence(u"Ctrl+Q"_s));
    connect(quit, &QAction::triggered, this, &QWidget::close);
    addAction(quit);
    m_menu->addAction(quit);

    auto *copy = new QAction(tr("Copy the address"), this);
    copy->setShortcut(QKeySequence(u"Ctrl+Shift+C"_s));
    connect(copy, &QAction::triggered, m_joinBar, &JoinBar::copyAddress);
    addAction(copy);
    for (const int page : {MessagesIndex, ClientsIndex}) {
        auto *go = new QAction(m_navigation->item(page)->text(), this);
        go->setShortcut(QKeySequence(u"Ctrl+%1"_s.arg(page + 1)));
        connect(go, &QAction::triggered, this, [this, page] { showPage(page); });
        addAction(go);
    }
}

void ServerWindow::addThemeMenu()
{
    using widgets::ThemeChoice;
    QMenu *menu = m_menu->addMenu(tr("Appearance"));
    auto *group = new QActionGroup(menu);
    const std::initializer_list<std::pair<ThemeChoice, QString>> choices{
        {ThemeChoice::System, tr("Like the system")},
        {ThemeChoice::Light, tr("Light")},
        {ThemeChoice::Dark, tr("Dark")}};
    for (const auto &[choice, words] : choices) {
        QAction *action = menu->addAction(words);
        action->setCheckable(true);
        action->setChecked(m_theme.choice() == choice);
        group->addAction(action);
        connect(action, &QAction::triggered, this, [this, wanted = choice] { m_theme.setChoice(wanted); });
    }
}

void ServerWindow::connectParts()
{
    connect(m_navigation, &QListWidget::currentRowChanged, m_pages, &QStackedWidget::setCurrentIndex);
    connect(m_joinBar, &JoinBar::startRequested, this, &ServerWindow::startRequested);
    connect(m_joinBar, &JoinBar::stopRequested, this, &ServerWindow::stopRequested);
    connect(m_joinBar, &JoinBar::projectorRequested, this, &ServerWindow::openProjector);
    connect(m_joinBar, &JoinBar::openChatRequested, this, &ServerWindow::requestChat);
    connect(m_joinBar, &JoinBar::openBrowserRequested, this, &ServerWindow::requestBrowser);
    connect(m_emptyState, &EmptyState::openChatRequested, this, &ServerWindow::requestChat);
    connect(m_emptyState, &EmptyState::openBrowserRequested, this, &ServerWindow::requestBrowser);
    connect(m_joinBar, &JoinBar::addressChanged, m_emptyState, [this](const ShareAddress &address) {
        m_emptyState->setAddress(address, m_joinBar->isForOthers());
    });
    connect(m_joinBar, &JoinBar::addressChanged, m_projector.get(), &ProjectorWindow::setAddress);
    connect(m_messages, &MessagesPage::sayRequested, this,
            [this](const QString &text) { Q_EMIT sayRequested(HostRoom, text); });
    connect(m_clients, &ClientsPage::disconnectRequested, this, &ServerWindow::disconnectRequested);
    connect(m_messages, &MessagesPage::exported, this, [this](const QString &fileName, int count) {
        const QString where = visibleLine(QDir::toNativeSeparators(fileName));
        statusBar()->showMessage(tr("%n message(s) written to %1", nullptr, count).arg(where),
                                 StatusMessageMs);
    });
    connect(m_messages, &MessagesPage::exportFailed, this,
            [this](const QString &fileName, const QString &reason) {
                const QString where = visibleLine(QDir::toNativeSeparators(fileName));
                showProblem(tr("The messages could not be written to %1: %2").arg(where, reason));
            });
    connect(m_errorNotice, &NoticeStrip::actionRequested, this, &ServerWindow::askForPort);
    connect(m_storeNotice, &NoticeStrip::actionRequested, this, &ServerWindow::returnToStoreRequested);
    connect(m_portNotice, &NoticeStrip::actionRequested, this, &ServerWindow::askForPort);
    connect(m_portNotice, &NoticeStrip::dismissed, this, [this] { m_portNoticePutAway = true; });
    connect(m_networkNotice, &NoticeStrip::dismissed, this, [this] { m_networkNoticePutAway = true; });
    connect(m_refusalNotice, &NoticeStrip::dismissed, this,
            [this] { m_refusalsPutAway = m_status.refusals; });
    connect(&m_ticker, &QTimer::timeout, this, &ServerWindow::tick);
}

void ServerWindow::showStatus(const runtime::HubStatus &status)
{
    m_status = status;
    if (status.state == HubState::Starting || status.state == HubState::Running)
        m_errorNotice->hide();
    m_joinBar->showState(status.state, status.endpoints);
    m_fingerprint->setFingerprint(status.fingerprint);
    m_messages->setHubState(status.state);
    m_clients->update(status.clients, m_clock.elapsed());
    const auto people = status.clients.size();
    m_navigation->setCount(ClientsIndex, people == 0 ? QString() : QLocale().toString(people));
    m_projector->setPeople(people);
    chooseMessagesFace();
    updateNotices();
    tick();
    // An idle window has nothing to count.
    status.state == HubState::Running ? m_ticker.start() : m_ticker.stop();
}

void ServerWindow::closeEvent(QCloseEvent *event)
{
    m_projector->close(); // it would keep the program alive
    QMainWindow::closeEvent(event);
}

void ServerWindow::tick()
{
    m_clients->setNow(m_clock.elapsed());
    m_statusWords->setText(StatusLine::words(m_status, QDateTime::currentDateTimeUtc()));
}

void ServerWindow::chooseMessagesFace()
{
    const bool waiting = m_status.state == HubState::Running && !m_status.endpoints.isEmpty()
        && m_status.clients.isEmpty() && m_messages->isEmpty();
    m_messagesFace->setCurrentWidget(waiting ? static_cast<QWidget *>(m_emptyState) : m_messages);
}

void ServerWindow::updateNotices()
{
    const auto &endpoints = m_status.endpoints;
    const bool running = m_status.state == HubState::Running && !endpoints.isEmpty();
    const bool otherPort = running && m_portWanted != 0 && endpoints.first().port != m_portWanted;
    if (otherPort && !m_portNoticePutAway) {
        m_portNotice->notify(NoticeKind::Information,
                             tr("Port %1 is used by another program. Using %2")
                                 .arg(QString::number(m_portWanted), QString::number(endpoints.first().port)),
                             tr("Change"));
    } else {
        m_portNotice->hide();
    }
    if (m_status.storeProblem)
        m_storeNotice->notify(NoticeKind::Error, Words::storeProblem(*m_status.storeProblem), tr("Try again"),
                              false);
    else
        m_storeNotice->hide();
    const bool alone = running && !m_settings.onlyThisComputer
        && std::all_of(endpoints.cbegin(), endpoints.cend(),
                       [](const auto &endpoint) { return endpoint.isLoopback; });
    if (alone && !m_networkNoticePutAway)
        m_networkNotice->notify(NoticeKind::Warning, tr("No network. Only this computer can join"));
    else
        m_networkNotice->hide();
    const auto &refusals = m_status.refusals;
    if (!refusals.isEmpty() && refusals != m_refusalsPutAway)
        m_refusalNotice->notify(NoticeKind::Warning, Words::refusals(refusals.constLast()));
    else
        m_refusalNotice->hide();
}

void ServerWindow::appendMessages(const QList<runtime::MessageRecord> &messages)
{
    m_messages->append(messages);
    chooseMessagesFace();
}

void ServerWindow::showStarted(quint16 portWanted)
{
    m_portWanted = portWanted;
    m_portNoticePutAway = false;
    m_networkNoticePutAway = false;
    updateNotices();
}

void ServerWindow::showStartFailed(StartError error, const QString &detail)
{
    const quint16 port = m_portWanted != 0 ? m_portWanted : m_settings.port;
    const bool portHelps = error == StartError::PortInUse || error == StartError::PermissionDenied;
    m_errorNotice->notify(NoticeKind::Error, Words::startError(error, detail, port),
                          portHelps ? tr("Change port…") : QString(), false);
}

void ServerWindow::showProblem(const QString &text) { m_problemNotice->notify(NoticeKind::Error, text); }

void ServerWindow::showNotice(const QString &text) { m_problemNotice->notify(NoticeKind::Information, text); }

void ServerWindow::openProjector()
{
    if (m_projector->isVisible())
        m_projector->close();
    else if (m_joinBar->isForOthers())
        m_projector->showFullScreen();
}

void ServerWindow::askForPort()
{
    const quint16 now = m_status.endpoints.isEmpty() ? m_settings.port : m_status.endpoints.first().port;
    auto *dialog = new PortDialog(now, m_status.clients.size(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        m_portWanted = dialog->port();
        Q_EMIT portChangeRequested(dialog->port());
    });
    dialog->open();
}

void ServerWindow::goToFilter()
{
    showPage(MessagesIndex);
    m_messages->focusFilter();
}

void ServerWindow::clearView()
{
    m_messages->clearView();
    chooseMessagesFace();
}

void ServerWindow::exportMessages() { m_messages->askForExport(); }

void ServerWindow::showPage(int page) { m_navigation->setCurrentRow(page); }

void ServerWindow::requestChat() { Q_EMIT openChatRequested(QUrl(m_joinBar->url())); }

void ServerWindow::requestBrowser() { Q_EMIT openBrowserRequested(QUrl(m_joinBar->url())); }

} // namespace confab::server
