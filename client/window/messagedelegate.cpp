// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/window/messagedelegate.h"

#include "client/models/messagesmodel.h"

#include <QPainter>

namespace confab::client {

namespace {

constexpr int cachedLayouts = 400; // several screens

} // namespace

MessageDelegate::MessageDelegate(const widgets::Theme &theme, QObject *parent)
    : QAbstractItemDelegate(parent)
    , m_theme(theme)
    , m_style(theme)
    , m_today([] { return QDate::currentDate(); })
    , m_layouts(cachedLayouts)
{ }

void MessageDelegate::updateStyle()
{
    m_style = MessageStyle(m_theme);
    forgetAll();
}

const MessageLayout &MessageDelegate::layoutOf(const QModelIndex &index, int width)
{
    return cached(index, width);
}

const MessageLayout &MessageDelegate::cached(const QModelIndex &index, int width) const
{
    if (width != m_cacheWidth) {
        m_layouts.clear();
        m_cacheWidth = width;
    }
    const QString id = index.data(MessagesModel::LocalIdRole).toString();
    if (MessageLayout *known = m_layouts.object(id))
        return *known;
    auto *layout = new MessageLayout(MessageContent::fromIndex(index, m_today()), m_style, width,
                                     m_expanded.contains(id));
    m_layouts.insert(id, layout); // owns it
    return *layout;
}

void MessageDelegate::toggleExpanded(const QString &localId)
{
    if (!m_expanded.remove(localId))
        m_expanded.insert(localId);
    m_layouts.remove(localId);
}

bool MessageDelegate::setHover(const QString &localId, MessageLayout::Part part)
{
    if (localId == m_hoveredId && part == m_hoveredPart)
        return false;
    m_hoveredId = localId;
    m_hoveredPart = part;
    return true;
}

void MessageDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                            const QModelIndex &index) const
{
    const MessageLayout &layout = cached(index, option.rect.width());
    const QColor &accent = m_style.colors.accent;
    if (option.state & QStyle::State_Selected)
        painter->fillRect(option.rect, QColor(accent.red(), accent.green(), accent.blue(), 36));
    const bool hovered = layout.content().localId == m_hoveredId;
    layout.paint(painter, option.rect.topLeft(), m_style,
                 hovered ? m_hoveredPart : MessageLayout::Part::None);
    if (option.state & QStyle::State_HasFocus) {
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setBrush(Qt::NoBrush);
        painter->setPen(QPen(accent, 2));
        painter->drawRoundedRect(QRectF(option.rect).adjusted(3, 1, -3, -1), 6, 6);
    }
}

QSize MessageDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    return {option.rect.width(), cached(index, option.rect.width()).height()};
}

RowHint MessageDelegate::hint(const QModelIndex &index) const
{
    const QString text = index.data(MessagesModel::TextRole).toString();
    RowHint hint;
    hint.characters = int(text.size());
    hint.lines = int(text.count(u'\n')) + 1;
    hint.extra = 2 * (MessageStyle::bubblePaddingY + MessageStyle::rowGap);
    if (index.data(MessagesModel::StartsGroupRole).toBool())
        hint.extra += MessageStyle::groupGap + int(m_style.bodyLine);
    if (index.data(MessagesModel::StartsDayRole).toBool())
        hint.extra += MessageStyle::separatorHeight;
    if (index.data(MessagesModel::StartRole).toBool())
        hint.extra += MessageStyle::separatorHeight;
    return hint;
}

int MessageDelegate::estimate(const RowHint &hint, int width) const
{
    const int content = qMin(width - 2 * MessageStyle::margin, MessageStyle::contentWidth);
    const int text = content - MessageStyle::avatar - MessageStyle::avatarGap - MessageStyle::gutter
        - 2 * MessageStyle::bubblePaddingX;
    const int perLine = qMax(1, int(text / m_style.averageCharacter));
    const int lines = qMin(hint.lines + hint.characters / perLine, MessageLayout::collapsedLines);
    return hint.extra + int(lines * m_style.bodyLine);
}

int MessageDelegate::measure(const QModelIndex &index, int width) { return cached(index, width).height(); }

int MessageDelegate::bodyTop(const QModelIndex &index, int width) { return cached(index, width).bodyTop(); }

void MessageDelegate::forget(const QModelIndex &index)
{
    m_layouts.remove(index.data(MessagesModel::LocalIdRole).toString());
}

void MessageDelegate::forgetAll() { m_layouts.clear(); }

} // namespace confab::client
