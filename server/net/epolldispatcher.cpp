// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/net/epolldispatcher.h"

#include <QCoreApplication>
#include <QEvent>
#include <QLoggingCategory>
#include <QSocketNotifier>

#include <cerrno>
#include <cstring>
#include <limits>

#include <poll.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

namespace confab::net {

namespace {

Q_LOGGING_CATEGORY(logDispatcher, "confab.net.epolldispatcher", QtInfoMsg)

constexpr size_t eventsPerTurn = 1024;

/// What the kernel is asked for, by QSocketNotifier::Type.
constexpr std::array<quint32, 3> eventsOfKind = {EPOLLIN, EPOLLOUT, EPOLLPRI};
/// As with poll(): an error or a hang-up is for every notifier of the descriptor.
constexpr quint32 troubleEvents = EPOLLERR | EPOLLHUP;

DispatcherTimers::Time now()
{
    return std::chrono::duration_cast<DispatcherTimers::Time>(
        std::chrono::steady_clock::now().time_since_epoch());
}

quint64 tag(int descriptor, quint32 generation)
{
    return quint64(generation) << 32 | static_cast<quint32>(descriptor);
}

} // namespace

EpollDispatcher::EpollDispatcher(QObject *parent)
    : QAbstractEventDispatcher(parent)
    , m_epoll(::epoll_create1(EPOLL_CLOEXEC))
    , m_wakeDescriptor(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK))
{
    if (!isUsable())
        return;
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.u64 = tag(m_wakeDescriptor, 0);
    ::epoll_ctl(m_epoll, EPOLL_CTL_ADD, m_wakeDescriptor, &event);
}

EpollDispatcher::~EpollDispatcher()
{
    (void)m_wakeUps.load(std::memory_order_acquire);
    if (m_epoll >= 0)
        ::close(m_epoll);
    if (m_wakeDescriptor >= 0)
        ::close(m_wakeDescriptor);
}

bool EpollDispatcher::processEvents(QEventLoop::ProcessEventsFlags flags)
{
    m_thread.store(std::this_thread::get_id(), std::memory_order_relaxed);
    Q_EMIT awake();

    // Cleared first: what is posted from here on is seen by this sendPostedEvents() or keeps us from waiting.
    const bool wasWoken = m_isWoken.exchange(false, std::memory_order_acq_rel);
    QCoreApplication::sendPostedEvents();
    if (waitMilliseconds(flags) != 0)
        Q_EMIT aboutToBlock();
    // Taken back only here, where it is obeyed: one that comes just before a turn begins is not lost.
    if (m_isInterrupted.exchange(false, std::memory_order_acq_rel))
        return wasWoken;

    const int timeout = waitMilliseconds(flags); // again: aboutToBlock() may have posted something
    int sent = flags.testFlag(QEventLoop::ExcludeSocketNotifiers) ? waitForWakeUpOnly(timeout)
                                                                  : waitForSockets(timeout);
    if (!flags.testFlag(QEventLoop::X11ExcludeTimers))
        sent += tellTimers();
    return wasWoken || sent > 0;
}

int EpollDispatcher::waitMilliseconds(QEventLoop::ProcessEventsFlags flags) const
{
    if (!flags.testFlag(QEventLoop::WaitForMoreEvents) || m_isWoken.load(std::memory_order_acquire))
        return 0;
    if (flags.testFlag(QEventLoop::X11ExcludeTimers))
        return -1;
    const auto next = m_timers.untilNext(now());
    if (!next)
        return -1;
    return static_cast<int>(std::min<qint64>(std::chrono::ceil<std::chrono::milliseconds>(*next).count(),
                                             std::numeric_limits<int>::max()));
}

int EpollDispatcher::waitForSockets(int timeout)
{
    applyChanges();
    std::array<epoll_event, eventsPerTurn> events;
    int count = ::epoll_wait(m_epoll, events.data(), static_cast<int>(events.size()), timeout);
    if (count < 0 && errno != EINTR)
        qCCritical(logDispatcher) << "epoll_wait:" << std::strerror(errno);
    int sent = 0;
    for (int i = 0; i < count; ++i) {
        const epoll_event &event = events.at(static_cast<size_t>(i));
        const auto descriptor = static_cast<int>(event.data.u64 & 0xffffffffU);
        if (descriptor == m_wakeDescriptor)
            takeWakeUp();
        else
            sent += activate(descriptor, static_cast<quint32>(event.data.u64 >> 32), event.events);
    }
    return sent;
}

int EpollDispatcher::waitForWakeUpOnly(int timeout)
{
    pollfd wake{m_wakeDescriptor, POLLIN, 0};
    if (::poll(&wake, 1, timeout) > 0)
        takeWakeUp();
    return 0;
}

void EpollDispatcher::takeWakeUp()
{
    quint64 count = 0;
    (void)!::read(m_wakeDescriptor, &count, sizeof count);
}

int EpollDispatcher::activate(int descriptor, quint32 generation, quint32 happened)
{
    int sent = 0;
    for (size_t kind = 0; kind < kinds; ++kind) {
        // Looked up anew each time: what was told before may have changed everything.
        if (static_cast<size_t>(descriptor) >= m_entries.size())
            break;
        const Entry &entry = m_entries[static_cast<size_t>(descriptor)];
        if (entry.generation != generation)
            break;
        QSocketNotifier *notifier = entry.notifiers.at(kind);
        if (!notifier || (happened & (eventsOfKind.at(kind) | troubleEvents)) == 0)
            continue;
        QEvent event(QEvent::SockAct);
        QCoreApplication::sendEvent(notifier, &event);
        ++sent;
    }
    return sent;
}

