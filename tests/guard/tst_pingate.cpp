// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/guard/pincookie.h"
#include "server/guard/pingate.h"
#include "server/guard/secret.h"

#include <QTest>

using namespace confab;
using namespace confab::guard;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Kind = PinVerdict::Kind;

class TestPinGate : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void letsTheRightOneIn_data();
    void letsTheRightOneIn();
    void locksLongerAndLonger();
    void isLockedForTheRightOneToo();
    void aRightOneDoesNotMakeItForget();
    void forgetsAfterAWhile();
    void othersAreNotLocked();
    void theTableIsBounded();
    void readsAuthorization_data();
    void readsAuthorization();
    void theCookieIsNotThePin();
};

namespace {
const QHostAddress ana(u"192.168.1.7"_s);
}

void TestPinGate::letsTheRightOneIn_data()
{
    QTest::addColumn<QByteArray>("given");
    QTest::addColumn<bool>("isRight");
    QTest::newRow("right") << QByteArray("4711") << true;
    QTest::newRow("wrong") << QByteArray("4712") << false;
    QTest::newRow("its beginning") << QByteArray("471") << false;
    QTest::newRow("longer") << QByteArray("47110") << false;
    QTest::newRow("empty") << QByteArray() << false;
    QTest::newRow("a NUL behind it") << QByteArray("4711\0", 5) << false;
}

void TestPinGate::letsTheRightOneIn()
{
    QFETCH(QByteArray, given);
    QFETCH(bool, isRight);
    QCOMPARE(isSameSecret(given, "4711"), isRight);
    QCOMPARE(PinGate("4711").attempt(ana, given, 0ms).kind, isRight ? Kind::Granted : Kind::Wrong);
}

void TestPinGate::locksLongerAndLonger()
{
    PinGate gate("4711");
    std::chrono::milliseconds now{0};
    for (int i = 0; i < PinGate::freeAttempts; ++i)
        QCOMPARE(gate.attempt(ana, "0000", now).kind, Kind::Wrong);
    for (const std::chrono::seconds lock : {10s, 20s, 40s, 80s, 160s, 320s, 640s, 900s, 900s, 900s}) {
        const PinVerdict locked = gate.attempt(ana, "0000", now);
        QCOMPARE(locked.kind, Kind::Locked);
        QCOMPARE(locked.retryAfter, lock);
        now += lock - 1ms;
        QCOMPARE(gate.attempt(ana, "0000", now).retryAfter, 1s);
        now += 1ms;
        QCOMPARE(gate.attempt(ana, "0000", now).kind, Kind::Wrong);
    }
}

void TestPinGate::isLockedForTheRightOneToo()
{
    PinGate gate("4711");
    for (int i = 0; i < PinGate::freeAttempts; ++i)
        (void)gate.attempt(ana, "0000", 0ms);
    QCOMPARE(gate.attempt(ana, "4711", 9999ms).kind, Kind::Locked);
    QCOMPARE(gate.attempt(ana, "4711", 10000ms).kind, Kind::Granted);
}

void TestPinGate::aRightOneDoesNotMakeItForget()
{
    PinGate gate("4711");
    for (int i = 0; i < PinGate::freeAttempts; ++i) {
        QCOMPARE(gate.attempt(ana, "4711", 0ms).kind, Kind::Granted);
        QCOMPARE(gate.attempt(ana, "0000", 0ms).kind, Kind::Wrong);
    }
    QCOMPARE(gate.attempt(ana, "4711", 0ms).kind, Kind::Locked);
}

void TestPinGate::forgetsAfterAWhile()
{
    PinGate gate("4711");
    for (int i = 0; i < PinGate::freeAttempts; ++i)
        (void)gate.attempt(ana, "0000", 0ms);
    std::chrono::milliseconds now = PinGate::memory + 1ms;
    for (int i = 0; i < PinGate::freeAttempts; ++i)
        QCOMPARE(gate.attempt(ana, "0000", now).kind, Kind::Wrong);
    QCOMPARE(gate.attempt(ana, "0000", now).retryAfter, PinGate::firstLock);
}

