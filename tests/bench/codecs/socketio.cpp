// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/socketio/decoder.h"
#include "protocol/socketio/encoder.h"
#include "tests/bench/codecs/measure.h"

#include <QCborArray>
#include <QCborMap>

using namespace confab;
using namespace Qt::StringLiterals;

namespace {

QCborMap message()
{
    return {{u"message"_s, QString(64, u'x')},
            {u"id"_s, u"8f2b7c90-6f0e-4b52-9d0e-2f6a0e5b1c11"_s},
            {u"seq"_s, 123456},
            {u"at"_s, qint64{1764331200000}},
            {u"room"_s, u"lobby"_s},
            {u"from"_s, QCborMap{{u"id"_s, u"p0123456789abcdef01234"_s}, {u"name"_s, u"Ana"_s}}}};
}

/// A message as the server sends it; with an attachment, for the binary kinds, when asked.
socketio::Packet packet(bool isBinary)
{
    QCborArray args{message()};
    if (isBinary)
        args.append(QByteArray(1024, '\xa5'));
    return socketio::Packet::event(u"/"_s, u"message"_s, args, 7);
}

qsizetype sizeOf(const socketio::EncodedPacket &encoded)
{
    qsizetype bytes = encoded.text.size();
    for (const QByteArray &attachment : encoded.attachments)
        bytes += attachment.size();
    return bytes;
}

void write(benchmark::State &state, socketio::Format format, bool isBinary)
{
    const auto sent = packet(isBinary);
    const qsizetype bytes = sizeOf(socketio::encode(sent, format));
    bench::measure(state, bytes, [&] { return sizeOf(socketio::encode(sent, format)) == bytes; });
}

void read(benchmark::State &state, socketio::Format format, bool isBinary)
{
    const auto encoded = socketio::encode(packet(isBinary), format);
    socketio::Decoder decoder({}, format);
    bench::measure(state, sizeOf(encoded), [&] {
        bool isRead = false;
        const auto note = [&isRead](const socketio::Decoder::Outcome &outcome) {
            isRead = outcome && outcome->has_value() && (*outcome)->id == 7;
            return outcome.has_value();
        };
        if (!encoded.text.isEmpty() && !note(decoder.addText(encoded.text)))
            return false;
        for (const QByteArray &attachment : encoded.attachments) {
            if (!note(decoder.addBinary(attachment)))
                return false;
        }
        return isRead;
    });
}

} // namespace

using socketio::Format;

BENCHMARK_CAPTURE(write, json, Format::Json, false)->Name("Socket.IO event, written");
BENCHMARK_CAPTURE(read, json, Format::Json, false)->Name("Socket.IO event, read");
BENCHMARK_CAPTURE(write, binary, Format::Json, true)->Name("Socket.IO event with 1 KiB attached, written");
BENCHMARK_CAPTURE(read, binary, Format::Json, true)->Name("Socket.IO event with 1 KiB attached, read");
BENCHMARK_CAPTURE(write, revision4, Format::JsonRevision4, false)
    ->Name("Socket.IO event of protocol 4, written");
BENCHMARK_CAPTURE(read, revision4, Format::JsonRevision4, false)->Name("Socket.IO event of protocol 4, read");
BENCHMARK_CAPTURE(write, messagePack, Format::MessagePack, false)
    ->Name("Socket.IO event as MessagePack, written");
BENCHMARK_CAPTURE(read, messagePack, Format::MessagePack, false)
    ->Name("Socket.IO event as MessagePack, read");
