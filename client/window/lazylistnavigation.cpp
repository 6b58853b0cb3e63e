// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The half of LazyListView that moves and selects by keyboard and mouse.

#include "client/window/lazylistview.h"

#include <QAccessible>

namespace confab::client {

void LazyListView::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    // QListView's version looks the row up in its own layout, which stays empty here.
    QAbstractItemView::currentChanged(current, previous);
    if (QAccessible::isActive() && current.isValid() && hasFocus()) {
        QAccessibleEvent event(this, QAccessible::Focus);
        event.setChild(current.row());
        QAccessible::updateAccessibility(&event);
    }
}

void LazyListView::selectionChanged(const QItemSelection &selected, const QItemSelection &deselected)
{
    QAbstractItemView::selectionChanged(selected, deselected);
    if (!QAccessible::isActive())
        return;
    const auto announce = [this](const QItemSelection &selection, QAccessible::Event kind) {
        if (selection.isEmpty())
            return;
        QAccessibleEvent event(this, kind);
        event.setChild(selection.first().top());
        QAccessible::updateAccessibility(&event);
    };
    announce(deselected, QAccessible::SelectionRemove);
    announce(selected, QAccessible::SelectionAdd);
}

int LazyListView::pageTarget(int row, int direction) const
{
    const qint64 target = m_heights.offsetOf(row) + qint64(direction) * viewport()->height();
    const int found = m_heights.rowAt(target);
    return found == row ? row + direction : found;
}

QModelIndex LazyListView::moveCursor(CursorAction action, Qt::KeyboardModifiers)
{
    executeDelayedItemsLayout();
    const int last = m_heights.count() - 1;
    if (last < 0)
        return {};
    int row = currentIndex().row();
    if (row < 0) // entering the list: where the reader is
        return model()->index(visibleRows().second, 0, rootIndex());
    switch (action) {
    case MoveUp:
    case MovePrevious:
        --row;
        break;
    case MoveDown:
    case MoveNext:
        ++row;
        break;
    case MovePageUp:
        row = pageTarget(row, -1);
        break;
    case MovePageDown:
        row = pageTarget(row, 1);
        break;
    case MoveHome:
        row = 0;
        break;
    case MoveEnd:
        row = last;
        break;
    default:
        break;
    }
    return model()->index(qBound(0, row, last), 0, rootIndex());
}

void LazyListView::setSelection(const QRect &rect, QItemSelectionModel::SelectionFlags command)
{
    const QRect area = rect.normalized();
    const qint64 top = qint64(area.top()) + verticalOffset();
    const qint64 bottom = qint64(area.bottom()) + verticalOffset();
    QItemSelection selection;
    if (m_heights.count() > 0 && bottom >= 0 && top < m_heights.total()) {
        selection.select(model()->index(m_heights.rowAt(top), 0, rootIndex()),
                         model()->index(m_heights.rowAt(bottom), 0, rootIndex()));
    }
    selectionModel()->select(selection, command);
}

QRegion LazyListView::visualRegionForSelection(const QItemSelection &selection) const
{
    QRegion region;
    const auto [first, last] = visibleRows();
    for (const QItemSelectionRange &range : selection) {
        const int from = qMax(range.top(), first);
        const int to = qMin(range.bottom(), last);
        if (first >= 0 && from <= to)
            region += visualRect(range.model()->index(from, 0)) | visualRect(range.model()->index(to, 0));
    }
    return region;
}

} // namespace confab::client
