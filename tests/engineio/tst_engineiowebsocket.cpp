// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Sessions that begin on a WebSocket, over a fake wire. The frames themselves are the channel's business.

#include "tests/support/engineiowire.h"
#include "tests/support/recordingsessions.h"

#include <QTest>

using namespace confab;
using namespace confab::engineio;
using namespace std::chrono_literals;
using confab::testing::EngineIoWire;
using confab::testing::RecordingSessions;

class TestEngineIoWebSocket : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void carriesTextAndBinary();
    void speaksBase64ToThoseWhoAsk_data();
    void speaksBase64ToThoseWhoAsk();
    void sharesTheFrameOfABroadcast();
    void joinsABatchOnceForEverybody();
    void heartbeat();
    void expiresWithoutPong();
    void clientGoesAway();
    void clientSaysClose();
    void badPacketsEndTheSession_data();
    void badPacketsEndTheSession();
    void harmlessPackets();
    void serverCloses();
    void serverMayGoBeforeItsChannels();
    void nothingIsHeardAfterAClose();
    void shutsDown();
    void messagesInAClosingChannelAreIgnored();

private:
    std::unique_ptr<EngineIoWire> m_wire;
    std::unique_ptr<RecordingSessions> m_sessions;
    EngineIoWire::WebSocket m_socket;
    RecordingSessions::Handler *m_client = nullptr;
};

void TestEngineIoWebSocket::init()
{
    m_sessions.reset();
    m_wire = std::make_unique<EngineIoWire>();
    m_sessions = std::make_unique<RecordingSessions>(m_wire->server);
    m_socket = m_wire->openWebSocket();
    m_client = &m_sessions->last();
}

void TestEngineIoWebSocket::carriesTextAndBinary()
{
    m_socket->text("4hello");
    m_socket->binary("\x01\x02");
    m_socket->text("4");
    QCOMPARE(m_client->texts, (QList<QByteArray>{"hello", ""}));
    QCOMPARE(m_client->binaries, QList<QByteArray>{"\x01\x02"});

    m_client->session->send({OutgoingPacket::message("h\xc3\xa9"), OutgoingPacket::message("\x03", true)});
    m_client->send(QByteArray(70000, 'x'));
    QCOMPARE(m_socket->takeText(), QByteArray("4h\xc3\xa9"));
    QCOMPARE(m_socket->takeBinary(), QByteArray("\x03"));
    QCOMPARE(m_socket->takeText(), '4' + QByteArray(70000, 'x'));
}

void TestEngineIoWebSocket::speaksBase64ToThoseWhoAsk_data()
{
    QTest::addColumn<QByteArray>("revision");
    QTest::addColumn<bool>("upgraded");
    QTest::addColumn<QByteArray>("encoded");
    for (const bool upgraded : {false, true}) {
        QTest::addRow("revision 4%s", upgraded ? ", upgraded" : "")
            << QByteArray("4") << upgraded << QByteArray("bAQID");
        QTest::addRow("revision 3%s", upgraded ? ", upgraded" : "")
            << QByteArray("3") << upgraded << QByteArray("b4AQID");
    }
}

void TestEngineIoWebSocket::speaksBase64ToThoseWhoAsk()
{
    QFETCH(QByteArray, revision);
    QFETCH(bool, upgraded);
    QFETCH(QByteArray, encoded);
    const QByteArray query = "EIO=" + revision + "&b64=1&transport=";
    EngineIoWire::WebSocket socket;
    if (upgraded) {
        const QByteArray open = m_wire->request("GET", query + "polling")->body();
        socket = m_wire->webSocket(query
                                   + "websocket&sid=" + EngineIoWire::sidOf(open.mid(open.indexOf('{') - 1)));
        socket->text("5");
    } else {
        socket = m_wire->webSocket(query + "websocket");
        QVERIFY(socket->takeText().startsWith('0'));
    }
    RecordingSessions::Handler &client = m_sessions->last();
    socket->text(encoded);
    QCOMPARE(client.binaries, QList<QByteArray>{"\x01\x02\x03"});

    // Everybody gets the form of their own from the same packet.
    const auto packet = OutgoingPacket::message("\x01\x02\x03", true);
    m_client->session->send({packet});
    client.session->send({packet, OutgoingPacket::message("text")});
    QCOMPARE(m_socket->takeBinary(), QByteArray("\x01\x02\x03"));
    QCOMPARE(socket->takeText(), encoded);
    QCOMPARE(socket->takeText(), QByteArray("4text"));
}

