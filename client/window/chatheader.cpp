// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/window/chatheader.h"

#include "client/models/harmlesstext.h"
#include "client/window/words.h"
#include "widgets/elidinglabel.h"
#include "widgets/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QToolButton>

namespace confab::client {

using namespace Qt::StringLiterals;

namespace {

constexpr int dotSize = 10;

QColor stateColor(const widgets::ThemeColors &colors, ConnectionState state)
{
    switch (state) {
    case ConnectionState::Online:
        return colors.ok;
    case ConnectionState::Connecting:
    case ConnectionState::Reconnecting:
        return colors.warning;
    case ConnectionState::Rejected:
        return colors.danger;
    case ConnectionState::Idle:
        break;
    }
    return colors.muted;
}

QPixmap dot(const QColor &color, qreal ratio)
{
    QPixmap pixmap(QSizeF(dotSize * ratio, dotSize * ratio).toSize());
    pixmap.setDevicePixelRatio(ratio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawEllipse(QRectF(1, 1, dotSize - 2, dotSize - 2));
    return pixmap;
}

} // namespace

ChatHeader::ChatHeader(const widgets::Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_room(new widgets::ElidingLabel(this))
    , m_who(new widgets::ElidingLabel(this))
    , m_dot(new QLabel(this))
    , m_state(new QLabel(this))
    , m_people(new QToolButton(this))
    , m_menu(new QToolButton(this))
{
    setObjectName(u"chatHeader"_s);
    m_room->setObjectName(u"roomLabel"_s);
    m_who->setObjectName(u"whoLabel"_s);
    m_dot->setObjectName(u"stateDot"_s);
    m_dot->setFixedSize(dotSize, dotSize);
    m_state->setObjectName(u"stateLabel"_s);
    m_state->setTextFormat(Qt::PlainText);
    m_menu->setObjectName(u"menuButton"_s);
    m_people->setObjectName(u"peopleButton"_s);
    m_people->hide(); // until the server says who is there
    for (const auto &[button, name, icon] :
         {std::tuple(m_people, tr("People"), u"people"_s), std::tuple(m_menu, tr("Menu"), u"menu"_s)}) {
        button->setAccessibleName(name);
        button->setToolTip(name);
        button->setIcon(theme.icon(icon));
        button->setIconSize({20, 20});
        button->setFixedSize(36, 36);
        button->setAutoRaise(true);
        button->setFocusPolicy(Qt::StrongFocus);
    }
    m_menu->setPopupMode(QToolButton::InstantPopup);

    auto *lines = new QVBoxLayout;
    lines->setSpacing(0);
    lines->addWidget(m_room);
    lines->addWidget(m_who);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(16, 8, 8, 8);
    row->setSpacing(6);
    row->addLayout(lines, 1);
    row->addSpacing(6);
    row->addWidget(m_dot);
    row->addWidget(m_state);
    row->addSpacing(4);
    row->addWidget(m_people);
    row->addWidget(m_menu);
    connect(m_people, &QToolButton::clicked, this, &ChatHeader::peopleRequested);
    connect(&theme, &widgets::Theme::changed, this, &ChatHeader::updateLook);
    updateLook();
}

void ChatHeader::showSession(const ChatSession &session)
{
    m_room->setText(harmlessName(session.room()));
    m_who->setText(tr("%1 at %2", "one's name, address")
                       .arg(isolated(words::personName(session.name())),
                            isolated(words::shortAddress(session.address()))));
    m_shown = session.state();
    const int people = m_shown == ConnectionState::Online ? session.peopleCount() : 0;
    m_state->setText(people > 0 ? words::online(people) : words::state(m_shown));
    m_people->setVisible(people > 0);
    updateLook();
}

void ChatHeader::setMenu(QMenu *menu) { m_menu->setMenu(menu); }

void ChatHeader::focusMenuButton() { m_menu->setFocus(Qt::ShortcutFocusReason); }

QWidget *ChatHeader::peopleButton() const { return m_people; }

QWidget *ChatHeader::lastFocus() const { return m_menu; }

void ChatHeader::updateLook()
{
    QFont title = m_theme.font(1.2);
    title.setWeight(QFont::DemiBold);
    m_room->setFont(title);
    for (QLabel *label : {static_cast<QLabel *>(m_who), m_state}) {
        label->setFont(m_theme.font(0.85));
        QPalette palette = label->palette();
        palette.setColor(QPalette::WindowText, m_theme.colors().muted);
        label->setPalette(palette);
    }
    m_dot->setPixmap(dot(stateColor(m_theme.colors(), m_shown), devicePixelRatioF()));
}

void ChatHeader::paintEvent(QPaintEvent *event)
{
    Q_UNUSED(event);
    QPainter painter(this);
    QColor line = m_theme.colors().border;
    line.setAlphaF(0.4F);
    painter.fillRect(QRect(0, height() - 1, width(), 1), line);
}

} // namespace confab::client
