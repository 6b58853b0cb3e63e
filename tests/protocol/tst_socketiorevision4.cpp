// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Covers what differs in protocols 3 and 4 from 5; everything else is covered by tst_socketiopacket and
// tst_socketiodecoder.

#include "protocol/socketio/decoder.h"
#include "protocol/socketio/encoder.h"
#include "protocol/socketio/namespacequery.h"

#include <QCborArray>
#include <QTest>

using namespace confab::socketio;
using namespace Qt::StringLiterals;

class TestSocketIoRevision4 : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void writes_data();
    void writes();
    void readsErrorsOfAnyKind();
    void splitsNamespaces_data();
    void splitsNamespaces();
};

void TestSocketIoRevision4::writes_data()
{
    QTest::addColumn<Packet>("packet");
    QTest::addColumn<QByteArray>("text");
    const QCborMap sid{{u"sid"_s, u"x"_s}};
    QTest::newRow("connect") << Packet{PacketType::Connect, u"/"_s, {}, sid} << QByteArray("0");
    QTest::newRow("connect to a namespace")
        << Packet{PacketType::Connect, u"/a"_s, {}, sid} << QByteArray("0/a,");
    QTest::newRow("error text") << Packet{PacketType::ConnectError, u"/a"_s, {}, u"no"_s}
                                << QByteArray("4/a,\"no\"");
    QTest::newRow("error object") << Packet{PacketType::ConnectError, u"/"_s, {}, QCborMap{{u"code"_s, 1}}}
                                  << QByteArray("4{\"code\":1}");
    QTest::newRow("ASCII") << Packet::event(u"/"_s, u"m"_s, {u"ä😀"_s})
                           << QByteArray(R"(2["m","\u00e4\ud83d\ude00"])");
    QTest::newRow("binary") << Packet::event(u"/"_s, u"m"_s, {QByteArray("x")}, 3)
                            << QByteArray(R"(51-3["m",{"_placeholder":true,"num":0}])");
}

void TestSocketIoRevision4::writes()
{
    QFETCH(Packet, packet);
    QTEST(encode(packet, Format::JsonRevision4).text, "text");
}

void TestSocketIoRevision4::readsErrorsOfAnyKind()
{
    for (const char *text : {"4\"no\"", "4{\"message\":\"no\"}", "4[1]", "4null", "4/a,\"no\""}) {
        Decoder decoder({}, Format::JsonRevision4);
        const auto outcome = decoder.addText(text);
        QVERIFY2(outcome.has_value() && outcome->has_value(), text);
        QCOMPARE((*outcome)->type, PacketType::ConnectError);
    }
    Decoder decoder({}, Format::JsonRevision4);
    QVERIFY(!decoder.addText("4").has_value());
    Decoder revision5;
    QVERIFY(!revision5.addText("4\"no\"").has_value());
}

void TestSocketIoRevision4::splitsNamespaces_data()
{
    QTest::addColumn<QString>("nsp");
    QTest::addColumn<QString>("path");
    QTest::addColumn<QCborMap>("query");
    QTest::newRow("without") << u"/a"_s << u"/a"_s << QCborMap();
    QTest::newRow("with") << u"/a?token=x%20y&b="_s << u"/a"_s
                          << QCborMap{{u"token"_s, u"x y"_s}, {u"b"_s, u""_s}};
    QTest::newRow("root") << u"/?a=%C3%A4"_s << u"/"_s << QCborMap{{u"a"_s, u"ä"_s}};
}

void TestSocketIoRevision4::splitsNamespaces()
{
    QFETCH(QString, nsp);
    QFETCH(QString, path);
    QFETCH(QCborMap, query);
    const NamespaceQuery parts = splitNamespace(nsp);
    QCOMPARE(parts.nsp, path);
    QCOMPARE(parts.query, query);
    QCOMPARE(joinNamespace(parts), nsp);
}

QTEST_GUILESS_MAIN(TestSocketIoRevision4)
#include "tst_socketiorevision4.moc"
