// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What the doors of one shard know of the others, told through a real log: places, posts, clients, totals.

#include "server/chat/chatservice.h"
#include "server/log/memorystore.h"
#include "server/runtime/clientcount.h"
#include "server/runtime/guardnews.h"
#include "server/runtime/metricsdoor.h"
#include "tests/support/fakehttpexchange.h"
#include "tests/support/faketimers.h"

#include <QTest>

#include <array>

using namespace confab;
using namespace confab::runtime;
using namespace confab::testing;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

guard::Settings strict()
{
    guard::Settings settings;
    settings.maxPerAddress = 1;
    settings.pin = "4711";
    settings.rate = 1; // four at once
    return settings;
}

net::Peer peerAt(const QString &address) { return {1, QHostAddress(address), 4711, false, false}; }

struct Shard
{
    Shard(log::MessageLog &log, log::ShardPlace place)
        : guard(strict(), {}, timers)
        , chat(log, timers, place)
        , clients(chat.news(), 3)
        , rates(timers)
        , news(chat.news(), guard, rates)
        , metrics(chat.news(), timers, [this] {
            ++timesCounted;
            return counted;
        })
    {
        rates.setAdmit([this](const net::Peer &peer) { return guard.admitScript(peer); });
    }

    std::shared_ptr<HttpProbe> askForMetrics()
    {
        auto probe = std::make_shared<HttpProbe>();
        metrics.handle(std::make_unique<FakeHttpExchange>(probe));
        return probe;
    }

    FakeTimers timers;
    guard::Guard guard;
    chat::ChatService chat;
    ClientCount clients;
    chat::PostRates rates;
    GuardNews news;
    Metrics counted;
    int timesCounted = 0;
    MetricsDoor metrics;
};

/// The value of "confab_NAME" in the text of /metrics.
QByteArray valueOf(const QByteArray &text, const QByteArray &name)
{
    const qsizetype begin = text.indexOf("\nconfab_" + name + ' ');
    if (begin < 0)
        return {};
    const QByteArray line = text.mid(begin + 1, text.indexOf('\n', begin + 1) - begin - 1);
    return line.mid(line.lastIndexOf(' ') + 1);
}

} // namespace

class TestShardNews : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void anAddressIsCountedOnAllShards();
    void wrongPinsLockAllShards();
    void postsOfAnAddressCountTogether();
    void clientsOfAllShardsFillTheServer();
    void metricsAreTheSumOfAllShards();
    void whoDoesNotTellInTimeCountsAsLastTold();
    void questionsAtOnceAreAskedOnce();
    void theOnlyShardAnswersAtOnce();

private:
    std::unique_ptr<log::MessageLog> m_log;
    std::vector<std::unique_ptr<Shard>> m_shards;
};

void TestShardNews::init()
{
    m_log = std::make_unique<log::MessageLog>(std::make_unique<log::MemoryStore>());
    for (quint16 i = 0; i < 3; ++i)
        m_shards.push_back(std::make_unique<Shard>(*m_log, log::ShardPlace{i, 3}));
}

void TestShardNews::cleanup()
{
    m_log->stop();
    m_shards.clear();
    m_log.reset();
}

void TestShardNews::anAddressIsCountedOnAllShards()
{
    const net::Peer peer = peerAt(u"192.168.1.7"_s);
    auto client = m_shards[0]->guard.admit(peer);
    QVERIFY(!m_shards[0]->guard.hasRoom(peer));
    QTRY_VERIFY(!m_shards[1]->guard.hasRoom(peer));
    QTRY_VERIFY(!m_shards[2]->guard.hasRoom(peer));
    client.reset();
    QTRY_VERIFY(m_shards[1]->guard.hasRoom(peer));
    QTRY_VERIFY(m_shards[2]->guard.hasRoom(peer));
}

void TestShardNews::wrongPinsLockAllShards()
{
    const net::Peer peer = peerAt(u"192.168.1.7"_s);
    for (int i = 0; i < guard::PinGate::freeAttempts; ++i)
        QCOMPARE(m_shards[0]->guard.checkPin("1", peer).kind, guard::PinVerdict::Kind::Wrong);
    QTRY_COMPARE(m_shards[1]->guard.checkPin("4711", peer).kind, guard::PinVerdict::Kind::Locked);
    QTRY_COMPARE(m_shards[2]->guard.checkPin("4711", peer).kind, guard::PinVerdict::Kind::Locked);
}

