// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The frame decoder over good and malformed input at every split point, and every limit from both sides. It
// does not cover deadlines: those are the connection's.

#include "protocol/websocket/frame.h"
#include "protocol/websocket/messagedecoder.h"
#include "tests/protocol/splits.h"
#include "tests/support/websocketevents.h"

#include <QTest>

using namespace confab::websocket;
using confab::testing::described;

namespace {

constexpr quint32 key = 0x37fa213d;
constexpr qsizetype maximum = 100000;

QByteArray masked(Opcode opcode, const QByteArray &payload, bool fin = true)
{
    return encodeMaskedFrame(opcode, payload, key, fin);
}

/// Two header bytes as given, then a key and the payload as they are on the wire under a zero key.
QByteArray raw(int first, int second, const QByteArray &rest = {})
{
    return QByteArray(1, char(first)) + QByteArray(1, char(second)) + rest;
}

QByteArray transcript(const QList<QByteArray> &parts, Role role = Role::Server, qsizetype limit = maximum)
{
    MessageDecoder decoder(role, limit);
    QByteArray buffer;
    QByteArray out;
    for (const QByteArray &part : parts) {
        buffer += part;
        while (const auto event = decoder.feed(buffer)) {
            out += described(*event) + '\n';
            if (std::holds_alternative<Failure>(*event))
                return out;
        }
        if (!buffer.isEmpty())
            return out + "left over";
    }
    if (decoder.inMessage())
        out += "unfinished";
    return out;
}

} // namespace

class TestWebSocketDecoder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsMessages_data();
    void readsMessages();
    void refusesMalformedFrames_data();
    void refusesMalformedFrames();
    void failsAtTheFirstImpossibleByte_data();
    void failsAtTheFirstImpossibleByte();
    void readsTheFramesOfAServer();
    void limitsMessages_data();
    void limitsMessages();
    void refusesALargeFrameByItsHeader();
    void limitsFragments();
    void refusesInvalidTextBeforeTheFrameEnds();
    void checksCloseCodes();
    void discardsWhatFollowsAClose();
    void repeatsItsFailure();
    void tellsWhatIsInProgress();
};

void TestWebSocketDecoder::readsMessages_data()
{
    QTest::addColumn<QByteArray>("wire");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *name, const QByteArray &wire, const QByteArray &expected) {
        QTest::newRow(name) << wire << expected;
    };
    const QByteArray nihongo("\xe6\x97\xa5\xe6\x9c\xac");
    row("text", masked(Opcode::Text, "Hello"), "text Hello\n");
    row("empty text", masked(Opcode::Text, ""), "text \n");
    row("byte order mark is kept", masked(Opcode::Text, "\xef\xbb\xbf"), "text \xef\xbb\xbf\n");
    row("binary", masked(Opcode::Binary, QByteArray("\0\xff", 2)), QByteArray("binary \0\xff\n", 10));
    row("126 bytes", masked(Opcode::Text, QByteArray(126, 'x')), "text " + QByteArray(126, 'x') + '\n');
    row("two messages", masked(Opcode::Text, "a") + masked(Opcode::Binary, "b"), "text a\nbinary b\n");
    row("ping", masked(Opcode::Ping, "p"), "ping p\n");
    row("empty pong", masked(Opcode::Pong, ""), "pong \n");
    row("longest ping", masked(Opcode::Ping, QByteArray(125, 'p')), "ping " + QByteArray(125, 'p') + '\n');
    row("fragments", masked(Opcode::Text, "a", false) + masked(Opcode::Continuation, "b"), "text ab\n");
    row("empty fragments",
        masked(Opcode::Text, "", false) + masked(Opcode::Continuation, "", false)
            + masked(Opcode::Continuation, ""),
        "text \n");
    row("binary fragments", masked(Opcode::Binary, "\xc3", false) + masked(Opcode::Continuation, "\xc3"),
        "binary \xc3\xc3\n");
    row("control frames between fragments",
        masked(Opcode::Text, "a", false) + masked(Opcode::Ping, "p")
            + masked(Opcode::Continuation, "b", false) + masked(Opcode::Pong, "q")
            + masked(Opcode::Continuation, "c"),
        "ping p\npong q\ntext abc\n");
    row("fragment inside a character",
        masked(Opcode::Text, nihongo.left(2), false) + masked(Opcode::Ping, "\xff")
            + masked(Opcode::Continuation, nihongo.mid(2, 3), false)
            + masked(Opcode::Continuation, nihongo.mid(5)),
        "ping \xff\ntext " + nihongo + '\n');
    row("close", masked(Opcode::Close, ""), "close 1005 \n");
    row("close with code", masked(Opcode::Close, closePayload(1001)), "close 1001 \n");
    row("close with reason", masked(Opcode::Close, closePayload(4000, nihongo)),
        "close 4000 " + nihongo + '\n');
    row("close between fragments",
        masked(Opcode::Text, "a", false) + masked(Opcode::Close, closePayload(1000)), "close 1000 \n");
    row("unfinished message", masked(Opcode::Text, "a", false), "unfinished");
    row("unfinished frame", masked(Opcode::Text, "ab").chopped(1), "unfinished");
    row("first byte", masked(Opcode::Text, "").left(1), "unfinished");
}

