// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The drawing half of MessageLayout.

#include "client/window/messagelayout.h"
#include "client/window/words.h"

#include <QCoreApplication>
#include <QPainter>
#include <QTextBoundaryFinder>

namespace confab::client {

namespace {

using Style = MessageStyle;

struct LineWords
{
    Q_DECLARE_TR_FUNCTIONS(confab::client::MessageLayout)
};

/// "----- Today -----"
void paintSeparator(QPainter *painter, QRectF area, const QString &label, const QColor &line,
                    const QColor &text, const QFont &font)
{
    painter->setFont(font);
    painter->setPen(text);
    QRectF taken;
    painter->drawText(area, Qt::AlignCenter | Qt::TextSingleLine, label, &taken);
    painter->setPen(QPen(line, 1));
    const qreal y = qRound(area.center().y()) + 0.5;
    painter->drawLine(QPointF(area.left(), y), QPointF(taken.left() - 12, y));
    painter->drawLine(QPointF(taken.right() + 12, y), QPointF(area.right(), y));
}

/// The first character as a person sees it: an emoji sequence or an accented letter is one.
QString initialOf(const QString &name)
{
    QTextBoundaryFinder finder(QTextBoundaryFinder::Grapheme, name);
    const qsizetype end = finder.toNextBoundary();
    return name.first(qMax<qsizetype>(0, end)).toUpper();
}

QColor faded(QColor color, qreal alpha)
{
    color.setAlphaF(float(alpha));
    return color;
}

} // namespace

void MessageLayout::paint(QPainter *painter, QPointF origin, const MessageStyle &style, Part hover) const
{
    painter->save();
    painter->translate(origin);
    painter->setLayoutDirection(Qt::LeftToRight);
    painter->setRenderHint(QPainter::Antialiasing);
    paintSeparators(painter, style);
    paintHeader(painter, style);
    paintBubble(painter, style, hover);
    paintFooter(painter, style, hover);
    painter->restore();
}

void MessageLayout::paintSeparators(QPainter *painter, const MessageStyle &style) const
{
    if (!m_start.isNull())
        paintSeparator(painter, m_start, words::start(), faded(style.colors.border, 0.5), style.colors.muted,
                       style.metaBold);
    if (!m_gap.isNull())
        paintSeparator(painter, m_gap, words::gap(), style.colors.warning, style.colors.warning,
                       style.metaBold);
    if (!m_day.isNull())
        paintSeparator(painter, m_day, m_content.day, faded(style.colors.border, 0.5), style.colors.muted,
                       style.metaBold);
    if (!m_unread.isNull())
        paintSeparator(painter, m_unread, LineWords::tr("New", "line above the first unread message"),
                       style.colors.unread, style.colors.unread, style.metaBold);
}

void MessageLayout::paintHeader(QPainter *painter, const MessageStyle &style) const
{
    if (!m_avatar.isNull()) {
        const QColor color =
            style.colors.nameColor(m_content.senderId.isEmpty() ? m_content.senderName : m_content.senderId);
        painter->setPen(Qt::NoPen);
        painter->setBrush(color);
        painter->drawEllipse(m_avatar);
        painter->setPen(style.colors.base);
        painter->setFont(style.bold);
        painter->drawText(m_avatar, Qt::AlignCenter | Qt::TextSingleLine, initialOf(m_content.senderName));
        painter->setPen(color);
        const QString name =
            QFontMetricsF(style.bold).elidedText(m_content.senderName, Qt::ElideRight, m_name.width());
        painter->drawText(m_name, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, name);
    }
    if (m_content.own && !m_name.isNull()) {
        painter->setFont(style.metaBold);
        painter->setPen(style.colors.muted);
        painter->drawText(m_name, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                          m_content.senderName);
    }
    if (!m_time.isNull()) {
        painter->setFont(style.meta);
        painter->setPen(style.colors.muted);
        painter->drawText(m_time, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, m_content.time);
    }
}

void MessageLayout::paintBubble(QPainter *painter, const MessageStyle &style, Part hover) const
{
    const bool refused = m_content.delivery == Delivery::NotSent;
    painter->setBrush(m_content.own ? style.colors.ownBubble : style.colors.alternate);
    painter->setPen(refused ? QPen(style.colors.danger, 1) : QPen(Qt::NoPen));
    painter->drawRoundedRect(refused ? m_bubble.adjusted(0.5, 0.5, -0.5, -0.5) : m_bubble,
                             Style::bubbleRadius, Style::bubbleRadius);
    painter->setPen(style.colors.text);
    // Of a message that is longer than the window only what is seen, and the accents that reach into it.
    const QRectF seen = painter->hasClipping()
        ? painter->clipBoundingRect().adjusted(0, -3 * style.bodyLine, 0, 3 * style.bodyLine)
        : QRectF();
    painter->save();
    painter->setClipRect(m_bubble, Qt::IntersectClip); // nor over the name of whom it is from
    for (const Paragraph &paragraph : m_paragraphs) {
        const qreal shift = paragraph.rightToLeft ? m_textSize.width() - m_lineWidth : 0;
        paragraph.layout->draw(painter, m_textOrigin + QPointF(shift, 0), {}, seen);
    }
    painter->restore();
    if (m_long) {
        QFont font = style.body;
        font.setUnderline(hover == Part::ShowMore);
        painter->setFont(font);
        painter->setPen(style.colors.accent);
        painter->drawText(m_more, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                          m_actions.front().label);
    }
    if (!m_status.isNull()) {
        const QIcon &icon = m_content.delivery == Delivery::Sending ? style.sending
            : refused                                               ? style.notSent
            : m_content.delivery == Delivery::NotSaved              ? style.notSaved
                                                                    : style.sent;
        icon.paint(painter, m_status.toRect());
    }
}

void MessageLayout::paintFooter(QPainter *painter, const MessageStyle &style, Part hover) const
{
    if (m_content.failure.isEmpty())
        return;
    painter->setFont(style.meta);
    const bool refused = m_content.delivery == Delivery::NotSent;
    painter->setPen(refused ? style.colors.danger : style.colors.warning);
    const QString reason =
        QFontMetricsF(style.meta).elidedText(m_content.failure, Qt::ElideRight, m_failure.width() + 1);
    painter->drawText(m_failure, Qt::AlignRight | Qt::AlignVCenter | Qt::TextSingleLine, reason);
    for (const Action &action : m_actions) {
        if (action.part == Part::ShowMore)
            continue;
        painter->setBrush(hover == action.part ? style.colors.alternate : style.colors.base);
        painter->setPen(QPen(style.colors.border, 1));
        painter->drawRoundedRect(action.area.adjusted(0.5, 3.5, -0.5, -3.5), 6, 6);
        painter->setPen(style.colors.text);
        painter->drawText(action.area, Qt::AlignCenter | Qt::TextSingleLine, action.label);
    }
}

} // namespace confab::client
