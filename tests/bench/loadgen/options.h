// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace loadgen {

/// How the clients talk with the server.
enum class Mode {
    WebSocket, ///< Socket.IO over a WebSocket
    Plain, ///< bare text over a WebSocket at /ws
    Polling ///< Socket.IO over long polling
};

struct Options
{
    std::string host = "127.0.0.1";
    uint16_t port = 3000;
    int serverPid = 0; ///< whose CPU time and memory are measured
    Mode mode = Mode::WebSocket;
    std::string scenario = "burst"; ///< burst, steady, echo, handshake, idle
    int clients = 1000; ///< the sender included
    int senders = 1;
    int burst = 32; ///< messages at once
    double rate = 10; ///< messages a second, of all senders together (steady), or acknowledgements (echo)
    double seconds = 5; ///< how long is measured
    int payload = 64; ///< bytes of a message's text
    std::string event = "typing"; ///< what the echo scenario asks an acknowledgement for
    std::string argument = "{}"; ///< of that event, as JSON
};

} // namespace loadgen
