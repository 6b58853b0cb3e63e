// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Covers the values of MessagePack and the packets made of them. The forms are those of notepack.io 3.

#include "protocol/socketio/decoder.h"
#include "protocol/socketio/encoder.h"
#include "protocol/socketio/messagepack.h"

#include <QCborArray>
#include <QCborMap>
#include <QDateTime>
#include <QTest>

#include <limits>

using namespace confab::socketio;
using namespace Qt::StringLiterals;

namespace {

QByteArray hex(const char *digits) { return QByteArray::fromHex(digits); }

} // namespace

class TestMessagePack : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsAndWrites_data();
    void readsAndWrites();
    void reads_data();
    void reads();
    void refuses_data();
    void refuses();
    void boundsTheNesting();
    void everyPrefixIsRefused();
    void carriesPackets_data();
    void carriesPackets();
    void refusesPackets_data();
    void refusesPackets();
    void takesNoText();
};

void TestMessagePack::readsAndWrites_data()
{
    QTest::addColumn<QCborValue>("value");
    QTest::addColumn<QByteArray>("start"); // the first bytes
    QTest::addColumn<qsizetype>("size");
    const auto row = [](const char *name, const QCborValue &value, const char *start, qsizetype size) {
        QTest::newRow(name) << value << hex(start) << size;
    };
    row("nil", nullptr, "c0", 1);
    row("undefined", QCborValue(QCborValue::Undefined), "d40000", 3);
    row("false", false, "c2", 1);
    row("true", true, "c3", 1);
    row("0", 0, "00", 1);
    row("127", 127, "7f", 1);
    row("128", 128, "cc80", 2);
    row("255", 255, "ccff", 2);
    row("256", 256, "cd0100", 3);
    row("65536", 65536, "ce00010000", 5);
    row("2^32", qint64(1) << 32, "cf0000000100000000", 9);
    row("-1", -1, "ff", 1);
    row("-32", -32, "e0", 1);
    row("-33", -33, "d0df", 2);
    row("-128", -128, "d080", 2);
    row("-129", -129, "d1ff7f", 3);
    row("-32769", -32769, "d2ffff7fff", 5);
    row("-2^31 - 1", -(qint64(1) << 31) - 1, "d3ffffffff7fffffff", 9);
    row("least", std::numeric_limits<qint64>::min(), "d38000000000000000", 9);
    row("0.5", 0.5, "cb3fe0000000000000", 9);
    row("empty text", u""_s, "a0", 1);
    row("non-ASCII text", u"ä"_s, "a2c3a4", 3);
    row("U+FEFF before text", u"\uFEFFa"_s, "a4efbbbf61", 5);
    row("U+FEFF twice before text", u"\uFEFF\uFEFFa"_s, "a7efbbbfefbbbf61", 8);
    row("31 bytes of text", QString(31, u'x'), "bf78", 32);
    row("32 bytes of text", QString(32, u'x'), "d92078", 34);
    row("256 bytes of text", QString(256, u'x'), "da0100", 259);
    row("65536 bytes of text", QString(65536, u'x'), "db00010000", 65541);
    row("bytes", QByteArray("\x01\x02"), "c4020102", 4);
    row("256 bytes", QByteArray(256, 'x'), "c50100", 259);
    row("65536 bytes", QByteArray(65536, 'x'), "c600010000", 65541);
    row("time", QCborValue(QDateTime::fromMSecsSinceEpoch(1, Qt::UTC)), "d7000000000000000001", 10);
    row("empty array", QCborArray(), "90", 1);
    row("array", QCborArray{1, u"a"_s, QCborArray{true}}, "9301a16191c3", 6);
    row("empty map", QCborMap(), "80", 1);
    row("map in its order", QCborMap{{u"b"_s, 1}, {u"a"_s, 2}}, "82a16201a16102", 7);
    QCborArray many;
    for (int i = 0; i < 16; ++i)
        many.append(i);
    row("16 elements", many, "dc0010", 19);
    for (int i = 16; i < 65536; ++i)
        many.append(0);
    row("65536 elements", many, "dd00010000", 5 + 65536);
}

void TestMessagePack::readsAndWrites()
{
    QFETCH(QCborValue, value);
    QFETCH(QByteArray, start);
    QFETCH(qsizetype, size);
    const QByteArray bytes = messagepack::serialize(value);
    QCOMPARE(bytes.left(start.size()), start);
    QCOMPARE(bytes.size(), size);
    const auto read = messagepack::parse(bytes, 64);
    QVERIFY(read.has_value());
    QCOMPARE(*read, value);
}

