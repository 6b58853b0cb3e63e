// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What a client may say to the chat: its events, their arguments as JSON or MessagePack.

#include "protocol/socketio/json.h"
#include "protocol/socketio/messagepack.h"
#include "server/chat/wire.h"
#include "tests/fuzz/fuzz.h"

using namespace confab;
using namespace confab::chat;

namespace {

void checkRoom(const QString &room)
{
    const auto again = checkedRoom(room);
    fuzz::require(again && *again == room, "a room's name that was taken is taken again");
}

void checkName(const QString &name)
{
    const QList<uint> characters = name.toUcs4();
    fuzz::require(!name.isEmpty() && characters.size() <= maximumNameLength, "a name is 1 to 40 characters");
    for (const uint character : characters) {
        const auto category = QChar::category(char32_t(character));
        fuzz::require(category != QChar::Other_Control && category != QChar::Separator_Line
                          && category != QChar::Separator_Paragraph,
                      "a name has no control characters");
        fuzz::require((character < 0x202a || character > 0x202e)
                          && (character < 0x2066 || character > 0x2069),
                      "a name does not turn the direction of what stands around it");
    }
    const auto again = checkedName(name);
    fuzz::require(again && *again == name, "a name that was taken is taken again");
}

void checkRefusal(const Refusal &refusal)
{
    fuzz::require(!refusal.error.isEmpty(), "a refusal has a reason");
    fuzz::require(toWire(refusal).value(QStringLiteral("ok")).isFalse(), "a refusal says no");
    // Of the client's words at most a name of a field is in it.
    fuzz::require(refusal.detail.size() < 200, "a refusal is short");
}

void checkMessage(const QCborArray &args)
{
    const auto request = parseMessage(args);
    if (!request)
        return checkRefusal(request.error());
    fuzz::require(request->text.toUtf8().size() <= maximumTextBytes, "a text is within the limit");
    const auto id = checkedId(request->id);
    fuzz::require(id && *id == request->id, "an id that was taken is taken again");
    checkRoom(request->room);

    log::Message message;
    message.room = request->room;
    message.personId = newPersonId();
    message.id = request->id;
    message.text = request->text;
    const QCborMap wire = toWire(message);
    const auto again = socketio::parseJson(socketio::toJson(wire), 64);
    fuzz::require(again && again->toMap().value(QStringLiteral("id")).toString() == request->id,
                  "a message can be sent on");
}

void checkHello(const QCborArray &args)
{
    const auto hello = parseHello(args);
    if (!hello)
        return checkRefusal(hello.error());
    fuzz::require(!hello->rooms.isEmpty() && hello->rooms.size() <= maximumRoomsPerClient, "1 to 16 rooms");
    for (const QString &room : hello->rooms) {
        fuzz::require(hello->rooms.count(room) == 1, "each once");
        checkRoom(room);
    }
    fuzz::require(hello->since.size() <= maximumRoomsPerClient, "at most 16 cursors");
    fuzz::require(!hello->token || isUsableToken(*hello->token), "a token that was taken can be used");
    if (hello->name)
        checkName(*hello->name);
}

void checkHistory(const QCborArray &args)
{
    const auto query = parseHistory(args);
    if (!query)
        return checkRefusal(query.error());
    fuzz::require(query->limit >= 1 && query->limit <= 200, "a page of history is 1 to 200 messages");
    checkRoom(query->room);
}

void checkEvents(const QCborArray &args)
{
    checkHistory(args);
    const auto typing = parseTyping(args);
    if (typing)
        checkRoom(*typing);
    else
        checkRefusal(typing.error());
    const auto presence = parsePresence(args);
    if (presence)
        checkRoom(presence->room);
    else
        checkRefusal(presence.error());
    checkMessage(args);
    checkHello(args);
    const auto name = parseRename(args);
    if (name)
        checkName(*name);
    else
        checkRefusal(name.error());
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    const fuzz::Input input(data, size);
    const QByteArray whole = input.whole();
    for (const auto &value : {socketio::parseJson(whole, 64), socketio::messagepack::parse(whole, 64)}) {
        if (!value)
            continue;
        checkEvents(value->isArray() ? value->toArray() : QCborArray{*value});
    }
    // Every piece as a bare text, and as a name.
    for (const QByteArray &piece : input.pieces(8)) {
        checkEvents({QString::fromUtf8(piece)});
        checkEvents({QCborMap{{QStringLiteral("name"), QString::fromUtf8(piece)}}});
    }
    return 0;
}