void TestWebSocketDecoder::readsMessages()
{
    QFETCH(QByteArray, wire);
    QFETCH(QByteArray, expected);
    for (const auto &parts : confab::test::allSplits(wire))
        QCOMPARE(transcript(parts), expected);
}

void TestWebSocketDecoder::refusesMalformedFrames_data()
{
    QTest::addColumn<QByteArray>("wire");
    QTest::addColumn<int>("code");
    const auto row = [](const char *name, const QByteArray &wire, int code = 1002) {
        QTest::newRow(name) << wire << code;
    };
    const QByteArray zeroKey(4, '\0');
    row("unmasked", encodeFrame(Opcode::Text, "a"));
    row("reserved bit 1", raw(0xc1, 0x80, zeroKey));
    row("reserved bit 2", raw(0xa1, 0x80, zeroKey));
    row("reserved bit 3", raw(0x91, 0x80, zeroKey));
    for (int opcode : {3, 4, 5, 6, 7, 11, 12, 13, 14, 15})
        row(qPrintable(QStringLiteral("opcode %1").arg(opcode)), raw(0x80 | opcode, 0x80, zeroKey));
    row("fragmented ping", raw(0x09, 0x80, zeroKey));
    row("fragmented close", raw(0x08, 0x80, zeroKey));
    row("ping of 126 bytes", raw(0x89, 0x80 | 126, QByteArray::fromHex("007e")));
    row("close of 126 bytes", raw(0x88, 0x80 | 126, QByteArray::fromHex("007e")));
    row("continuation of nothing", masked(Opcode::Continuation, "a"));
    row("continuation of a finished message", masked(Opcode::Text, "a") + masked(Opcode::Continuation, "b"));
    row("message inside a message", masked(Opcode::Text, "a", false) + masked(Opcode::Text, "b"));
    row("125 in two bytes", raw(0x82, 0x80 | 126, QByteArray::fromHex("007d")));
    row("65535 in eight bytes", raw(0x82, 0x80 | 127, QByteArray::fromHex("000000000000ffff")));
    row("length with its top bit", raw(0x82, 0x80 | 127, QByteArray::fromHex("8000000000000000")));
    row("close of one byte", masked(Opcode::Close, "\x03"));
    row("close with an invalid code", masked(Opcode::Close, closePayload(1005)));
    row("close with an invalid reason", masked(Opcode::Close, closePayload(1000) + "\xff"), 1007);
    row("close with half a character", masked(Opcode::Close, closePayload(1000) + "\xc3"), 1007);
    row("invalid text", masked(Opcode::Text, "a\xff"), 1007);
    row("text ends inside a character", masked(Opcode::Text, "a\xc3"), 1007);
    row("fragments end inside a character",
        masked(Opcode::Text, "\xe6", false) + masked(Opcode::Continuation, "\x97"), 1007);
    row("invalid across fragments", masked(Opcode::Text, "\xe6", false) + masked(Opcode::Continuation, "z"),
        1007);
}

void TestWebSocketDecoder::refusesMalformedFrames()
{
    QFETCH(QByteArray, wire);
    QFETCH(int, code);
    for (const auto &parts : confab::test::allSplits(wire)) {
        const QByteArray result = transcript(parts);
        QVERIFY2(result.endsWith("failure " + QByteArray::number(code) + '\n'), result.constData());
    }
}

