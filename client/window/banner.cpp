// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/window/banner.h"

#include "widgets/theme.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>

namespace confab::client {

using namespace Qt::StringLiterals;

namespace {

QColor mixed(const QColor &a, const QColor &b, qreal share)
{
    const auto part = [share](int x, int y) { return qRound(x + (y - x) * share); };
    return {part(a.red(), b.red()), part(a.green(), b.green()), part(a.blue(), b.blue())};
}

QColor signalColor(const widgets::ThemeColors &colors, Banner::Kind kind)
{
    switch (kind) {
    case Banner::Kind::Notice:
        return colors.muted;
    case Banner::Kind::Warning:
        return colors.warning;
    case Banner::Kind::Error:
        return colors.danger;
    }
    return colors.muted;
}

} // namespace

Banner::Banner(const widgets::Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_icon(new QLabel(this))
    , m_text(new QLabel(this))
    , m_buttons(new QHBoxLayout)
{
    setObjectName(u"banner"_s);
    m_text->setObjectName(u"bannerText"_s);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_icon->setObjectName(u"bannerIcon"_s);
    m_icon->setFixedSize(18, 18);
    m_buttons->setSpacing(8);
    auto *words = new QHBoxLayout;
    words->setSpacing(8);
    words->addWidget(m_icon, 0, Qt::AlignTop);
    words->addWidget(m_text, 1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(12, 8, 12, 8);
    column->setSpacing(6);
    column->addLayout(words);
    column->addLayout(m_buttons);
    connect(&theme, &widgets::Theme::changed, this, &Banner::updateLook);
    updateLook();
    hide();
}

QString Banner::text() const { return m_text->text(); }

void Banner::show(Kind kind, const QString &text, const QList<Action> &actions)
{
    const bool news = !isVisible() || kind != m_kind;
    m_kind = kind;
    m_text->setText(text);
    setAccessibleName(text);
    setActions(actions);
    updateLook();
    setVisible(true);
    if (news) {
        QAccessibleEvent alert(this, QAccessible::Alert);
        QAccessible::updateAccessibility(&alert);
    }
}

void Banner::setActions(const QList<Action> &actions)
{
    if (actions == m_actions)
        return;
    m_actions = actions;
    while (QLayoutItem *item = m_buttons->takeAt(0)) {
        if (QWidget *button = item->widget()) {
            button->hide();
            button->setObjectName({});
            button->deleteLater(); // it may be the one that was just clicked
        }
        delete item;
    }
    m_buttons->addSpacing(26);
    QWidget *last = m_before;
    for (const Action &action : actions) {
        auto *button = new QPushButton(action.label, this);
        button->setObjectName(action.objectName);
        button->setMinimumHeight(32);
        button->setAutoDefault(true); // Enter presses it
        connect(button, &QPushButton::clicked, this,
                [this, name = action.objectName] { Q_EMIT actionTriggered(name); });
        m_buttons->addWidget(button);
        setTabOrder(last, button);
        last = button;
        button->show();
    }
    m_buttons->addStretch(1);
}

void Banner::updateLook()
{
    const QColor color = signalColor(m_theme.colors(), m_kind);
    m_icon->setPixmap(m_theme.icon(m_kind == Kind::Notice ? u"info"_s : u"warning"_s, color)
                          .pixmap(QSize(18, 18), devicePixelRatio()));
    update();
}

void Banner::paintEvent(QPaintEvent *event)
{
    Q_UNUSED(event);
    QPainter painter(this);
    const QColor color = signalColor(m_theme.colors(), m_kind);
    painter.fillRect(rect(), mixed(m_theme.colors().base, color, 0.12));
    painter.fillRect(QRect(0, 0, 3, height()), color);
    painter.fillRect(QRect(0, height() - 1, width(), 1), mixed(m_theme.colors().base, color, 0.35));
}

} // namespace confab::client
