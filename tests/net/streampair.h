// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/net/descriptorstream.h"
#include "server/net/streamturn.h"

#include <QCoreApplication>
#include <QTest>

#include <array>
#include <functional>
#include <memory>
#include <utility>

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

namespace confab::net {

constexpr qsizetype largeBytes = 4 * 1024 * 1024; // more than the system's buffers take
constexpr qsizetype unreadBytes = 64 * 1024;

/// Runs everything that can run without waiting.
inline void turn() { QCoreApplication::processEvents(); }

/// A stream over one end of a pair of sockets, its listener, and the other end.
struct Pair : StreamListener
{
    explicit Pair(std::shared_ptr<StreamTurn> shared = std::make_shared<StreamTurn>())
    {
        std::array<int, 2> both{};
        if (::socketpair(AF_UNIX, SOCK_STREAM, 0, both.data()) != 0)
            qFatal("socketpair");
        far = both[1];
        (void)::fcntl(far, F_SETFL, O_NONBLOCK);
        stream = std::make_unique<DescriptorStream>(both[0], 1, traffic, std::move(shared));
        stream->setListener(this);
    }
    ~Pair() override { closeFar(); }

    void readable() override
    {
        calls += "readable ";
        if (onReadable)
            onReadable();
        else
            takeAll();
    }
    void drained() override
    {
        calls += "drained ";
        if (onDrained)
            onDrained();
    }
    void peerFinished() override { calls += "finished "; }
    void disconnected() override
    {
        calls += "disconnected ";
        if (onDisconnected)
            onDisconnected();
    }
    void takeAll()
    {
        while (stream->bytesAvailable() > 0)
            received += stream->read(unreadBytes);
    }

    void say(const QByteArray &bytes) const
    {
        QCOMPARE(::send(far, bytes.constData(), size_t(bytes.size()), MSG_NOSIGNAL), bytes.size());
    }
    /// What the stream has sent so far, at most `limit` bytes.
    [[nodiscard]] QByteArray hear(qsizetype limit = largeBytes * 2)
    {
        QByteArray heard;
        QByteArray buffer(limit, Qt::Uninitialized);
        ssize_t size = 0;
        while (heard.size() < limit
               && (size = ::recv(far, buffer.data(), size_t(limit - heard.size()), 0)) > 0)
            heard.append(buffer.constData(), size);
        hasHeardTheEnd = size == 0;
        return heard;
    }
    void closeFar()
    {
        if (far >= 0)
            ::close(std::exchange(far, -1));
    }

    Traffic traffic;
    std::unique_ptr<DescriptorStream> stream;
    int far = -1;
    bool hasHeardTheEnd = false;
    QByteArray calls;
    QByteArray received;
    std::function<void()> onReadable;
    std::function<void()> onDrained;
    std::function<void()> onDisconnected;
};

} // namespace confab::net
