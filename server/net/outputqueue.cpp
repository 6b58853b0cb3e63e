// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/net/outputqueue.h"

#include <algorithm>

namespace confab::net {

namespace {
/// Up to here a copy is cheaper than a piece of its own.
constexpr qsizetype smallBytes = 1024;
constexpr qsizetype joinedBytes = 16 * 1024;

bool isSame(const QByteArray &a, const QByteArray &b)
{
    return a.constData() == b.constData() && a.size() == b.size();
}
} // namespace

void JoinedPieces::append(QByteArray &tail, const QByteArray &piece)
{
    if (tail.isDetached()) {
        tail.append(piece);
        return;
    }
    if (!isSame(tail, m_left) || !isSame(piece, m_right)) {
        // The first one that joins these two. Its own tail is not shared, so that the next piece costs no
        // copy: it may be the only one.
        m_left = tail;
        m_right = piece;
        m_joined = QByteArray();
        tail.append(piece);
        return;
    }
    if (m_joined.isNull())
        m_joined = tail + piece;
    tail = m_joined;
}

void JoinedPieces::clear()
{
    m_left = QByteArray();
    m_right = QByteArray();
    m_joined = QByteArray();
}

void OutputQueue::append(const QByteArray &piece, JoinedPieces &joined)
{
    if (piece.isEmpty())
        return;
    if (isEmpty())
        m_first = piece;
    else if (piece.size() <= smallBytes && tail().size() + piece.size() <= joinedBytes)
        joined.append(tail(), piece);
    else
        m_rest.append(piece);
    m_bytes += piece.size();
}

size_t OutputQueue::gather(std::span<iovec> vectors) const
{
    if (isEmpty() || vectors.empty())
        return 0;
    // The interface of the system knows no const; sending does not write.
    const auto vectorOf = [](const QByteArray &piece, qsizetype offset) {
        return iovec{const_cast<char *>(piece.constData()) + offset,
                     static_cast<size_t>(piece.size() - offset)};
    };
    vectors[0] = vectorOf(m_first, m_offset);
    const size_t count = std::min(vectors.size(), static_cast<size_t>(m_rest.size()) + 1);
    for (size_t i = 1; i < count; ++i)
        vectors[i] = vectorOf(m_rest.at(static_cast<qsizetype>(i) - 1), 0);
    return count;
}

QByteArrayView OutputQueue::onlyPiece() const
{
    return m_rest.isEmpty() ? QByteArrayView(m_first).sliced(m_offset) : QByteArrayView();
}

void OutputQueue::advance(qint64 bytes)
{
    Q_ASSERT(bytes <= m_bytes);
    m_bytes -= bytes;
    if (m_bytes <= 0) {
        clear();
        return;
    }
    bytes += m_offset;
    while (bytes >= m_first.size()) {
        bytes -= m_first.size();
        m_first = m_rest.takeFirst();
    }
    m_offset = static_cast<qsizetype>(bytes);
}

void OutputQueue::clear()
{
    m_first = QByteArray();
    m_rest = QList<QByteArray>();
    m_offset = 0;
    m_bytes = 0;
}

} // namespace confab::net
