// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Socket.IO packets of one connection, in every format: text and attachments (Socket.IO protocols 3 to 5).

#include "protocol/socketio/decoder.h"
#include "protocol/socketio/encoder.h"
#include "protocol/socketio/namespacequery.h"
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/socketiomessages.h"

using namespace confab;
using namespace confab::socketio;

namespace {

const DecoderLimits limits{.attachments = 10, .attachmentBytes = 4096, .nesting = 64, .namespaceBytes = 1024};

qsizetype countByteArrays(const QCborValue &value, int depth, qint64 &bytes)
{
    fuzz::require(depth <= limits.nesting, "nesting is limited");
    qsizetype count = 0;
    if (value.isByteArray()) {
        bytes += value.toByteArray().size();
        return 1;
    }
    const QCborArray elements = value.toArray();
    for (const QCborValue &element : elements)
        count += countByteArrays(element, depth + 1, bytes);
    const QCborMap members = value.toMap();
    for (const auto &[key, member] : members)
        count += countByteArrays(member, depth + 1, bytes);
    return count;
}

void checkPacket(const Packet &packet, Format format)
{
    qint64 bytes = 0;
    const qsizetype attachments = countByteArrays(packet.data, 0, bytes);
    if (format != Format::MessagePack) {
        fuzz::require(attachments <= limits.attachments, "attachments are counted");
        fuzz::require(bytes <= limits.attachmentBytes, "the bytes of attachments are limited");
    }
    fuzz::require(packet.type != PacketType::BinaryEvent && packet.type != PacketType::BinaryAck,
                  "the binary kinds are of the wire only");
    fuzz::require(!packet.id || (*packet.id >= 0 && *packet.id < (qint64(1) << 53)),
                  "an id is a number of JavaScript");
    const bool isList = packet.type == PacketType::Event || packet.type == PacketType::Ack;
    fuzz::require(!isList || packet.data.isArray(), "an event and an answer are lists");

    if (packet.nsp.contains(QChar(0))) // %00 is not taken out of a query
        return;
    const NamespaceQuery parts = splitNamespace(packet.nsp);
    const NamespaceQuery again = splitNamespace(joinNamespace(parts));
    fuzz::require(again.nsp == parts.nsp && again.query == parts.query, "a namespace's query survives");
}

/// ERROR of the protocols before 5 may carry any value, and nothing stands between its type and that value:
/// every parser reads a number there as the id of the packet. Nobody sends one; only with white space in
/// front does it reach us as data.
bool isErrorWithNumber(const Packet &packet)
{
    return packet.type == PacketType::ConnectError && (packet.data.isInteger() || packet.data.isDouble());
}

/// What we relay is what came; `packet` was decoded in `format`.
void checkReencoded(const Packet &packet, Format format)
{
    if (isErrorWithNumber(packet))
        return;
    const EncodedPacket encoded = encode(packet, format);
    Decoder decoder(limits, format);
    std::optional<Packet> again;
    const auto take = [&](const Decoder::Outcome &outcome) {
        fuzz::require(outcome.has_value(), "what is encoded can be decoded");
        fuzz::require(!again, "it is one packet");
        again = *outcome;
    };
    if (!encoded.text.isEmpty())
        take(decoder.addText(encoded.text));
    for (const QByteArray &attachment : encoded.attachments)
        take(decoder.addBinary(attachment));
    fuzz::require(again.has_value() && !decoder.isIncomplete(), "it is complete");
    // Numbers that JSON cannot hold (1e999) became null: what is encoded twice is the same.
    fuzz::require(encode(*again, format) == encoded, "it says the same");
}

void read(const QList<fuzz::EngineMessage> &messages, Format format)
{
    Decoder decoder(limits, format);
    for (const fuzz::EngineMessage &message : messages) {
        const auto outcome = message.binary ? decoder.addBinary(message.data) : decoder.addText(message.data);
        if (!outcome)
            return;
        fuzz::require(outcome->has_value() != decoder.isIncomplete(), "a packet, or one that waits");
        if (!*outcome)
            continue;
        checkPacket(**outcome, format);
        checkReencoded(**outcome, format);
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    const fuzz::Input input(data, size);
    for (const Format format : {Format::Json, Format::JsonRevision4, Format::MessagePack})
        read(fuzz::messagesOf(input.whole()), format);

    // And an event of the input's pieces as attachments, all the way.
    QCborArray pieces{QStringLiteral("pieces")};
    for (const QByteArray &piece : input.pieces(10))
        pieces.append(piece.left(400));
    for (const Format format : {Format::Json, Format::JsonRevision4, Format::MessagePack})
        checkReencoded({PacketType::Event, QStringLiteral("/"), 1, pieces}, format);
    return 0;
}
