// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "options.h"

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace loadgen {

/// Thousands of clients of one chat in one thread over epoll. Errors of the machine or of the server end the
/// program with a sentence: a measurement with holes is none.
class Swarm
{
public:
    explicit Swarm(const Options &options);
    ~Swarm();
    Swarm(const Swarm &) = delete;
    Swarm &operator=(const Swarm &) = delete;

    /// Opens `count` more clients, at most `atOnce` of them on their way at the same time, and waits until
    /// all have joined.
    void join(int count, int atOnce);
    /// The client says this to everybody else; several texts leave in one piece.
    void say(int client, const std::vector<std::string> &texts);
    /// The client sends an event that wants an acknowledgement; `acks` counts it.
    void ask(int client, const std::string &event, const std::string &argument);

    /// Until `isDone`, or for `seconds` at the longest; whether it was done. `isDone` is asked after each
    /// turn.
    bool runUntil(const std::function<bool()> &isDone, double seconds);
    /// One turn of the event loop that waits no longer than `ns`.
    void turn(int64_t ns);

    int64_t delivered = 0;
    int64_t acks = 0;
    std::vector<int64_t> latenciesNs; ///< of one delivery in `sampleEvery`, and of every acknowledgement

    static constexpr int64_t sampleEvery = 7;

private:
    /// A descriptor with what was not yet parsed and what was not yet sent.
    struct Link
    {
        int descriptor = -1;
        std::string in;
        std::string out;
        bool waitsToWrite = false;
    };
    enum class State { Connecting, Upgrading, Opening, Joining, Ready };
    struct Client
    {
        Link main; ///< the WebSocket, or the polls
        Link post; ///< the POSTs of a polling client
        State state = State::Connecting;
        std::string sid;
        std::string postQueue; ///< packets that wait for the answer to the POST before
        bool isPosting = false;
        int64_t askedAt = 0;
    };

    void open(size_t index, bool isPost);
    [[nodiscard]] Link &link(uint64_t tag);
    void write(uint64_t tag, std::string_view bytes);
    void flush(uint64_t tag);
    void readable(uint64_t tag);
    void writable(uint64_t tag);
    size_t parse(uint64_t tag, std::string_view bytes);
    size_t parseWebSocket(size_t index, std::string_view bytes);
    size_t parsePolling(size_t index, bool isPost, std::string_view bytes);
    void packet(size_t index, std::string_view packet);
    void message(std::string_view text);
    void send(size_t index, std::string_view packet);
    void poll(size_t index);
    void ready(size_t index);

    const Options m_options;
    const std::string m_host;
    int m_epoll = -1;
    std::vector<Client> m_clients;
    std::string m_scratch;
    size_t m_ready = 0;
    int64_t m_untilSample = 1;
};

[[noreturn]] void fail(const std::string &sentence);

} // namespace loadgen
