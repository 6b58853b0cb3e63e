// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtGlobal>

#include <vector>

namespace confab::client {

/// The heights of a long list's rows, estimated or measured, with their running sums in a Fenwick tree: the
/// offset of a row, the row at an offset, a changed height and an appended row each take logarithmic time.
/// Pixels.
class RowHeights
{
public:
    [[nodiscard]] int count() const { return int(m_rows.size()); }
    [[nodiscard]] int height(int row) const { return m_rows[size_t(row)].height; }
    [[nodiscard]] bool isMeasured(int row) const { return m_rows[size_t(row)].measured; }
    [[nodiscard]] qint64 total() const { return m_total; }
    /// Where a row starts; that of count() is total().
    [[nodiscard]] qint64 offsetOf(int row) const;
    /// The row that covers an offset; the first or the last one outside, -1 without rows.
    [[nodiscard]] int rowAt(qint64 offset) const;

    /// Replaces everything by estimates.
    void assign(const std::vector<int> &estimates);
    /// Rows at the end are appended, others make the tree anew (linear).
    void insert(int row, const std::vector<int> &estimates);
    void remove(int row, int count);
    void setMeasured(int row, int height);
    void setEstimate(int row, int height);

private:
    struct Row
    {
        int height = 0;
        bool measured = false;
    };

    void set(int row, Row value);
    void append(int height);
    void rebuild();

    std::vector<Row> m_rows;
    std::vector<qint64> m_tree; // 1-based: m_tree[i] sums the i & -i rows that end at i
    qint64 m_total = 0;
};

} // namespace confab::client