void TestMessagePack::reads_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QCborValue>("value");
    QTest::newRow("longest form of 1") << hex("cf0000000000000001") << QCborValue(1);
    QTest::newRow("beyond signed 64 bits") << hex("cfffffffffffffffff") << QCborValue(18446744073709551615.0);
    QTest::newRow("float") << hex("ca3f000000") << QCborValue(0.5);
    QTest::newRow("ArrayBuffer") << hex("c702000102") << QCborValue(QByteArray("\x01\x02"));
    QTest::newRow("ArrayBuffer of one byte") << hex("c7010007") << QCborValue(QByteArray("\x07"));
    QTest::newRow("ArrayBuffer of eight")
        << hex("c708000000000000000001") << QCborValue(QByteArray("\0\0\0\0\0\0\0\1", 8));
    QTest::newRow("empty ArrayBuffer") << hex("c70000") << QCborValue(QByteArray(""));
    QTest::newRow("long empty text") << hex("db00000000") << QCborValue(QString());
    QTest::newRow("a key twice") << hex("82a16101a16102") << QCborValue(QCborMap{{u"a"_s, 2}});
}

void TestMessagePack::reads()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QCborValue, value);
    const auto read = messagepack::parse(bytes, 64);
    QVERIFY(read.has_value());
    QCOMPARE(*read, value);
}

void TestMessagePack::refuses_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("never used") << hex("c1");
    QTest::newRow("more behind") << hex("c0c0");
    QTest::newRow("four billion elements") << hex("ddffffffff");
    QTest::newRow("four billion members") << hex("dfffffffff");
    QTest::newRow("four billion bytes of text") << hex("dbffffffff61");
    QTest::newRow("four billion bytes") << hex("c6ffffffff61");
    QTest::newRow("four billion bytes of ext") << hex("c9ffffffff0061");
    QTest::newRow("text that is not UTF-8") << hex("a1ff");
    QTest::newRow("surrogate in UTF-8") << hex("a3eda080");
    QTest::newRow("number as key") << hex("810102");
    QTest::newRow("key that is not UTF-8") << hex("81a1ff02");
    QTest::newRow("key cut") << hex("81a561");
    QTest::newRow("key without value") << hex("81a161");
    QTest::newRow("unknown ext") << hex("d40100");
    QTest::newRow("time beyond JavaScript's") << hex("d7007fffffffffffffff");
    QTest::newRow("least time") << hex("d7008000000000000000");
}

void TestMessagePack::refuses()
{
    QFETCH(QByteArray, bytes);
    QVERIFY(!messagepack::parse(bytes, 64));
}

void TestMessagePack::boundsTheNesting()
{
    QVERIFY(messagepack::parse(QByteArray(63, '\x91') + '\x90', 64));
    QVERIFY(!messagepack::parse(QByteArray(64, '\x91') + '\x90', 64));
    QVERIFY(!messagepack::parse(QByteArray(1000000, '\x91') + '\x90', 64));
}

void TestMessagePack::everyPrefixIsRefused()
{
    const QByteArray bytes = messagepack::serialize(QCborMap{
        {u"text"_s, QString(40, u'ä')},
        {u"all"_s, QCborArray{1, 300, -70000, 0.5, QByteArray("bytes"), nullptr, QCborMap{{u"x"_s, true}}}}});
    QVERIFY(messagepack::parse(bytes, 64));
    for (qsizetype size = 0; size < bytes.size(); ++size) {
        const std::vector<char> prefix(bytes.begin(), bytes.begin() + size);
        QVERIFY(!messagepack::parse(QByteArrayView(prefix.data(), size), 64));
    }
}

