// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/window/chatpage.h"

#include "client/window/banner.h"
#include "client/window/busybar.h"
#include "client/window/chatheader.h"
#include "client/window/composer.h"
#include "client/window/composerbar.h"
#include "client/window/connectionnotice.h"
#include "client/window/emptystate.h"
#include "client/window/messageview.h"
#include "client/window/pastloader.h"
#include "client/window/peoplepopup.h"
#include "client/window/pinprompt.h"
#include "client/window/primarybutton.h"
#include "client/window/typingline.h"
#include "client/window/unreadtracker.h"
#include "client/window/words.h"
#include "widgets/theme.h"

#include <QApplication>
#include <QEvent>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>
#include <chrono>

namespace confab::client {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

ChatPage::ChatPage(ChatSession &session, const widgets::Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_theme(theme)
    , m_header(new ChatHeader(theme, this))
    , m_busy(new BusyBar(this))
    , m_banner(new Banner(theme, this))
    , m_pinPrompt(new PinPrompt(theme, this))
    , m_view(new MessageView(theme, this))
    , m_empty(new EmptyState(theme, m_view->viewport()))
    , m_pill(new PrimaryButton(theme, {}, m_view))
    , m_typing(new TypingLine(theme, this))
    , m_composerBar(new ComposerBar(theme, this))
    , m_people(new PeoplePopup(theme, this))
    , m_unread(new UnreadTracker(m_model, *m_view, this))
    , m_past(new PastLoader(session, m_model, *m_view, this))
{
    setObjectName(u"chatPage"_s);
    m_model.setDescriber(&words::described);
    m_patience.setSingleShot(true);
    m_patience.setInterval(2s);
    m_batch.setSingleShot(true);
    m_batch.setInterval(16ms);
    m_pill->setObjectName(u"newMessagesButton"_s);
    m_pill->setFocusPolicy(Qt::NoFocus); // Alt+End is its key
    m_pill->setMinimumHeight(32);
    m_pill->hide();
    buildLayout();
    connectSession();
    connectList();
    connectRoom();
    updateState();
    updateOverlays();
}

void ChatPage::buildLayout()
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_header);
    column->addWidget(m_busy);
    column->addWidget(m_banner);
    column->addWidget(m_pinPrompt);
    column->addWidget(m_view, 1);
    column->addWidget(m_typing);
    column->addWidget(m_composerBar);
    setTabOrder(m_view, &m_composerBar->composer());
    m_banner->setTabPredecessor(m_header->lastFocus());
}

void ChatPage::connectSession()
{
    connect(&m_session, &ChatSession::stateChanged, this, [this](ConnectionState state) {
        if (state == ConnectionState::Connecting)
            m_patience.start();
        else
            m_patience.stop();
        if (state == ConnectionState::Connecting || state == ConnectionState::Online)
            m_wasOnline = state == ConnectionState::Online;
        updateState();
    });
    connect(&m_session, &ChatSession::retryChanged, this, &ChatPage::updateState);
    connect(&m_session, &ChatSession::nameChanged, this, &ChatPage::updateState);
    connect(&m_session, &ChatSession::storeProblemChanged, this, &ChatPage::updateState);
    connect(&m_session, &ChatSession::messagesChanged, this, &ChatPage::takeMessages);
    connect(&m_session, &ChatSession::messageDiscarded, this, [this](const QString &localId) {
        flushMessages();
        m_model.remove(localId);
        updateState();
    });
    connect(&m_patience, &QTimer::timeout, this, &ChatPage::updateState);
    connect(&m_batch, &QTimer::timeout, this, &ChatPage::flushMessages);
    connect(m_banner, &Banner::actionTriggered, this, &ChatPage::doNoticeAction);
    connect(m_pinPrompt, &PinPrompt::changeRequested, this, &ChatPage::changeRequested);
    connect(m_pinPrompt, &PinPrompt::pinEntered, this, [this](const QString &pin) {
        m_session.setPin(pin);
        m_session.retryNow();
    });
    connect(m_composerBar, &ComposerBar::submitted, this, [this](const QString &text) {
        m_session.send(text);
        flushMessages();
        m_unread->answered();
        m_view->scrollToEnd();
    });
}