void TestWebSocketDecoder::failsAtTheFirstImpossibleByte_data()
{
    QTest::addColumn<QByteArray>("start");
    QTest::newRow("opcode") << QByteArray("\x83");
    QTest::newRow("reserved bit") << QByteArray("\xc1");
    QTest::newRow("fragmented control frame") << QByteArray("\x09");
    QTest::newRow("continuation") << QByteArray("\x80");
    QTest::newRow("no mask") << QByteArray("\x81\x05");
    QTest::newRow("control length") << QByteArray("\x89\xfe");
    QTest::newRow("close of one byte") << QByteArray("\x88\x81");
    QTest::newRow("top bit") << QByteArray("\x82\xff\x80");
    QTest::newRow("length form") << QByteArray("\x82\xfe\x00\x7d", 4);
    QTest::newRow("text") << raw(0x81, 0x80 | 10, QByteArray(4, '\0') + "ab\xff");
}

void TestWebSocketDecoder::failsAtTheFirstImpossibleByte()
{
    QFETCH(QByteArray, start);
    MessageDecoder decoder(Role::Server, maximum);
    QByteArray before = start.chopped(1);
    QVERIFY(!decoder.feed(before));
    QByteArray last = start.right(1);
    const auto event = decoder.feed(last);
    QVERIFY(event);
    QVERIFY(std::holds_alternative<Failure>(*event));
    QVERIFY(!decoder.inMessage());
}

void TestWebSocketDecoder::readsTheFramesOfAServer()
{
    const QByteArray wire = encodeFrame(Opcode::Text, "a") + encodeFrame(Opcode::Binary, QByteArray(200, 'b'))
        + encodeFrame(Opcode::Ping, "") + encodeClose(1001, "bye");
    for (const auto &parts : confab::test::allSplits(wire))
        QCOMPARE(transcript(parts, Role::Client),
                 "text a\nbinary " + QByteArray(200, 'b') + "\nping \nclose 1001 bye\n");
    QCOMPARE(transcript({masked(Opcode::Text, "a")}, Role::Client), "failure 1002\n");
}

void TestWebSocketDecoder::limitsMessages_data()
{
    QTest::addColumn<QByteArrayList>("fragments");
    QTest::addColumn<bool>("accepted");
    QTest::newRow("below") << QByteArrayList{QByteArray(199, 'x')} << true;
    QTest::newRow("at") << QByteArrayList{QByteArray(200, 'x')} << true;
    QTest::newRow("above") << QByteArrayList{QByteArray(201, 'x')} << false;
    QTest::newRow("sum below") << QByteArrayList{QByteArray(150, 'x'), QByteArray(49, 'x')} << true;
    QTest::newRow("sum at") << QByteArrayList{QByteArray(150, 'x'), QByteArray(50, 'x'), ""} << true;
    QTest::newRow("sum above") << QByteArrayList{QByteArray(150, 'x'), QByteArray(51, 'x')} << false;
}

void TestWebSocketDecoder::limitsMessages()
{
    QFETCH(QByteArrayList, fragments);
    QFETCH(bool, accepted);
    QByteArray wire;
    for (qsizetype i = 0; i < fragments.size(); ++i)
        wire += masked(i == 0 ? Opcode::Text : Opcode::Continuation, fragments[i], i == fragments.size() - 1);
    for (const auto &parts : confab::test::allSplits(wire))
        QCOMPARE(transcript(parts, Role::Server, 200),
                 accepted ? "text " + fragments.join() + '\n' : QByteArray("failure 1009\n"));
}

void TestWebSocketDecoder::refusesALargeFrameByItsHeader()
{
    // Neither the key nor a byte of the payload is needed; 2^62 is a length like any other.
    QCOMPARE(transcript({raw(0x82, 0x80 | 127, QByteArray::fromHex("4000000000000000"))}), "failure 1009\n");
    QCOMPARE(transcript({raw(0x82, 0x80 | 126, QByteArray::fromHex("00c9"))}, Role::Server, 200),
             "failure 1009\n");
    QCOMPARE(transcript({masked(Opcode::Text, "a", false),
                         raw(0x80, 0x80 | 127, QByteArray::fromHex("7fffffffffffffff"))}),
             "failure 1009\n");
}

