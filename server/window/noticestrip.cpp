// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/window/noticestrip.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>

namespace confab::server {

using namespace Qt::StringLiterals;

NoticeStrip::NoticeStrip(const widgets::Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_sign(new QLabel(this))
    , m_text(new QLabel(this))
    , m_action(new QPushButton(this))
    , m_close(new QToolButton(this))
{
    m_text->setObjectName(u"noticeText"_s);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_action->setObjectName(u"noticeAction"_s);
    m_close->setObjectName(u"noticeClose"_s);
    m_close->setAutoRaise(true);
    m_close->setIcon(theme.icon(u"close"_s));
    m_close->setToolTip(tr("Put away"));
    m_close->setAccessibleName(tr("Put away"));

    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(16, 6, 12, 6);
    row->setSpacing(12);
    row->addWidget(m_sign);
    row->addWidget(m_text, 1);
    row->addWidget(m_action);
    row->addWidget(m_close);

    connect(m_action, &QPushButton::clicked, this, &NoticeStrip::actionRequested);
    connect(m_close, &QToolButton::clicked, this, [this] {
        hide();
        Q_EMIT dismissed();
    });
    connect(&theme, &widgets::Theme::changed, this, &NoticeStrip::applyColors);
    hide();
}

void NoticeStrip::notify(NoticeKind kind, const QString &text, const QString &action, bool canDismiss)
{
    m_kind = kind;
    m_text->setText(text);
    m_action->setText(action);
    m_action->setVisible(!action.isEmpty());
    m_close->setVisible(canDismiss);
    setAccessibleName(text);
    applyColors();
    show();
}

QString NoticeStrip::text() const { return m_text->text(); }

QColor NoticeStrip::color() const
{
    switch (m_kind) {
    case NoticeKind::Information:
        return m_theme.colors().accent;
    case NoticeKind::Warning:
        return m_theme.colors().warning;
    case NoticeKind::Error:
        return m_theme.colors().danger;
    }
    return {};
}

void NoticeStrip::applyColors()
{
    const QString sign = m_kind == NoticeKind::Information ? u"info"_s : u"warning"_s;
    m_sign->setPixmap(m_theme.icon(sign, color()).pixmap(QSize(20, 20), devicePixelRatioF()));
    update();
}

void NoticeStrip::paintEvent(QPaintEvent *event)
{
    Q_UNUSED(event)
    QPainter painter(this);
    QColor tint = color();
    painter.fillRect(rect(), m_theme.colors().base);
    tint.setAlphaF(0.12F);
    painter.fillRect(rect(), tint);
    painter.fillRect(0, 0, 4, height(), color());
    painter.fillRect(0, height() - 1, width(), 1, palette().color(QPalette::Midlight));
}

} // namespace confab::server
