// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Covers how packets are written and that what was written is read back as it was. What a peer may not send
// is tst_socketiodecoder.

#include "protocol/socketio/decoder.h"
#include "protocol/socketio/encoder.h"

#include <QCborMap>
#include <QTest>

#include <limits>

using namespace confab::socketio;
using namespace Qt::StringLiterals;

class TestSocketIoPacket : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void encodesAndDecodes_data();
    void encodesAndDecodes();
    void numbersThatAreNotFiniteBecomeNull();
    void loneSurrogatesAreEscaped();
    void namesReservedEvents();
};

void TestSocketIoPacket::encodesAndDecodes_data()
{
    QTest::addColumn<Packet>("packet");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QList<QByteArray>>("attachments");
    const QString root = u"/"_s;
    const QString admin = u"/admin"_s;
    const auto row = [](const char *name, const Packet &packet, const QByteArray &text,
                        const QList<QByteArray> &attachments = {}) {
        QTest::newRow(name) << packet << text << attachments;
    };

    row("connect", {PacketType::Connect, root, {}, QCborValue(QCborValue::Undefined)}, "0");
    row("connect with auth", {PacketType::Connect, root, {}, QCborMap{{u"token"_s, u"123"_s}}},
        R"(0{"token":"123"})");
    row("connect to a namespace", {PacketType::Connect, admin, {}, QCborMap{{u"a"_s, 1}}},
        R"(0/admin,{"a":1})");
    row("disconnect", {PacketType::Disconnect, admin, {}, QCborValue(QCborValue::Undefined)}, "1/admin,");
    row("connect error", {PacketType::ConnectError, root, {}, QCborMap{{u"message"_s, u"Not authorized"_s}}},
        R"(4{"message":"Not authorized"})");
    row("event", Packet::event(root, u"hello"_s, {1}), R"(2["hello",1])");
    row("event without arguments", Packet::event(root, u"hello"_s, {}), R"(2["hello"])");
    row("event with ack", Packet::event(admin, u"project:delete"_s, {123}, 456),
        R"(2/admin,456["project:delete",123])");
    row("ack id 0", Packet::event(root, u"a"_s, {}, 0), R"(20["a"])");
    row("largest ack id", Packet::event(root, u"a"_s, {}, 9007199254740991), R"(29007199254740991["a"])");
    row("event named by a number", {PacketType::Event, root, {}, QCborArray{5, u"x"_s}}, R"(2[5,"x"])");
    row("ack", Packet::ack(admin, 456, {}), "3/admin,456[]");
    row("ack with values", Packet::ack(root, 1, {QCborValue(nullptr), true}), "31[null,true]");
    row("empty strings and arrays",
        Packet::event(root, u""_s, {u""_s, QCborArray{QCborArray{}, QCborArray{QCborArray{}}}, QCborMap{}}),
        R"(2["","",[[],[[]]],{}])");
    row("line separators as they are", Packet::event(root, u"m"_s, {u"a\u2028b\u2029c"_s}),
        "2[\"m\",\"a\xe2\x80\xa8"
        "b\xe2\x80\xa9"
        "c\"]");
    row("non-ASCII as UTF-8", Packet::event(root, u"\u20ac"_s, {u"\U0001F9A6"_s}),
        "2[\"\xe2\x82\xac\",\"\xf0\x9f\xa6\xa6\"]");
    row("control characters", Packet::event(root, u"m"_s, {u"\0\n\t\"\\"_s}), R"(2["m","\u0000\n\t\"\\"])");
    row("large integers", Packet::event(root, u"m"_s, {qint64(9007199254740992), qint64(-9007199254740991)}),
        R"(2["m",9007199254740992,-9007199254740991])");
    row("fractions", Packet::event(root, u"m"_s, {0.1, -2.5e-7}), R"(2["m",0.1,-2.5e-07])");
    row("__proto__", Packet::event(root, u"m"_s, {QCborMap{{u"__proto__"_s, QCborMap{{u"a"_s, 1}}}}}),
        R"(2["m",{"__proto__":{"a":1}}])");
    row("binary", Packet::event(root, u"baz"_s, {QByteArray("\1\2\3")}),
        R"(51-["baz",{"_placeholder":true,"num":0}])", {"\1\2\3"});
    row("binary with ack in a namespace",
        Packet::event(admin, u"baz"_s, {QByteArray("a"), QCborMap{{u"x"_s, QCborArray{QByteArray()}}}}, 7),
        R"(52-/admin,7["baz",{"_placeholder":true,"num":0},{"x":[{"_placeholder":true,"num":1}]}])",
        {"a", ""});
    row("binary ack", Packet::ack(admin, 456, {QByteArray("\3\2\1")}),
        R"(61-/admin,456[{"_placeholder":true,"num":0}])", {"\3\2\1"});
}

void TestSocketIoPacket::encodesAndDecodes()
{
    QFETCH(Packet, packet);
    QFETCH(QByteArray, text);
    QFETCH(QList<QByteArray>, attachments);
    const EncodedPacket encoded = encode(packet);
    QCOMPARE(encoded.text, text);
    QCOMPARE(encoded.attachments, attachments);

    Decoder decoder;
    auto outcome = decoder.addText(text);
    QVERIFY(outcome.has_value());
    for (const QByteArray &attachment : attachments) {
        QVERIFY(!outcome->has_value());
        QVERIFY(decoder.isIncomplete());
        outcome = decoder.addBinary(attachment);
        QVERIFY(outcome.has_value());
    }
    QVERIFY(outcome->has_value());
    QVERIFY(!decoder.isIncomplete());
    const Packet &decoded = **outcome;
    QCOMPARE(decoded.type, packet.type);
    QCOMPARE(decoded.nsp, packet.nsp);
    QCOMPARE(decoded.id, packet.id);
    QCOMPARE(decoded.data, packet.data);
}

void TestSocketIoPacket::numbersThatAreNotFiniteBecomeNull()
{
    const double infinity = std::numeric_limits<double>::infinity();
    QCOMPARE(encode(Packet::event(u"/"_s, u"m"_s, {infinity, -infinity, qQNaN()})).text,
             QByteArray(R"(2["m",null,null,null])"));
}

void TestSocketIoPacket::loneSurrogatesAreEscaped()
{
    // What is sent must stay valid UTF-8, or the recipient drops the connection.
    Decoder decoder;
    const auto outcome = decoder.addText(R"(2["m","a\ud800b\udc00"])");
    QVERIFY(outcome.has_value() && outcome->has_value());
    const QByteArray text = encode(**outcome).text;
    QVERIFY(QUtf8StringView(text).isValidUtf8());
    QCOMPARE(text, QByteArray(R"(2["m","a\ud800b\udc00"])"));
}

void TestSocketIoPacket::namesReservedEvents()
{
    for (const QString &name : {u"connect"_s, u"connect_error"_s, u"disconnect"_s, u"disconnecting"_s,
                                u"newListener"_s, u"removeListener"_s})
        QVERIFY(isReservedEvent(name));
    for (const QString &name : {u""_s, u"message"_s, u"Connect"_s, u"error"_s, u"connect "_s})
        QVERIFY(!isReservedEvent(name));
}

QTEST_GUILESS_MAIN(TestSocketIoPacket)
#include "tst_socketiopacket.moc"