void TestEngineIoWebSocket::sharesTheFrameOfABroadcast()
{
    const auto other = m_wire->openWebSocket();
    const auto packet = OutgoingPacket::message("to all");
    m_client->session->send({packet});
    m_sessions->last().session->send({packet});
    QCOMPARE(m_socket->encoded.last(), other->encoded.last());
    QVERIFY(m_socket->encoded.last().isSharedWith(other->encoded.last()));
}

void TestEngineIoWebSocket::joinsABatchOnceForEverybody()
{
    const auto other = m_wire->openWebSocket();
    const QByteArray large(70000, 'x'); // too large to be copied
    const OutgoingBatch batch{OutgoingPacket::message("a"), OutgoingPacket::message("\x01", true),
                              OutgoingPacket::message(large), OutgoingPacket::message("b"),
                              OutgoingPacket::message("c")};
    m_socket->encoded.clear();
    other->encoded.clear();
    m_client->session->send(batch);
    m_sessions->last().session->send(batch);
    QCOMPARE(m_socket->encoded.size(), 3);
    QCOMPARE(other->encoded, m_socket->encoded);
    for (int i = 0; i < 3; ++i)
        QVERIFY(other->encoded.at(i).isSharedWith(m_socket->encoded.at(i)));
    QVERIFY(m_socket->encoded.at(1).isSharedWith(batch.packets().at(2)->frame(Revision::V4, false)));
    for (const QByteArray &text : {QByteArray("a"), large, QByteArray("b"), QByteArray("c")})
        QCOMPARE(m_socket->takeText(), '4' + text);
    QCOMPARE(m_socket->takeBinary(), QByteArray("\x01"));
}

void TestEngineIoWebSocket::heartbeat()
{
    for (int round = 0; round < 3; ++round) {
        m_wire->timers.advance(24999ms);
        QVERIFY(m_socket->texts.isEmpty());
        m_wire->timers.advance(1ms);
        QCOMPARE(m_socket->takeText(), QByteArray("2"));
        m_wire->timers.advance(19999ms);
        m_socket->text("3");
    }
    QVERIFY(m_client->reasons.isEmpty());
    QCOMPARE(m_client->session->stats().roundTrip->count(), 19999);
    QCOMPARE(m_client->session->stats().heartbeatDue.count(), 45000);
}

void TestEngineIoWebSocket::expiresWithoutPong()
{
    m_wire->timers.advance(25s + 19999ms);
    QVERIFY(m_client->reasons.isEmpty());
    m_socket->text("4still here"); // extends the wait, once
    m_wire->timers.advance(19999ms);
    QVERIFY(m_client->reasons.isEmpty());
    m_wire->timers.advance(1ms);
    QCOMPARE(m_client->reasons, QList{CloseReason::PingTimeout});
    QCOMPARE(m_socket->closeCode, quint16(1000));
}

void TestEngineIoWebSocket::clientGoesAway()
{
    m_socket->end(1006);
    QCOMPARE(m_client->reasons, QList{CloseReason::TransportClose});
    QCOMPARE(m_wire->server.sessionCount(), 0);
    m_wire->timers.turn();
    QVERIFY(m_socket->destroyed);
    QCOMPARE(m_wire->timers.count(), std::size_t(0));
}

void TestEngineIoWebSocket::clientSaysClose()
{
    m_socket->text("1");
    QCOMPARE(m_client->reasons, QList{CloseReason::TransportClose});
    QCOMPARE(m_socket->closeCode, quint16(1000));
    // There is no late poll of a session that was never on polling.
    QCOMPARE(m_wire->poll(m_wire->lastSid)->body(), errorJson(Error::UnknownSid));
}

