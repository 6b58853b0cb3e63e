// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/guard/clientadmission.h"
#include "server/guard/tokenbucket.h"
#include "tests/support/faketimers.h"

#include <QTest>

using namespace confab;
using namespace confab::guard;
using namespace std::chrono_literals;

class TestTokenBucket : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void waits_data();
    void waits();
    void holdsNoMoreThanItsBurst();
    void keepsTheRateWhateverComes();
    void aClientIsSlowUntilItHasBeenQuiet();
    void noRateNoWait();
};

void TestTokenBucket::waits_data()
{
    QTest::addColumn<int>("perSecond");
    QTest::addColumn<int>("tokens");
    QTest::addColumn<std::chrono::milliseconds>("wait");
    QTest::newRow("nothing") << 50 << 0 << 0ms;
    QTest::newRow("one") << 50 << 1 << 0ms;
    QTest::newRow("the burst") << 50 << 200 << 0ms;
    QTest::newRow("one more") << 50 << 201 << 20ms;
    QTest::newRow("many more") << 50 << 1200 << 20000ms;
    QTest::newRow("rounded up") << 3 << 201 << 334ms;
    QTest::newRow("once a second") << 1 << 201 << 1000ms;
    QTest::newRow("faster than the clock") << 5000 << 201 << 1ms;
    QTest::newRow("a body full of packets") << 1 << 500200 << 500000000ms;
}

void TestTokenBucket::waits()
{
    QFETCH(int, perSecond);
    QFETCH(int, tokens);
    QFETCH(std::chrono::milliseconds, wait);
    TokenBucket bucket(perSecond, 200, 1000ms);
    QCOMPARE(bucket.take(tokens, 1000ms), wait);
    QCOMPARE(bucket.take(0, 1000ms), wait); // what is owed stays owed
    QCOMPARE(bucket.take(0, 1000ms + wait), 0ms);
}

void TestTokenBucket::holdsNoMoreThanItsBurst()
{
    TokenBucket bucket(50, 200, 0ms);
    QCOMPARE(bucket.take(200, 0ms), 0ms);
    QCOMPARE(bucket.take(201, 1000000h), 20ms); // a century of quiet fills it once
}

void TestTokenBucket::keepsTheRateWhateverComes()
{
    TokenBucket bucket(50, 200, 0ms);
    std::chrono::milliseconds now{0};
    for (int taken = 0; taken < 1200; ++taken)
        now += bucket.take(1, now);
    QCOMPARE(now, 20s); // 1000 more than the burst, 50 a second
}

void TestTokenBucket::aClientIsSlowUntilItHasBeenQuiet()
{
    testing::FakeTimers timers;
    AddressLimits limits(1);
    const net::Peer peer{1, QHostAddress(QHostAddress::LocalHost), 5, false, false};
    ClientAdmission client(&limits, peer, {10, 2}, timers);
    QCOMPARE(client.take(2), 0ms);
    QVERIFY(!client.isSlowed());
    QCOMPARE(client.take(1), 100ms);
    QVERIFY(client.isSlowed());
    QVERIFY(!limits.hasRoom(peer.address));
    timers.advance(5099ms);
    QVERIFY(client.isSlowed());
    timers.advance(1ms);
    QVERIFY(!client.isSlowed());
}

void TestTokenBucket::noRateNoWait()
{
    testing::FakeTimers timers;
    AddressLimits limits(1);
    ClientAdmission client(&limits, {}, {0, 0}, timers);
    QCOMPARE(client.take(1000000), 0ms);
    QVERIFY(!client.isSlowed());
}

QTEST_GUILESS_MAIN(TestTokenBucket)
#include "tst_tokenbucket.moc"