void TestMessagePack::carriesPackets_data()
{
    QTest::addColumn<Packet>("packet");
    const QCborValue undefined(QCborValue::Undefined);
    QTest::newRow("connect") << Packet{PacketType::Connect, u"/"_s, {}, undefined};
    QTest::newRow("connect with auth")
        << Packet{PacketType::Connect, u"/admin"_s, {}, QCborMap{{u"token"_s, u"x"_s}}};
    QTest::newRow("disconnect") << Packet{PacketType::Disconnect, u"/"_s, {}, undefined};
    QTest::newRow("event") << Packet::event(u"/"_s, u"message"_s, {u"ä"_s, QByteArray("\x01\x02")});
    QTest::newRow("event with id") << Packet::event(u"/"_s, u"message"_s, {}, 0);
    QTest::newRow("ack") << Packet::ack(u"/"_s, 456, {QByteArray("x")});
    QTest::newRow("error") << Packet{PacketType::ConnectError, u"/"_s, {}, QCborMap{{u"message"_s, u"no"_s}}};
    QTest::newRow("error text") << Packet{PacketType::ConnectError, u"/"_s, {}, u"no"_s};
}

void TestMessagePack::carriesPackets()
{
    QFETCH(Packet, packet);
    const EncodedPacket encoded = encode(packet, Format::MessagePack);
    QVERIFY(encoded.text.isEmpty());
    QCOMPARE(encoded.attachments.size(), 1);
    Decoder decoder({}, Format::MessagePack);
    const auto outcome = decoder.addBinary(encoded.attachments.first());
    QVERIFY(outcome.has_value() && outcome->has_value());
    QCOMPARE((*outcome)->type, packet.type);
    QCOMPARE((*outcome)->nsp, packet.nsp);
    QCOMPARE((*outcome)->id, packet.id);
    QCOMPARE((*outcome)->data, packet.data);
}

void TestMessagePack::refusesPackets_data()
{
    QTest::addColumn<QCborValue>("value");
    QTest::addColumn<DecodeError>("error");
    const auto row = [](const char *name, const QCborValue &value, DecodeError error) {
        QTest::newRow(name) << value << error;
    };
    const QCborArray event{u"a"_s};
    row("no map", event, DecodeError::BadPayload);
    row("no type", QCborMap{{u"nsp"_s, u"/"_s}}, DecodeError::UnknownType);
    row("type 5", QCborMap{{u"type"_s, 5}, {u"nsp"_s, u"/"_s}, {u"data"_s, event}}, DecodeError::UnknownType);
    row("type -1", QCborMap{{u"type"_s, -1}, {u"nsp"_s, u"/"_s}, {u"data"_s, event}},
        DecodeError::UnknownType);
    row("type 1.5", QCborMap{{u"type"_s, 1.5}, {u"nsp"_s, u"/"_s}}, DecodeError::UnknownType);
    row("no namespace", QCborMap{{u"type"_s, 2}, {u"data"_s, event}}, DecodeError::BadNamespace);
    row("namespace too long", QCborMap{{u"type"_s, 0}, {u"nsp"_s, QString(1025, u'n')}},
        DecodeError::BadNamespace);
    row("no data", QCborMap{{u"type"_s, 2}, {u"nsp"_s, u"/"_s}}, DecodeError::BadPayload);
    row("reserved event", QCborMap{{u"type"_s, 2}, {u"nsp"_s, u"/"_s}, {u"data"_s, QCborArray{u"connect"_s}}},
        DecodeError::BadPayload);
    row("id a text", QCborMap{{u"type"_s, 2}, {u"nsp"_s, u"/"_s}, {u"data"_s, event}, {u"id"_s, u"1"_s}},
        DecodeError::BadId);
    row("id negative", QCborMap{{u"type"_s, 2}, {u"nsp"_s, u"/"_s}, {u"data"_s, event}, {u"id"_s, -1}},
        DecodeError::BadId);
    row("connect with an array", QCborMap{{u"type"_s, 0}, {u"nsp"_s, u"/"_s}, {u"data"_s, event}},
        DecodeError::BadPayload);
}

void TestMessagePack::refusesPackets()
{
    QFETCH(QCborValue, value);
    QFETCH(DecodeError, error);
    Decoder decoder({}, Format::MessagePack);
    const auto outcome = decoder.addBinary(messagepack::serialize(value));
    QVERIFY(!outcome.has_value());
    QCOMPARE(outcome.error(), error);
}

void TestMessagePack::takesNoText()
{
    Decoder decoder({}, Format::MessagePack);
    const auto outcome = decoder.addText("0");
    QVERIFY(!outcome.has_value());
    QCOMPARE(outcome.error(), DecodeError::UnexpectedText);
}

QTEST_GUILESS_MAIN(TestMessagePack)
#include "tst_messagepack.moc"
