// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/window/messagecontent.h"
#include "client/window/messagestyle.h"

#include <QRectF>
#include <QTextLayout>

#include <memory>
#include <vector>

class QPainter;

namespace confab::client {

/// Where everything of one row is, for one width: computed once, painted many times. Coordinates start at the
/// row's top left corner. Text is laid out as plain text, a direction for every paragraph from its first
/// strong character.
class MessageLayout
{
public:
    /// Longer messages are shown in part, with "Show more".
    static constexpr int collapsedLines = 20;
    static constexpr int collapsedCharacters = 3000;

    /// Something in a row that can be clicked.
    enum class Part { None, Link, Retry, Delete, ShowMore };
    struct Hit
    {
        Part part = Part::None;
        QUrl url; ///< of a Link

        friend bool operator==(const Hit &, const Hit &) = default;
    };

    MessageLayout(MessageContent content, const MessageStyle &style, int width, bool expanded);

    [[nodiscard]] int height() const { return m_height; }
    /// Where the bubble begins, below the row's lines and header.
    [[nodiscard]] int bodyTop() const { return int(m_bubble.top()); }
    [[nodiscard]] bool canCollapse() const { return m_long; }
    [[nodiscard]] Hit hitAt(QPointF position) const;
    [[nodiscard]] const MessageContent &content() const { return m_content; }

    /// Draws the row with its top left corner at `origin`; `hover` is what the pointer is over.
    void paint(QPainter *painter, QPointF origin, const MessageStyle &style, Part hover) const;

private:
    struct Paragraph
    {
        std::unique_ptr<QTextLayout> layout;
        qsizetype start = 0; ///< in the content's text
        bool rightToLeft = false;
    };
    struct Action
    {
        Part part;
        QString label;
        QRectF area;
    };

    qreal placeSeparators(qreal top, QRectF content);
    void layOutText(const MessageStyle &style, qreal maximumWidth);
    void addParagraph(const MessageStyle &style, qsizetype start, const QString &text, bool rightToLeft,
                      qreal width);
    void placeBubble(const MessageStyle &style, QRectF content, qreal top);
    void placeFooter(const MessageStyle &style, QRectF content);

    void paintSeparators(QPainter *painter, const MessageStyle &style) const;
    void paintHeader(QPainter *painter, const MessageStyle &style) const;
    void paintBubble(QPainter *painter, const MessageStyle &style, Part hover) const;
    void paintFooter(QPainter *painter, const MessageStyle &style, Part hover) const;

    MessageContent m_content;
    std::vector<Paragraph> m_paragraphs;
    QRectF m_day;
    QRectF m_start;
    QRectF m_gap;
    QRectF m_unread;
    QRectF m_avatar;
    QRectF m_name;
    QRectF m_time;
    QRectF m_bubble;
    QPointF m_textOrigin;
    QSizeF m_textSize{0, 0};
    QRectF m_more;
    QRectF m_status;
    QRectF m_failure;
    std::vector<Action> m_actions;
    int m_lines = 0;
    int m_height = 0;
    int m_maximumLines = 0;
    qreal m_lineWidth = 0; ///< that the lines were broken at
    bool m_expanded = false;
    bool m_long = false; ///< there is more than the collapsed part
};

} // namespace confab::client
