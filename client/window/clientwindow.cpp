// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/window/clientwindow.h"

#include "client/core/serveraddress.h"
#include "client/models/harmlesstext.h"
#include "client/window/chatpage.h"
#include "client/window/composer.h"
#include "client/window/profile.h"
#include "client/window/shortcutsdialog.h"
#include "client/window/words.h"
#include "widgets/theme.h"

#include <QAction>
#include <QActionGroup>
#include <QApplication>
#include <QClipboard>
#include <QCloseEvent>
#include <QDesktopServices>
#include <QInputDialog>
#include <QMenu>
#include <QShortcut>
#include <QStackedWidget>

namespace confab::client {

using namespace Qt::StringLiterals;

ClientWindow::ClientWindow(std::unique_ptr<ChatSession> session, widgets::Theme &theme, Profile &profile,
                           JoinPage::AddressParser parser, QWidget *parent)
    : QMainWindow(parent)
    , m_session(std::move(session))
    , m_theme(theme)
    , m_profile(profile)
    , m_openLink([](const QUrl &url) { QDesktopServices::openUrl(url); })
    , m_room(u"lobby"_s)
    , m_pages(new QStackedWidget(this))
    , m_joinPage(new JoinPage(theme, std::move(parser), this))
    , m_chatPage(new ChatPage(*m_session, theme, this))
    , m_menu(new QMenu(this))
{
    setObjectName(u"clientWindow"_s);
    m_pages->setObjectName(u"pages"_s);
    setMinimumSize(320, 360);
    m_pages->addWidget(m_joinPage);
    m_pages->addWidget(m_chatPage);
    setCentralWidget(m_pages);
    m_chatPage->composer().setEnterSends(profile.enterSends());
    buildMenu();
    buildShortcuts();
    connect(m_session.get(), &ChatSession::stateChanged, this, &ClientWindow::keepPin);
    connect(m_joinPage, &JoinPage::joinRequested, this, &ClientWindow::join);
    connect(m_chatPage, &ChatPage::changeRequested, this, &ClientWindow::changeAddress);
    connect(m_chatPage, &ChatPage::linkActivated, this, [this](const QUrl &url) { m_openLink(url); });
    connect(m_session.get(), &ChatSession::addressChanged, this, [this](const QUrl &address) {
        m_shownAddress = address; // the same server, and so the same messages
        m_profile.setAddress(words::typedAddress(address));
        m_joinPage->setAddress(m_profile.address());
    });
    if (!restoreGeometry(profile.windowGeometry()))
        resize(460, 680);
    offer(profile.address().isEmpty() ? u"localhost:3000"_s : profile.address(), profile.personName());
    showForm();
}

ClientWindow::~ClientWindow()
{
    delete takeCentralWidget(); // the pages refer to the session
}

bool ClientWindow::isChatting() const { return m_pages->currentWidget() == m_chatPage; }

void ClientWindow::offer(const QString &address, const QString &name)
{
    m_joinPage->setAddress(address);
    m_joinPage->setName(name);
}

void ClientWindow::joinNow() { m_joinPage->join(); }

void ClientWindow::join(const QUrl &typed, const QString &name)
{
    const QUrl address = typed.adjusted(QUrl::RemoveFragment);
    const QString shown = pinOf(typed);
    m_session->setPin(shown.isEmpty() ? m_profile.pinFor(address) : shown);
    if (!shown.isEmpty()) // it need not stay on the screen
        m_joinPage->setAddress(address.toDisplayString());
    m_profile.setAddress(words::typedAddress(address));
    m_profile.setPersonName(name);
    if (address != m_shownAddress || m_room != m_shownRoom)
        m_chatPage->clearMessages();
    m_shownAddress = address;
    m_shownRoom = m_room;
    m_session->join(address, name, m_room);
    m_pages->setCurrentWidget(m_chatPage);
    m_chatPage->focusComposer();
    updateTitle();
}

/// A PIN is remembered once the server took it, and forgotten when it does not.
void ClientWindow::keepPin()
{
    if (m_session->state() == ConnectionState::Online)
        m_profile.setPinFor(m_session->address(), m_session->pin());
    else if (m_session->state() == ConnectionState::Rejected && m_session->problem() == Problem::PinWrong)
        m_profile.setPinFor(m_session->address(), {});
}

void ClientWindow::showForm()
{
    m_session->leave();
    m_pages->setCurrentWidget(m_joinPage);
    m_joinPage->focusFirst();
    updateTitle();
}

/// Back to the form with what went wrong above the field that is likely to be the reason.
void ClientWindow::changeAddress()
{
    const QString why =
        words::problem(m_session->problem(), m_session->address(), m_session->problemDetail());
    showForm();
    m_joinPage->setProblem(why);
    m_joinPage->focusAddress();
}

void ClientWindow::updateTitle()
{
    setWindowTitle(isChatting() ? tr("%1 – Confab", "room").arg(harmlessName(m_session->room()))
                                : tr("Confab"));
}

QMenu *ClientWindow::themeMenu()
{
    auto *menu = new QMenu(tr("&Theme"), m_menu);
    auto *group = new QActionGroup(menu);
    const std::tuple<QString, widgets::ThemeChoice, QString> choices[]{
        {tr("&System"), widgets::ThemeChoice::System, u"themeSystemAction"_s},
        {tr("&Light"), widgets::ThemeChoice::Light, u"themeLightAction"_s},
        {tr("&Dark"), widgets::ThemeChoice::Dark, u"themeDarkAction"_s}};
    for (const auto &[label, choice, name] : choices) {
        QAction *action = menu->addAction(label);
        action->setObjectName(name);
        action->setCheckable(true);
        group->addAction(action);
        connect(action, &QAction::triggered, this, [this, choice = choice] {
            m_profile.setTheme(choice);
            m_theme.setChoice(choice);
        });
        connect(menu, &QMenu::aboutToShow, action,
                [this, action, choice = choice] { action->setChecked(m_theme.choice() == choice); });
    }
    return menu;
}

void ClientWindow::buildMenu()
{
    const auto add = [this](const QString &name, const QString &label, const QKeySequence &keys,
                            auto &&triggered) {
        auto *action = new QAction(label, this);
        action->setObjectName(name);
        action->setShortcut(keys);
        connect(action, &QAction::triggered, this, triggered);
        addAction(action); // its shortcut works without the menu
        m_menu->addAction(action);
        return action;
    };
    m_menu->setObjectName(u"windowMenu"_s);
    QAction *newWindow =
        add(u"newWindowAction"_s, tr("&New window"), Qt::CTRL | Qt::Key_N, &ClientWindow::newWindowRequested);
    add(u"renameAction"_s, tr("Change na&me…"), {}, &ClientWindow::askForName);
    add(u"copyAddressAction"_s, tr("&Copy address"), {}, [this] {
        QApplication::clipboard()->setText(sharedAddress(m_session->address(), m_session->pin()));
    });
    m_menu->addSeparator();
    QMenu *theme = themeMenu();
    m_menu->addMenu(theme);
    QAction *enter = add(u"enterSendsAction"_s, tr("&Enter sends"), {}, [this](bool checked) {
        m_profile.setEnterSends(checked);
        m_chatPage->composer().setEnterSends(checked);
    });
    enter->setCheckable(true);
    enter->setChecked(m_profile.enterSends());
    QAction *shortcuts = add(u"shortcutsAction"_s, tr("&Keyboard shortcuts"), Qt::CTRL | Qt::Key_Slash,
                             &ClientWindow::showShortcuts);
    m_menu->addSeparator();
    add(u"leaveAction"_s, tr("&Leave"), {}, &ClientWindow::showForm);
    QAction *close = add(u"closeAction"_s, tr("Close &window"), Qt::CTRL | Qt::Key_W, &ClientWindow::close);
    m_chatPage->setMenu(m_menu);

    auto *formMenu = new QMenu(this); // what makes sense without a chat
    formMenu->setObjectName(u"formMenu"_s);
    formMenu->addAction(newWindow);
    formMenu->addMenu(theme);
    formMenu->addAction(shortcuts);
    formMenu->addSeparator();
    formMenu->addAction(close);
    m_joinPage->setMenu(formMenu);
}

void ClientWindow::buildShortcuts()
{
    const auto bind = [this](const QKeySequence &keys, auto &&slot) {
        auto *shortcut = new QShortcut(keys, m_chatPage);
        shortcut->setContext(Qt::WidgetWithChildrenShortcut);
        connect(shortcut, &QShortcut::activated, m_chatPage, slot);
    };
    bind(Qt::Key_F6, &ChatPage::focusNextPart);
    bind(Qt::Key_Escape, &ChatPage::focusComposer);
    bind(Qt::ALT | Qt::Key_Home, &ChatPage::showFirst);
    bind(Qt::ALT | Qt::Key_End, &ChatPage::showLatest);
}

void ClientWindow::askForName()
{
    auto *dialog = new QInputDialog(this);
    dialog->setObjectName(u"renameDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Change name"));
    dialog->setLabelText(tr("Your name:"));
    dialog->setTextValue(m_session->name());
    connect(dialog, &QInputDialog::textValueSelected, this, [this](const QString &text) {
        const QString name = harmlessName(text);
        if (name.isEmpty())
            return;
        m_profile.setPersonName(name);
        takeName(name);
        Q_EMIT nameChosen(name);
    });
    dialog->open();
}

void ClientWindow::takeName(const QString &name)
{
    m_joinPage->setName(name);
    m_session->rename(name);
}

void ClientWindow::showShortcuts()
{
    auto *dialog = new ShortcutsDialog(m_theme, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void ClientWindow::changeEvent(QEvent *event)
{
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::ActivationChange)
        m_chatPage->setActive(isActiveWindow());
}

void ClientWindow::closeEvent(QCloseEvent *event)
{
    m_profile.setWindowGeometry(saveGeometry());
    QMainWindow::closeEvent(event);
}

} // namespace confab::client
