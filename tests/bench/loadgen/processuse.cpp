// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "processuse.h"

#include <filesystem>
#include <fstream>
#include <string>

#include <unistd.h>

namespace loadgen {

ProcessUse useOf(int pid)
{
    ProcessUse use;
    const std::filesystem::path process = "/proc/" + std::to_string(pid);
    std::error_code gone;
    for (const auto &task : std::filesystem::directory_iterator(process / "task", gone)) {
        int64_t ran = 0;
        if (std::ifstream(task.path() / "schedstat") >> ran)
            use.cpuNs += ran;
    }
    int64_t total = 0;
    int64_t resident = 0;
    if (std::ifstream(process / "statm") >> total >> resident)
        use.residentKiB = resident * (sysconf(_SC_PAGESIZE) / 1024);
    return use;
}

MachineUse machineUse()
{
    std::ifstream stat("/proc/stat");
    std::string name;
    int64_t user = 0, nice = 0, system = 0, idle = 0, wait = 0, irq = 0, softIrq = 0;
    stat >> name >> user >> nice >> system >> idle >> wait >> irq >> softIrq;
    const int64_t nsPerTick = 1'000'000'000 / sysconf(_SC_CLK_TCK);
    return {(user + nice + system + irq + softIrq) * nsPerTick, softIrq * nsPerTick};
}

} // namespace loadgen
