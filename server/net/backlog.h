// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtGlobal>

#include <atomic>

namespace confab::net {

/// How many bytes are under way between threads: whoever hands something over adds what it weighs, whoever
/// has taken it removes that again. It refuses nothing; whoever produces asks isHigh() and waits, or leaves
/// out what may be left out. Any thread.
class Backlog
{
public:
    /// More than a busy server has under way, and little beside what it uses.
    static constexpr qint64 highWater = 16 * 1024 * 1024;

    void add(qint64 bytes) { m_bytes.fetch_add(bytes, std::memory_order_relaxed); }
    void remove(qint64 bytes) { m_bytes.fetch_sub(bytes, std::memory_order_relaxed); }
    [[nodiscard]] bool isHigh() const { return bytes() >= highWater; }
    [[nodiscard]] qint64 bytes() const { return m_bytes.load(std::memory_order_relaxed); }

private:
    std::atomic<qint64> m_bytes = 0;
};

} // namespace confab::net
