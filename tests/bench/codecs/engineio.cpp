// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/engineio/payload.h"
#include "protocol/engineio/payloadrevision3.h"
#include "tests/bench/codecs/measure.h"

#include <QList>

using namespace confab;

namespace {

/// What a poll brings in a lively room: text with characters beyond ASCII, and one attachment.
QList<engineio::Packet> packets()
{
    QList<engineio::Packet> packets;
    for (int i = 0; i < 16; ++i)
        packets.append({engineio::PacketType::Message,
                        "2[\"message\",{\"message\":\"gr\u00fc\u00dfe an alle, it is late\",\"seq\":"
                            + QByteArray::number(i) + "}]",
                        false});
    packets.append({engineio::PacketType::Message, QByteArray(300, '\xa5'), true});
    return packets;
}

template <auto Encode> void write(benchmark::State &state)
{
    const auto list = packets();
    const qsizetype bytes = Encode(list).size();
    bench::measure(state, bytes, [&] { return Encode(list).size() == bytes; });
}

template <auto Encode, auto Decode> void read(benchmark::State &state)
{
    const auto list = packets();
    const QByteArray payload = Encode(list);
    bench::measure(state, payload.size(), [&] {
        const auto read = Decode(payload, {});
        return read && read->size() == list.size();
    });
}

} // namespace

namespace v3 = engineio::revision3;

BENCHMARK(write<engineio::encodePayload>)->Name("Engine.IO 4 payload of 17 packets, written");
BENCHMARK(read<engineio::encodePayload, engineio::decodePayload>)
    ->Name("Engine.IO 4 payload of 17 packets, read");
BENCHMARK(write<v3::encodeTextPayload>)->Name("Engine.IO 3 text payload of 17 packets, written");
BENCHMARK(read<v3::encodeTextPayload, v3::decodeTextPayload>)
    ->Name("Engine.IO 3 text payload of 17 packets, read");
BENCHMARK(write<v3::encodeBinaryPayload>)->Name("Engine.IO 3 binary payload of 17 packets, written");
BENCHMARK(read<v3::encodeBinaryPayload, v3::decodeBinaryPayload>)
    ->Name("Engine.IO 3 binary payload of 17 packets, read");
