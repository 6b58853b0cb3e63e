// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Covers what a peer may not send, the limits, and binary sets. Well-formed packets are in
// tst_socketiopacket.

#include "protocol/socketio/decoder.h"
#include "protocol/socketio/encoder.h"
#include "tests/support/effort.h"

#include <QCborMap>
#include <QTest>

using namespace confab::socketio;
using namespace Qt::StringLiterals;

class TestSocketIoDecoder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void refuses_data();
    void refuses();
    void acceptsAtTheLimit_data();
    void acceptsAtTheLimit();
    void readsTheNamespaceWithoutComma();
    void lastOfTwoKeysCounts();
    void keepsByteOrderMarks();
    void refusesTextInsideASet();
    void refusesStrayBinary();
    void takesTheNextPacketAfterASet();
    void boundsTheBytesOfASet();
    void everyPrefixIsHarmless();
    void manyKeysTakeLinearTime();
};

void TestSocketIoDecoder::refuses_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<DecodeError>("error");
    const auto row = [](const char *name, const QByteArray &text, DecodeError error) {
        QTest::newRow(name) << text << error;
    };
    row("nothing", "", DecodeError::UnknownType);
    row("type 7", "7", DecodeError::UnknownType);
    row("letter", "abc", DecodeError::UnknownType);

    row("event without data", "2", DecodeError::BadPayload);
    row("event with an object", R"(2{"a":1})", DecodeError::BadPayload);
    row("event with a string", R"(2"a")", DecodeError::BadPayload);
    row("event without a name", "2[]", DecodeError::BadPayload);
    row("event named null", "2[null]", DecodeError::BadPayload);
    row("event named true", "2[true]", DecodeError::BadPayload);
    row("event named by an object", R"(2[{"toString":"foo"}])", DecodeError::BadPayload);
    row("event named by an array", R"(2[["a"]])", DecodeError::BadPayload);
    for (const char *name :
         {"connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener"})
        row(name, QByteArray("2[\"") + name + "\"]", DecodeError::BadPayload);
    row("reserved by escapes", R"(2["\u0063onnect"])", DecodeError::BadPayload);
    row("ack with an object", "31{}", DecodeError::BadPayload);
    row("ack without data", "31", DecodeError::BadPayload);
    row("connect with an array", "0[]", DecodeError::BadPayload);
    row("connect with a string", R"(0"a")", DecodeError::BadPayload);
    row("connect with null", "0null", DecodeError::BadPayload);
    row("disconnect with data", "1{}", DecodeError::BadPayload);
    row("connect error without data", "4", DecodeError::BadPayload);
    row("JSON cut", R"(2["a")", DecodeError::BadPayload);
    row("JSON and more", R"(2["a"]x)", DecodeError::BadPayload);
    row("two values", R"(2["a"]["b"])", DecodeError::BadPayload);
    row("single quotes", "2['a']", DecodeError::BadPayload);
    row("trailing comma", R"(2["a",])", DecodeError::BadPayload);
    row("number out of range", R"(2["a",1e999])", DecodeError::BadPayload);
    row("NaN", R"(2["a",NaN])", DecodeError::BadPayload);
    row("not UTF-8", "2[\"\xff\"]", DecodeError::BadPayload);
    row("namespace without comma before data", R"(2/admin["a"])", DecodeError::BadPayload);
    row("65 deep", "2[\"a\"," + QByteArray(64, '[') + QByteArray(64, ']') + "]", DecodeError::BadPayload);
    row("a million deep", "2[\"a\"," + QByteArray(1000000, '['), DecodeError::BadPayload);

    row("17 digits of id", R"(210000000000000000["a"])", DecodeError::BadId);
    row("id 2^53", R"(29007199254740992["a"])", DecodeError::BadId);
    row("id without end", "2" + QByteArray(100000, '1'), DecodeError::BadId);
    row("namespace too long", "0/" + QByteArray(1024, 'n') + ",", DecodeError::BadNamespace);

    row("binary without count", R"(5["a"])", DecodeError::BadAttachmentCount);
    row("binary with empty count", R"(5-["a"])", DecodeError::BadAttachmentCount);
    row("no attachment", R"(50-["a"])", DecodeError::BadAttachmentCount);
    row("11 attachments", R"(511-["a"])", DecodeError::BadAttachmentCount);
    row("attachments without end", "5" + QByteArray(1000, '9') + "-[\"a\"]", DecodeError::BadAttachmentCount);
    row("negative count", R"(5-1-["a"])", DecodeError::BadAttachmentCount);
    row("count only", "51", DecodeError::BadAttachmentCount);
    row("fractional count", R"(51.5-["a"])", DecodeError::BadAttachmentCount);

    const auto placeholder = [&row](const char *name, const QByteArray &num) {
        row(name, R"(51-["a",{"_placeholder":true,"num":)" + num + "}]", DecodeError::BadPlaceholder);
    };
    placeholder("num out of range", "1");
    placeholder("num negative", "-1");
    placeholder("num fractional", "0.5");
    placeholder("num huge", "18446744073709551616");
    placeholder("num a string", R"("0")");
    placeholder("num a method's name", R"("splice")");
    placeholder("num null", "null");
    row("no num", R"(51-["a",{"_placeholder":true}])", DecodeError::BadPlaceholder);
    row("attachment not used", R"(51-["a",1])", DecodeError::BadPlaceholder);
    row("one of two not used", R"(52-["a",{"_placeholder":true,"num":0}])", DecodeError::BadPlaceholder);
    row("used twice", R"(51-["a",{"_placeholder":true,"num":0},{"_placeholder":true,"num":0}])",
        DecodeError::BadPlaceholder);
    row("as the event's name", R"(51-[{"_placeholder":true,"num":0}])", DecodeError::BadPayload);
}