void TestWebSocketDecoder::limitsFragments()
{
    const auto message = [](int count) {
        QByteArray wire = masked(Opcode::Binary, "x", false);
        for (int i = 2; i < count; ++i)
            wire += masked(Opcode::Continuation, i % 2 ? "y" : "", false);
        return wire + masked(Opcode::Continuation, "z");
    };
    QVERIFY(transcript({message(16383)}).startsWith("binary x"));
    QVERIFY(transcript({message(16384)}).startsWith("binary x"));
    QCOMPARE(transcript({message(16385)}), "failure 1008\n");
    QVERIFY(transcript({message(16384) + message(16384)}).endsWith("z\n")); // counted for each message
    QVERIFY(transcript({message(20000)}, Role::Server, 20000 * 64).startsWith("binary x"));
    QCOMPARE(transcript({message(20001)}, Role::Server, 20000 * 64), "failure 1008\n");
}

void TestWebSocketDecoder::refusesInvalidTextBeforeTheFrameEnds()
{
    // Autobahn 6.4: the frame goes on, the verdict does not wait for it.
    const QByteArray wire =
        masked(Opcode::Text, QByteArray("\xce\xba\xf4\x90\x80\x80") + QByteArray(50, 'x'));
    MessageDecoder decoder(Role::Server, maximum);
    QByteArray start = wire.left(6 + 3);
    QVERIFY(!decoder.feed(start));
    QByteArray next = wire.mid(6 + 3, 1);
    const auto event = decoder.feed(next);
    QVERIFY(event);
    QCOMPARE(described(*event), "failure 1007");
}

void TestWebSocketDecoder::checksCloseCodes()
{
    for (int code = 0; code <= 0xffff; ++code) {
        const QByteArray expected = isValidCloseCode(quint16(code))
            ? "close " + QByteArray::number(code) + " \n"
            : QByteArray("failure 1002\n");
        QCOMPARE(transcript({masked(Opcode::Close, closePayload(quint16(code)))}), expected);
    }
}

void TestWebSocketDecoder::discardsWhatFollowsAClose()
{
    const QByteArray wire =
        masked(Opcode::Close, closePayload(1000)) + masked(Opcode::Text, "late") + "garbage";
    for (const auto &parts : confab::test::allSplits(wire))
        QCOMPARE(transcript(parts), "close 1000 \n");
}

void TestWebSocketDecoder::repeatsItsFailure()
{
    MessageDecoder decoder(Role::Server, maximum);
    QByteArray wire("\x83");
    QCOMPARE(described(*decoder.feed(wire)), "failure 1002");
    wire = masked(Opcode::Text, "a");
    QCOMPARE(described(*decoder.feed(wire)), "failure 1002");
}

void TestWebSocketDecoder::tellsWhatIsInProgress()
{
    MessageDecoder decoder(Role::Server, maximum);
    QVERIFY(!decoder.inMessage());

    QByteArray wire = masked(Opcode::Text, "ab"); // 8 bytes
    QVERIFY(decoder.feed(wire));
    QVERIFY(!decoder.inMessage());

    wire = masked(Opcode::Text, "abc", false) + masked(Opcode::Continuation, "defg", false).chopped(1);
    QVERIFY(!decoder.feed(wire));
    QVERIFY(decoder.inMessage());
    QCOMPARE(decoder.messageOffset(), 8U);
    QCOMPARE(decoder.announcedBytes(), 7U);

    wire = "x" + masked(Opcode::Ping, "");
    QVERIFY(decoder.feed(wire));
    QVERIFY(decoder.inMessage()); // the message goes on behind the ping
    QCOMPARE(decoder.messageOffset(), 8U);

    wire = masked(Opcode::Continuation, "h") + masked(Opcode::Text, "next").left(3);
    QVERIFY(decoder.feed(wire));
    QVERIFY(!decoder.inMessage());
    QVERIFY(!decoder.feed(wire));
    QVERIFY(decoder.inMessage());
    QCOMPARE(decoder.messageOffset(), 8U + 9 + 10 + 6 + 7);
}

QTEST_GUILESS_MAIN(TestWebSocketDecoder)
#include "tst_websocketdecoder.moc"
