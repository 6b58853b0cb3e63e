// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A hub with three shards: what belongs together meets, wherever its connections are dealt to.

#include "protocol/websocket/frame.h"
#include "server/tls/pemfiles.h"
#include "server/tls/selfsigned.h"
#include "tests/support/endedthreads.h"
#include "tests/support/freeport.h"
#include "tests/support/runninghub.h"

#include <QSet>
#include <QSslSocket>
#include <QTest>

#include <algorithm>
#include <array>

using namespace confab;
using namespace confab::runtime;
using namespace confab::testing;
using namespace Qt::StringLiterals;

namespace {

constexpr int shards = 3;
const QByteArray polling = "/socket.io/?EIO=4&transport=polling";
const QByteArray upgrading = "/socket.io/?EIO=4&transport=websocket";

Options threeShards()
{
    Options options = loopbackOptions();
    options.shards = shards;
    return options;
}

tls::Identity identity()
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const QByteArray pem = tls::makeSelfSigned(tls::namesOfThisComputer(), now);
    return *tls::readPem(pem, pem, now);
}

QByteArray get(const QByteArray &target) { return "GET " + target + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"; }

QByteArray post(const QByteArray &target, const QByteArray &body)
{
    return "POST " + target + " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: "
        + QByteArray::number(body.size()) + "\r\n\r\n" + body;
}

QByteArray masked(const QByteArray &text)
{
    return websocket::encodeMaskedFrame(websocket::Opcode::Text, text, 0x12345678);
}

/// A connection of a browser's kind: the next one is dealt to another shard.
class RawConnection
{
public:
    explicit RawConnection(const RunningHub &hub)
    {
        m_socket.setPeerVerifyMode(QSslSocket::VerifyNone);
        if (hub.hub.options().tls)
            m_socket.connectToHostEncrypted(u"127.0.0.1"_s, hub.port());
        else
            m_socket.connectToHost(u"127.0.0.1"_s, hub.port());
    }
    void send(const QByteArray &bytes)
    {
        m_socket.write(bytes);
        bytesSent += static_cast<quint64>(bytes.size());
    }
    /// What has come, once `text` is in it.
    [[nodiscard]] QByteArray until(const QByteArray &text)
    {
        const bool isThere = QTest::qWaitFor(
            [&] {
                m_received += m_socket.readAll();
                return m_received.contains(text);
            },
            patience);
        return isThere ? m_received : "instead of " + text + ": " + m_received;
    }
    /// The body of the answer to one request.
    [[nodiscard]] QByteArray ask(const QByteArray &request)
    {
        m_received.clear();
        send(request);
        qsizetype body = -1;
        const auto isComplete = [&] {
            m_received += m_socket.readAll();
            body = m_received.indexOf("\r\n\r\n") + 4;
            const qsizetype length = m_received.indexOf("Content-Length: ") + 16;
            return body >= 4 && length >= 16
                && m_received.size() - body
                >= m_received.sliced(length, m_received.indexOf('\r', length) - length).toInt();
        };
        const bool isThere = QTest::qWaitFor(isComplete, patience);
        return isThere ? m_received.sliced(body) : "no answer: " + m_received;
    }
    [[nodiscard]] bool isClosed() { return m_socket.state() == QAbstractSocket::UnconnectedState; }

    inline static quint64 bytesSent = 0; ///< by all of them

private:
    QSslSocket m_socket;
    QByteArray m_received;
};

QByteArray sidOf(const QByteArray &open)
{
    const QByteArray key = "\"sid\":\"";
    return open.sliced(open.indexOf(key) + key.size(), 20);
}

QJsonObject messageOf(const QString &event)
{
    return QJsonDocument::fromJson(event.mid(2).toUtf8()).array().at(1).toObject();
}

} // namespace

class TestShards : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleanupTestCase() { QVERIFY(otherThreadsAreGone()); }

    void aPollingSessionMeetsItself_data();
    void aPollingSessionMeetsItself();
    void unknownSessionsAreUnknownEverywhere_data();
    void unknownSessionsAreUnknownEverywhere();
    void everybodySeesOneOrder();
    void theOwnerSeesAllOfThem();
    void everyPollIsToldOfTheStop();
};

void TestShards::aPollingSessionMeetsItself_data()
{
    QTest::addColumn<bool>("isSecure");
    QTest::newRow("plain") << false;
    QTest::newRow("TLS") << true;
}

