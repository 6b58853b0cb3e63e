// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/net/batchsender.h"

#include <memory>

#include <liburing.h>

namespace confab::net {

/// Sends through a ring of Linux's io_uring: one system call for hundreds of sockets. Every send is made
/// while that call lasts (MSG_DONTWAIT), so nothing is under way outside of send(). Thread: the one that made
/// it.
class UringSender final : public BatchSender
{
public:
    /// Null where the kernel is too old or does not allow it, as in many containers.
    [[nodiscard]] static std::unique_ptr<UringSender> make();
    ~UringSender() override;

    [[nodiscard]] bool send(std::span<Send> sends) override;

private:
    UringSender() = default;

    [[nodiscard]] bool sendAtOnce(std::span<Send> sends);
    /// How many of those that were prepared the kernel has begun.
    [[nodiscard]] unsigned submit(unsigned prepared);

    io_uring m_ring{};
    bool m_isOpen = false;
};

} // namespace confab::net
