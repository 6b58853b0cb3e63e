// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// MessagePack as npm's socket.io-msgpack-parser speaks it: values, and packets made of them.

#include "protocol/socketio/messagepack.h"
#include "protocol/socketio/decoder.h"
#include "protocol/socketio/encoder.h"
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/socketiomessages.h"

using namespace confab;
using namespace confab::socketio;

namespace {

constexpr int maximumDepth = 64;

void checkValue(const QByteArray &bytes)
{
    const auto value = messagepack::parse(bytes, maximumDepth);
    if (!value)
        return;
    const QByteArray again = messagepack::serialize(*value);
    // A float of four bytes becomes one of eight.
    fuzz::require(again.size() <= 2 * bytes.size(), "what is written is not much larger than what was read");
    const auto second = messagepack::parse(again, maximumDepth);
    fuzz::require(second.has_value(), "what is written can be read");
    fuzz::require(messagepack::serialize(*second) == again, "and says the same");
    // No value has more than it was made of: the input without its last byte is none.
    fuzz::require(!messagepack::parse(bytes.chopped(1), maximumDepth), "a value ends where it ends");
}

void checkPacket(const QByteArray &bytes)
{
    Decoder decoder({}, Format::MessagePack);
    const auto outcome = decoder.addBinary(bytes);
    if (!outcome)
        return;
    fuzz::require(outcome->has_value() && !decoder.isIncomplete(), "a packet is one message");
    const EncodedPacket encoded = encode(**outcome, Format::MessagePack);
    fuzz::require(encoded.text.isEmpty() && encoded.attachments.size() == 1, "and stays one");
    Decoder second({}, Format::MessagePack);
    const auto again = second.addBinary(encoded.attachments.constFirst());
    fuzz::require(again.has_value() && again->has_value(), "what is encoded can be decoded");
    fuzz::require(fuzz::described(**again) == fuzz::described(**outcome), "and says the same");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    const fuzz::Input input(data, size);
    checkValue(input.whole());
    checkPacket(input.whole());
    for (const QByteArray &piece : input.pieces(8))
        checkValue(piece);
    return 0;
}