void TestShards::aPollingSessionMeetsItself()
{
    QFETCH(bool, isSecure);
    Options options = threeShards();
    if (isSecure)
        options.tls = identity();
    const RunningHub hub(options);
    QVERIFY(hub.isRunning);
    QSet<char> homes;
    for (int round = 0; round < 4 || (homes.size() < 2 && round < 20); ++round) {
        const QByteArray sid = sidOf(RawConnection(hub).ask(get(polling)));
        QCOMPARE(sid.size(), 20);
        homes.insert(sid.back());
        const QByteArray session = polling + "&sid=" + sid;
        // Every request on a connection of its own.
        QCOMPARE(RawConnection(hub).ask(post(session, "40")), QByteArray("ok"));
        QVERIFY(RawConnection(hub).ask(get(session)).startsWith("40{"));
        for (int i = 0; i < shards; ++i) {
            RawConnection poll(hub);
            poll.send(get(session));
            const QByteArray number = QByteArray::number(i);
            QCOMPARE(RawConnection(hub).ask(post(session, "42" + number + "[\"rename\",{}]")),
                     QByteArray("ok"));
            const QByteArray answer = poll.until("43" + number + "[");
            QVERIFY2(answer.startsWith("HTTP/1.1 200"), answer.constData());
        }
        RawConnection socket(hub);
        socket.send("GET " + upgrading + "&sid=" + sid
                    + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                      "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
                    + masked("2probe"));
        QVERIFY(socket.until("3probe").startsWith("HTTP/1.1 101"));
        socket.send(masked("5") + masked("427[\"message\",\"hi\"]"));
        QVERIFY(socket.until("437[{\"ok\":true").startsWith("HTTP/1.1 101"));
    }
    QVERIFY2(homes.size() > 1, QByteArray(homes.values().toVector().constData(), homes.size()).constData());
}

void TestShards::unknownSessionsAreUnknownEverywhere_data()
{
    QTest::addColumn<QByteArray>("sid");
    QTest::newRow("shard 0") << QByteArray("0123456789012345678A");
    QTest::newRow("shard 1") << QByteArray("0123456789012345678B");
    QTest::newRow("shard 2") << QByteArray("0123456789012345678C");
    QTest::newRow("a shard that there is not") << QByteArray("0123456789012345678D");
    QTest::newRow("the last letter") << QByteArray("0123456789012345678_");
    QTest::newRow("no letter") << QByteArray("0123456789012345678!");
    QTest::newRow("short") << QByteArray("B");
    QTest::newRow("long") << QByteArray(1000, 'B');
}

void TestShards::unknownSessionsAreUnknownEverywhere()
{
    QFETCH(QByteArray, sid);
    const RunningHub hub(threeShards());
    RawConnection kept(hub); // goes from one to the other, or stays
    for (int i = 0; i < shards; ++i) {
        const QByteArray request = get(polling + "&sid=" + sid);
        QCOMPARE(RawConnection(hub).ask(request), QByteArray(R"({"code":1,"message":"Session ID unknown"})"));
        QCOMPARE(kept.ask(request), QByteArray(R"({"code":1,"message":"Session ID unknown"})"));
    }
    QCOMPARE(sidOf(kept.ask(get(polling))).size(), 20);
}

void TestShards::everybodySeesOneOrder()
{
    constexpr int each = 20;
    const std::array rooms{u"den"_s, u"attic"_s};
    const RunningHub hub(threeShards());
    std::vector<std::unique_ptr<SocketIoClient>> clients;
    for (int i = 0; i < 4 * shards; ++i) {
        clients.push_back(std::make_unique<SocketIoClient>(hub));
        QTRY_VERIFY(clients.back()->isJoined());
        clients.back()->socket.sendTextMessage(u"420[\"hello\",{\"rooms\":[\"%1\"]}]"_s.arg(rooms.at(i % 2)));
    }
    for (const auto &client : clients)
        QTRY_VERIFY(!client->ack(0).isEmpty());
    QSet<quint64> remainders;
    QTRY_COMPARE(hub.hub.status().clients.size(), 4 * shards);
    for (const ClientStatus &client : hub.hub.status().clients)
        remainders.insert(client.id % shards);
    QCOMPARE(remainders.size(), shards); // they are spread

    for (int message = 0; message < each; ++message) {
        for (size_t i = 0; i < clients.size(); ++i)
            clients[i]->socket.sendTextMessage(
                u"42[\"message\",{\"room\":\"%1\",\"text\":\"%2 of %3\"}]"_s.arg(rooms.at(i % 2))
                    .arg(message)
                    .arg(i));
    }
    const int others = (2 * shards - 1) * each;
    std::array<QHash<int, QString>, 2> textOf;
    for (size_t i = 0; i < clients.size(); ++i) {
        QTRY_COMPARE_WITH_TIMEOUT(clients[i]->events().size(), others, patience);
        int last = 0;
        for (const QString &event : clients[i]->events()) {
            const QJsonObject message = messageOf(event);
            QCOMPARE(message.value(u"room"_s).toString(), rooms.at(i % 2));
            const int seq = message.value(u"seq"_s).toInt();
            QVERIFY(seq > last);
            last = seq;
            const QString text = message.value(u"message"_s).toString();
            QCOMPARE(textOf.at(i % 2).value(seq, text), text);
            textOf.at(i % 2).insert(seq, text);
        }
    }
    for (const auto &texts : textOf) {
        QCOMPARE(texts.size(), 2 * shards * each);
        QCOMPARE(*std::max_element(texts.keyBegin(), texts.keyEnd()), 2 * shards * each);
    }
}

