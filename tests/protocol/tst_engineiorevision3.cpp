// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Covers the HTTP bodies of revision 3 in their three clothes (text, binary, JSONP) and the twice encoded
// text of old clients. What a session does with them is covered by tst_engineiorevision3sessions.

#include "protocol/engineio/doubleencoding.h"
#include "protocol/engineio/jsonp.h"
#include "protocol/engineio/payloadrevision3.h"

#include <QTest>

using namespace confab::engineio;
using namespace confab::engineio::revision3;
using Packets = QList<Packet>;

class TestEngineIoRevision3 : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void encodesAndDecodesText_data();
    void encodesAndDecodesText();
    void encodesAndDecodesBinary_data();
    void encodesAndDecodesBinary();
    void refusesMalformedText_data();
    void refusesMalformedText();
    void refusesMalformedBinary_data();
    void refusesMalformedBinary();
    void leavesOutEmptyPackets();
    void boundsTheNumberOfPackets();
    void everyPrefixIsRefusedOrRead();
    void framesBinaryMessages();
    void writesJsonpScripts_data();
    void writesJsonpScripts();
    void readsJsonpForms_data();
    void readsJsonpForms();
    void undoesDoubleEncoding_data();
    void undoesDoubleEncoding();
    void trustsAClientThatEncodesOnce();
};

void TestEngineIoRevision3::encodesAndDecodesText_data()
{
    QTest::addColumn<Packets>("packets");
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("one") << Packets{{PacketType::Message, "hello"}} << QByteArray("6:4hello");
    QTest::newRow("several") << Packets{{PacketType::Message, "test1"},
                                        {PacketType::Ping, "probe"},
                                        {PacketType::Noop, ""}}
                             << QByteArray("6:4test16:2probe1:6");
    QTest::newRow("two bytes, one unit")
        << Packets{{PacketType::Message, "\xc3\xa4"}} << QByteArray("2:4\xc3\xa4");
    QTest::newRow("three bytes, one unit")
        << Packets{{PacketType::Message, "\xe2\x82\xac"}, {PacketType::Ping, ""}}
        << QByteArray("2:4\xe2\x82\xac"
                      "1:2");
    QTest::newRow("four bytes, two units")
        << Packets{{PacketType::Message, "\xf0\x9f\x98\x80"}, {PacketType::Ping, ""}}
        << QByteArray("3:4\xf0\x9f\x98\x80"
                      "1:2");
    QTest::newRow("binary") << Packets{{PacketType::Message, QByteArray("\x01\x02\x03\x04"), true}}
                            << QByteArray("10:b4AQIDBA==");
    QTest::newRow("empty binary") << Packets{{PacketType::Message, QByteArray(), true}} << QByteArray("2:b4");
    QTest::newRow("digits and colons in the data")
        << Packets{{PacketType::Message, "12:4x"}, {PacketType::Message, ":"}} << QByteArray("6:412:4x2:4:");
}

void TestEngineIoRevision3::encodesAndDecodesText()
{
    QFETCH(Packets, packets);
    QFETCH(QByteArray, body);
    QCOMPARE(encodeTextPayload(packets), body);
    const auto decoded = decodeTextPayload(body);
    QVERIFY(decoded.has_value());
    QVERIFY(*decoded == packets);
}

void TestEngineIoRevision3::encodesAndDecodesBinary_data()
{
    QTest::addColumn<Packets>("packets");
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("text") << Packets{{PacketType::Message, "a"}}
                          << QByteArray("\x00\x02\xff"
                                        "4a",
                                        5);
    QTest::newRow("length in bytes") << Packets{{PacketType::Message, "\xe2\x82\xac"}}
                                     << QByteArray("\x00\x04\xff"
                                                   "4\xe2\x82\xac",
                                                   7);
    QTest::newRow("binary") << Packets{{PacketType::Message, QByteArray("\x01\xff", 2), true}}
                            << QByteArray("\x01\x03\xff\x04\x01\xff", 6);
    QTest::newRow("both, ten bytes") << Packets{{PacketType::Message, "123456789"},
                                                {PacketType::Message, "", true}}
                                     << QByteArray("\x00\x01\x00\xff"
                                                   "4123456789\x01\x01\xff\x04",
                                                   18);
}

