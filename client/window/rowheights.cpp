// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/window/rowheights.h"

#include <bit>

namespace confab::client {

namespace {

size_t lowestBit(size_t i) { return i & (~i + 1); }

} // namespace

qint64 RowHeights::offsetOf(int row) const
{
    qint64 sum = 0;
    for (size_t i = size_t(row); i > 0; i -= lowestBit(i))
        sum += m_tree[i];
    return sum;
}

int RowHeights::rowAt(qint64 offset) const
{
    if (m_rows.empty())
        return -1;
    if (offset < 0)
        return 0;
    size_t position = 0;
    for (size_t step = std::bit_floor(m_rows.size()); step > 0; step /= 2) {
        if (position + step <= m_rows.size() && m_tree[position + step] <= offset) {
            position += step;
            offset -= m_tree[position];
        }
    }
    return int(qMin(position, m_rows.size() - 1));
}

void RowHeights::assign(const std::vector<int> &estimates)
{
    m_rows.assign(estimates.size(), {});
    for (size_t i = 0; i < estimates.size(); ++i)
        m_rows[i].height = estimates[i];
    rebuild();
}

void RowHeights::insert(int row, const std::vector<int> &estimates)
{
    if (row == count() && estimates.size() < m_rows.size() / 4 + 16) {
        for (const int height : estimates)
            append(height);
        return;
    }
    m_rows.insert(m_rows.begin() + row, estimates.size(), Row());
    for (size_t i = 0; i < estimates.size(); ++i)
        m_rows[size_t(row) + i].height = estimates[i];
    rebuild();
}

void RowHeights::remove(int row, int count)
{
    m_rows.erase(m_rows.begin() + row, m_rows.begin() + row + count);
    rebuild();
}

void RowHeights::setMeasured(int row, int height) { set(row, {height, true}); }

void RowHeights::setEstimate(int row, int height) { set(row, {height, false}); }

void RowHeights::set(int row, Row value)
{
    const int difference = value.height - height(row);
    m_rows[size_t(row)] = value;
    if (difference == 0)
        return;
    m_total += difference;
    for (size_t i = size_t(row) + 1; i < m_tree.size(); i += lowestBit(i))
        m_tree[i] += difference;
}

void RowHeights::append(int height)
{
    if (m_tree.empty())
        m_tree.push_back(0);
    m_rows.push_back({height, false});
    const size_t i = m_rows.size();
    qint64 sum = height;
    for (size_t child = i - 1; child > i - lowestBit(i); child -= lowestBit(child))
        sum += m_tree[child];
    m_tree.push_back(sum);
    m_total += height;
}

void RowHeights::rebuild()
{
    m_tree.assign(m_rows.size() + 1, 0);
    m_total = 0;
    for (size_t i = 1; i <= m_rows.size(); ++i) {
        m_total += m_rows[i - 1].height;
        m_tree[i] += m_rows[i - 1].height;
        if (const size_t parent = i + lowestBit(i); parent <= m_rows.size())
            m_tree[parent] += m_tree[i];
    }
}

} // namespace confab::client
