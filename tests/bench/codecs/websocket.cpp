// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/websocket/frame.h"
#include "protocol/websocket/messagedecoder.h"
#include "tests/bench/codecs/measure.h"

using namespace confab;

namespace {

void webSocketRead(benchmark::State &state)
{
    const QByteArray text(state.range(0), 'x');
    const QByteArray frame = websocket::encodeMaskedFrame(websocket::Opcode::Text, text, 0x12345678);
    websocket::MessageDecoder decoder(websocket::Role::Server, 1'000'000);
    bench::measure(state, frame.size(), [&] {
        QByteArray bytes = frame;
        const auto event = decoder.feed(bytes);
        const auto *read = event ? std::get_if<websocket::Text>(&*event) : nullptr;
        return read && read->utf8.size() == text.size();
    });
}

void webSocketWrite(benchmark::State &state)
{
    const QByteArray text(state.range(0), 'x');
    const qsizetype bytes = websocket::encodeFrame(websocket::Opcode::Text, text).size();
    bench::measure(state, bytes,
                   [&] { return websocket::encodeFrame(websocket::Opcode::Text, text).size() == bytes; });
}

} // namespace

BENCHMARK(webSocketRead)->Name("WebSocket frame of a client, read, bytes:")->Arg(64)->Arg(16384);
BENCHMARK(webSocketWrite)->Name("WebSocket frame, written, bytes:")->Arg(64)->Arg(16384);
