// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/net/dispatchertimers.h"

#include <QAbstractEventDispatcher>

#include <array>
#include <atomic>
#include <thread>
#include <vector>

namespace confab::net {

/// An event dispatcher over Linux's epoll: a turn costs what has happened, not what is open, so thousands of
/// idle sockets cost nothing. (Qt's own asks the system about every socket in every turn.) Give a new one to
/// QThread::setEventDispatcher() before QThread::start(); the thread then owns it. Thread: that one, except
/// for wakeUp() and interrupt(), which any may call.
class EpollDispatcher final : public QAbstractEventDispatcher
{
    Q_OBJECT

public:
    /// Check isUsable(): the system may have no descriptors left.
    explicit EpollDispatcher(QObject *parent = nullptr);
    ~EpollDispatcher() override;

    [[nodiscard]] bool isUsable() const { return m_epoll >= 0 && m_wakeDescriptor >= 0; }

    bool processEvents(QEventLoop::ProcessEventsFlags flags) override;

    void registerSocketNotifier(QSocketNotifier *notifier) override;
    void unregisterSocketNotifier(QSocketNotifier *notifier) override;

    void registerTimer(int timerId, qint64 interval, Qt::TimerType timerType, QObject *object) override;
    bool unregisterTimer(int timerId) override;
    bool unregisterTimers(QObject *object) override;
    [[nodiscard]] QList<TimerInfo> registeredTimers(QObject *object) const override;
    [[nodiscard]] int remainingTime(int timerId) override;

    void wakeUp() override;
    void interrupt() override;

private:
    static constexpr size_t kinds = 3; ///< QSocketNotifier::Type: Read, Write, Exception

    /// What is wanted of a descriptor, and what the kernel was told.
    struct Entry
    {
        std::array<QSocketNotifier *, kinds> notifiers{};
        quint32 kernelEvents = 0;
        quint32 generation = 0; ///< a descriptor is used again: an event of the one before is not for this
        bool isChanged = false; ///< the kernel has not been told
    };

    [[nodiscard]] static quint32 wantedEvents(const Entry &entry);
    void applyChanges();
    void apply(int descriptor);
    void forget(int descriptor);
    /// How long to wait for the system; negative: for ever.
    [[nodiscard]] int waitMilliseconds(QEventLoop::ProcessEventsFlags flags) const;
    /// Number of events sent.
    int waitForSockets(int timeout);
    int waitForWakeUpOnly(int timeout);
    int activate(int descriptor, quint32 generation, quint32 happened);
    int tellTimers();
    void takeWakeUp();

    int m_epoll = -1;
    int m_wakeDescriptor = -1; ///< an eventfd
    std::vector<Entry> m_entries; ///< by descriptor
    std::vector<int> m_changed;
    DispatcherTimers m_timers;
    std::atomic<std::thread::id> m_thread; ///< the one that runs the event loop
    std::atomic<bool> m_isWoken = false;
    /// Orders the last wakeUp() before the end. So does the mutex of QThread, under which others wake a
    /// thread to end it, but not for the thread sanitizer, which does not see into Qt.
    std::atomic<quint64> m_wakeUps = 0;
    std::atomic<bool> m_isInterrupted = false;
};

} // namespace confab::net
