// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/window/lazylistview.h"

#include <QPainter>
#include <QPaintEvent>
#include <QScopedValueRollback>
#include <QScrollBar>

#include <limits>

namespace confab::client {

namespace {

constexpr int bottomPadding = 12;

} // namespace

LazyListView::LazyListView(QWidget *parent)
    : QListView(parent)
{
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    // A bar that comes and goes would change the width, and with it every height.
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn);
    setSelectionMode(ExtendedSelection);
    setEditTriggers(NoEditTriggers);
    setMouseTracking(true);
}

void LazyListView::setModel(QAbstractItemModel *newModel)
{
    if (model())
        model()->disconnect(this, nullptr);
    QListView::setModel(newModel);
    if (newModel)
        connect(newModel, &QAbstractItemModel::rowsMoved, this, &LazyListView::remeasure);
}

void LazyListView::reset()
{
    QListView::reset();
    rebuild();
    m_anchorRow = m_anchorPixel = 0;
    setAtEnd(true);
    settle();
}

void LazyListView::remeasure()
{
    if (m_measurer)
        m_measurer->forgetAll();
    rebuild();
    settle();
}

void LazyListView::remeasureRow(int row)
{
    if (!m_measurer || row < 0 || row >= m_heights.count())
        return;
    m_measurer->forget(model()->index(row, 0));
    takeHint(row);
    m_heights.setEstimate(row, m_heights.height(row));
    settle();
}

void LazyListView::rebuild()
{
    const int rows = model() && m_measurer ? model()->rowCount() : 0;
    m_hints.resize(size_t(rows));
    for (int row = 0; row < rows; ++row)
        takeHint(row);
    reestimate();
}

void LazyListView::takeHint(int row) { m_hints[size_t(row)] = m_measurer->hint(model()->index(row, 0)); }

void LazyListView::reestimate()
{
    m_width = viewport()->width();
    std::vector<int> estimates(m_hints.size());
    for (size_t row = 0; row < m_hints.size(); ++row)
        estimates[row] = m_measurer->estimate(m_hints[row], m_width);
    m_heights.assign(estimates);
}

void LazyListView::measure(int row)
{
    if (!m_heights.isMeasured(row))
        m_heights.setMeasured(row, m_measurer->measure(model()->index(row, 0), m_width));
}

void LazyListView::measureDown(int row, int pixels)
{
    for (; row < m_heights.count() && pixels > 0; ++row) {
        measure(row);
        pixels -= m_heights.height(row);
    }
}

void LazyListView::measureUp(int row, int pixels)
{
    for (; row >= 0 && pixels > 0; --row) {
        measure(row);
        pixels -= m_heights.height(row);
    }
}

qint64 LazyListView::maximumOffset() const
{
    const qint64 total = m_heights.count() > 0 ? m_heights.total() + bottomPadding : 0;
    return qBound(qint64(0), total - viewport()->height(), qint64(std::numeric_limits<int>::max()));
}

void LazyListView::settle()
{
    if (m_settling)
        return;
    if (model() && m_measurer && m_heights.count() != model()->rowCount()) {
        scheduleDelayedItemsLayout(); // in the middle of a removal
        return;
    }
    const QScopedValueRollback guard(m_settling, true);
    const int screen = viewport()->height();
    const int last = m_heights.count() - 1;
    qint64 value = 0;
    if (last >= 0 && m_atEnd) {
        measureUp(last, 2 * screen);
        value = maximumOffset();
    } else if (last >= 0) {
        m_anchorRow = qBound(0, m_anchorRow, last);
        measureDown(m_anchorRow, m_anchorPixel + 2 * screen);
        measureUp(m_anchorRow - 1, screen);
        value = m_heights.offsetOf(m_anchorRow) + m_anchorPixel;
    }
    QScrollBar *bar = verticalScrollBar();
    bar->setRange(0, int(maximumOffset()));
    bar->setPageStep(screen);
    bar->setSingleStep(fontMetrics().height());
    bar->setValue(int(qMin<qint64>(value, bar->maximum())));
    setAnchorFromScrollBar();
    viewport()->update();
    Q_EMIT viewMoved();
}

void LazyListView::setAnchorFromScrollBar()
{
    const int value = verticalScrollBar()->value();
    m_anchorRow = qMax(0, m_heights.rowAt(value));
    m_anchorPixel = m_heights.count() > 0 ? int(value - m_heights.offsetOf(m_anchorRow)) : 0;
    setAtEnd(value >= verticalScrollBar()->maximum());
}

void LazyListView::setAtEnd(bool atEnd)
{
    if (m_atEnd == atEnd)
        return;
    m_atEnd = atEnd;
    Q_EMIT atEndChanged(atEnd);
}

void LazyListView::scrollToEnd()
{
    executeDelayedItemsLayout();
    setAtEnd(true);
    settle();
}

void LazyListView::moveTo(qint64 value)
{
    value = qBound(qint64(0), value, maximumOffset());
    m_anchorRow = qMax(0, m_heights.rowAt(value));
    m_anchorPixel = m_heights.count() > 0 ? int(value - m_heights.offsetOf(m_anchorRow)) : 0;
    setAtEnd(value >= maximumOffset());
    settle();
}

