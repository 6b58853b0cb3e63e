// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/net/limits.h"
#include "server/net/stream.h"
#include "server/net/timers.h"

#include <functional>

namespace confab::net {

/// Finds out that a peer does not read what it is sent: too much of it waits, or what waits does not move on.
/// Thread: the shard's.
class OutputWatch
{
public:
    /// The stream is told to every call, because its owner may give it away. `tooSlow` is called in a later
    /// turn than written().
    OutputWatch(Timers &timers, const Limits &limits, std::function<void()> tooSlow)
        : m_limits(limits)
        , m_tooSlow(std::move(tooSlow))
        , m_deadline(timers)
    { }

    /// Writes. One piece may be larger than Limits::outputBytes, a page of history that the client asked for:
    /// the cap is for what waits beside it.
    void write(Stream &stream, const QByteArray &bytes);
    void cancel() { m_deadline.cancel(); }

private:
    void watch(Stream &stream);

    const Limits &m_limits;
    const std::function<void()> m_tooSlow;
    qint64 m_largePiece = 0; ///< the size of one larger than the cap that may still wait
    bool m_isTooSlow = false;
    Deadline m_deadline;
};

} // namespace confab::net
