// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The arithmetic of the heartbeat alone; what it does to a session is in tst_polling and tst_websocket.

#include "server/engineio/heartbeat.h"
#include "tests/support/faketimers.h"

#include <QTest>

using namespace confab::engineio;
using namespace std::chrono_literals;
using confab::testing::FakeTimers;

class TestHeartbeat : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void pingsAgainAfterEachPong();
    void expiresWithoutPong();
    void otherTrafficExtendsTheWaitOnce();
    void trafficBeforeThePingChangesNothing();
    void unexpectedPongStartsTheIntervalAnew();
    void measuresTheRoundTrip();
    void saysWhenItIsDue();
    void aLateTimerDoesNotMakeTheEndLater();
    void aLongStallOfOursDoesNotShortenTheWait();
    void stops();

private:
    std::unique_ptr<FakeTimers> m_timers;
    std::unique_ptr<Heartbeat> m_heartbeat;
    int m_pings = 0;
    int m_expired = 0;
};

void TestHeartbeat::init()
{
    m_heartbeat.reset();
    m_timers = std::make_unique<FakeTimers>();
    m_heartbeat = std::make_unique<Heartbeat>(*m_timers, 300ms, 200ms);
    m_pings = 0;
    m_expired = 0;
    m_heartbeat->start([this] { ++m_pings; }, [this] { ++m_expired; });
}

void TestHeartbeat::pingsAgainAfterEachPong()
{
    m_timers->advance(299ms);
    QCOMPARE(m_pings, 0);
    for (int round = 1; round < 4; ++round) {
        m_timers->advance(round == 1 ? 1ms : 300ms);
        QCOMPARE(m_pings, round);
        m_timers->advance(199ms);
        m_heartbeat->pongReceived();
    }
    QCOMPARE(m_expired, 0);
}

void TestHeartbeat::expiresWithoutPong()
{
    m_timers->advance(499ms);
    QCOMPARE(m_expired, 0);
    m_timers->advance(1ms);
    QCOMPARE(m_expired, 1);
    m_timers->advance(10s);
    QCOMPARE(m_expired, 1);
    QCOMPARE(m_pings, 1);
}

void TestHeartbeat::otherTrafficExtendsTheWaitOnce()
{
    m_timers->advance(300ms + 150ms);
    m_heartbeat->otherPacketReceived();
    m_timers->advance(150ms); // the end is now at 650 ms
    QCOMPARE(m_expired, 0);
    m_heartbeat->otherPacketReceived(); // counts no more
    m_timers->advance(49ms);
    QCOMPARE(m_expired, 0);
    m_timers->advance(1ms);
    QCOMPARE(m_expired, 1);
}

void TestHeartbeat::trafficBeforeThePingChangesNothing()
{
    m_timers->advance(299ms);
    m_heartbeat->otherPacketReceived();
    m_timers->advance(1ms);
    QCOMPARE(m_pings, 1);
    m_timers->advance(200ms);
    QCOMPARE(m_expired, 1);
}

void TestHeartbeat::unexpectedPongStartsTheIntervalAnew()
{
    m_timers->advance(299ms);
    m_heartbeat->pongReceived();
    m_timers->advance(299ms);
    QCOMPARE(m_pings, 0);
    m_timers->advance(1ms);
    QCOMPARE(m_pings, 1);
    QVERIFY(!m_heartbeat->roundTrip());
}

void TestHeartbeat::measuresTheRoundTrip()
{
    QVERIFY(!m_heartbeat->roundTrip());
    m_timers->advance(300ms + 42ms);
    m_heartbeat->pongReceived();
    QVERIFY(m_heartbeat->roundTrip());
    QCOMPARE(m_heartbeat->roundTrip()->count(), 42);
}

void TestHeartbeat::saysWhenItIsDue()
{
    QCOMPARE(m_heartbeat->due().count(), 500);
    m_timers->advance(100ms);
    QCOMPARE(m_heartbeat->due().count(), 400);
    m_timers->advance(250ms); // the ping went out at 300
    QCOMPARE(m_heartbeat->due().count(), 150);
    m_heartbeat->pongReceived();
    QCOMPARE(m_heartbeat->due().count(), 500);
}

void TestHeartbeat::aLateTimerDoesNotMakeTheEndLater()
{
    m_timers->stall(300ms + 90ms);
    QCOMPARE(m_pings, 1);
    m_timers->advance(109ms);
    QCOMPARE(m_expired, 0);
    m_timers->advance(1ms);
    QCOMPARE(m_expired, 1);
}

void TestHeartbeat::aLongStallOfOursDoesNotShortenTheWait()
{
    m_timers->stall(300ms + 150ms);
    QCOMPARE(m_pings, 1);
    m_timers->advance(199ms);
    QCOMPARE(m_expired, 0);
    m_timers->stall(50ms);
    QCOMPARE(m_expired, 1);
}

void TestHeartbeat::stops()
{
    m_heartbeat->stop();
    m_heartbeat->pongReceived();
    m_heartbeat->otherPacketReceived();
    m_timers->advance(10s);
    QCOMPARE(m_pings, 0);
    QCOMPARE(m_expired, 0);
    QCOMPARE(m_heartbeat->due().count(), 0);
    QCOMPARE(m_timers->count(), std::size_t(0));
}

QTEST_GUILESS_MAIN(TestHeartbeat)
#include "tst_heartbeat.moc"
