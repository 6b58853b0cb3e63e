// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Covers one packet, the handshake and the error bodies; what joins packets in an HTTP body is
// tst_engineiopayload.

#include "protocol/engineio/errors.h"
#include "protocol/engineio/handshake.h"
#include "protocol/engineio/packet.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace confab::engineio;
using namespace std::chrono_literals;

class TestEngineIoPacket : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void encodesAndDecodes_data();
    void encodesAndDecodes();
    void refusesWhatIsNoPacket_data();
    void refusesWhatIsNoPacket();
    void handshakeHasExactlyFiveKeys();
    void handshakeSurvivesTheRoundTrip();
    void refusesBadHandshakes_data();
    void refusesBadHandshakes();
    void saysNodesErrors_data();
    void saysNodesErrors();
};

void TestEngineIoPacket::encodesAndDecodes_data()
{
    QTest::addColumn<PacketType>("type");
    QTest::addColumn<QByteArray>("data");
    QTest::addColumn<QByteArray>("wire");
    QTest::newRow("open") << PacketType::Open << QByteArray("{}") << QByteArray("0{}");
    QTest::newRow("close") << PacketType::Close << QByteArray() << QByteArray("1");
    QTest::newRow("ping") << PacketType::Ping << QByteArray() << QByteArray("2");
    QTest::newRow("probe") << PacketType::Ping << QByteArray("probe") << QByteArray("2probe");
    QTest::newRow("pong") << PacketType::Pong << QByteArray() << QByteArray("3");
    QTest::newRow("message") << PacketType::Message << QByteArray("h\xc3\xa9") << QByteArray("4h\xc3\xa9");
    QTest::newRow("empty message") << PacketType::Message << QByteArray() << QByteArray("4");
    QTest::newRow("NUL inside") << PacketType::Message << QByteArray("a\0b", 3) << QByteArray("4a\0b", 4);
    QTest::newRow("upgrade") << PacketType::Upgrade << QByteArray() << QByteArray("5");
    QTest::newRow("noop") << PacketType::Noop << QByteArray() << QByteArray("6");
}

void TestEngineIoPacket::encodesAndDecodes()
{
    QFETCH(PacketType, type);
    QFETCH(QByteArray, data);
    QFETCH(QByteArray, wire);
    QCOMPARE(encodeText(type, data), wire);
    const auto packet = decodeText(wire);
    QVERIFY(packet.has_value());
    QCOMPARE(packet->type, type);
    QCOMPARE(packet->data, data);
    QVERIFY(!packet->binary);
}

void TestEngineIoPacket::refusesWhatIsNoPacket_data()
{
    QTest::addColumn<QByteArray>("wire");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("7") << QByteArray("7");
    QTest::newRow("before 0") << QByteArray("/");
    QTest::newRow("letter") << QByteArray("abc");
    QTest::newRow("minus") << QByteArray("-1");
    QTest::newRow("NUL") << QByteArray("\0", 1);
    QTest::newRow("high byte") << QByteArray("\xff");
}

void TestEngineIoPacket::refusesWhatIsNoPacket()
{
    QFETCH(QByteArray, wire);
    QVERIFY(!decodeText(wire));
}

void TestEngineIoPacket::handshakeHasExactlyFiveKeys()
{
    const Handshake handshake{"abc", {"websocket"}, 25000ms, 20000ms, 1000000};
    QCOMPARE(toJson(handshake),
             QByteArray(R"({"sid":"abc","upgrades":["websocket"],"pingInterval":25000,"pingTimeout":20000,)"
                        R"("maxPayload":1000000})"));
    const Handshake onWebSocket{"abc", {}, 1ms, 2ms, 3};
    QCOMPARE(toJson(onWebSocket),
             QByteArray(R"({"sid":"abc","upgrades":[],"pingInterval":1,"pingTimeout":2,"maxPayload":3})"));
}

void TestEngineIoPacket::handshakeSurvivesTheRoundTrip()
{
    const Handshake handshake{"a-_0", {"websocket", "webtransport"}, 300ms, 200ms, 12};
    const auto read = handshakeFromJson(toJson(handshake));
    QVERIFY(read.has_value());
    QVERIFY(*read == handshake);

    const auto older = handshakeFromJson(R"({"sid":"x","pingInterval":25000,"pingTimeout":5000,"new":[1]})");
    QVERIFY(older.has_value());
    QCOMPARE(older->maxPayload, qint64(0));
    QVERIFY(older->upgrades.isEmpty());
}

void TestEngineIoPacket::refusesBadHandshakes_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("not JSON") << QByteArray("{");
    QTest::newRow("array") << QByteArray("[]");
    QTest::newRow("no sid") << QByteArray(R"({"pingInterval":1,"pingTimeout":1})");
    QTest::newRow("empty sid") << QByteArray(R"({"sid":"","pingInterval":1,"pingTimeout":1})");
    QTest::newRow("number as sid") << QByteArray(R"({"sid":1,"pingInterval":1,"pingTimeout":1})");
    QTest::newRow("no interval") << QByteArray(R"({"sid":"x","pingTimeout":1})");
    QTest::newRow("zero interval") << QByteArray(R"({"sid":"x","pingInterval":0,"pingTimeout":1})");
    QTest::newRow("half a millisecond, which is none")
        << QByteArray(R"({"sid":"x","pingInterval":0.5,"pingTimeout":1})");
    QTest::newRow("negative timeout") << QByteArray(R"({"sid":"x","pingInterval":1,"pingTimeout":-1})");
    QTest::newRow("a year") << QByteArray(R"({"sid":"x","pingInterval":31536000000,"pingTimeout":1})");
    QTest::newRow("text as timeout") << QByteArray(R"({"sid":"x","pingInterval":1,"pingTimeout":"1"})");
}

void TestEngineIoPacket::refusesBadHandshakes()
{
    QFETCH(QByteArray, json);
    QVERIFY(!handshakeFromJson(json));
}

void TestEngineIoPacket::saysNodesErrors_data()
{
    QTest::addColumn<Error>("error");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("json");
    QTest::newRow("0") << Error::UnknownTransport << 400
                       << QByteArray(R"({"code":0,"message":"Transport unknown"})");
    QTest::newRow("1") << Error::UnknownSid << 400
                       << QByteArray(R"({"code":1,"message":"Session ID unknown"})");
    QTest::newRow("2") << Error::BadHandshakeMethod << 400
                       << QByteArray(R"({"code":2,"message":"Bad handshake method"})");
    QTest::newRow("3") << Error::BadRequest << 400 << QByteArray(R"({"code":3,"message":"Bad request"})");
    QTest::newRow("4") << Error::Forbidden << 403 << QByteArray(R"({"code":4,"message":"Forbidden"})");
    QTest::newRow("5") << Error::UnsupportedProtocolVersion << 400
                       << QByteArray(R"({"code":5,"message":"Unsupported protocol version"})");
}

void TestEngineIoPacket::saysNodesErrors()
{
    QFETCH(Error, error);
    QFETCH(int, status);
    QFETCH(QByteArray, json);
    QCOMPARE(errorStatus(error), status);
    QCOMPARE(errorJson(error), json);
}

QTEST_GUILESS_MAIN(TestEngineIoPacket)
#include "tst_engineiopacket.moc"
