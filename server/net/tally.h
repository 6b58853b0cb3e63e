// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtGlobal>

#include <atomic>
#include <utility>

namespace confab::net {

/// How many there are of something that several threads make and end. Any thread.
class Tally
{
public:
    /// One of them, from its making to its end. The tally outlives it.
    class Share
    {
    public:
        Share() = default; ///< of none
        explicit Share(Tally &tally)
            : m_tally(&tally)
        {
            m_tally->m_count.fetch_add(1, std::memory_order_relaxed);
        }
        Share(Share &&other) noexcept
            : m_tally(std::exchange(other.m_tally, nullptr))
        { }
        Share &operator=(Share &&other) noexcept
        {
            giveBack();
            m_tally = std::exchange(other.m_tally, nullptr);
            return *this;
        }
        Q_DISABLE_COPY(Share)
        ~Share() { giveBack(); }

    private:
        void giveBack()
        {
            if (Tally *tally = std::exchange(m_tally, nullptr))
                tally->m_count.fetch_sub(1, std::memory_order_release);
        }

        Tally *m_tally = nullptr;
    };

    Tally() = default;
    /// Every share has ended. So do the threads before, but the thread sanitizer does not see into Qt.
    ~Tally() { (void)m_count.load(std::memory_order_acquire); }
    Q_DISABLE_COPY_MOVE(Tally)

    [[nodiscard]] qsizetype count() const { return m_count.load(std::memory_order_relaxed); }

private:
    std::atomic<qsizetype> m_count = 0;
};

} // namespace confab::net
