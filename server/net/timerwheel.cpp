// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/net/timerwheel.h"

#include <algorithm>
#include <bit>
#include <utility>

namespace confab::net {

namespace {

/// An id is the serial number of the timer above the index of its node: an old id meets another serial
/// number.
constexpr int indexBits = 24;

/// Nodes that are kept when the last timer has gone.
constexpr std::size_t keptNodes = 1024;

constexpr quint32 indexOf(TimerWheel::Id id) { return static_cast<quint32>(id & ((1U << indexBits) - 1)); }

} // namespace

TimerWheel::TimerWheel() = default;

TimerWheel::Id TimerWheel::add(Time dueAt, Callback callback, Id *fired)
{
    Q_ASSERT(callback);
    if (m_free.empty()) {
        Q_ASSERT(m_nodes.size() < (1U << indexBits));
        m_free.push_back(static_cast<quint32>(m_nodes.size()));
        m_nodes.emplace_back();
    }
    const quint32 index = m_free.back();
    m_free.pop_back();
    Node &node = m_nodes[index];
    node.id = (++m_lastSerial << indexBits) | index;
    node.dueAt = std::clamp(dueAt, m_now, std::max(m_now, latest));
    node.fired = fired;
    node.callback = std::move(callback);
    ++m_count;
    if (node.dueAt == m_now)
        append(added, index);
    else
        place(index);
    return node.id;
}

void TimerWheel::cancel(Id id)
{
    const quint32 index = indexOf(id);
    if (index >= m_nodes.size() || m_nodes[index].id != id || m_nodes[index].list == nobody)
        return;
    unlink(index);
    const Callback callback =
        std::move(m_nodes[index].callback); // what it holds may cancel others as it goes
    release(index);
}

void TimerWheel::advance(Time now)
{
    moveAll(added);
    for (auto slot = nextSlot(); slot && slot->beginsAt <= now; slot = nextSlot()) {
        m_now = slot->beginsAt;
        moveAll(slot->list);
    }
    m_now = std::max(m_now, now);
}

TimerWheel::Callback TimerWheel::takeDue()
{
    const quint32 index = m_lists[due].first;
    if (index == nobody)
        return nullptr;
    unlink(index);
    Node &node = m_nodes[index];
    if (node.fired)
        *node.fired = 0;
    Callback callback = std::move(node.callback);
    release(index);
    return callback;
}

std::optional<TimerWheel::Time> TimerWheel::nextWake() const
{
    if (m_lists[due].first != nobody || m_lists[added].first != nobody)
        return m_now;
    const auto slot = nextSlot();
    return slot ? std::optional(slot->beginsAt) : std::nullopt;
}

std::optional<TimerWheel::Slot> TimerWheel::nextSlot() const
{
    // A timer of a level is, on the level above, in the same slot as the wheel: the first bit is the next
    // slot, and what lies on higher levels comes later.
    for (int level = 0; level < levels; ++level) {
        const quint64 slots = m_occupied[static_cast<size_t>(level)];
        if (slots == 0)
            continue;
        const int shift = level * slotBits;
        const int slot = std::countr_zero(slots);
        const qint64 round = (m_now.count() >> (shift + slotBits)) << (shift + slotBits);
        return Slot{Time(round + (qint64{slot} << shift)),
                    static_cast<quint32>(level) * slotsOfLevel + static_cast<quint32>(slot)};
    }
    return std::nullopt;
}

TimerWheel::Time TimerWheel::wakeFor(Time dueAt) const
{
    const Time time = std::min(dueAt, latest);
    if (time <= m_now)
        return m_now;
    const int shift = levelOf(m_now, time) * slotBits;
    return Time((time.count() >> shift) << shift);
}

int TimerWheel::levelOf(Time now, Time dueAt)
{
    const auto difference = static_cast<quint64>(now.count() ^ dueAt.count());
    return std::min((static_cast<int>(std::bit_width(difference)) - 1) / slotBits, levels - 1);
}

/// Into the slot of its time, which is not due yet.
void TimerWheel::place(quint32 index)
{
    const Time dueAt = m_nodes[index].dueAt;
    const int level = levelOf(m_now, dueAt);
    const auto slot = static_cast<quint32>(dueAt.count() >> (level * slotBits)) % slotsOfLevel;
    append(static_cast<quint32>(level) * slotsOfLevel + slot, index);
    m_occupied[static_cast<size_t>(level)] |= quint64{1} << slot;
}

void TimerWheel::append(quint32 list, quint32 index)
{
    List &target = m_lists[list];
    Node &node = m_nodes[index];
    node.list = list;
    node.previous = target.last;
    node.next = nobody;
    (target.last == nobody ? target.first : m_nodes[target.last].next) = index;
    target.last = index;
}

void TimerWheel::unlink(quint32 index)
{
    Node &node = m_nodes[index];
    List &list = m_lists[node.list];
    (node.previous == nobody ? list.first : m_nodes[node.previous].next) = node.next;
    (node.next == nobody ? list.last : m_nodes[node.next].previous) = node.previous;
    if (list.first == nobody && node.list < added)
        m_occupied[node.list / slotsOfLevel] &= ~(quint64{1} << (node.list % slotsOfLevel));
    node.list = nobody;
}

void TimerWheel::release(quint32 index)
{
    Node &node = m_nodes[index];
    node.id = 0;
    node.fired = nullptr;
    node.callback = nullptr;
    m_free.push_back(index);
    if (--m_count > 0 || m_nodes.size() <= keptNodes)
        return;
    // The most that there ever were need no room any more.
    m_nodes.clear();
    m_nodes.shrink_to_fit();
    m_free.clear();
    m_free.shrink_to_fit();
}

/// On from a list that the time has come to: what is due waits to be taken, the rest moves down.
void TimerWheel::moveAll(quint32 list)
{
    for (quint32 index = m_lists[list].first; index != nobody;) {
        const quint32 next = m_nodes[index].next;
        unlink(index);
        if (m_nodes[index].dueAt <= m_now)
            append(due, index);
        else
            place(index);
        index = next;
    }
}

} // namespace confab::net