void TestShardNews::postsOfAnAddressCountTogether()
{
    const net::Peer peer = peerAt(u"192.168.1.7"_s);
    for (int i = 0; i < 5; ++i) // four at once, and one on account
        QCOMPARE(m_shards[0]->rates.take(peer), 0ms);
    QVERIFY(m_shards[0]->rates.take(peer) > 0ms);
    QTRY_COMPARE(m_shards[1]->rates.addressCount(), 1);
    QVERIFY(m_shards[1]->rates.take(peer) > 0ms);
    QVERIFY(m_shards[1]->guard.hasRoom(peer)); // scripts take no place
    m_shards[1]->timers.advance(5min);
    QCOMPARE(m_shards[1]->rates.addressCount(), 0);
}

void TestShardNews::clientsOfAllShardsFillTheServer()
{
    std::vector<std::unique_ptr<ClientCount::Place>> places;
    for (const auto &shard : m_shards) {
        QVERIFY(!shard->clients.isFull());
        places.push_back(std::make_unique<ClientCount::Place>(shard->clients));
    }
    for (const auto &shard : m_shards)
        QTRY_VERIFY(shard->clients.isFull());
    places.pop_back();
    for (const auto &shard : m_shards)
        QTRY_VERIFY(!shard->clients.isFull());
}

void TestShardNews::metricsAreTheSumOfAllShards()
{
    for (size_t i = 0; i < m_shards.size(); ++i) {
        Metrics &counted = m_shards[i]->counted;
        counted.totals.clients = {1, 10 * qint64(i), 0, 0, 0};
        counted.totals.bytesIn = 100;
        counted.totals.connections = 2;
        counted.messages = 7; // all of them heard the same
    }
    const auto answer = m_shards[1]->askForMetrics();
    QTRY_COMPARE(answer->status(), 200);
    QCOMPARE(valueOf(answer->body(), "received_bytes_total"), QByteArray("300"));
    QCOMPARE(valueOf(answer->body(), "http_connections"), QByteArray("6"));
    QCOMPARE(valueOf(answer->body(), "messages_total"), QByteArray("7"));
    QVERIFY(answer->body().contains("confab_clients{transport=\"polling\"} 3\n"));
    QVERIFY(answer->body().contains("confab_clients{transport=\"websocket\"} 30\n"));
    // Another time, another shard.
    m_shards[0]->counted.totals.bytesIn = 1000;
    const auto again = m_shards[2]->askForMetrics();
    QTRY_COMPARE(again->status(), 200);
    QCOMPARE(valueOf(again->body(), "received_bytes_total"), QByteArray("1200"));
}

void TestShardNews::whoDoesNotTellInTimeCountsAsLastTold()
{
    for (const auto &shard : m_shards)
        shard->counted.totals.bytesIn = 100;
    const auto first = m_shards[0]->askForMetrics();
    QTRY_COMPARE(first->status(), 200);
    m_shards[1]->counted.totals.bytesIn = 500;
    m_log->stop(); // nobody hears anything any more
    const auto late = m_shards[0]->askForMetrics();
    const auto gone = m_shards[0]->askForMetrics();
    gone->abort();
    QVERIFY(gone->destroyed);
    m_shards[0]->timers.advance(MetricsDoor::patience - 1ms);
    QVERIFY(late->isPending());
    m_shards[0]->timers.advance(1ms);
    QCOMPARE(late->status(), 200);
    QCOMPARE(valueOf(late->body(), "received_bytes_total"), QByteArray("300"));
    QCOMPARE(gone->responses, 0);
}

void TestShardNews::questionsAtOnceAreAskedOnce()
{
    const auto first = m_shards[0]->askForMetrics();
    const auto second = m_shards[0]->askForMetrics();
    QVERIFY(first->isPending() && second->isPending());
    QTRY_COMPARE(first->status(), 200);
    QCOMPARE(second->status(), 200);
    QCOMPARE(m_shards[1]->timesCounted, 1);
    QCOMPARE(m_shards[2]->timesCounted, 1);
}

void TestShardNews::theOnlyShardAnswersAtOnce()
{
    Shard alone(*m_log, log::ShardPlace{0, 1});
    alone.counted.totals.bytesIn = 5;
    const auto answer = alone.askForMetrics();
    QCOMPARE(answer->status(), 200);
    QCOMPARE(valueOf(answer->body(), "received_bytes_total"), QByteArray("5"));
    const auto client = alone.guard.admit(peerAt(u"192.168.1.7"_s));
    QVERIFY(alone.guard.untold().isEmpty());
    m_log->stop();
}

QTEST_GUILESS_MAIN(TestShardNews)
#include "tst_shardnews.moc"
