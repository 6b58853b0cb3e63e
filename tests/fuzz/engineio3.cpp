// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Payloads of Engine.IO 3: text, binary, binary frames and the form of JSONP; and packets, cut from the
// input, through each of them and back.

#include "protocol/engineio/doubleencoding.h"
#include "protocol/engineio/jsonp.h"
#include "protocol/engineio/payloadrevision3.h"
#include "protocol/socketio/json.h"
#include "protocol/websocket/utf8validator.h"
#include "tests/fuzz/engineiopackets.h"
#include "tests/fuzz/fuzz.h"

using namespace confab;
using namespace confab::engineio;

namespace {

constexpr PayloadLimits limits{.packets = 64};

void checkDecoded(const Result<QList<Packet>, PayloadError> &packets, const QByteArray &body)
{
    if (!packets)
        return;
    fuzz::checkPackets(*packets, limits.packets, body.size());
    if (packets->isEmpty()) // nothing but empty ones
        return;
    fuzz::require(revision3::decodeTextPayload(revision3::encodeTextPayload(*packets)).value() == *packets,
                  "what is encoded as text can be decoded");
    fuzz::require(revision3::decodeBinaryPayload(revision3::encodeBinaryPayload(*packets)).value()
                      == *packets,
                  "what is encoded as binary can be decoded");
}

QList<Packet> packetsOf(const QList<QByteArray> &pieces)
{
    QList<Packet> packets;
    for (const QByteArray &piece : pieces)
        packets.append({PacketType::Message, piece, !websocket::isValidUtf8(piece)});
    return packets;
}

void checkBinaryFrame(const QByteArray &bytes)
{
    if (const auto packet = revision3::decodeBinaryFrame(bytes))
        fuzz::require(revision3::encodeBinaryFrame(packet->data) == bytes, "a binary frame survives");
}

/// The script runs nothing of a client's choice: it is one call with one string, which says the payload.
void checkScript(const QByteArray &payload)
{
    const QByteArray prefix("___eio[7](\"");
    const QByteArray suffix("\");");
    const QByteArray script = jsonp::script("7];alert(1", payload);
    fuzz::require(script.startsWith("___eio[71](\""), "the callback has digits only");
    const QByteArray literal = jsonp::script("7", payload);
    fuzz::require(literal.startsWith(prefix) && literal.endsWith(suffix), "a script is one call");
    fuzz::require(literal.size() <= prefix.size() + suffix.size() + 6 * payload.size(),
                  "a script is bounded");
    for (const char *dangerous : {"\n", "\r", "<", "\xe2\x80\xa8", "\xe2\x80\xa9"})
        fuzz::require(!literal.contains(dangerous), "nothing in a script ends its string");
    const QByteArray string = literal.sliced(prefix.size() - 1, literal.size() - prefix.size() - 1);
    const auto value = socketio::parseJson(string, 1);
    fuzz::require(value && value->toString().toUtf8() == payload, "a script says the payload");
}

/// What a browser's form does to a payload; the client has escaped its line breaks before.
void checkForm(const QByteArray &payload)
{
    // A NUL is not taken out of a form, and the client's escaping does not tell \ and a line break from \n.
    if (payload.contains('\0') || payload.contains("\\\n"))
        return;
    QByteArray escaped = payload;
    escaped.replace("\\n", "\\\\n").replace('\n', "\\n");
    const auto again = jsonp::payloadOfForm("d=" + escaped.toPercentEncoding());
    fuzz::require(again && *again == payload, "a payload survives the form");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    const fuzz::Input input(data, size);
    const QByteArray whole = input.whole();
    checkDecoded(revision3::decodeTextPayload(whole, limits), whole);
    checkDecoded(revision3::decodeBinaryPayload(whole, limits), whole);
    if (const auto payload = jsonp::payloadOfForm(whole))
        checkDecoded(revision3::decodeTextPayload(*payload, limits), *payload);
    if (!whole.isEmpty())
        checkDecoded(packetsOf(input.pieces(limits.packets)), whole);
    checkBinaryFrame(whole);

    DoubleEncoding doubleEncoding;
    for (const QByteArray &piece : input.pieces(8)) {
        if (!websocket::isValidUtf8(piece))
            continue;
        const QByteArray once = doubleEncoding.undo(piece);
        fuzz::require(websocket::isValidUtf8(once) && once.size() <= piece.size(),
                      "decoding twice yields UTF-8");
        checkScript(piece);
        checkForm(piece);
    }
    return 0;
}
