// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QList>

#include <span>

#include <sys/uio.h>

namespace confab::net {

/// Joins small pieces of output, and once for all clients that are sent the same ones: a broadcast of many
/// messages in one turn is one block of bytes that they share.
class JoinedPieces
{
public:
    void append(QByteArray &tail, const QByteArray &piece);
    void clear();

private:
    QByteArray m_left; ///< what was joined last, held so that its place in memory stays its own
    QByteArray m_right;
    QByteArray m_joined; ///< null until the same two are to be joined again
};

/// What one client has still to be sent. Large pieces are kept as they are, shared with whoever else sends
/// them; small ones are joined. Holds no memory while empty.
class OutputQueue
{
public:
    /// `joined` is common to all queues of a thread.
    void append(const QByteArray &piece, JoinedPieces &joined);
    [[nodiscard]] bool isEmpty() const { return m_bytes == 0; }
    [[nodiscard]] qint64 bytes() const { return m_bytes; }

    /// Describes the first pieces, as many as `vectors` holds; returns how many those are. Valid until the
    /// queue changes.
    [[nodiscard]] size_t gather(std::span<iovec> vectors) const;
    /// All of it, if it is one piece; empty otherwise. Valid until the queue changes.
    [[nodiscard]] QByteArrayView onlyPiece() const;
    /// The first `bytes` have gone out.
    void advance(qint64 bytes);
    void clear();

private:
    [[nodiscard]] QByteArray &tail() { return m_rest.isEmpty() ? m_first : m_rest.last(); }

    QByteArray m_first; ///< most often the only one
    QList<QByteArray> m_rest;
    qsizetype m_offset = 0; ///< what of the first has gone out
    qint64 m_bytes = 0;
};

} // namespace confab::net
