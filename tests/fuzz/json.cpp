// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// JSON of Socket.IO (RFC 8259): read, written, and read again.

#include "protocol/socketio/json.h"
#include "protocol/websocket/utf8validator.h"
#include "tests/fuzz/fuzz.h"

#include <algorithm>

using namespace confab;
using namespace confab::socketio;

namespace {

constexpr int maximumDepth = 64;

bool isAscii(const QByteArray &text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<uchar>(c) < 0x80; });
}

void checkValue(const QCborValue &value, qsizetype bytes)
{
    for (const JsonCharacters characters : {JsonCharacters::Utf8, JsonCharacters::Ascii}) {
        const QByteArray json = toJson(value, characters);
        // 1e20 is 21 digits, a character may become six, U+1F600 (four bytes) twelve.
        fuzz::require(json.size() <= 8 * bytes, "what is written is not much larger than what was read");
        fuzz::require(characters == JsonCharacters::Ascii ? isAscii(json) : websocket::isValidUtf8(json),
                      "what is written has the characters asked for");
        const auto again = parseJson(json, maximumDepth);
        fuzz::require(again.has_value(), "what is written can be read");
        fuzz::require(toJson(*again, characters) == json, "and says the same");
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    const fuzz::Input input(data, size);
    const QByteArray whole = input.whole();
    if (const auto value = parseJson(whole, maximumDepth)) {
        fuzz::require(websocket::isValidUtf8(whole), "JSON is UTF-8");
        checkValue(*value, whole.size());
        // A value may stand in another one, as deep as allowed.
        fuzz::require(parseJson('[' + whole + ']', maximumDepth + 1).has_value(),
                      "an element may be any value");
    }
    // Every text of the input's survives as a text.
    for (const QByteArray &piece : input.pieces(8)) {
        const QCborValue text(QString::fromUtf8(piece));
        const auto again = parseJson(toJson(text), maximumDepth);
        fuzz::require(again && *again == text, "a text survives");
        fuzz::require(parseJson(toJson(text, JsonCharacters::Ascii), maximumDepth) == again,
                      "and so in ASCII");
    }
    return 0;
}
