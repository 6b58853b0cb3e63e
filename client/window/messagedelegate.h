// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/window/lazylistview.h"
#include "client/window/messagelayout.h"

#include <QAbstractItemDelegate>
#include <QCache>
#include <QSet>

#include <functional>

namespace confab::client {

/// Lays out and paints the rows of a MessagesModel; keeps the layouts of the rows used last.
class MessageDelegate : public QAbstractItemDelegate, public RowMeasurer
{
    Q_OBJECT

public:
    using Clock = std::function<QDate()>;

    /// `theme` outlives the delegate.
    explicit MessageDelegate(const widgets::Theme &theme, QObject *parent = nullptr);

    /// What day it is, for "Today"; tests set their own.
    void setClock(Clock today) { m_today = std::move(today); }
    /// The theme changed: takes fonts and colours anew.
    void updateStyle();

    [[nodiscard]] const MessageLayout &layoutOf(const QModelIndex &index, int width);
    /// Shows a long message whole, or in part again; the view measures the row anew.
    void toggleExpanded(const QString &localId);
    /// What the pointer is over, for the next painting; false when that is nothing new.
    bool setHover(const QString &localId, MessageLayout::Part part);

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

    [[nodiscard]] RowHint hint(const QModelIndex &index) const override;
    [[nodiscard]] int estimate(const RowHint &hint, int width) const override;
    [[nodiscard]] int measure(const QModelIndex &index, int width) override;
    [[nodiscard]] int bodyTop(const QModelIndex &index, int width) override;
    void forget(const QModelIndex &index) override;
    void forgetAll() override;

private:
    [[nodiscard]] const MessageLayout &cached(const QModelIndex &index, int width) const;

    const widgets::Theme &m_theme;
    MessageStyle m_style;
    Clock m_today;
    QSet<QString> m_expanded;
    QString m_hoveredId;
    MessageLayout::Part m_hoveredPart = MessageLayout::Part::None;
    mutable QCache<QString, MessageLayout> m_layouts; // by localId; for m_cacheWidth only
    mutable int m_cacheWidth = -1;
};

} // namespace confab::client