int EpollDispatcher::tellTimers()
{
    if (m_timers.isEmpty())
        return 0;
    int sent = 0;
    const auto at = now();
    for (const int id : m_timers.due(at)) {
        const auto due = m_timers.beginTelling(id, at);
        if (!due)
            continue;
        const quint64 incarnation = m_timers.incarnation(id);
        QTimerEvent event(id);
        QCoreApplication::sendEvent(due->object, &event);
        m_timers.endTelling(id, incarnation);
        ++sent;
    }
    return sent;
}

void EpollDispatcher::registerSocketNotifier(QSocketNotifier *notifier)
{
    const auto descriptor = static_cast<size_t>(notifier->socket());
    if (descriptor >= m_entries.size())
        m_entries.resize(std::max(descriptor + 1, m_entries.size() * 2));
    Entry &entry = m_entries[descriptor];
    QSocketNotifier *&place = entry.notifiers.at(static_cast<size_t>(notifier->type()));
    if (place && place != notifier) {
        qCWarning(logDispatcher) << "Two notifiers of one kind for descriptor" << descriptor
                                 << ": the second one is not told";
        return;
    }
    place = notifier;
    if (!std::exchange(entry.isChanged, true))
        m_changed.push_back(static_cast<int>(descriptor));
}

void EpollDispatcher::unregisterSocketNotifier(QSocketNotifier *notifier)
{
    const auto descriptor = static_cast<size_t>(notifier->socket());
    if (descriptor >= m_entries.size())
        return;
    Entry &entry = m_entries[descriptor];
    QSocketNotifier *&place = entry.notifiers.at(static_cast<size_t>(notifier->type()));
    if (place != notifier)
        return;
    place = nullptr;
    if (wantedEvents(entry) == 0)
        forget(static_cast<int>(descriptor));
    else if (!std::exchange(entry.isChanged, true))
        m_changed.push_back(static_cast<int>(descriptor));
}

quint32 EpollDispatcher::wantedEvents(const Entry &entry)
{
    quint32 events = 0;
    for (size_t kind = 0; kind < kinds; ++kind) {
        if (entry.notifiers.at(kind))
            events |= eventsOfKind.at(kind);
    }
    return events;
}

// At once and not with the other changes: the descriptor is about to be closed, and its number to be used
// again.
void EpollDispatcher::forget(int descriptor)
{
    Entry &entry = m_entries[static_cast<size_t>(descriptor)];
    ++entry.generation;
    if (std::exchange(entry.kernelEvents, 0) != 0)
        ::epoll_ctl(m_epoll, EPOLL_CTL_DEL, descriptor, nullptr);
}

// Just before the system is asked: a notifier that was switched on and off again costs nothing.
void EpollDispatcher::applyChanges()
{
    for (const int descriptor : m_changed)
        apply(descriptor);
    m_changed.clear();
}

void EpollDispatcher::apply(int descriptor)
{
    Entry &entry = m_entries[static_cast<size_t>(descriptor)];
    entry.isChanged = false;
    const quint32 wanted = wantedEvents(entry);
    if (wanted == entry.kernelEvents)
        return;
    epoll_event event{};
    event.events = wanted;
    event.data.u64 = tag(descriptor, entry.generation);
    int operation = entry.kernelEvents == 0 ? EPOLL_CTL_ADD : EPOLL_CTL_MOD;
    int result = ::epoll_ctl(m_epoll, operation, descriptor, &event);
    if (result != 0 && (errno == ENOENT || errno == EEXIST)) {
        // Closed and opened again behind our back, or a duplicate of a descriptor that is still open.
        operation = errno == ENOENT ? EPOLL_CTL_ADD : EPOLL_CTL_MOD;
        result = ::epoll_ctl(m_epoll, operation, descriptor, &event);
    }
    if (result != 0) {
        qCWarning(logDispatcher) << "Cannot watch descriptor" << descriptor << ':' << std::strerror(errno);
        return;
    }
    entry.kernelEvents = wanted;
}

void EpollDispatcher::registerTimer(int timerId, qint64 interval, Qt::TimerType timerType, QObject *object)
{
    m_timers.add(timerId, std::chrono::milliseconds(interval), timerType, object, now());
}

bool EpollDispatcher::unregisterTimer(int timerId) { return m_timers.remove(timerId); }

bool EpollDispatcher::unregisterTimers(QObject *object) { return m_timers.removeAllOf(object); }

QList<QAbstractEventDispatcher::TimerInfo> EpollDispatcher::registeredTimers(QObject *object) const
{
    return m_timers.timersOf(object);
}

int EpollDispatcher::remainingTime(int timerId)
{
    const auto remaining = m_timers.remaining(timerId, now());
    return remaining ? static_cast<int>(std::chrono::ceil<std::chrono::milliseconds>(*remaining).count())
                     : -1;
}

void EpollDispatcher::wakeUp()
{
    const bool wasWoken = m_isWoken.exchange(true, std::memory_order_acq_rel);
    // Unless it is not waiting: it looks before it waits.
    if (!wasWoken && m_thread.load(std::memory_order_relaxed) != std::this_thread::get_id()) {
        const quint64 one = 1;
        (void)!::write(m_wakeDescriptor, &one, sizeof one);
    }
    m_wakeUps.fetch_add(1, std::memory_order_release);
}

void EpollDispatcher::interrupt()
{
    m_isInterrupted.store(true, std::memory_order_release);
    wakeUp();
}

} // namespace confab::net
