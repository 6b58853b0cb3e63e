// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QCoreApplication>
#include <QEvent>
#include <QObject>

#include <atomic>
#include <functional>
#include <limits>
#include <mutex>
#include <utility>
#include <vector>

namespace confab::net {

/// The untyped half of Mailbox: wakes the owner's thread.
class MailboxBase : public QObject
{
protected:
    void wakeOwner() { QCoreApplication::postEvent(this, new QEvent(QEvent::User)); }
    virtual void deliver() = 0;
    void customEvent(QEvent *) override { deliver(); }
};

/// When the owner of a mailbox is to look into it.
enum class Wake {
    Now,
    Later ///< whoever posts calls Mailbox::wakeUp() when it has posted what belongs together
};

/// The one way between threads of the server: a bounded queue of values. Any thread posts; the thread in
/// which the mailbox lives (QObject::moveToThread) gets everything that gathered, in order, in one call per
/// event-loop turn. The mutex is held for a push or a swap only. One posted event for what gathered is the
/// only wake-up.
template <typename T> class Mailbox final : public MailboxBase
{
public:
    using Consumer = std::function<void(std::vector<T> &&)>;

    /// No bound: only where something else bounds what can be posted.
    static constexpr size_t unbounded = std::numeric_limits<size_t>::max();

    /// `bound`: how many values may wait. `consumer` is called on the thread in which the mailbox lives.
    Mailbox(size_t bound, Consumer consumer)
        : m_bound(bound)
        , m_consumer(std::move(consumer))
    { }

    /// Nobody may post any more. What waits is dropped.
    ~Mailbox() override
    {
        const std::lock_guard lock(m_mutex); // orders the last post before the end
        m_values.clear();
    }
    Q_DISABLE_COPY_MOVE(Mailbox)

    /// False when the box is full: nothing was taken, the caller must say so to whoever is waiting.
    [[nodiscard]] bool post(T value, Wake wake = Wake::Now)
    {
        bool isToBeWoken = false;
        {
            const std::lock_guard lock(m_mutex);
            if (m_values.size() >= m_bound)
                return false;
            m_values.push_back(std::move(value));
            isToBeWoken = wake == Wake::Now && !std::exchange(m_isWoken, true);
        }
        if (isToBeWoken)
            wakeOwner();
        return true;
    }

    /// If something waits of which the owner does not know.
    void wakeUp()
    {
        bool isToBeWoken = false;
        {
            const std::lock_guard lock(m_mutex);
            isToBeWoken = !m_values.empty() && !std::exchange(m_isWoken, true);
        }
        if (isToBeWoken)
            wakeOwner();
    }

    /// Calls the consumer with what waits, on the calling thread: for the owner, when the mailbox's thread
    /// has ended.
    void deliverNow()
    {
        (void)m_deliveries.load(std::memory_order_acquire);
        deliver();
    }

protected:
    void deliver() override
    {
        std::vector<T> values;
        {
            const std::lock_guard lock(m_mutex);
            values.swap(m_values);
            m_isWoken = false;
        }
        if (!values.empty())
            m_consumer(std::move(values));
        m_deliveries.fetch_add(1, std::memory_order_release);
    }

private:
    const size_t m_bound;
    const Consumer m_consumer;
    /// Orders what the consumer did before deliverNow(). So does QThread::wait(), but not for the thread
    /// sanitizer, which does not see into Qt.
    std::atomic<quint64> m_deliveries = 0;
    std::mutex m_mutex; // not QMutex: the thread sanitizer sees what this one orders
    std::vector<T> m_values;
    bool m_isWoken = false; ///< an event is on its way
};

} // namespace confab::net
