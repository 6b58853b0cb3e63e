// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/window/rowheights.h"

#include <QListView>

#include <vector>

namespace confab::client {

/// What a row's height is estimated from; taken from the model once, kept for every later change of width.
struct RowHint
{
    int characters = 0;
    int lines = 1; ///< hard line ends + 1
    int extra = 0; ///< pixels that do not depend on the text: day line, header, ...
};

/// Knows how high a row is: quickly and roughly, or exactly.
class RowMeasurer
{
public:
    virtual ~RowMeasurer() = default;
    [[nodiscard]] virtual RowHint hint(const QModelIndex &index) const = 0;
    [[nodiscard]] virtual int estimate(const RowHint &hint, int width) const = 0;
    [[nodiscard]] virtual int measure(const QModelIndex &index, int width) = 0;
    /// Where in the row its text begins: what stands above comes and goes. As it is remembered, until
    /// forget().
    [[nodiscard]] virtual int bodyTop(const QModelIndex &index, int width) = 0;
    /// The row's data changed: what is remembered of it is out of date.
    virtual void forget(const QModelIndex &index) = 0;
    /// The look or the width changed.
    virtual void forgetAll() = 0;
};

/// A list of rows of different heights that stays fast at 100,000 rows: QListView asks for the size of every
/// row at every insertion, this view measures only what is visible and a screen around it, and estimates the
/// rest. What the reader sees never jumps: its top row is the anchor, unless the view stands at its end,
/// where it follows new rows. It is a QListView for its accessible role (list with rows as children) and its
/// keyboard and selection handling.
class LazyListView : public QListView
{
    Q_OBJECT

public:
    explicit LazyListView(QWidget *parent = nullptr);

    /// Not owned; before setModel.
    void setMeasurer(RowMeasurer *measurer) { m_measurer = measurer; }
    void setModel(QAbstractItemModel *model) override;

    [[nodiscard]] bool isAtEnd() const { return m_atEnd; }
    void scrollToEnd();
    /// Throws all measures away, for a new font or look.
    void remeasure();
    /// Throws one row's measures away.
    void remeasureRow(int row);
    /// The rows that can be seen, at least in part; {-1, -1} when there are none.
    [[nodiscard]] std::pair<int, int> visibleRows() const;

    [[nodiscard]] QRect visualRect(const QModelIndex &index) const override;
    [[nodiscard]] QModelIndex indexAt(const QPoint &point) const override;
    void scrollTo(const QModelIndex &index, ScrollHint hint = EnsureVisible) override;
    void doItemsLayout() override;
    void reset() override;

Q_SIGNALS:
    void atEndChanged(bool atEnd);
    /// Other rows may be visible now.
    void viewMoved();

protected:
    void dataChanged(const QModelIndex &from, const QModelIndex &to, const QList<int> &roles) override;
    void rowsInserted(const QModelIndex &parent, int from, int to) override;
    void rowsAboutToBeRemoved(const QModelIndex &parent, int from, int to) override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    void selectionChanged(const QItemSelection &selected, const QItemSelection &deselected) override;
    void updateGeometries() override;
    void scrollContentsBy(int dx, int dy) override;
    void resizeEvent(QResizeEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    [[nodiscard]] int verticalOffset() const override;
    [[nodiscard]] int horizontalOffset() const override { return 0; }
    [[nodiscard]] QModelIndex moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers) override;
    void setSelection(const QRect &rect, QItemSelectionModel::SelectionFlags command) override;
    [[nodiscard]] QRegion visualRegionForSelection(const QItemSelection &selection) const override;

private:
    void rebuild();
    void reestimate();
    void takeHint(int row);
    /// Measures what is visible around the anchor and puts the scroll bar where the anchor wants it.
    void settle();
    void measureDown(int row, int pixels);
    void measureUp(int row, int pixels);
    void measure(int row);
    void setAnchorFromScrollBar();
    void setAtEnd(bool atEnd);
    void moveTo(qint64 value);
    [[nodiscard]] qint64 maximumOffset() const;
    [[nodiscard]] int pageTarget(int row, int direction) const;

    RowMeasurer *m_measurer = nullptr;
    RowHeights m_heights;
    std::vector<RowHint> m_hints;
    int m_anchorRow = 0;
    int m_anchorPixel = 0; // of the anchor row above the top edge
    int m_width = -1;
    bool m_atEnd = true;
    bool m_settling = false;
};

} // namespace confab::client
