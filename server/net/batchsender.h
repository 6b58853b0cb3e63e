// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArrayView>

#include <memory>
#include <span>

namespace confab::net {

/// Sends to many sockets with less than a system call for each. Thread: the one that made it.
class BatchSender
{
public:
    struct Send
    {
        int descriptor = -1;
        QByteArrayView bytes; ///< valid during the call; without any there is nothing to do
        /// What the system took, from the first byte on. 0 where it took nothing, or was not asked: an
        /// ordinary send() tells why.
        qsizetype sent = 0;
    };

    BatchSender() = default;
    Q_DISABLE_COPY_MOVE(BatchSender)
    virtual ~BatchSender() = default;

    /// Tries each once, never waits for a peer, and is done with all of them when it returns. False when it
    /// has broken down and is not to be used again; what had gone out until then is told all the same.
    [[nodiscard]] virtual bool send(std::span<Send> sends) = 0;
};

/// For this thread. Null where the system has nothing better than a call for each.
[[nodiscard]] std::unique_ptr<BatchSender> makeBatchSender();

} // namespace confab::net
