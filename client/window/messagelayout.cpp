// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/window/messagelayout.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QtMath>

#include <limits>
#include <optional>

namespace confab::client {

namespace {

using Style = MessageStyle;

struct RowWords
{
    Q_DECLARE_TR_FUNCTIONS(confab::client::MessageLayout)
};

/// Whether the first strong character is right-to-left; nothing in a text without one.
std::optional<bool> startsRightToLeft(QStringView text)
{
    for (qsizetype i = 0; i < text.size(); ++i) {
        char32_t c = text.at(i).unicode();
        if (text.at(i).isHighSurrogate() && i + 1 < text.size())
            c = QChar::surrogateToUcs4(text.at(i), text.at(i + 1));
        switch (QChar::direction(c)) {
        case QChar::DirL:
            return false;
        case QChar::DirR:
        case QChar::DirAL:
            return true;
        default:
            break;
        }
    }
    return std::nullopt;
}

/// At most `length` units of a text, never half a character.
QStringView startOf(const QString &text, qsizetype length)
{
    if (text.size() <= length)
        return text;
    return QStringView(text).first(text.at(length - 1).isHighSurrogate() ? length - 1 : length);
}

} // namespace

MessageLayout::MessageLayout(MessageContent content, const MessageStyle &style, int width, bool expanded)
    : m_content(std::move(content))
    , m_expanded(expanded)
{
    const qreal contentWidth = qMin(width - 2 * Style::margin, Style::contentWidth);
    const QRectF area((width - contentWidth) / 2, 0, qMax<qreal>(contentWidth, 120), 0);

    qreal top = placeSeparators(0, area);
    top += m_content.startsGroup ? (top > 0 ? 4 : Style::groupGap) : Style::rowGap;
    if (m_content.startsGroup && !m_content.own) {
        const qreal left = area.left() + Style::avatar + Style::avatarGap;
        m_avatar = QRectF(area.left(), top, Style::avatar, Style::avatar);
        const qreal timeWidth = qCeil(QFontMetricsF(style.meta).horizontalAdvance(m_content.time));
        const qreal nameWidth =
            qMin<qreal>(qCeil(QFontMetricsF(style.bold).horizontalAdvance(m_content.senderName)),
                        area.right() - left - timeWidth - 16);
        m_name = QRectF(left + 2, top, nameWidth, style.bodyLine);
        m_time = QRectF(m_name.right() + 8, top, timeWidth, style.bodyLine);
        top += style.bodyLine + 2;
    } else if (m_content.startsGroup) {
        const qreal timeWidth = qCeil(QFontMetricsF(style.meta).horizontalAdvance(m_content.time));
        m_time = QRectF(area.right() - Style::statusColumn - timeWidth - 2, top, timeWidth, style.metaLine);
        const qreal youWidth = qCeil(QFontMetricsF(style.metaBold).horizontalAdvance(m_content.senderName));
        m_name = QRectF(m_time.left() - 6 - youWidth, top, youWidth, style.metaLine);
        top += style.metaLine + 2;
    }
    layOutText(style,
               area.width() - Style::avatar - Style::avatarGap - Style::gutter - 2 * Style::bubblePaddingX);
    placeBubble(style, area, top);
    placeFooter(style, area);
}

qreal MessageLayout::placeSeparators(qreal top, QRectF content)
{
    for (auto [wanted, rect] :
         {std::pair(m_content.start, &m_start), std::pair(m_content.gapBefore, &m_gap),
          std::pair(!m_content.day.isEmpty(), &m_day), std::pair(m_content.firstUnread, &m_unread)}) {
        if (!wanted)
            continue;
        *rect = QRectF(content.left(), top, content.width(), Style::separatorHeight);
        top += Style::separatorHeight;
    }
    return top;
}

void MessageLayout::layOutText(const MessageStyle &style, qreal maximumWidth)
{
    m_lineWidth = maximumWidth;
    m_maximumLines = m_expanded ? std::numeric_limits<int>::max() : collapsedLines;
    const QStringView all =
        m_expanded ? QStringView(m_content.text) : startOf(m_content.text, collapsedCharacters);
    m_long = all.size() < m_content.text.size();

    // Neighbouring lines of one direction share a layout: 16,000 empty lines must not be 16,000 layouts.
    qsizetype start = 0;
    bool direction = startsRightToLeft(all).value_or(false);
    for (qsizetype lineStart = 0; lineStart <= all.size() && m_lines < m_maximumLines;) {
        const qsizetype found = all.indexOf(u'\n', lineStart);
        const qsizetype lineEnd = found < 0 ? all.size() : found;
        const bool lineDirection =
            startsRightToLeft(all.sliced(lineStart, lineEnd - lineStart)).value_or(direction);
        if (lineDirection != direction && lineStart > start) {
            addParagraph(style, start, all.sliced(start, lineStart - 1 - start).toString(), direction,
                         maximumWidth);
            start = lineStart;
        }
        direction = lineDirection;
        lineStart = lineEnd + 1;
    }
    if (m_lines < m_maximumLines)
        addParagraph(style, start, all.sliced(start).toString(), direction, maximumWidth);
    else
        m_long = true;
    if (m_expanded)
        m_long = m_lines > collapsedLines || m_content.text.size() > collapsedCharacters;
}

void MessageLayout::addParagraph(const MessageStyle &style, qsizetype start, const QString &text,
                                 bool rightToLeft, qreal width)
{
    QString lines = text;
    lines.replace(u'\n', QChar::LineSeparator);
    auto layout = std::make_unique<QTextLayout>(lines, m_content.fewEmoji ? style.emoji : style.body);
    layout->setCacheEnabled(true);
    QTextOption option(Qt::AlignAbsolute | (rightToLeft ? Qt::AlignRight : Qt::AlignLeft));
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    option.setTextDirection(rightToLeft ? Qt::RightToLeft : Qt::LeftToRight);
    option.setTabStopDistance(8 * style.averageCharacter);
    layout->setTextOption(option);

    QList<QTextLayout::FormatRange> formats;
    for (const Link &link : m_content.links) {
        if (link.start < start || link.start >= start + text.size())
            continue;
        QTextCharFormat format;
        format.setForeground(style.colors.accent);
        format.setFontUnderline(true);
        formats.append(
            {int(link.start - start), int(qMin(link.length, start + text.size() - link.start)), format});
    }
    layout->setFormats(formats);

    qreal y = m_textSize.height();
    qsizetype end = 0;
    layout->beginLayout();
    while (m_lines < m_maximumLines) {
        QTextLine line = layout->createLine();
        if (!line.isValid())
            break;
        line.setLineWidth(width);
        const qreal advance = qMax(style.bodyLine, qreal(qCeil(line.height())));
        line.setPosition({0, y + (advance - line.height()) / 2});
        y += advance;
        m_textSize.setWidth(qMax<qreal>(m_textSize.width(), qCeil(qMin(line.naturalTextWidth(), width))));
        end = line.textStart() + line.textLength();
        ++m_lines;
    }
    layout->endLayout();
    m_long = m_long || end < text.size();
    m_textSize.setHeight(y);
    m_paragraphs.push_back({std::move(layout), start, rightToLeft});
}

void MessageLayout::placeBubble(const MessageStyle &style, QRectF content, qreal top)
{
    QSizeF inner = m_textSize;
    const QString moreLabel = m_expanded ? RowWords::tr("Show less") : RowWords::tr("Show more");
    const qreal moreWidth = qCeil(QFontMetricsF(style.body).horizontalAdvance(moreLabel));
    if (m_long) {
        inner.setHeight(inner.height() + Style::actionHeight - 4);
        inner.setWidth(qMax(inner.width(), moreWidth));
    }
    const QSizeF outer(inner.width() + 2 * Style::bubblePaddingX, inner.height() + 2 * Style::bubblePaddingY);
    const qreal left = m_content.own ? content.right() - Style::statusColumn - outer.width()
                                     : content.left() + Style::avatar + Style::avatarGap;
    m_bubble = QRectF(QPointF(left, top), outer);
    m_textOrigin = m_bubble.topLeft() + QPointF(Style::bubblePaddingX, Style::bubblePaddingY);
    if (m_long) {
        m_more =
            QRectF(m_textOrigin.x(), m_textOrigin.y() + m_textSize.height(), moreWidth, Style::actionHeight);
        m_actions.push_back({Part::ShowMore, moreLabel, m_more});
    }
    if (m_content.own)
        m_status = QRectF(m_bubble.right() + 6, m_bubble.bottom() - 20, 14, 14);
    m_height = qCeil(m_bubble.bottom()) + Style::rowGap;
}

void MessageLayout::placeFooter(const MessageStyle &style, QRectF content)
{
    if (m_content.failure.isEmpty())
        return;
    const QFontMetricsF metrics(style.meta);
    qreal right = m_bubble.right();
    const qreal textWidth = qCeil(metrics.horizontalAdvance(m_content.failure));
    qreal top = m_bubble.bottom() + 2;
    if (m_content.delivery == Delivery::NotSaved) { // it has arrived: there is nothing to do about it
        const qreal shown = qMin(textWidth, right - content.left());
        m_failure = QRectF(right - shown, top, shown, style.metaLine);
        m_height = qCeil(m_failure.bottom()) + Style::rowGap;
        return;
    }
    const std::pair<Part, QString> buttons[]{{Part::Delete, RowWords::tr("Delete")},
                                             {Part::Retry, RowWords::tr("Retry")}};
    qreal buttonsWidth = 0;
    for (const auto &[part, label] : buttons)
        buttonsWidth += qCeil(metrics.horizontalAdvance(label)) + 24 + 6;
    const qreal free = right - content.left() - buttonsWidth;
    if (textWidth > free) { // the reason has a line of its own
        const qreal shown = qMin(textWidth, right - content.left());
        m_failure = QRectF(right - shown, top, shown, style.metaLine);
        top += style.metaLine;
    } else {
        m_failure = QRectF(right - buttonsWidth - textWidth - 4, top, textWidth, Style::actionHeight);
    }
    for (const auto &[part, label] : buttons) {
        const qreal width = qCeil(metrics.horizontalAdvance(label)) + 24;
        m_actions.push_back({part, label, QRectF(right - width, top, width, Style::actionHeight)});
        right -= width + 6;
    }
    m_height = qCeil(top + Style::actionHeight) + Style::rowGap;
}

MessageLayout::Hit MessageLayout::hitAt(QPointF position) const
{
    for (const Action &action : m_actions) {
        if (action.area.contains(position))
            return {action.part, {}};
    }
    for (const Paragraph &paragraph : m_paragraphs) {
        const qreal shift = paragraph.rightToLeft ? m_textSize.width() - m_lineWidth : 0;
        const QPointF inText = position - m_textOrigin - QPointF(shift, 0);
        for (int i = 0; i < paragraph.layout->lineCount(); ++i) {
            const QTextLine line = paragraph.layout->lineAt(i);
            if (!line.naturalTextRect().contains(inText))
                continue;
            const qsizetype at = paragraph.start + line.xToCursor(inText.x(), QTextLine::CursorOnCharacter);
            for (const Link &link : m_content.links) {
                if (at >= link.start && at < link.start + link.length)
                    return {Part::Link, link.url};
            }
            return {};
        }
    }
    return {};
}

} // namespace confab::client