void TestPinGate::othersAreNotLocked()
{
    PinGate gate("4711");
    const auto lock = [&gate](const QString &address) {
        for (int i = 0; i < PinGate::freeAttempts; ++i)
            (void)gate.attempt(QHostAddress(address), "0000", 0ms);
    };
    lock(u"192.168.1.7"_s);
    QCOMPARE(gate.attempt(QHostAddress(u"192.168.1.8"_s), "4711", 0ms).kind, Kind::Granted);
    lock(u"2001:db8::1"_s);
    QCOMPARE(gate.attempt(QHostAddress(u"2001:db8::2"_s), "4711", 0ms).kind, Kind::Locked);
}

void TestPinGate::theTableIsBounded()
{
    PinGate gate("4711");
    const auto most = static_cast<quint32>(PinGate::mostAddresses);
    for (int i = 0; i < PinGate::freeAttempts; ++i)
        (void)gate.attempt(ana, "0000", 100ms);
    for (quint32 i = 0; i < most; ++i)
        (void)gate.attempt(QHostAddress(0x0a000000 + i), "0000", i == 0 ? 0ms : 200ms);
    QCOMPARE(gate.addressCount(), PinGate::mostAddresses);
    // The one that was wrong longest ago made room, the others are still known.
    QCOMPARE(gate.attempt(ana, "4711", 300ms).kind, Kind::Locked);
    // Those whose time is over all go at once.
    (void)gate.attempt(QHostAddress(0x0b000000), "0000", PinGate::memory + 201ms);
    QCOMPARE(gate.addressCount(), 1);
}

void TestPinGate::readsAuthorization_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QByteArray>("pin"); // null for none
    QTest::newRow("none") << QByteArray() << QByteArray();
    QTest::newRow("bearer") << QByteArray("Bearer 4711") << QByteArray("4711");
    QTest::newRow("any case, more space") << QByteArray("bEARER   4711 ") << QByteArray("4711");
    QTest::newRow("basic") << "Basic " + QByteArray("ana:4711").toBase64() << QByteArray("4711");
    QTest::newRow("basic without a name") << "Basic " + QByteArray(":4711").toBase64() << QByteArray("4711");
    QTest::newRow("a colon in the PIN") << "Basic " + QByteArray("ana:4:7").toBase64() << QByteArray("4:7");
    QTest::newRow("basic without a colon") << "Basic " + QByteArray("4711").toBase64() << QByteArray();
    QTest::newRow("basic, no base64") << QByteArray("Basic a!b") << QByteArray();
    QTest::newRow("another scheme") << QByteArray("Digest 4711") << QByteArray();
    QTest::newRow("the PIN alone") << QByteArray("4711") << QByteArray();
}

void TestPinGate::readsAuthorization()
{
    QFETCH(QByteArray, value);
    QFETCH(QByteArray, pin);
    http::Headers headers;
    if (!value.isNull())
        headers.add("authorization", value);
    const auto read = pinOfAuthorization(headers);
    QCOMPARE(read.has_value(), !pin.isNull());
    QCOMPARE(read.value_or(QByteArray()), pin);
}

void TestPinGate::theCookieIsNotThePin()
{
    const PinCookie cookie("4711", PinCookie::newKey());
    const QByteArray set = cookie.toSetCookie(false);
    const QByteArray pair = set.left(set.indexOf(';'));
    QVERIFY(set.endsWith("; Path=/; HttpOnly; SameSite=Lax"));
    QVERIFY(cookie.toSetCookie(true).endsWith("; Secure"));
    QVERIFY(!set.contains("4711"));
    QVERIFY(cookie.isIn({{"Cookie", pair}}));
    QVERIFY(cookie.isIn({{"cookie", "theme=dark; " + pair + ";x"}}));
    QVERIFY(cookie.isIn({{"Cookie", "a=b"}, {"Cookie", pair}}));
    QVERIFY(!cookie.isIn({{"Cookie", "confab_pin=4711"}}));
    QVERIFY(!cookie.isIn({{"Cookie", "x" + pair}}));
    QVERIFY(!cookie.isIn({{"Cookie", pair + "x"}}));
    QVERIFY(!cookie.isIn({}));
    QVERIFY(!PinCookie("4711", PinCookie::newKey()).isIn({{"Cookie", pair}})); // of another process
}

QTEST_GUILESS_MAIN(TestPinGate)
#include "tst_pingate.moc"
