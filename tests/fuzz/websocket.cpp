// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// WebSocket frames, read as a server and as a client (RFC 6455 5).

#include "protocol/websocket/messagedecoder.h"
#include "tests/fuzz/fuzz.h"
#include "tests/support/websocketevents.h"

using namespace confab;
using namespace confab::websocket;
using testing::described;

namespace {

constexpr qsizetype maximumMessageBytes = 1000;

void checkEvent(const Event &event)
{
    if (const auto *text = std::get_if<Text>(&event)) {
        fuzz::require(isValidUtf8(text->utf8), "text is UTF-8");
        fuzz::require(text->utf8.size() <= maximumMessageBytes, "a text is within the limit");
    } else if (const auto *binary = std::get_if<Binary>(&event)) {
        fuzz::require(binary->data.size() <= maximumMessageBytes, "a binary message is within the limit");
    } else if (const auto *ping = std::get_if<Ping>(&event)) {
        fuzz::require(encodeFrame(Opcode::Pong, ping->payload).size() <= 2 + maximumControlBytes,
                      "a pong is no larger than a control frame");
    } else if (const auto *close = std::get_if<Close>(&event)) {
        fuzz::require(close->code == Close::noCode || isValidCloseCode(close->code),
                      "a close code may be sent");
        fuzz::require(isValidUtf8(close->reason), "a reason is UTF-8");
    } else if (const auto *failure = std::get_if<Failure>(&event)) {
        fuzz::require(failure->closeCode == 1002 || failure->closeCode == 1007 || failure->closeCode == 1008
                          || failure->closeCode == 1009,
                      "a failure has one of its codes");
    }
}

/// A message that we send on is the one that came.
void checkReencoded(const Event &event)
{
    const bool isText = std::holds_alternative<Text>(event);
    if (!isText && !std::holds_alternative<Binary>(event))
        return;
    const QByteArray payload = isText ? std::get<Text>(event).utf8 : std::get<Binary>(event).data;
    const Opcode opcode = isText ? Opcode::Text : Opcode::Binary;
    for (const Role role : {Role::Client, Role::Server}) {
        QByteArray frame = role == Role::Client ? encodeFrame(opcode, payload)
                                                : encodeMaskedFrame(opcode, payload, 0x12345678);
        MessageDecoder decoder(role, maximumMessageBytes);
        const auto again = decoder.feed(frame);
        fuzz::require(again && described(*again) == described(event), "what is encoded can be decoded");
    }
}

fuzz::Transcript read(const QList<QByteArray> &pieces, Role role)
{
    fuzz::Transcript transcript;
    MessageDecoder decoder(role, maximumMessageBytes);
    QByteArray buffer;
    for (const QByteArray &piece : pieces) {
        buffer.append(piece);
        while (const auto event = decoder.feed(buffer)) {
            checkEvent(*event);
            checkReencoded(*event);
            transcript.append(described(*event));
            if (std::holds_alternative<Failure>(*event)) {
                fuzz::require(!decoder.inMessage() && decoder.announcedBytes() == 0,
                              "a failure keeps nothing");
                return transcript;
            }
        }
        fuzz::require(buffer.isEmpty(), "what is not understood yet is held once, by the decoder");
        fuzz::require(decoder.announcedBytes() <= quint64(maximumMessageBytes),
                      "no more is announced than the limit allows");
    }
    transcript.append(decoder.inMessage() ? "in a message" : "between messages");
    return transcript;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    const fuzz::Input input(data, size);
    for (const Role role : {Role::Server, Role::Client}) {
        fuzz::requireSame(read({input.whole()}, role), read(input.pieces(), role),
                          "messages are the same however they come");
    }
    return 0;
}
