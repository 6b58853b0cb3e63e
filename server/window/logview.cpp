// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/window/logview.h"

#include "server/window/logdelegate.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QScrollBar>

namespace confab::server {

namespace {

constexpr int RowPadding = 10;

} // namespace

LogView::LogView(QWidget *parent)
    : QTableView(parent)
{
    setFrameShape(QFrame::NoFrame);
    setShowGrid(false);
    setWordWrap(false);
    setAlternatingRowColors(false);
    setSelectionBehavior(SelectRows);
    setSelectionMode(ExtendedSelection);
    setEditTriggers(NoEditTriggers);
    setTabKeyNavigation(false);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollMode(ScrollPerPixel);
    setTextElideMode(Qt::ElideRight);
    setCornerButtonEnabled(false);
    setItemDelegate(new LogDelegate(this));
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    fitRowHeight();
    // Our own scrolling leaves the flag alone: the range changes before the value follows.
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, [this] {
        const bool atEnd = verticalScrollBar()->value() >= verticalScrollBar()->maximum();
        if (atEnd == m_atEnd)
            return;
        m_atEnd = atEnd;
        Q_EMIT atEndChanged(atEnd);
    });
    connect(verticalScrollBar(), &QScrollBar::rangeChanged, this, [this] {
        if (m_followsEnd && m_atEnd)
            verticalScrollBar()->setValue(verticalScrollBar()->maximum());
    });
}

void LogView::setModel(QAbstractItemModel *model)
{
    QTableView::setModel(model);
    connect(model, &QAbstractItemModel::rowsRemoved, this,
            [this](const QModelIndex &, int first, int last) { keepPlaceWhenRemoved(first, last); });
}

void LogView::setFollowsEnd(bool follows) { m_followsEnd = follows; }

bool LogView::isAtEnd() const { return m_atEnd; }

void LogView::goToEnd()
{
    m_atEnd = true;
    scrollToBottom();
    Q_EMIT atEndChanged(true);
}

void LogView::keyPressEvent(QKeyEvent *event)
{
    if (m_followsEnd && event->key() == Qt::Key_End && event->modifiers() == Qt::NoModifier) {
        goToEnd();
        return;
    }
    QTableView::keyPressEvent(event);
}

void LogView::rowsInserted(const QModelIndex &parent, int start, int end)
{
    QTableView::rowsInserted(parent, start, end);
    if (m_followsEnd && m_atEnd)
        scrollToBottom();
}

void LogView::keepPlaceWhenRemoved(int first, int last)
{
    if (!m_followsEnd || m_atEnd || first != 0)
        return;
    QScrollBar *bar = verticalScrollBar();
    bar->setValue(bar->value() - (last - first + 1) * verticalHeader()->defaultSectionSize());
}

void LogView::resizeEvent(QResizeEvent *event)
{
    const bool wasAtEnd = m_atEnd;
    QTableView::resizeEvent(event);
    if (m_followsEnd && wasAtEnd)
        scrollToBottom();
}

void LogView::changeEvent(QEvent *event)
{
    QTableView::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        fitRowHeight();
}

void LogView::fitRowHeight()
{
    verticalHeader()->setMinimumSectionSize(0);
    verticalHeader()->setDefaultSectionSize(fontMetrics().height() + RowPadding);
    horizontalHeader()->setMinimumHeight(fontMetrics().height() + RowPadding + 2);
}

} // namespace confab::server
