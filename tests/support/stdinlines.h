// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

#include <unistd.h>

#include <array>

namespace confab::test {

/// Standard input as lines, without blocking.
class StdinLines
{
public:
    /// False at the end. Calls `take` for each line that is complete.
    template <typename Function> bool read(Function take)
    {
        std::array<char, 65536> chunk;
        const ssize_t size = ::read(STDIN_FILENO, chunk.data(), chunk.size());
        if (size > 0)
            m_buffer.append(chunk.data(), size);
        for (qsizetype end = m_buffer.indexOf('\n'); end >= 0; end = m_buffer.indexOf('\n')) {
            take(QString::fromUtf8(m_buffer.left(end)));
            m_buffer.remove(0, end + 1);
        }
        return size > 0;
    }

private:
    QByteArray m_buffer;
};

} // namespace confab::test
