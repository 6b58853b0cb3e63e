// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "scenarios.h"
#include "swarm.h"

#include <cstdio>
#include <cstdlib>
#include <map>
#include <string_view>

#include <sys/resource.h>

namespace {

constexpr std::string_view usage =
    R"(loadgen --port PORT --pid SERVER_PID [OPTIONS]: clients of a chat, all in one thread.
  --host ADDRESS      IPv4 (127.0.0.1)
  --mode MODE         websocket, plain (bare text at /ws) or polling (websocket)
  --scenario NAME     burst: one sender's bursts, each delivered before the next; steady: messages at a rate;
                      echo: acknowledgements at a rate beside idle clients; handshake: all at once; idle (burst)
  --clients N         the senders included (1000)
  --senders N         who take turns (1)     --burst N     messages at once (32)
  --rate R            a second (10)          --seconds S   of measuring (5)
  --payload BYTES     of a message (64)      --event NAME  that echo asks an answer for (typing)
  --argument JSON     of that event ({})
Before all but handshake and idle it waits until the server has come to rest from the joining, 15 s at the longest;
not with polling.
Prints one JSON object. Errors end it with 1.
)";

loadgen::Mode modeOf(std::string_view name)
{
    if (name == "websocket")
        return loadgen::Mode::WebSocket;
    if (name == "plain")
        return loadgen::Mode::Plain;
    if (name == "polling")
        return loadgen::Mode::Polling;
    loadgen::fail("no such mode: " + std::string(name));
}

loadgen::Options read(int argc, char **argv)
{
    std::map<std::string_view, std::string_view> given;
    for (int i = 1; i + 1 < argc; i += 2)
        given[argv[i]] = argv[i + 1];
    if (argc % 2 == 0 || argc == 1) {
        std::fputs(usage.data(), stderr);
        std::exit(2);
    }
    loadgen::Options options;
    const auto take = [&](std::string_view name, auto store) {
        if (const auto found = given.extract(name))
            store(std::string(found.mapped()));
    };
    take("--host", [&](const std::string &value) { options.host = value; });
    take("--port", [&](const std::string &value) { options.port = static_cast<uint16_t>(std::stoi(value)); });
    take("--pid", [&](const std::string &value) { options.serverPid = std::stoi(value); });
    take("--mode", [&](const std::string &value) { options.mode = modeOf(value); });
    take("--scenario", [&](const std::string &value) { options.scenario = value; });
    take("--clients", [&](const std::string &value) { options.clients = std::stoi(value); });
    take("--senders", [&](const std::string &value) { options.senders = std::stoi(value); });
    take("--burst", [&](const std::string &value) { options.burst = std::stoi(value); });
    take("--rate", [&](const std::string &value) { options.rate = std::stod(value); });
    take("--seconds", [&](const std::string &value) { options.seconds = std::stod(value); });
    take("--payload", [&](const std::string &value) { options.payload = std::stoi(value); });
    take("--event", [&](const std::string &value) { options.event = value; });
    take("--argument", [&](const std::string &value) { options.argument = value; });
    if (!given.empty())
        loadgen::fail("no such option: " + std::string(given.begin()->first));
    if (options.serverPid <= 0)
        loadgen::fail("--pid is missing");
    return options;
}

} // namespace

int main(int argc, char **argv)
{
    rlimit limit{};
    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
    loadgen::run(read(argc, argv));
    return 0;
}
