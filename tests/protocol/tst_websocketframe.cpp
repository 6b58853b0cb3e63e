// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What we send, byte for byte, and the handshake's key.

#include "protocol/websocket/frame.h"
#include "protocol/websocket/handshake.h"

#include <QTest>

using namespace confab::websocket;

class TestWebSocketFrame : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void encodesTheExamplesOfTheRfc();
    void usesTheShortestLength_data();
    void usesTheShortestLength();
    void masksFromAnyPhase();
    void encodesCloseFrames();
    void cutsAReasonBetweenCharacters_data();
    void cutsAReasonBetweenCharacters();
    void knowsCloseCodes();
    void answersTheKeyOfTheRfc();
    void checksKeys_data();
    void checksKeys();
    void refusesBadHandshakes_data();
    void refusesBadHandshakes();
};

void TestWebSocketFrame::encodesTheExamplesOfTheRfc()
{
    // RFC 6455 5.7
    QCOMPARE(encodeFrame(Opcode::Text, "Hello"), QByteArray::fromHex("810548656c6c6f"));
    QCOMPARE(encodeMaskedFrame(Opcode::Text, "Hello", 0x37fa213d),
             QByteArray::fromHex("818537fa213d7f9f4d5158"));
    QCOMPARE(encodeFrame(Opcode::Text, "Hel", false), QByteArray::fromHex("010348656c"));
    QCOMPARE(encodeFrame(Opcode::Continuation, "lo"), QByteArray::fromHex("80026c6f"));
    QCOMPARE(encodeFrame(Opcode::Ping, "Hello"), QByteArray::fromHex("890548656c6c6f"));
    QCOMPARE(encodeMaskedFrame(Opcode::Pong, "Hello", 0x37fa213d),
             QByteArray::fromHex("8a8537fa213d7f9f4d5158"));
}

void TestWebSocketFrame::usesTheShortestLength_data()
{
    QTest::addColumn<int>("size");
    QTest::addColumn<QByteArray>("header");
    QTest::newRow("0") << 0 << QByteArray::fromHex("8200");
    QTest::newRow("125") << 125 << QByteArray::fromHex("827d");
    QTest::newRow("126") << 126 << QByteArray::fromHex("827e007e");
    QTest::newRow("65535") << 65535 << QByteArray::fromHex("827effff");
    QTest::newRow("65536") << 65536 << QByteArray::fromHex("827f0000000000010000");
}

void TestWebSocketFrame::usesTheShortestLength()
{
    QFETCH(int, size);
    QFETCH(QByteArray, header);
    const QByteArray payload(size, 'x');
    QCOMPARE(encodeFrame(Opcode::Binary, payload), header + payload);
    header[1] = char(header[1] | 0x80);
    QCOMPARE(encodeMaskedFrame(Opcode::Binary, payload, 0), header + QByteArray(4, '\0') + payload);
}

void TestWebSocketFrame::masksFromAnyPhase()
{
    constexpr quint32 key = 0x12345678;
    const QByteArray keyBytes = QByteArray::fromHex("12345678");
    QByteArray plain;
    for (int i = 0; i < 40; ++i)
        plain.append(char(i * 7));
    for (quint64 phase : {0ULL, 1ULL, 2ULL, 3ULL, 4ULL, 1000003ULL}) {
        for (qsizetype size = 0; size <= plain.size(); ++size) {
            QByteArray masked = plain.left(size);
            applyMask(masked.data(), masked.size(), key, phase);
            for (qsizetype i = 0; i < size; ++i)
                QCOMPARE(masked[i], char(plain[i] ^ keyBytes[qsizetype((phase + quint64(i)) % 4)]));
        }
    }
}

void TestWebSocketFrame::encodesCloseFrames()
{
    QCOMPARE(encodeClose(1000), QByteArray::fromHex("880203e8"));
    QCOMPARE(encodeClose(1009, "big"), QByteArray::fromHex("880503f1626967"));
}

