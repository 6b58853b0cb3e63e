// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/runtime/statusmerger.h"

#include <algorithm>
#include <numeric>
#include <tuple>

namespace confab::runtime {

namespace {

bool joinedBefore(const ClientStatus &a, const ClientStatus &b)
{
    return std::tie(a.connectedAt, a.id) < std::tie(b.connectedAt, b.id);
}

} // namespace

StatusMerger::StatusMerger(net::Timers &timers, size_t shards, Consumer consumer)
    : m_samples(shards)
    , m_byRefusal(shards)
    , m_consumer(std::move(consumer))
    , m_next(timers)
{
    std::iota(m_byRefusal.begin(), m_byRefusal.end(), size_t(0));
}

void StatusMerger::take(size_t shard, const HubStatus &sample)
{
    if (m_samples.size() == 1) { // the shard keeps the pace
        m_consumer(sample);
        return;
    }
    if (sample.refusals != m_samples[shard].refusals) {
        const auto place = std::find(m_byRefusal.begin(), m_byRefusal.end(), shard);
        std::rotate(place, place + 1, m_byRefusal.end());
    }
    m_samples[shard] = sample;
    m_isNews = true;
    if (!m_next.isActive())
        pass();
}

void StatusMerger::clear()
{
    for (HubStatus &sample : m_samples) {
        HubStatus empty;
        empty.refusals = std::move(sample.refusals);
        sample = std::move(empty);
    }
    m_isNews = false;
    m_next.cancel();
}

void StatusMerger::pass()
{
    if (!std::exchange(m_isNews, false))
        return;
    m_next.set(interval, [this] { pass(); });
    m_consumer(merged());
}

HubStatus StatusMerger::merged() const
{
    HubStatus status;
    // Every shard counts every message; the first one is the one that reports them.
    status.messages = m_samples.front().messages;
    status.messagesPerSecond = m_samples.front().messagesPerSecond;
    for (const HubStatus &sample : m_samples) {
        status.bytesIn += sample.bytesIn;
        status.bytesOut += sample.bytesOut;
    }
    status.clients = mergedClients();
    status.refusals = mergedRefusals();
    return status;
}

QList<ClientStatus> StatusMerger::mergedClients() const
{
    QList<ClientStatus> clients;
    for (const HubStatus &sample : m_samples) {
        const qsizetype before = clients.size();
        clients += sample.clients;
        std::inplace_merge(clients.begin(), clients.begin() + before, clients.end(), joinedBefore);
    }
    return clients;
}

QList<Refusals> StatusMerger::mergedRefusals() const
{
    QList<Refusals> refusals;
    for (const size_t shard : m_byRefusal) {
        for (Refusals entry : m_samples[shard].refusals) {
            const auto known = std::find_if(refusals.cbegin(), refusals.cend(), [&](const Refusals &other) {
                return other.kind == entry.kind && other.address == entry.address;
            });
            if (known != refusals.cend()) {
                entry.count += known->count;
                refusals.erase(known);
            }
            refusals.append(std::move(entry));
        }
    }
    refusals.remove(0, std::max<qsizetype>(refusals.size() - guard::RefusalBook::mostEntries, 0));
    return refusals;
}

} // namespace confab::runtime