void TestShards::theOwnerSeesAllOfThem()
{
    RunningHub hub(threeShards());
    QStringList reported;
    connect(&hub.hub, &Hub::messagesReceived, this, [&](const QList<MessageRecord> &messages) {
        for (const MessageRecord &message : messages)
            reported.append(message.text);
    });
    std::vector<std::unique_ptr<SocketIoClient>> clients;
    QList<quint64> ids;
    for (int i = 0; i < 2 * shards; ++i) {
        clients.push_back(std::make_unique<SocketIoClient>(hub));
        QTRY_COMPARE(hub.hub.status().clients.size(), i + 1);
        ids.append(hub.hub.status().clients.constLast().id); // in the order of joining
    }
    QCOMPARE(QSet<quint64>(ids.begin(), ids.end()).size(), 2 * shards);
    for (const auto &client : clients)
        QTRY_VERIFY(client->isJoined());
    for (const auto &client : clients)
        client->socket.sendTextMessage(u"42[\"message\",\"hi\"]"_s);
    hub.hub.say(u"lobby"_s, u"end"_s);
    QTRY_COMPARE(reported.size(), 2 * shards + 1);
    QTRY_COMPARE(hub.hub.status().messages, quint64(2 * shards + 1));
    for (const auto &client : clients)
        QTRY_COMPARE(client->events().size(), 2 * shards); // with the host's, without their own
    QCOMPARE(reported.size(), 2 * shards + 1); // nothing twice
    QVERIFY(hub.hub.status().bytesIn > 0 && hub.hub.status().bytesOut > 0);

    for (int i = 0; i < 2 * shards; ++i) {
        hub.hub.disconnectClient(ids.at(i));
        QTRY_VERIFY(clients[size_t(i)]->isClosed);
        for (size_t other = size_t(i) + 1; other < clients.size(); ++other)
            QVERIFY(!clients[other]->isClosed);
    }
    QTRY_COMPARE(hub.hub.status().clients.size(), 0);
}

void TestShards::everyPollIsToldOfTheStop()
{
    Options options = threeShards();
    options.port = freePort(); // the same again
    RunningHub hub(options);
    QVERIFY(hub.isRunning);
    const quint64 sentBefore = RawConnection::bytesSent;
    QSignalSpy stopped(&hub.hub, &Hub::stopped);
    QSignalSpy started(&hub.hub, &Hub::started);
    for (int round = 0; round < 2; ++round) {
        std::vector<QByteArray> sessions;
        std::vector<std::unique_ptr<RawConnection>> polls;
        for (int i = 0; i < 2 * shards; ++i) {
            sessions.push_back(polling + "&sid=" + sidOf(RawConnection(hub).ask(get(polling))));
            QCOMPARE(RawConnection(hub).ask(post(sessions.back(), "40")), QByteArray("ok"));
            QVERIFY(RawConnection(hub).ask(get(sessions.back())).startsWith("40{"));
            if (i % 2 == 0) { // the others are between two polls
                polls.push_back(std::make_unique<RawConnection>(hub));
                polls.back()->send(get(sessions.back()));
            }
        }
        QTRY_COMPARE(hub.hub.status().clients.size(), 2 * shards);
        QTRY_COMPARE(hub.hub.status().bytesIn, RawConnection::bytesSent - sentBefore); // the polls have come
        hub.hub.stop();
        for (const auto &poll : polls)
            QVERIFY(poll->until("\r\n\r\n1").startsWith("HTTP/1.1 200"));
        QTRY_COMPARE(stopped.size(), round + 1);
        QVERIFY(hub.hub.status().clients.isEmpty());
        hub.hub.start();
        QVERIFY(started.wait(patience));
    }
}

QTEST_GUILESS_MAIN(TestShards)
#include "tst_shards.moc"
