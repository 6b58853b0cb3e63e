// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Covers HTTP bodies of revision 4. Revision 3 has other framings and is not covered here.

#include "protocol/engineio/payload.h"

#include <QTest>

using namespace confab::engineio;

class TestEngineIoPayload : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void encodesAndDecodes_data();
    void encodesAndDecodes();
    void refusesMalformed_data();
    void refusesMalformed();
    void boundsTheNumberOfPackets();
    void everyPrefixIsRefusedOrRead();
};

void TestEngineIoPayload::encodesAndDecodes_data()
{
    QTest::addColumn<QList<Packet>>("packets");
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("one") << QList<Packet>{{PacketType::Message, "a"}} << QByteArray("4a");
    QTest::newRow("several") << QList<Packet>{{PacketType::Message, "a"},
                                              {PacketType::Ping, ""},
                                              {PacketType::Noop, ""}}
                             << QByteArray("4a\x1e"
                                           "2\x1e"
                                           "6");
    QTest::newRow("binary") << QList<Packet>{{PacketType::Message, "a"},
                                             {PacketType::Message, QByteArray("\x01\x02\x03\x04"), true}}
                            << QByteArray("4a\x1e"
                                          "bAQIDBA==");
    QTest::newRow("binary holding the separator")
        << QList<Packet>{{PacketType::Message, QByteArray("\x1e\x1e"), true}} << QByteArray("bHh4=");
    QTest::newRow("empty binary") << QList<Packet>{{PacketType::Message, QByteArray(), true}}
                                  << QByteArray("b");
    QTest::newRow("non-ASCII") << QList<Packet>{{PacketType::Message, "\xe2\x82\xac"},
                                                {PacketType::Message, "\xf0\x9f\xa6\xa6"}}
                               << QByteArray("4\xe2\x82\xac\x1e"
                                             "4\xf0\x9f\xa6\xa6");
}

void TestEngineIoPayload::encodesAndDecodes()
{
    QFETCH(QList<Packet>, packets);
    QFETCH(QByteArray, body);
    QCOMPARE(encodePayload(packets), body);
    const auto decoded = decodePayload(body);
    QVERIFY(decoded.has_value());
    QVERIFY(*decoded == packets);
}

void TestEngineIoPayload::refusesMalformed_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<PayloadError>("error");
    QTest::newRow("empty") << QByteArray() << PayloadError::Empty;
    QTest::newRow("unknown type") << QByteArray("abc") << PayloadError::UnknownPacketType;
    QTest::newRow("only a separator") << QByteArray("\x1e") << PayloadError::UnknownPacketType;
    QTest::newRow("separator first") << QByteArray("\x1e"
                                                   "4a")
                                     << PayloadError::UnknownPacketType;
    QTest::newRow("separator last") << QByteArray("4a\x1e") << PayloadError::UnknownPacketType;
    QTest::newRow("two separators") << QByteArray("4a\x1e\x1e"
                                                  "4b")
                                    << PayloadError::UnknownPacketType;
    QTest::newRow("second is bad") << QByteArray("4a\x1e"
                                                 "9")
                                   << PayloadError::UnknownPacketType;
    QTest::newRow("not base64") << QByteArray("b!!!!") << PayloadError::BadBase64;
    QTest::newRow("base64 cut") << QByteArray("bAQIDB") << PayloadError::BadBase64;
    QTest::newRow("not UTF-8") << QByteArray("4\xff") << PayloadError::NotUtf8;
    QTest::newRow("half a character") << QByteArray("4\xe2\x82") << PayloadError::NotUtf8;
    QTest::newRow("surrogate in UTF-8") << QByteArray("4\xed\xa0\x80") << PayloadError::NotUtf8;
}

void TestEngineIoPayload::refusesMalformed()
{
    QFETCH(QByteArray, body);
    QFETCH(PayloadError, error);
    const auto decoded = decodePayload(body);
    QVERIFY(!decoded.has_value());
    QCOMPARE(decoded.error(), error);
}

void TestEngineIoPayload::boundsTheNumberOfPackets()
{
    const PayloadLimits limits{3};
    QVERIFY(decodePayload("2\x1e"
                          "2",
                          limits)
                .has_value());
    QVERIFY(decodePayload("2\x1e"
                          "2\x1e"
                          "2",
                          limits)
                .has_value());
    const auto tooMany = decodePayload("2\x1e"
                                       "2\x1e"
                                       "2\x1e"
                                       "2",
                                       limits);
    QVERIFY(!tooMany.has_value());
    QCOMPARE(tooMany.error(), PayloadError::TooManyPackets);
}

void TestEngineIoPayload::everyPrefixIsRefusedOrRead()
{
    const QByteArray body("4\xe2\x82\xac\x1e"
                          "bAQIDBA==\x1e"
                          "2probe");
    for (qsizetype size = 0; size < body.size(); ++size) {
        // A copy of exactly that size, so that the sanitizer sees a read behind its end.
        const QByteArray prefix(body.constData(), size);
        const auto decoded = decodePayload(prefix);
        if (decoded)
            QCOMPARE(encodePayload(*decoded), prefix);
    }
}

QTEST_GUILESS_MAIN(TestEngineIoPayload)
#include "tst_engineiopayload.moc"
