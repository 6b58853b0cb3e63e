// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtGlobal>

#include <array>
#include <chrono>
#include <deque>
#include <functional>
#include <optional>
#include <vector>

namespace confab::net {

/// A hierarchical timer wheel: adding and cancelling cost the same however many timers there are, and
/// allocate nothing once there have been as many at a time before. Seven levels of 64 slots; a slot of level
/// n is 64^n ms wide. A timer lies on the lowest level where its time and the wheel's are in different slots;
/// when the wheel gets to a slot of a higher level, what lies in it moves down. So timers of one time lie
/// together in the order in which they were added, and the next moment with something to do is a lookup in a
/// few bitmaps (the structure after Varghese and Lauck, "Hashed and Hierarchical Timing Wheels", 1987, scheme
/// 7). Asks no clock. Thread: the one that uses it.
class TimerWheel
{
public:
    using Time = std::chrono::milliseconds; ///< since the wheel's beginning
    using Id = quint64;
    using Callback = std::function<void()>;

    /// What is later than this is taken for this: 69 years.
    static constexpr Time latest{Time::rep{1} << 41};

    TimerWheel();

    /// What should have been before now is due now, which is with the next advance(). `fired`, when given, is
    /// set to 0 as the timer is taken by takeDue(). Never gives 0.
    [[nodiscard]] Id add(Time dueAt, Callback callback, Id *fired = nullptr);
    /// No effect on an id that was taken or cancelled.
    void cancel(Id id);

    /// Sets the time, which never goes back; what is due by then waits for takeDue().
    void advance(Time now);
    /// The callbacks of what is due, in the order of time and then of adding, one with each call; null when
    /// none is left. What is added meanwhile waits for the next advance().
    [[nodiscard]] Callback takeDue();

    /// When advance() has something to do next: at or before the time of the first timer.
    [[nodiscard]] std::optional<Time> nextWake() const;
    /// No later than this is nextWake() while there is a timer of this time.
    [[nodiscard]] Time wakeFor(Time dueAt) const;
    [[nodiscard]] std::size_t count() const { return m_count; }

private:
    static constexpr int slotBits = 6;
    static constexpr int levels = 7;
    static constexpr quint32 slotsOfLevel = 1U << slotBits;
    static constexpr quint32 added = levels * slotsOfLevel; ///< due already when they were added
    static constexpr quint32 due = added + 1; ///< by the last advance()
    static constexpr quint32 lists = due + 1;
    static constexpr quint32 nobody = 0xFFFFFFFF;

    struct Node
    {
        quint32 previous = nobody;
        quint32 next = nobody;
        quint32 list = nobody; ///< nobody: free
        Id id = 0;
        Time dueAt{0};
        Id *fired = nullptr;
        Callback callback;
    };
    struct List
    {
        quint32 first = nobody;
        quint32 last = nobody;
    };

    struct Slot
    {
        Time beginsAt{0};
        quint32 list = nobody;
    };

    [[nodiscard]] static int levelOf(Time now, Time dueAt);
    [[nodiscard]] std::optional<Slot> nextSlot() const;
    void place(quint32 index);
    void append(quint32 list, quint32 index);
    void unlink(quint32 index);
    void release(quint32 index);
    void moveAll(quint32 list);

    std::deque<Node> m_nodes;
    std::vector<quint32> m_free;
    std::array<List, lists> m_lists;
    std::array<quint64, levels> m_occupied{}; ///< a bit for each slot
    Time m_now{0};
    Id m_lastSerial = 0;
    std::size_t m_count = 0;
};

} // namespace confab::net