void TestEngineIoWebSocket::badPacketsEndTheSession_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<CloseReason>("reason");
    QTest::newRow("empty") << QByteArray() << CloseReason::ParseError;
    QTest::newRow("unknown type") << QByteArray("abc") << CloseReason::ParseError;
    QTest::newRow("7") << QByteArray("7") << CloseReason::ParseError;
    QTest::newRow("bad base64") << QByteArray("bAQ*") << CloseReason::ParseError;
    QTest::newRow("a ping, which is the server's") << QByteArray("2") << CloseReason::TransportError;
    QTest::newRow("a probe outside of an upgrade") << QByteArray("2probe") << CloseReason::TransportError;
}

void TestEngineIoWebSocket::badPacketsEndTheSession()
{
    QFETCH(QByteArray, text);
    QFETCH(CloseReason, reason);
    m_socket->text(text);
    QCOMPARE(m_client->reasons, QList{reason});
    QCOMPARE(m_socket->closeCode, quint16(1002));
    QVERIFY(!m_socket->destroyed); // until the closing handshake is over
    m_wire->timers.turn();
    QVERIFY(!m_socket->destroyed);
    m_socket->end(1002);
    QVERIFY(m_socket->destroyed);
}

void TestEngineIoWebSocket::harmlessPackets()
{
    for (const char *packet : {"0", "3", "3probe", "5", "6"})
        m_socket->text(packet);
    QVERIFY(m_client->reasons.isEmpty());
    QVERIFY(m_client->texts.isEmpty());
    m_socket->text("4a");
    QCOMPARE(m_client->texts.size(), 1);
}

void TestEngineIoWebSocket::serverCloses()
{
    m_client->send("bye");
    m_client->session->close();
    QCOMPARE(m_socket->takeText(), QByteArray("4bye"));
    QCOMPARE(m_socket->closeCode, quint16(1000));
    QVERIFY(m_client->reasons.isEmpty());
    QVERIFY(m_wire->server.isClosing());
    m_socket->end(1000);
    QVERIFY(!m_wire->server.isClosing());
    QVERIFY(m_client->reasons.isEmpty());
}

void TestEngineIoWebSocket::serverMayGoBeforeItsChannels()
{
    const auto other = m_wire->openWebSocket();
    m_client->session->close();
    m_wire.reset();
    QVERIFY(m_socket->destroyed);
    QVERIFY(other->destroyed);
    QVERIFY(m_sessions->last().reasons.isEmpty());
}

void TestEngineIoWebSocket::nothingIsHeardAfterAClose()
{
    m_client->session->close();
    m_socket->text("4late");
    m_socket->binary("late");
    m_socket->text("garbage");
    QVERIFY(m_client->texts.isEmpty());
    QVERIFY(m_client->binaries.isEmpty());
    QVERIFY(m_client->reasons.isEmpty());
}

void TestEngineIoWebSocket::shutsDown()
{
    m_wire->server.closeAll();
    QCOMPARE(m_socket->closeCode, quint16(1001));
    QCOMPARE(m_client->reasons, QList{CloseReason::ShuttingDown});
    QVERIFY(m_wire->server.isClosing());
    m_socket->end(1001);
    QVERIFY(!m_wire->server.isClosing());
}

void TestEngineIoWebSocket::messagesInAClosingChannelAreIgnored()
{
    Session *session = m_client->session;
    m_client->onMessage = [session](const QByteArray &) { session->close(); };
    m_socket->text("4one");
    m_socket->text("4two");
    QCOMPARE(m_client->texts, QList<QByteArray>{"one"});
    m_wire->timers.turn();
    m_socket->text("4three");
    QCOMPARE(m_client->texts, QList<QByteArray>{"one"});
}

QTEST_GUILESS_MAIN(TestEngineIoWebSocket)
#include "tst_engineiowebsocket.moc"
