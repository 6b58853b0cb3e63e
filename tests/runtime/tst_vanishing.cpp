// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Clients that vanish at every point of a connection's life, against a whole hub: nothing of them stays, and
// nobody else notices.

#include "protocol/websocket/frame.h"
#include "server/runtime/hub.h"
#include "tests/support/patience.h"
#include "tests/support/shards.h"

#include <QDir>
#include <QSignalSpy>
#include <QTcpSocket>
#include <QTest>

using namespace confab;
using namespace confab::runtime;
using confab::testing::patience;

namespace {

constexpr int rounds = 30;

QByteArray masked(const QByteArray &text)
{
    return websocket::encodeMaskedFrame(websocket::Opcode::Text, text, 0x12345678);
}

QByteArray upgrade(const QByteArray &target)
{
    return "GET " + target
        + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
          "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
}

QByteArray get(const QByteArray &target) { return "GET " + target + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"; }

const QByteArray polling = "/socket.io/?EIO=4&transport=polling";
const QByteArray webSocket = "/socket.io/?EIO=4&transport=websocket";

qsizetype openDescriptors()
{
    return QDir(QStringLiteral("/proc/self/fd")).entryList(QDir::AllEntries | QDir::System).size();
}

/// A peer that sends what it likes and goes when it likes.
class RawClient
{
public:
    explicit RawClient(quint16 port)
    {
        m_socket.connectToHost(QHostAddress(QHostAddress::LocalHost), port);
        m_socket.waitForConnected();
    }
    void send(const QByteArray &bytes)
    {
        m_socket.write(bytes);
        m_socket.flush();
    }
    /// Whether `text` arrives.
    [[nodiscard]] bool receives(const QByteArray &text)
    {
        return QTest::qWaitFor(
            [&] {
                m_received += m_socket.readAll();
                return m_received.contains(text);
            },
            patience);
    }
    /// The session's secret from an open packet.
    [[nodiscard]] QByteArray sid()
    {
        if (!receives("\"pingInterval\""))
            return {};
        const QByteArray key = "\"sid\":\"";
        return m_received.mid(m_received.indexOf(key) + key.size(), 20);
    }
    void vanish(bool politely)
    {
        if (politely)
            m_socket.disconnectFromHost(); // FIN
        else
            m_socket.abort(); // RST when something is unread
    }
    [[nodiscard]] const QByteArray &received() const { return m_received; }

private:
    QTcpSocket m_socket;
    QByteArray m_received;
};

} // namespace

class TestVanishing : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void leavesNothingBehind_data();
    void leavesNothingBehind();
    void nobodyIsLeft();
    void endsWhileTheyVanish();

private:
    std::unique_ptr<Hub> m_hub;
    quint16 m_port = 0;
    qsizetype m_descriptors = 0;
};

void TestVanishing::initTestCase()
{
    Options options;
    options.port = 0;
    options.bind = QHostAddress(QHostAddress::LocalHost);
    options.reportStatus = true;
    options.shards = testing::shardsUnderTest();
    // Polling sessions whose client went are found out, and none before a busy machine has come back to it.
    options.pingInterval = std::chrono::milliseconds(300);
    options.pingTimeout = std::chrono::milliseconds(3000);
    m_hub = std::make_unique<Hub>(options);
    QSignalSpy started(m_hub.get(), &Hub::started);
    m_hub->start();
    QVERIFY(started.wait(patience));
    m_port = m_hub->status().endpoints.constFirst().port;
    {
        RawClient page(m_port); // what the hub opens once, it has open now
        page.send(get("/healthz"));
        QVERIFY(page.receives("200 OK"));
    }
    m_descriptors = openDescriptors();
}