void TestWebSocketFrame::cutsAReasonBetweenCharacters_data()
{
    QTest::addColumn<QByteArray>("reason");
    QTest::addColumn<int>("kept");
    QTest::newRow("fits") << QByteArray(123, 'x') << 123;
    QTest::newRow("one more") << QByteArray(124, 'x') << 123;
    QTest::newRow("character fits") << QByteArray(121, 'x') + "\xc3\xa9" << 123;
    QTest::newRow("character does not fit") << QByteArray(122, 'x') + "\xc3\xa9" << 122;
    QTest::newRow("four bytes") << QByteArray(120, 'x') + "\xf0\x9f\x98\x80" << 120;
    QTest::newRow("behind a character") << QByteArray(119, 'x') + "\xf0\x9f\x98\x80z" << 123;
}

void TestWebSocketFrame::cutsAReasonBetweenCharacters()
{
    QFETCH(QByteArray, reason);
    QFETCH(int, kept);
    QCOMPARE(closePayload(1000, reason).mid(2), reason.left(kept));
    QCOMPARE(uchar(encodeClose(1000, reason).at(1)), uchar(kept + 2));
}

void TestWebSocketFrame::knowsCloseCodes()
{
    for (int code :
         {1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 3999, 4000, 4999})
        QVERIFY2(isValidCloseCode(quint16(code)), qPrintable(QString::number(code)));
    for (int code : {0, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65535})
        QVERIFY2(!isValidCloseCode(quint16(code)), qPrintable(QString::number(code)));
}

void TestWebSocketFrame::answersTheKeyOfTheRfc()
{
    QCOMPARE(acceptKey("dGhlIHNhbXBsZSBub25jZQ=="), "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="); // RFC 6455 1.3
}

void TestWebSocketFrame::checksKeys_data()
{
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<bool>("valid");
    QTest::newRow("16 bytes") << QByteArray("dGhlIHNhbXBsZSBub25jZQ==") << true;
    QTest::newRow("15 bytes") << QByteArray(15, 'x').toBase64() << false;
    QTest::newRow("17 bytes") << QByteArray(17, 'x').toBase64() << false;
    QTest::newRow("18 bytes") << QByteArray(18, 'x').toBase64() << false;
    QTest::newRow("empty") << QByteArray() << false;
    QTest::newRow("not base64") << QByteArray("dGhlIHNhbXBsZSBub25j!Q==") << false;
    QTest::newRow("no padding") << QByteArray("dGhlIHNhbXBsZSBub25jZQ") << false;
    QTest::newRow("url alphabet") << QByteArray("_GhlIHNhbXBsZSBub25jZQ==") << false;
}

void TestWebSocketFrame::checksKeys()
{
    QFETCH(QByteArray, key);
    QTEST(isValidKey(key), "valid");
}

void TestWebSocketFrame::refusesBadHandshakes_data()
{
    using confab::http::Header;
    QTest::addColumn<QList<Header>>("fields");
    QTest::addColumn<int>("status"); // 0: welcome
    const Header key{"Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="};
    const Header version{"Sec-WebSocket-Version", "13"};
    QTest::newRow("good") << QList{key, version} << 0;
    QTest::newRow("no version") << QList{key} << 426;
    QTest::newRow("an older version") << QList{key, {"Sec-WebSocket-Version", "8"}} << 426;
    QTest::newRow("a list of versions") << QList{key, {"Sec-WebSocket-Version", "13, 8"}} << 426;
    QTest::newRow("two versions") << QList{key, version, version} << 426;
    QTest::newRow("no key") << QList{version} << 400;
    QTest::newRow("two keys") << QList{key, version, key} << 400;
    QTest::newRow("an empty key") << QList{version, {"Sec-WebSocket-Key", ""}} << 400;
    QTest::newRow("no base64") << QList{version, {"Sec-WebSocket-Key", "!!!!IHNhbXBsZSBub25jZQ=="}} << 400;
}

void TestWebSocketFrame::refusesBadHandshakes()
{
    QFETCH(QList<confab::http::Header>, fields);
    QFETCH(int, status);
    confab::http::RequestHead head{"GET", "/", 1, {{"Connection", "Upgrade"}, {"Upgrade", "websocket"}}};
    for (const auto &field : fields)
        head.headers.add(field.name, field.value);
    const auto refusal = refuseHandshake(head);
    QCOMPARE(refusal ? refusal->status : 0, status);
    if (status == 426)
        QCOMPARE(refusal->headers.value("Sec-WebSocket-Version"), "13"); // RFC 6455 4.4
}

QTEST_GUILESS_MAIN(TestWebSocketFrame)
#include "tst_websocketframe.moc"
