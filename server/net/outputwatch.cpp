// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/net/outputwatch.h"

#include <algorithm>

namespace confab::net {

void OutputWatch::write(Stream &stream, const QByteArray &bytes)
{
    if (m_isTooSlow)
        return;
    const qint64 queued = stream.bytesQueued();
    if (queued <= m_limits.outputBytes)
        m_largePiece = 0;
    m_isTooSlow = queued > m_limits.outputBytes + m_largePiece;
    if (m_isTooSlow) {
        m_deadline.set(std::chrono::milliseconds::zero(), m_tooSlow); // a sender is never called back
        return;
    }
    if (bytes.size() > m_limits.outputBytes)
        m_largePiece = std::max<qint64>(m_largePiece, bytes.size());
    stream.write(bytes);
    if (!m_deadline.isActive())
        watch(stream);
}

void OutputWatch::watch(Stream &stream)
{
    const qint64 queued = stream.bytesQueued();
    if (queued == 0)
        return;
    const auto handedOver = [&stream] { return qint64(stream.bytesOut()) - stream.bytesQueued(); };
    const qint64 wanted =
        handedOver() + std::min<qint64>(queued, m_limits.slowestRate * m_limits.outputAge.count() / 1000);
    m_deadline.set(m_limits.outputAge, [this, &stream, handedOver, wanted] {
        if (handedOver() >= wanted) {
            watch(stream);
            return;
        }
        const auto tooSlow = m_tooSlow; // it may destroy this
        tooSlow();
    });
}

} // namespace confab::net