void LazyListView::scrollTo(const QModelIndex &index, ScrollHint hint)
{
    executeDelayedItemsLayout();
    const int row = index.row();
    if (!index.isValid() || row >= m_heights.count())
        return;
    const int screen = viewport()->height();
    // What will stand around the row is measured first: only then its place is known.
    measure(row);
    measureDown(row, screen);
    measureUp(row - 1, screen);
    const qint64 top = m_heights.offsetOf(row);
    const int height = m_heights.height(row);
    const qint64 shown = verticalScrollBar()->value();
    if (hint == PositionAtTop || (hint == EnsureVisible && (top < shown || height > screen)))
        moveTo(top);
    else if (hint == PositionAtCenter)
        moveTo(top - (screen - height) / 2);
    else if (hint == PositionAtBottom || top + height > shown + screen)
        moveTo(row == m_heights.count() - 1 ? maximumOffset() : top + height - screen);
}

std::pair<int, int> LazyListView::visibleRows() const
{
    if (m_heights.count() == 0)
        return {-1, -1};
    const qint64 top = verticalOffset();
    return {m_heights.rowAt(top), m_heights.rowAt(top + viewport()->height() - 1)};
}

QRect LazyListView::visualRect(const QModelIndex &index) const
{
    const int row = index.row();
    if (!index.isValid() || row >= m_heights.count())
        return {};
    const qint64 top = m_heights.offsetOf(row) - verticalOffset();
    return {0, int(top), viewport()->width(), m_heights.height(row)};
}

QModelIndex LazyListView::indexAt(const QPoint &point) const
{
    const qint64 offset = qint64(point.y()) + verticalOffset();
    if (!model() || offset < 0 || offset >= m_heights.total())
        return {};
    return model()->index(m_heights.rowAt(offset), 0, rootIndex());
}

int LazyListView::verticalOffset() const { return verticalScrollBar()->value(); }

void LazyListView::doItemsLayout()
{
    // QListView would lay out every row here.
    QAbstractItemView::doItemsLayout();
}

void LazyListView::updateGeometries()
{
    QAbstractItemView::updateGeometries();
    if (m_measurer && viewport()->width() != m_width) {
        m_measurer->forgetAll();
        reestimate();
    }
    settle();
}

void LazyListView::resizeEvent(QResizeEvent *event) { QAbstractItemView::resizeEvent(event); }

void LazyListView::scrollContentsBy(int dx, int dy)
{
    Q_UNUSED(dx);
    Q_UNUSED(dy);
    if (m_settling)
        return;
    setAnchorFromScrollBar();
    settle();
}

void LazyListView::dataChanged(const QModelIndex &from, const QModelIndex &to, const QList<int> &roles)
{
    bool known = false;
    for (int row = from.row(); m_measurer && row <= to.row() && row < m_heights.count(); ++row) {
        const QModelIndex index = model()->index(row, 0);
        const bool isAnchor = row == m_anchorRow && !m_atEnd;
        const int before = isAnchor ? m_measurer->bodyTop(index, m_width) : 0;
        m_measurer->forget(index);
        if (isAnchor) // a line above the text comes or goes: the text stays where it is read
            m_anchorPixel += m_measurer->bodyTop(index, m_width) - before;
        takeHint(row);
        // The old height is the best estimate until the row is measured again.
        m_heights.setEstimate(row, m_heights.height(row));
        known = true;
    }
    if (known)
        scheduleDelayedItemsLayout();
    QAbstractItemView::dataChanged(from, to, roles);
}

void LazyListView::rowsInserted(const QModelIndex &parent, int from, int to)
{
    if (m_measurer) {
        const int count = to - from + 1;
        std::vector<int> estimates;
        m_hints.insert(m_hints.begin() + from, size_t(count), {});
        for (int row = from; row <= to; ++row) {
            takeHint(row);
            estimates.push_back(m_measurer->estimate(m_hints[size_t(row)], m_width));
        }
        m_heights.insert(from, estimates);
        if (!m_atEnd && from <= m_anchorRow && m_heights.count() > count)
            m_anchorRow += count;
    }
    scheduleDelayedItemsLayout();
    QAbstractItemView::rowsInserted(parent, from, to);
}

void LazyListView::rowsAboutToBeRemoved(const QModelIndex &parent, int from, int to)
{
    QAbstractItemView::rowsAboutToBeRemoved(parent, from, to);
    if (to >= m_heights.count())
        return;
    const int count = to - from + 1;
    m_heights.remove(from, count);
    m_hints.erase(m_hints.begin() + from, m_hints.begin() + to + 1);
    if (m_anchorRow > to) {
        m_anchorRow -= count;
    } else if (m_anchorRow >= from) {
        m_anchorRow = from;
        m_anchorPixel = 0;
    }
    scheduleDelayedItemsLayout();
}

void LazyListView::paintEvent(QPaintEvent *event)
{
    executeDelayedItemsLayout(); // never paint estimates
    QPainter painter(viewport());
    if (m_heights.count() == 0 || !itemDelegate())
        return;
    QStyleOptionViewItem option;
    initViewItemOption(&option);
    const QStyle::State base = option.state & ~(QStyle::State_HasFocus | QStyle::State_Selected);
    const int from = m_heights.rowAt(qint64(event->rect().top()) + verticalOffset());
    for (int row = from; row < m_heights.count(); ++row) {
        const QModelIndex index = model()->index(row, 0, rootIndex());
        option.rect = visualRect(index);
        if (option.rect.top() > event->rect().bottom())
            break;
        option.state = base;
        option.state.setFlag(QStyle::State_Selected, selectionModel()->isSelected(index));
        option.state.setFlag(QStyle::State_HasFocus, hasFocus() && index == currentIndex());
        painter.save();
        // Stacked accents must not reach into other people's rows.
        painter.setClipRect(option.rect.intersected(event->rect()));
        itemDelegate()->paint(&painter, option, index);
        painter.restore();
    }
}

} // namespace confab::client
