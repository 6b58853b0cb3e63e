// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "wire.h"

#include <array>
#include <charconv>
#include <chrono>

namespace loadgen {

namespace {

constexpr std::array<char, 4> maskKey = {0x12, 0x34, 0x56, 0x78};
constexpr std::string_view stampMark = "@t=";
constexpr size_t stampDigits = 19;

uint64_t bigEndian(std::string_view bytes)
{
    uint64_t value = 0;
    for (const char byte : bytes)
        value = value << 8 | static_cast<uint8_t>(byte);
    return value;
}

} // namespace

std::optional<Frame> firstFrame(std::string_view bytes)
{
    if (bytes.size() < 2)
        return std::nullopt;
    uint64_t length = static_cast<uint8_t>(bytes[1]) & 0x7f;
    size_t head = 2;
    if (length >= 126) {
        const size_t extra = length == 126 ? 2 : 8;
        if (bytes.size() < head + extra)
            return std::nullopt;
        length = bigEndian(bytes.substr(head, extra));
        head += extra;
    }
    if (bytes.size() - head < length)
        return std::nullopt;
    return Frame{static_cast<uint8_t>(bytes[0] & 0x0f), bytes.substr(head, length), head + length};
}

std::string maskedFrame(uint8_t opcode, std::string_view payload)
{
    std::string frame;
    frame.reserve(payload.size() + 14);
    frame += static_cast<char>(0x80 | opcode);
    if (payload.size() < 126) {
        frame += static_cast<char>(0x80 | payload.size());
    } else {
        frame += static_cast<char>(0x80 | 126);
        frame += static_cast<char>(payload.size() >> 8);
        frame += static_cast<char>(payload.size() & 0xff);
    }
    frame.append(maskKey.data(), maskKey.size());
    for (size_t i = 0; i < payload.size(); ++i)
        frame += static_cast<char>(payload[i] ^ maskKey[i % maskKey.size()]);
    return frame;
}

std::optional<HttpAnswer> firstAnswer(std::string_view bytes)
{
    const size_t end = bytes.find("\r\n\r\n");
    if (end == std::string_view::npos)
        return std::nullopt;
    const std::string_view head = bytes.substr(0, end + 2);
    HttpAnswer answer;
    if (head.size() > 12)
        std::from_chars(head.data() + 9, head.data() + 12, answer.status);
    size_t length = 0;
    for (const std::string_view name : {"\r\nContent-Length: ", "\r\ncontent-length: "}) {
        if (const size_t at = head.find(name); at != std::string_view::npos)
            std::from_chars(head.data() + at + name.size(), head.data() + head.size(), length);
    }
    const size_t begin = end + 4;
    if (answer.status == 101)
        length = 0;
    if (bytes.size() - begin < length)
        return std::nullopt;
    answer.body = bytes.substr(begin, length);
    answer.size = begin + length;
    return answer;
}

std::string upgradeRequest(std::string_view host, std::string_view target)
{
    return "GET " + std::string(target) + " HTTP/1.1\r\nHost: " + std::string(host)
        + "\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
          "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
}

std::string getRequest(std::string_view host, std::string_view target)
{
    return "GET " + std::string(target) + " HTTP/1.1\r\nHost: " + std::string(host) + "\r\n\r\n";
}

std::string postRequest(std::string_view host, std::string_view target, std::string_view body)
{
    return "POST " + std::string(target) + " HTTP/1.1\r\nHost: " + std::string(host)
        + "\r\nContent-Type: text/plain;charset=UTF-8\r\nContent-Length: " + std::to_string(body.size())
        + "\r\n\r\n" + std::string(body);
}

int64_t nowNs()
{
    return std::chrono::duration_cast<std::chrono::nanoseconds>(
               std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

std::string stampedText(int size)
{
    std::string digits = std::to_string(nowNs());
    digits.insert(0, stampDigits - digits.size(), '0');
    std::string text = std::string(stampMark) + digits + ' ';
    if (text.size() < static_cast<size_t>(size))
        text.append(static_cast<size_t>(size) - text.size(), 'x');
    return text;
}

std::optional<int64_t> stampIn(std::string_view message)
{
    const size_t at = message.find(stampMark);
    if (at == std::string_view::npos || message.size() < at + stampMark.size() + stampDigits)
        return std::nullopt;
    int64_t stamp = 0;
    const char *digits = message.data() + at + stampMark.size();
    std::from_chars(digits, digits + stampDigits, stamp);
    return stamp;
}

} // namespace loadgen