void ChatPage::connectList()
{
    m_view->setMessages(&m_model);
    connect(m_view, &MessageView::linkActivated, this, &ChatPage::linkActivated);
    connect(m_view, &MessageView::retryRequested, &m_session, &ChatSession::resend);
    connect(m_view, &MessageView::deleteRequested, &m_session, &ChatSession::discard);
    connect(m_view, &MessageView::typed, this, [this](const QString &text) {
        focusComposer();
        m_composerBar->composer().insertPlainText(text);
    });
    connect(m_pill, &QPushButton::clicked, this, &ChatPage::showLatest);
    connect(m_unread, &UnreadTracker::newBelowChanged, this, &ChatPage::showNewBelow);
    for (auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(&m_model, signal, this, &ChatPage::updateOverlays);
    connect(&m_model, &QAbstractItemModel::modelReset, this, &ChatPage::updateOverlays);
    m_view->viewport()->installEventFilter(this);
}

void ChatPage::connectRoom()
{
    connect(&m_session, &ChatSession::gapClosed, this, [this](const QString &localId) {
        flushMessages(); // what it was closed by
        m_model.closeGap(localId);
    });
    connect(&m_session, &ChatSession::completenessChanged, this, [this] {
        flushMessages();
        m_model.setComplete(m_session.isComplete());
    });
    connect(&m_session, &ChatSession::typingChanged, this,
            [this] { m_typing->showPeople(m_session.typists()); });
    connect(&m_session, &ChatSession::peopleChanged, this, &ChatPage::updatePeople);
    connect(m_header, &ChatHeader::peopleRequested, this,
            [this] { m_people->popUpBelow(*m_header->peopleButton()); });
    connect(&composer(), &QPlainTextEdit::textChanged, this, [this] {
        if (composer().hasFocus() && !composer().toPlainText().trimmed().isEmpty())
            m_session.noteTyping();
    });
    m_session.watchPeople();
}

void ChatPage::clearMessages()
{
    m_arrived.clear();
    m_model.clear();
    m_model.setComplete(m_session.isComplete());
}

void ChatPage::setMenu(QMenu *menu) { m_header->setMenu(menu); }

void ChatPage::setActive(bool active)
{
    flushMessages();
    m_unread->setActive(active);
}

Composer &ChatPage::composer() { return m_composerBar->composer(); }

void ChatPage::focusComposer() { composer().setFocus(Qt::OtherFocusReason); }

void ChatPage::focusNextPart()
{
    if (composer().hasFocus())
        m_header->focusMenuButton();
    else if (m_view->hasFocus())
        composer().setFocus(Qt::ShortcutFocusReason);
    else
        m_view->setFocus(Qt::ShortcutFocusReason);
}

void ChatPage::showFirst()
{
    const int unread = m_model.rowOf(m_model.firstUnread());
    m_view->scrollTo(m_model.index(qMax(0, unread)), QAbstractItemView::PositionAtTop);
}

void ChatPage::showLatest() { m_view->scrollToEnd(); }

void ChatPage::updateState()
{
    const bool connecting = m_session.state() == ConnectionState::Connecting;
    m_busy->setBusy(connecting
                    || (m_session.state() == ConnectionState::Reconnecting && m_session.retryInMs() <= 0));
    m_header->showSession(m_session);
    updateStrip();
    updateOverlays();
}

void ChatPage::updatePeople()
{
    m_header->showSession(m_session);
    m_people->showSession(m_session);
}

/// What stands above the messages: the question for a PIN, what is wrong with the connection, or nothing.
void ChatPage::updateStrip()
{
    if (m_pinPrompt->isFor(m_session)) {
        m_banner->hide();
        m_pinPrompt->showSession(m_session, composer().document()->isEmpty());
        return;
    }
    if (m_pinPrompt->isVisibleTo(this)) {
        const bool hadFocus = m_pinPrompt->isAncestorOf(QApplication::focusWidget());
        m_pinPrompt->putAway();
        if (hadFocus)
            focusComposer();
    }
    if (const auto notice = noticeFor(m_session, {m_patience.isActive(), m_wasOnline}))
        m_banner->show(notice->kind, notice->text, notice->actions);
    else
        m_banner->hide();
}

void ChatPage::doNoticeAction(const QString &action)
{
    if (action == notice::retry)
        m_session.retryNow();
    else if (action == notice::trust)
        m_session.trustCertificate();
    else if (action == notice::cancel)
        m_session.leave();
    else if (action == notice::connectAgain)
        m_session.join(m_session.address(), m_session.name(), m_session.room());
    else if (action == notice::change)
        Q_EMIT changeRequested();
    if (action != notice::change)
        focusComposer();
}

void ChatPage::takeMessages(const QList<ChatMessage> &messages, bool live)
{
    if (!m_arrived.isEmpty() && live != m_arrivedLive)
        flushMessages();
    m_arrived += messages;
    m_arrivedLive = live;
    // One's own message is shown at once.
    if (std::any_of(messages.cbegin(), messages.cend(),
                    [](const ChatMessage &message) { return message.own; }))
        flushMessages();
    else if (!m_batch.isActive())
        m_batch.start();
}

void ChatPage::flushMessages()
{
    m_batch.stop();
    if (m_arrived.isEmpty())
        return;
    const QList<ChatMessage> arrived = std::exchange(m_arrived, {});
    m_unread->beforeArrival(arrived, m_arrivedLive);
    m_model.upsert(arrived);
    if (m_session.state() != ConnectionState::Online)
        updateState(); // how many are waiting
}

void ChatPage::updateOverlays()
{
    const bool online = m_session.state() == ConnectionState::Online;
    m_empty->setVisible(online && m_model.rowCount() == 0);
    m_empty->setAddress(m_session.address(), m_session.pin());
    m_empty->setGeometry(m_view->viewport()->rect());
    const QSize size = m_pill->sizeHint().expandedTo({0, m_pill->minimumHeight()});
    const QRect area = m_view->viewport()->geometry();
    m_pill->setGeometry(
        QRect({area.center().x() - size.width() / 2, area.bottom() - size.height() - 12}, size));
}

void ChatPage::showNewBelow(int count)
{
    m_pill->setText(tr("%n new", "messages below the visible part", count));
    m_pill->setIcon(m_theme.icon(u"arrow-down"_s, m_theme.colors().base));
    m_pill->setVisible(count > 0);
    updateOverlays();
}

bool ChatPage::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_view->viewport() && event->type() == QEvent::Resize)
        updateOverlays();
    return QWidget::eventFilter(watched, event);
}

} // namespace confab::client