void TestVanishing::leavesNothingBehind_data()
{
    QTest::addColumn<QByteArray>("beginning"); // SID stands for a fresh polling session's
    QTest::addColumn<QByteArray>("awaited"); // before it goes; it goes at once when empty
    QTest::addColumn<QByteArray>("end");

    const QByteArray bareSid = polling + "&sid=SID";
    QTest::newRow("says nothing") << QByteArray() << QByteArray() << QByteArray();
    QTest::newRow("half a head") << QByteArray("GET / HT") << QByteArray() << QByteArray();
    QTest::newRow("page") << get("/") << QByteArray() << QByteArray();
    QTest::newRow("page, then an upgrade") << get("/") + upgrade("/ws") << QByteArray() << QByteArray();
    QTest::newRow("handshake") << get(polling) << QByteArray() << QByteArray();
    QTest::newRow("mid-poll") << get(bareSid) << QByteArray() << QByteArray();
    QTest::newRow("mid-post") << QByteArray("POST " + bareSid
                                            + " HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n4")
                              << QByteArray() << QByteArray();
    QTest::newRow("upgrade") << upgrade(webSocket) << QByteArray() << QByteArray();
    QTest::newRow("open") << upgrade(webSocket) << QByteArray("pingInterval") << QByteArray();
    QTest::newRow("joined") << upgrade(webSocket) + masked("40") << QByteArray("40{") << QByteArray();
    QTest::newRow("after a message") << upgrade(webSocket) + masked("40") << QByteArray("40{")
                                     << masked("42[\"hello\",{}]") + masked("420[\"message\",\"x\"]");
    QTest::newRow("mid-frame") << upgrade(webSocket) + masked("40") << QByteArray("40{")
                               << masked("42[\"message\",\"x\"]").left(9);
    QTest::newRow("mid-attachment") << upgrade(webSocket) + masked("40") << QByteArray("40{")
                                    << masked("451-[\"message\",{\"_placeholder\":true,\"num\":0}]");
    QTest::newRow("mid-upgrade") << upgrade(webSocket + "&sid=SID") << QByteArray("101") << QByteArray();
    QTest::newRow("probed") << upgrade(webSocket + "&sid=SID") + masked("2probe") << QByteArray("3probe")
                            << QByteArray();
    QTest::newRow("upgraded") << upgrade(webSocket + "&sid=SID") + masked("2probe") << QByteArray("3probe")
                              << masked("5") + masked("40");
    QTest::newRow("plain") << upgrade("/ws") << QByteArray("101") << masked("hi").left(3);
    QTest::newRow("garbage") << QByteArray("\x16\x03\x01\x00\xff\r\n\r\n", 9) << QByteArray() << QByteArray();
}

void TestVanishing::leavesNothingBehind()
{
    QFETCH(QByteArray, beginning);
    QFETCH(QByteArray, awaited);
    QFETCH(QByteArray, end);
    RawClient witness(m_port); // that is asked for no sign of life, however long the rounds take
    witness.send(get("/events"));
    QVERIFY(witness.receives("200 OK"));

    for (int round = 0; round < rounds; ++round) {
        QByteArray bytes = beginning;
        if (bytes.contains("SID")) {
            RawClient handshake(m_port);
            handshake.send(get(polling));
            const QByteArray sid = handshake.sid();
            QVERIFY(!sid.isEmpty());
            bytes.replace("SID", sid);
        }
        RawClient client(m_port);
        client.send(bytes);
        if (!awaited.isEmpty())
            QVERIFY2(client.receives(awaited), client.received().constData());
        client.send(end);
        client.vanish(round % 2 == 0);
    }

    m_hub->say(QStringLiteral("lobby"), QStringLiteral("still here?"));
    QVERIFY(witness.receives("still here?"));
    witness.vanish(true);
    QTRY_VERIFY2_WITH_TIMEOUT(
        openDescriptors() <= m_descriptors,
        qPrintable(QStringLiteral("%1 descriptors, %2 before").arg(openDescriptors()).arg(m_descriptors)),
        patience);
}

// Polling sessions end with their heartbeat at the latest; the hub tells of quiet changes once a second.
void TestVanishing::nobodyIsLeft() { QTRY_COMPARE_WITH_TIMEOUT(m_hub->status().clients.size(), 0, patience); }

/// The stop finds clients at every stage, and comes to its end.
void TestVanishing::endsWhileTheyVanish()
{
    std::vector<std::unique_ptr<RawClient>> crowd;
    const QList<QByteArray> beginnings{"GET / HT", get("/"), get(polling), upgrade(webSocket) + masked("40"),
                                       upgrade("/ws") + masked("hi")};
    for (int round = 0; round < rounds; ++round) {
        crowd.push_back(std::make_unique<RawClient>(m_port));
        crowd.back()->send(beginnings.at(round % beginnings.size()));
    }
    QSignalSpy stopped(m_hub.get(), &Hub::stopped);
    m_hub->stop();
    for (size_t i = 0; i < crowd.size(); i += 2)
        crowd[i]->vanish(i % 4 == 0);
    QVERIFY(stopped.wait(patience)); // a hundred steps for those who stay
    crowd.clear();
    m_hub.reset();
    QTRY_VERIFY(openDescriptors() < m_descriptors);
}

QTEST_GUILESS_MAIN(TestVanishing)
#include "tst_vanishing.moc"