void TestEngineIoRevision3::encodesAndDecodesBinary()
{
    QFETCH(Packets, packets);
    QFETCH(QByteArray, body);
    QCOMPARE(encodeBinaryPayload(packets), body);
    const auto decoded = decodeBinaryPayload(body);
    QVERIFY(decoded.has_value());
    QVERIFY(*decoded == packets);
}

void TestEngineIoRevision3::refusesMalformedText_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<PayloadError>("error");
    QTest::newRow("empty") << QByteArray() << PayloadError::Empty;
    QTest::newRow("no length") << QByteArray(":4a") << PayloadError::BadLength;
    QTest::newRow("no colon") << QByteArray("2") << PayloadError::BadLength;
    QTest::newRow("revision 4") << QByteArray("4hello") << PayloadError::BadLength;
    QTest::newRow("too long") << QByteArray("3:4a") << PayloadError::BadLength;
    QTest::newRow("too short") << QByteArray("1:4a") << PayloadError::BadLength;
    QTest::newRow("negative") << QByteArray("-1:4") << PayloadError::BadLength;
    QTest::newRow("exponent") << QByteArray("2e0:4a") << PayloadError::BadLength;
    QTest::newRow("eleven digits") << QByteArray("00000000002:4a") << PayloadError::BadLength;
    QTest::newRow("half a surrogate pair") << QByteArray("2:4\xf0\x9f\x98\x80") << PayloadError::BadLength;
    QTest::newRow("unknown type") << QByteArray("2:7a") << PayloadError::UnknownPacketType;
    QTest::newRow("second is bad") << QByteArray("2:4a1:x") << PayloadError::UnknownPacketType;
    QTest::newRow("binary without type") << QByteArray("1:b") << PayloadError::UnknownPacketType;
    QTest::newRow("binary ping") << QByteArray("6:b2AAAA") << PayloadError::UnknownPacketType;
    QTest::newRow("not base64") << QByteArray("6:b4!!!!") << PayloadError::BadBase64;
    QTest::newRow("not UTF-8") << QByteArray("2:4\xff") << PayloadError::NotUtf8;
}

void TestEngineIoRevision3::refusesMalformedText()
{
    QFETCH(QByteArray, body);
    QFETCH(PayloadError, error);
    const auto decoded = decodeTextPayload(body);
    QVERIFY(!decoded.has_value());
    QCOMPARE(decoded.error(), error);
}

void TestEngineIoRevision3::refusesMalformedBinary_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<PayloadError>("error");
    QTest::newRow("empty") << QByteArray() << PayloadError::Empty;
    QTest::newRow("unknown kind") << QByteArray("\x02\x01\xff\x04", 4) << PayloadError::UnknownPacketType;
    QTest::newRow("no length") << QByteArray("\x00\xff", 2) << PayloadError::BadLength;
    QTest::newRow("no end of the length") << QByteArray("\x00\x01\x02", 3) << PayloadError::BadLength;
    QTest::newRow("no digit") << QByteArray("\x00\x0a\xff", 3) << PayloadError::BadLength;
    QTest::newRow("digits as text") << QByteArray("\x00"
                                                  "1\xff"
                                                  "6",
                                                  4)
                                    << PayloadError::BadLength;
    QTest::newRow("eleven digits") << QByteArray("\x00\0\0\0\0\0\0\0\0\0\0\x01\xff"
                                                 "6",
                                                 14)
                                   << PayloadError::BadLength;
    QTest::newRow("too long") << QByteArray("\x00\x03\xff"
                                            "4a",
                                            5)
                              << PayloadError::BadLength;
    QTest::newRow("binary ping") << QByteArray("\x01\x01\xff\x02", 4) << PayloadError::UnknownPacketType;
    QTest::newRow("text of no type") << QByteArray("\x00\x01\xff"
                                                   "x",
                                                   4)
                                     << PayloadError::UnknownPacketType;
    QTest::newRow("text that is not UTF-8") << QByteArray("\x00\x02\xff"
                                                          "4\xff",
                                                          5)
                                            << PayloadError::NotUtf8;
}

