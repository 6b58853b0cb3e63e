// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/window/heartbeatdelegate.h"

#include "server/window/clientsmodel.h"

#include <QApplication>
#include <QPainter>

namespace confab::server {

using namespace Qt::StringLiterals;

namespace {

constexpr int Inset = 8;
constexpr qreal BarHeight = 6;
constexpr double LowShare = 0.25;

} // namespace

HeartbeatDelegate::HeartbeatDelegate(const widgets::Theme &theme, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
{ }

void HeartbeatDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                              const QModelIndex &index) const
{
    QStyleOptionViewItem cell = option;
    initStyleOption(&cell, index);
    const QString words = cell.text;
    const QVariant share = index.data(ClientsModel::HeartbeatShareRole);
    cell.state &= ~QStyle::State_HasFocus;
    if (!share.isValid()) {
        QApplication::style()->drawControl(QStyle::CE_ItemViewItem, &cell, painter, cell.widget);
        return;
    }
    cell.text.clear();
    QApplication::style()->drawControl(QStyle::CE_ItemViewItem, &cell, painter, cell.widget);

    const int wordsWidth = cell.fontMetrics.horizontalAdvance(u"00 s "_s) + Inset;
    const QRect inner = cell.rect.adjusted(Inset, 0, -Inset, 0);
    const bool selected = cell.state & QStyle::State_Selected;
    const QColor ink = cell.palette.color(selected ? QPalette::HighlightedText : QPalette::Text);
    QRectF track(inner.left(), inner.center().y() - BarHeight / 2 + 0.5, qMax(0, inner.width() - wordsWidth),
                 BarHeight);
    const double left = share.toDouble();

    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    QColor faint = ink;
    faint.setAlphaF(0.18F);
    painter->setBrush(faint);
    painter->drawRoundedRect(track, BarHeight / 2, BarHeight / 2);
    const widgets::ThemeColors &colors = m_theme.colors();
    painter->setBrush(selected ? ink : left < LowShare ? colors.warning : colors.ok);
    QRectF bar = track;
    bar.setWidth(track.width() * left);
    if (bar.width() >= 1)
        painter->drawRoundedRect(bar, BarHeight / 2, BarHeight / 2);
    painter->setPen(ink);
    painter->drawText(inner, Qt::AlignVCenter | Qt::AlignRight, words);
    painter->restore();
}

} // namespace confab::server