void TestSocketIoDecoder::refuses()
{
    QFETCH(QByteArray, text);
    QFETCH(DecodeError, error);
    Decoder decoder;
    const auto outcome = decoder.addText(text);
    QVERIFY(!outcome.has_value());
    QCOMPARE(outcome.error(), error);
    QVERIFY(!decoder.isIncomplete());
}

void TestSocketIoDecoder::acceptsAtTheLimit_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("64 deep") << "2[\"a\"," + QByteArray(63, '[') + QByteArray(63, ']') + "]";
    QTest::newRow("brackets in a string") << "2[\"a\",\"" + QByteArray(1000, '[') + R"(\"[{"])";
    QTest::newRow("id 2^53-1") << QByteArray(R"(29007199254740991["a"])");
    QTest::newRow("longest namespace") << "0/" + QByteArray(1023, 'n') + ",";
    QTest::newRow("space before JSON") << QByteArray(R"(2 [ "a" ] )");
    QTest::newRow("a placeholder's look in a text event")
        << QByteArray(R"(2["a",{"_placeholder":true,"num":5}])");
    QTest::newRow("the longest string") << "2[\"" + QByteArray(1000000, 'x') + "\"]";
}

void TestSocketIoDecoder::acceptsAtTheLimit()
{
    QFETCH(QByteArray, text);
    Decoder decoder;
    const auto outcome = decoder.addText(text);
    QVERIFY(outcome.has_value());
    QVERIFY(outcome->has_value());
}

void TestSocketIoDecoder::readsTheNamespaceWithoutComma()
{
    Decoder decoder;
    const auto outcome = decoder.addText("0/admin");
    QVERIFY(outcome.has_value() && outcome->has_value());
    QCOMPARE((*outcome)->nsp, u"/admin"_s);
    QVERIFY((*outcome)->data.isUndefined());
}

void TestSocketIoDecoder::lastOfTwoKeysCounts()
{
    Decoder decoder;
    const auto outcome = decoder.addText(R"(2["m",{"a":1,"a":2}])");
    QVERIFY(outcome.has_value() && outcome->has_value());
    QCOMPARE(encode(**outcome).text, QByteArray(R"(2["m",{"a":2}])"));
}

void TestSocketIoDecoder::keepsByteOrderMarks()
{
    Decoder decoder;
    const auto outcome = decoder.addText("2[\"a\",\"\xef\xbb\xbfx\xef\xbb\xbf\",\"\\\\\xef\xbb\xbf\"]");
    QVERIFY(outcome);
    const QCborArray data = (*outcome)->data.toArray();
    QCOMPARE(data.at(1).toString(), u"\uFEFFx\uFEFF"_s);
    QCOMPARE(data.at(2).toString(), u"\\\uFEFF"_s);
    QVERIFY(!Decoder().addText("2\xef\xbb\xbf[\"a\"]")); // no JSON
}

