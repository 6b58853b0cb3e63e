// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>

#include <algorithm>
#include <array>
#include <utility>

#include <fcntl.h>
#include <unistd.h>

namespace confab::test {

/// A pipe whose reader reads when it is told to.
struct Pipe
{
    Pipe()
    {
        std::array<int, 2> both{};
        if (::pipe(both.data()) != 0)
            qFatal("pipe");
        reader = both[0];
        writer = both[1];
        ::fcntl(reader, F_SETFL, O_NONBLOCK);
    }
    ~Pipe()
    {
        closeReader();
        ::close(writer);
    }
    Q_DISABLE_COPY_MOVE(Pipe)

    void closeReader()
    {
        if (reader >= 0)
            ::close(std::exchange(reader, -1));
    }
    [[nodiscard]] QByteArray read() const
    {
        QByteArray bytes(1 << 16, Qt::Uninitialized);
        const ssize_t count = ::read(reader, bytes.data(), static_cast<size_t>(bytes.size()));
        return bytes.left(std::max<qsizetype>(count, 0));
    }

    int reader = -1;
    int writer = -1;
};

} // namespace confab::test
