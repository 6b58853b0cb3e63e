// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/log/messagelog.h"
#include "server/net/admission.h"
#include "server/runtime/clientcount.h"

#include <algorithm>
#include <memory>
#include <optional>

namespace confab::runtime {

/// A client's admission that makes it wait, too, while the log is busy: what is not read stays with the
/// client and its system, so a slow disk slows down those who write, and nothing is refused. Nobody is
/// exempt. It keeps the client's place among all, if it takes one.
class FlowControl final : public net::Admission
{
public:
    /// Long enough for a commit or two; after it one more packet is read, and asks again.
    static constexpr std::chrono::milliseconds pause{50};

    /// `admission`: what else limits the client, may be null; `clients`: where it is counted, null for one
    /// that does not stay. The log and the count outlive this.
    FlowControl(std::unique_ptr<net::Admission> admission, const log::MessageLog &log,
                ClientCount *clients = nullptr)
        : m_admission(std::move(admission))
        , m_log(log)
    {
        if (clients)
            m_place.emplace(*clients);
    }

    [[nodiscard]] std::chrono::milliseconds take(int packets) override
    {
        const auto wait = m_admission ? m_admission->take(packets) : std::chrono::milliseconds::zero();
        return m_log.isBusy() ? std::max(wait, pause) : wait;
    }
    /// By its own doing: not while everybody waits.
    [[nodiscard]] bool isSlowed() const override { return m_admission && m_admission->isSlowed(); }

private:
    const std::unique_ptr<net::Admission> m_admission;
    const log::MessageLog &m_log;
    std::optional<ClientCount::Place> m_place;
};

} // namespace confab::runtime