void TestSocketIoDecoder::refusesTextInsideASet()
{
    Decoder decoder;
    QVERIFY(decoder.addText(R"(51-["a",{"_placeholder":true,"num":0}])").has_value());
    const auto outcome = decoder.addText(R"(2["b"])");
    QVERIFY(!outcome.has_value());
    QCOMPARE(outcome.error(), DecodeError::UnexpectedText);
}

void TestSocketIoDecoder::refusesStrayBinary()
{
    Decoder decoder;
    const auto outcome = decoder.addBinary("x");
    QVERIFY(!outcome.has_value());
    QCOMPARE(outcome.error(), DecodeError::UnexpectedBinary);
}

void TestSocketIoDecoder::takesTheNextPacketAfterASet()
{
    Decoder decoder;
    for (const QByteArray &data : {QByteArray("one"), QByteArray("two")}) {
        QVERIFY(decoder.addText(R"(51-["a",{"_placeholder":true,"num":0}])").has_value());
        const auto outcome = decoder.addBinary(data);
        QVERIFY(outcome.has_value() && outcome->has_value());
        QCOMPARE((*outcome)->data.toArray().at(1).toByteArray(), data);
    }
    const auto text = decoder.addText(R"(2["b"])");
    QVERIFY(text.has_value() && text->has_value());
}

void TestSocketIoDecoder::boundsTheBytesOfASet()
{
    DecoderLimits limits;
    limits.attachmentBytes = 10;
    const QByteArray header = R"(52-["a",{"_placeholder":true,"num":0},{"_placeholder":true,"num":1}])";
    {
        Decoder decoder(limits);
        for (int round = 0; round < 2; ++round) { // the count starts anew with each set
            QVERIFY(decoder.addText(header).has_value());
            QVERIFY(decoder.addBinary(QByteArray(5, 'x')).has_value());
            QVERIFY(decoder.addBinary(QByteArray(5, 'x')).has_value());
        }
    }
    Decoder decoder(limits);
    QVERIFY(decoder.addText(header).has_value());
    QVERIFY(decoder.addBinary(QByteArray(5, 'x')).has_value());
    const auto outcome = decoder.addBinary(QByteArray(6, 'x'));
    QVERIFY(!outcome.has_value());
    QCOMPARE(outcome.error(), DecodeError::AttachmentsTooLarge);
}

void TestSocketIoDecoder::everyPrefixIsHarmless()
{
    const QByteArray text =
        R"(52-/admin,12["ev\u00e9",{"_placeholder":true,"num":1},{"_placeholder":true,"num":0},1.5e3])";
    for (qsizetype size = 0; size < text.size(); ++size) {
        // A copy of exactly that size, so that the sanitizer sees a read behind its end.
        const QByteArray prefix(text.constData(), size);
        Decoder decoder;
        QVERIFY(!decoder.addText(prefix).has_value());
    }
    Decoder decoder;
    QVERIFY(decoder.addText(text).has_value());
}

void TestSocketIoDecoder::manyKeysTakeLinearTime()
{
    // 80,000 keys, each distinct: a lookup per key would take minutes.
    QByteArray text = R"(51-["m",{"_placeholder":true,"num":0},{)";
    for (int i = 0; i < 80000; ++i)
        text += "\"k" + QByteArray::number(i) + "\":0,";
    text += R"("end":0}])";
    const confab::test::Effort effort;
    Decoder decoder;
    QVERIFY(decoder.addText(text).has_value());
    const auto outcome = decoder.addBinary("x");
    QVERIFY(outcome.has_value() && outcome->has_value());
    const EncodedPacket encoded = encode(**outcome);
    QCOMPARE(encoded.attachments.size(), 1);
    QVERIFY2(effort.milliseconds() < 5000, qPrintable(QString::number(effort.milliseconds())));
}

QTEST_GUILESS_MAIN(TestSocketIoDecoder)
#include "tst_socketiodecoder.moc"