void TestEngineIoRevision3::refusesMalformedBinary()
{
    QFETCH(QByteArray, body);
    QFETCH(PayloadError, error);
    const auto decoded = decodeBinaryPayload(body);
    QVERIFY(!decoded.has_value());
    QCOMPARE(decoded.error(), error);
}

void TestEngineIoRevision3::leavesOutEmptyPackets()
{
    QCOMPARE(decodeTextPayload("0:")->size(), 0);
    QCOMPARE(decodeTextPayload("0:1:20:")->size(), 1);
    QCOMPARE(decodeBinaryPayload(QByteArray("\x00\x00\xff", 3))->size(), 0);
}

void TestEngineIoRevision3::boundsTheNumberOfPackets()
{
    QVERIFY(decodeTextPayload("1:21:21:2", {3}).has_value());
    QCOMPARE(decodeTextPayload("1:21:21:21:2", {3}).error(), PayloadError::TooManyPackets);
    QCOMPARE(decodeTextPayload("0:0:0:0:", {3}).error(), PayloadError::TooManyPackets);
    const QByteArray one = encodeBinaryPacket({PacketType::Ping, ""});
    QVERIFY(decodeBinaryPayload(one.repeated(3), {3}).has_value());
    QCOMPARE(decodeBinaryPayload(one.repeated(4), {3}).error(), PayloadError::TooManyPackets);
}

void TestEngineIoRevision3::everyPrefixIsRefusedOrRead()
{
    const Packets packets{{PacketType::Message, "\xe2\x82\xac\xf0\x9f\x98\x80"},
                          {PacketType::Message, QByteArray(12, '\x04'), true},
                          {PacketType::Ping, "probe"}};
    const QByteArray text = encodeTextPayload(packets);
    for (qsizetype size = 0; size < text.size(); ++size) {
        const QByteArray prefix(text.constData(), size); // of exactly that size, for the sanitizer
        if (const auto decoded = decodeTextPayload(prefix))
            QCOMPARE(encodeTextPayload(*decoded), prefix);
    }
    const QByteArray binary = encodeBinaryPayload(packets);
    for (qsizetype size = 0; size < binary.size(); ++size) {
        const QByteArray prefix(binary.constData(), size);
        if (const auto decoded = decodeBinaryPayload(prefix))
            QCOMPARE(encodeBinaryPayload(*decoded), prefix);
    }
}

void TestEngineIoRevision3::framesBinaryMessages()
{
    QCOMPARE(encodeBinaryFrame("\x01\x02"), QByteArray("\x04\x01\x02"));
    QVERIFY(decodeBinaryFrame("\x04\x01") == (Packet{PacketType::Message, "\x01", true}));
    QVERIFY(decodeBinaryFrame("\x04") == (Packet{PacketType::Message, "", true}));
    QVERIFY(!decodeBinaryFrame(""));
    QVERIFY(!decodeBinaryFrame("4a"));
}

void TestEngineIoRevision3::writesJsonpScripts_data()
{
    QTest::addColumn<QByteArray>("index");
    QTest::addColumn<QByteArray>("payload");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("plain") << QByteArray("0") << QByteArray("2:4a") << QByteArray(R"(___eio[0]("2:4a");)");
    QTest::newRow("quotes") << QByteArray("12") << QByteArray(R"(4["a\n"])")
                            << QByteArray(R"(___eio[12]("4[\"a\\n\"]");)");
    QTest::newRow("index of no digits")
        << QByteArray("0];alert(1);[") << QByteArray("1:6") << QByteArray(R"(___eio[01]("1:6");)");
    QTest::newRow("line ends") << QByteArray("0") << QByteArray("\r\n\xe2\x80\xa8\xe2\x80\xa9")
                               << QByteArray("___eio[0](\"\\r\\n\\u2028\\u2029\");");
    QTest::newRow("control characters")
        << QByteArray("0") << QByteArray("\x01\x1f\x7f") << QByteArray("___eio[0](\"\\u0001\\u001f\x7f\");");
    QTest::newRow("end of a script") << QByteArray("0") << QByteArray("</script>")
                                     << QByteArray("___eio[0](\"\\u003c/script>\");");
    QTest::newRow("other non-ASCII stays") << QByteArray("0") << QByteArray("\xe2\x82\xac\xf0\x9f\x98\x80")
                                           << QByteArray("___eio[0](\"\xe2\x82\xac\xf0\x9f\x98\x80\");");
}

