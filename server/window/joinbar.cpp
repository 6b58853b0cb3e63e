// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/window/joinbar.h"

#include "server/window/addressbox.h"
#include "server/window/qrpopup.h"
#include "server/window/words.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QTimer>
#include <QToolButton>

#include <chrono>

namespace confab::server {

using namespace Qt::StringLiterals;
using runtime::HubState;

namespace {

constexpr int DotSide = 12;
constexpr std::chrono::milliseconds CopiedShown{1500};

QPixmap dotPixmap(const QColor &color, bool filled, qreal ratio)
{
    QPixmap pixmap(QSize(DotSide, DotSide) * ratio);
    pixmap.setDevicePixelRatio(ratio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(color, 2));
    painter.setBrush(filled ? QBrush(color) : QBrush(Qt::NoBrush));
    painter.drawEllipse(QRectF(2, 2, DotSide - 4, DotSide - 4));
    return pixmap;
}

} // namespace

JoinBar::JoinBar(const widgets::Theme &theme, QMenu *menu, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_dot(new QLabel(this))
    , m_stateWord(new QLabel(this))
    , m_address(new AddressBox(theme, this))
    , m_popup(new QrPopup(theme, this))
{
    setObjectName(u"joinBar"_s);
    m_stateWord->setObjectName(u"stateWord"_s);
    m_address->setObjectName(u"addressBox"_s);
    m_copy = addButton(u"copyButton"_s, u"copy"_s, tr("Copy"), tr("Copy the address (Ctrl+Shift+C)"));
    m_qr = addButton(u"qrButton"_s, u"qr"_s, tr("QR"), {});
    m_projector = addButton(u"projectorButton"_s, u"projector"_s, tr("Projector"), {});
    m_chat = addButton(u"openChatButton"_s, u"chat"_s, tr("Open chat"),
                       tr("Join from this computer in a chat window"));
    m_browser = addButton(u"browserButton"_s, u"globe"_s, tr("Browser"),
                          tr("Join from this computer in the browser"));
    m_startStop = addButton(u"startStopButton"_s, u"stop"_s, {}, {});
    m_menuButton = addButton(u"menuButton"_s, u"menu"_s, {}, tr("Menu"));
    m_menuButton->setAccessibleName(tr("Menu"));
    m_menuButton->setToolButtonStyle(Qt::ToolButtonIconOnly);
    m_menuButton->setPopupMode(QToolButton::InstantPopup);
    m_menuButton->setMenu(menu);
    m_shrinking = {m_chat, m_browser, m_projector, m_copy, m_qr};

    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(16, 8, 8, 9);
    row->setSpacing(4);
    row->addWidget(m_dot);
    row->addWidget(m_stateWord);
    row->addSpacing(12);
    row->addWidget(m_address, 1);
    row->addSpacing(8);
    for (QToolButton *button : {m_copy, m_qr, m_projector, m_chat, m_browser, m_startStop, m_menuButton})
        row->addWidget(button);

    connect(m_address, &AddressBox::addressChanged, this, [this](const ShareAddress &address) {
        m_popup->setAddress(address);
        updateButtons();
        fitButtons();
        Q_EMIT addressChanged(address);
    });
    connect(m_copy, &QToolButton::clicked, this, &JoinBar::copyAddress);
    connect(m_qr, &QToolButton::clicked, this, [this] { m_popup->popUpBelow(m_qr); });
    connect(m_projector, &QToolButton::clicked, this, &JoinBar::projectorRequested);
    connect(m_chat, &QToolButton::clicked, this, &JoinBar::openChatRequested);
    connect(m_browser, &QToolButton::clicked, this, &JoinBar::openBrowserRequested);
    connect(m_startStop, &QToolButton::clicked, this,
            [this] { m_state == HubState::Stopped ? Q_EMIT startRequested() : Q_EMIT stopRequested(); });
    connect(&theme, &widgets::Theme::changed, this, &JoinBar::showStateWord);
    showState(HubState::Stopped, {});
}

QToolButton *JoinBar::addButton(const QString &objectName, const QString &icon, const QString &text,
                                const QString &toolTip)
{
    auto *button = new QToolButton(this);
    button->setObjectName(objectName);
    button->setIcon(m_theme.icon(icon));
    button->setIconSize(QSize(18, 18));
    button->setText(text);
    button->setToolTip(toolTip);
    button->setAccessibleName(text);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::StrongFocus);
    button->setMinimumHeight(32);
    return button;
}

void JoinBar::showState(HubState state, const QList<runtime::Endpoint> &endpoints)
{
    m_state = state;
    m_address->setEndpoints(endpoints);
    updateButtons();
    const bool stopped = state == HubState::Stopped;
    m_startStop->setText(stopped ? tr("Start") : tr("Stop"));
    m_startStop->setAccessibleName(m_startStop->text());
    m_startStop->setToolTip(stopped ? tr("Let people join") : tr("Disconnect everybody and stop"));
    m_startStop->setIcon(m_theme.icon(stopped ? u"play"_s : u"stop"_s));
    m_startStop->setEnabled(stopped || state == HubState::Running);
    showStateWord();
    fitButtons();
}

void JoinBar::showStateWord()
{
    const widgets::ThemeColors &colors = m_theme.colors();
    const bool running = m_state == HubState::Running;
    const bool busy = m_state == HubState::Starting || m_state == HubState::Stopping;
    const QColor color = running ? colors.ok : busy ? colors.warning : colors.muted;
    m_dot->setPixmap(dotPixmap(color, running, devicePixelRatioF()));
    m_stateWord->setText(Words::state(m_state));
    QPalette palette = this->palette();
    palette.setColor(QPalette::WindowText, color);
    m_stateWord->setPalette(palette);
}

void JoinBar::updateButtons()
{
    for (QToolButton *button : {m_copy, m_chat, m_browser})
        button->setEnabled(!url().isEmpty());
    const QString notForOthers = tr("Only this computer can use this address");
    const bool hint = !url().isEmpty() && !isForOthers();
    m_qr->setEnabled(isForOthers());
    m_qr->setToolTip(hint ? notForOthers : tr("Show the address as a QR code"));
    m_projector->setEnabled(isForOthers());
    m_projector->setToolTip(hint ? notForOthers
                                 : tr("Fill the screen with QR code and address (Ctrl+Shift+P)"));
    if (!isForOthers())
        m_popup->hide();
}

bool JoinBar::isForOthers() const { return m_address->isForOthers(); }

void JoinBar::setPin(const QString &pin) { m_address->setPin(pin); }

QString JoinBar::url() const { return m_address->address().url; }

void JoinBar::copyAddress()
{
    if (url().isEmpty())
        return;
    QGuiApplication::clipboard()->setText(m_address->address().link());
    m_copy->setIcon(m_theme.icon(u"check"_s));
    m_copy->setToolTip(tr("Copied"));
    QTimer::singleShot(CopiedShown, this, [this] {
        m_copy->setIcon(m_theme.icon(u"copy"_s));
        m_copy->setToolTip(tr("Copy the address (Ctrl+Shift+C)"));
    });
}

void JoinBar::fitButtons()
{
    // By arithmetic, not by trying out: a changed button asks for a new layout, which leads here again. So it
    // must be QToolButton::sizeHint's own (a gap of 4 and two spaces): too little, and the words come and go
    // for ever.
    const auto wordsWidth = [](const QToolButton *button) {
        const QFontMetrics metrics = button->fontMetrics();
        return 4 + metrics.size(Qt::TextShowMnemonic, button->text()).width()
            + 2 * metrics.horizontalAdvance(u' ');
    };
    int needed = layout()->sizeHint().width();
    for (const QToolButton *button : std::as_const(m_shrinking)) {
        if (button->toolButtonStyle() == Qt::ToolButtonIconOnly)
            needed += wordsWidth(button);
    }
    for (auto button = m_shrinking.crbegin(); button != m_shrinking.crend(); ++button) {
        const bool fits = needed <= width();
        (*button)->setToolButtonStyle(fits ? Qt::ToolButtonTextBesideIcon : Qt::ToolButtonIconOnly);
        if (!fits)
            needed -= wordsWidth(*button);
    }
}

QSize JoinBar::minimumSizeHint() const
{
    // Words that can go must not keep the window from getting narrow.
    return {0, QWidget::minimumSizeHint().height()};
}

void JoinBar::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fitButtons();
}

bool JoinBar::event(QEvent *event)
{
    if (event->type() == QEvent::FontChange || event->type() == QEvent::LayoutRequest)
        fitButtons();
    return QWidget::event(event);
}

void JoinBar::paintEvent(QPaintEvent *event)
{
    Q_UNUSED(event)
    QPainter painter(this);
    painter.fillRect(rect(), palette().color(QPalette::Base));
    painter.fillRect(0, height() - 1, width(), 1, palette().color(QPalette::Midlight));
}

} // namespace confab::server
