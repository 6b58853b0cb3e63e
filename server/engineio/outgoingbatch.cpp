// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/engineio/outgoingbatch.h"

namespace confab::engineio {

namespace {
/// Of a piece that is joined. What is larger is not copied: it is a piece of its own.
constexpr qsizetype pieceBytes = 64 * 1024;
} // namespace

const QList<QByteArray> &OutgoingBatch::frames(Revision revision, bool base64) const
{
    QList<QByteArray> &pieces = m_frames[(revision == Revision::V3 ? 2U : 0U) + (base64 ? 1U : 0U)];
    if (!pieces.isEmpty())
        return pieces;
    for (const OutgoingPacketPtr &packet : m_packets) {
        const QByteArray &frame = packet->frame(revision, base64);
        if (!pieces.isEmpty() && pieces.constLast().size() + frame.size() <= pieceBytes)
            pieces.last().append(frame);
        else
            pieces.append(frame);
    }
    return pieces;
}

} // namespace confab::engineio