void TestEngineIoRevision3::writesJsonpScripts()
{
    QFETCH(QByteArray, index);
    QFETCH(QByteArray, payload);
    QTEST(jsonp::script(index, payload), "expected");
}

void TestEngineIoRevision3::readsJsonpForms_data()
{
    QTest::addColumn<QByteArray>("form");
    QTest::addColumn<QByteArray>("expected"); // null: no payload
    QTest::newRow("plain") << QByteArray("d=2%3A4a") << QByteArray("2:4a");
    QTest::newRow("space and plus") << QByteArray("d=4%3A4a+%2B") << QByteArray("4:4a +");
    QTest::newRow("line break") << QByteArray("d=3%3A4%5Cn") << QByteArray("3:4\n");
    QTest::newRow("escaped line break") << QByteArray("d=3%3A4%5C%5Cn") << QByteArray("3:4\\n");
    QTest::newRow("other escapes stay") << QByteArray("d=%5Cr%5C%22") << QByteArray("\\r\\\"");
    QTest::newRow("backslash at the end") << QByteArray("d=a%5C") << QByteArray("a\\");
    QTest::newRow("among others") << QByteArray("x=1&d=1%3A2&y=") << QByteArray("1:2");
    QTest::newRow("empty") << QByteArray("d=") << QByteArray("");
    QTest::newRow("missing") << QByteArray("x=1") << QByteArray();
    QTest::newRow("nothing") << QByteArray("") << QByteArray();
}

void TestEngineIoRevision3::readsJsonpForms()
{
    QFETCH(QByteArray, form);
    QFETCH(QByteArray, expected);
    const auto payload = jsonp::payloadOfForm(form);
    QCOMPARE(payload.has_value(), !expected.isNull());
    if (payload)
        QCOMPARE(*payload, expected);
}

void TestEngineIoRevision3::undoesDoubleEncoding_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("German") << QStringLiteral("Grüße");
    QTest::newRow("Chinese") << QStringLiteral("世界");
    QTest::newRow("emoji") << QStringLiteral("👋🏽");
    QTest::newRow("NUL") << QString(QChar(u'\0')) + QStringLiteral("é");
    QTest::newRow("ASCII") << QStringLiteral("42[\"message\"]");
    QTest::newRow("empty") << QString();
}

void TestEngineIoRevision3::undoesDoubleEncoding()
{
    QFETCH(QString, text);
    const QByteArray once = text.toUtf8();
    const QByteArray twice = QString::fromLatin1(once).toUtf8();
    DoubleEncoding encoding;
    QCOMPARE(encoding.undo(twice), once);
    QCOMPARE(encoding.undo(twice), once);
}

void TestEngineIoRevision3::trustsAClientThatEncodesOnce()
{
    const QByteArray twice = QString::fromLatin1("ä").toUtf8(); // as if: U+00C3 U+00A4
    DoubleEncoding encoding;
    QCOMPARE(encoding.undo(twice), QByteArray("ä"));
    QCOMPARE(encoding.undo("\xc3\xa4"), QByteArray("\xc3\xa4")); // U+00E4 alone is no UTF-8
    QCOMPARE(encoding.undo(twice), QByteArray("ä"));
    QCOMPARE(encoding.undo("\xc4\x80"), QByteArray("\xc4\x80")); // U+0100 is no byte: encoded once
    QCOMPARE(encoding.undo(twice), twice); // for good
}

QTEST_GUILESS_MAIN(TestEngineIoRevision3)
#include "tst_engineiorevision3.moc"
