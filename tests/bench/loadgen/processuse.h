// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cstdint>

namespace loadgen {

/// What a process has used so far.
struct ProcessUse
{
    int64_t cpuNs = 0; ///< user and system, of all its living threads
    int64_t residentKiB = 0;
};
[[nodiscard]] ProcessUse useOf(int pid);

/// What the whole machine has used so far, in nanoseconds: beside a run it shows who else was busy, and what
/// the kernel did on nobody's account (io_uring moves work there).
struct MachineUse
{
    int64_t busyNs = 0;
    int64_t softIrqNs = 0;
};
[[nodiscard]] MachineUse machineUse();

} // namespace loadgen
