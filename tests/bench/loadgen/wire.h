// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

// The little of HTTP, WebSocket (RFC 6455), Engine.IO 4 and Socket.IO 5 that a load generator needs. It
// trusts the server.
namespace loadgen {

struct Frame
{
    uint8_t opcode = 0;
    std::string_view payload;
    size_t size = 0; ///< bytes of the whole frame
};

/// The first whole frame of a server; nothing while more bytes are needed.
[[nodiscard]] std::optional<Frame> firstFrame(std::string_view bytes);
/// A client's frame, masked.
[[nodiscard]] std::string maskedFrame(uint8_t opcode, std::string_view payload);

struct HttpAnswer
{
    int status = 0;
    std::string_view body;
    size_t size = 0;
};
/// The first whole answer (Content-Length or without a body); nothing while more bytes are needed.
[[nodiscard]] std::optional<HttpAnswer> firstAnswer(std::string_view bytes);

[[nodiscard]] std::string upgradeRequest(std::string_view host, std::string_view target);
[[nodiscard]] std::string getRequest(std::string_view host, std::string_view target);
[[nodiscard]] std::string postRequest(std::string_view host, std::string_view target, std::string_view body);

/// Nanoseconds of the monotonic clock.
[[nodiscard]] int64_t nowNs();
/// A text of `size` bytes that begins with the time of its sending.
[[nodiscard]] std::string stampedText(int size);
/// The time in a message that holds a stampedText().
[[nodiscard]] std::optional<int64_t> stampIn(std::string_view message);

} // namespace loadgen
