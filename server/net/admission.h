// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtGlobal>

#include <chrono>

namespace confab::net {

/// One client's leave to be here, and how much it may say; whoever serves the client owns it and destroys it
/// when the client goes. Thread: the shard's.
class Admission
{
public:
    Admission() = default;
    Q_DISABLE_COPY_MOVE(Admission)
    virtual ~Admission() = default;

    /// So many packets have arrived. For how long nothing more may be read from this client; zero: go on.
    /// They count in any case, so none of them is lost.
    [[nodiscard]] virtual std::chrono::milliseconds take(int packets) = 0;
    /// Whether it has been made to wait lately.
    [[nodiscard]] virtual bool isSlowed() const = 0;
};

} // namespace confab::net
