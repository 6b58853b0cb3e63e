// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "scenarios.h"

#include "processuse.h"
#include "swarm.h"
#include "wire.h"

#include <algorithm>
#include <cstdio>

namespace loadgen {

namespace {

constexpr int joinAtOnce = 64;
/// A burst that is not delivered by then never will be.
constexpr double patienceSeconds = 30;

/// The server has come to rest when it used less than a hundredth of a processor for so long. What a second's
/// timer does is within it.
constexpr double restSeconds = 1.5;
constexpr double restShare = 0.01;
/// One that does not come to rest by then never will.
constexpr double restPatienceSeconds = 15;

/// Collects what a run says.
class Report
{
public:
    void add(const char *name, double value)
    {
        m_text += m_text.empty() ? "{" : ", ";
        char buffer[128];
        std::snprintf(buffer, sizeof buffer, "\"%s\": %.6g", name, value);
        m_text += buffer;
    }
    void print() const { std::printf("%s}\n", m_text.c_str()); }

private:
    std::string m_text;
};

/// The time between two looks at the server and the machine.
class Measurement
{
public:
    explicit Measurement(int pid)
        : m_pid(pid)
        , m_process(useOf(pid))
        , m_machine(machineUse())
        , m_began(nowNs())
    { }

    void report(Report &report, double deliveries) const
    {
        const int64_t elapsed = nowNs() - m_began;
        const ProcessUse process = useOf(m_pid);
        const MachineUse machine = machineUse();
        const double cpu = static_cast<double>(process.cpuNs - m_process.cpuNs);
        report.add("seconds", static_cast<double>(elapsed) / 1e9);
        report.add("count", deliveries);
        report.add("perSecond", deliveries / (static_cast<double>(elapsed) / 1e9));
        report.add("cpuNsEach", cpu / std::max(deliveries, 1.0));
        report.add("serverCpuShare", cpu / static_cast<double>(elapsed));
        report.add("machineBusyShare",
                   static_cast<double>(machine.busyNs - m_machine.busyNs) / static_cast<double>(elapsed));
        report.add("softIrqShare",
                   static_cast<double>(machine.softIrqNs - m_machine.softIrqNs)
                       / static_cast<double>(elapsed));
        report.add("residentKiB", static_cast<double>(process.residentKiB));
    }

private:
    int m_pid;
    ProcessUse m_process;
    MachineUse m_machine;
    int64_t m_began;
};

/// What the joining left to do (rows to be written, garbage to be collected) is not part of what is measured
/// next: waits until the server has done it, whichever server it is.
void rest(Swarm &swarm, const Options &options, Report &report)
{
    const int64_t began = nowNs();
    const auto elapsed = [began] { return static_cast<double>(nowNs() - began) / 1e9; };
    double share = 1;
    while (share >= restShare && elapsed() < restPatienceSeconds) {
        const ProcessUse before = useOf(options.serverPid);
        const int64_t from = nowNs();
        (void)swarm.runUntil([] { return false; }, restSeconds);
        share = static_cast<double>(useOf(options.serverPid).cpuNs - before.cpuNs)
            / static_cast<double>(nowNs() - from);
    }
    report.add("restSeconds", elapsed());
    report.add("restShare", share);
}

void reportLatencies(Report &report, std::vector<int64_t> &latencies)
{
    if (latencies.empty())
        return;
    std::sort(latencies.begin(), latencies.end());
    const auto at = [&](double share) {
        return static_cast<double>(
                   latencies[static_cast<size_t>(share * static_cast<double>(latencies.size() - 1))])
            / 1e6;
    };
    report.add("p50Ms", at(0.5));
    report.add("p99Ms", at(0.99));
    report.add("maxMs", at(1));
}

std::vector<std::string> texts(int count, int size)
{
    std::vector<std::string> result;
    for (int i = 0; i < count; ++i)
        result.push_back(stampedText(size));
    return result;
}

/// One sender's burst is delivered to everybody before the next begins.
void bursts(Swarm &swarm, const Options &options, Report &report)
{
    const auto burst = [&] {
        const int64_t expected = swarm.delivered + int64_t(options.burst) * (options.clients - 1);
        swarm.say(0, texts(options.burst, options.payload));
        if (!swarm.runUntil([&] { return swarm.delivered >= expected; }, patienceSeconds))
            fail("a burst was not delivered: " + std::to_string(expected - swarm.delivered) + " are missing");
    };
    burst(); // warm
    swarm.delivered = 0;
    swarm.latenciesNs.clear();
    const Measurement measurement(options.serverPid);
    const int64_t end = nowNs() + static_cast<int64_t>(options.seconds * 1e9);
    while (nowNs() < end)
        burst();
    measurement.report(report, static_cast<double>(swarm.delivered));
    reportLatencies(report, swarm.latenciesNs);
}

/// Calls `action` at `rate` a second for the time of the run, then waits for what is missing.
template <typename Action, typename IsDone>
void atRate(Swarm &swarm, const Options &options, Report &report, Action action, IsDone isDone,
            const int64_t &counter)
{
    const auto period = static_cast<int64_t>(1e9 / options.rate);
    swarm.latenciesNs.clear();
    const Measurement measurement(options.serverPid);
    const int64_t before = counter;
    int64_t next = nowNs();
    const int64_t end = next + static_cast<int64_t>(options.seconds * 1e9);
    while (next < end) {
        swarm.turn(std::max<int64_t>(next - nowNs(), 0));
        if (nowNs() < next)
            continue;
        action();
        next += period;
    }
    if (!swarm.runUntil(isDone, patienceSeconds))
        fail("what was sent did not come back");
    measurement.report(report, static_cast<double>(counter - before));
    reportLatencies(report, swarm.latenciesNs);
}

void steady(Swarm &swarm, const Options &options, Report &report)
{
    int64_t expected = swarm.delivered;
    int sender = 0;
    atRate(
        swarm, options, report,
        [&] {
            swarm.say(sender, texts(1, options.payload));
            sender = (sender + 1) % options.senders;
            expected += options.clients - 1;
        },
        [&] { return swarm.delivered >= expected; }, swarm.delivered);
}

void echo(Swarm &swarm, const Options &options, Report &report)
{
    int64_t expected = swarm.acks;
    atRate(
        swarm, options, report,
        [&] {
            if (swarm.acks < expected)
                return; // one at a time: the figure is the cost of one, not of a queue
            swarm.ask(0, options.event, options.argument);
            ++expected;
        },
        [&] { return swarm.acks >= expected; }, swarm.acks);
}

} // namespace

void run(const Options &options)
{
    Report report;
    const ProcessUse base = useOf(options.serverPid);
    Swarm swarm(options);
    if (options.scenario == "handshake") {
        const Measurement measurement(options.serverPid);
        swarm.join(options.clients, options.clients);
        measurement.report(report, options.clients);
    } else {
        swarm.join(options.clients, joinAtOnce);
        report.add("kibPerClient",
                   static_cast<double>(useOf(options.serverPid).residentKiB - base.residentKiB)
                       / options.clients);
        // node ends the connection for the POSTs of a polling client that has said nothing for five seconds.
        if (options.scenario != "idle" && options.mode != Mode::Polling)
            rest(swarm, options, report);
        if (options.scenario == "burst")
            bursts(swarm, options, report);
        else if (options.scenario == "steady")
            steady(swarm, options, report);
        else if (options.scenario == "echo")
            echo(swarm, options, report);
        else if (options.scenario != "idle")
            fail("unknown scenario " + options.scenario);
    }
    report.print();
}

} // namespace loadgen
