// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/guard/guard.h"
#include "tests/support/faketimers.h"

#include <QTest>

using namespace confab;
using namespace confab::guard;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using confab::testing::FakeTimers;
using Kind = PinVerdict::Kind;

class TestGuard : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void requestsWithoutAnOriginAreNoPages();
    void twoOriginsAreNone();
    void exemptsThisMachine_data();
    void exemptsThisMachine();
    void checksCredentials();
    void keepsABookOfRefusals();
    void theBookIsBounded();

private:
    FakeTimers m_timers;
};

namespace {

net::Peer peerAt(const QString &address) { return {1, QHostAddress(address), 4711, false, false}; }

http::RequestHead headWith(const http::Headers &headers) { return {"GET", "/", 1, headers}; }

} // namespace

void TestGuard::requestsWithoutAnOriginAreNoPages()
{
    Guard guard({}, {}, m_timers);
    QVERIFY(guard.allowsOrigin(headWith({{"Host", "127.0.0.1"}}), peerAt(u"192.168.1.7"_s)));
    QVERIFY(guard.allowsHost(headWith({}), peerAt(u"192.168.1.7"_s)));
    QVERIFY(guard.refusals().isEmpty());
}

void TestGuard::twoOriginsAreNone()
{
    Guard guard({}, {}, m_timers);
    const http::Headers headers{{"Host", "hub"}, {"Origin", "http://hub"}, {"Origin", "http://hub"}};
    QVERIFY(!guard.allowsOrigin(headWith(headers), peerAt(u"192.168.1.7"_s)));
}

void TestGuard::exemptsThisMachine_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<bool>("limitLoopback");
    QTest::addColumn<bool>("isLimited");
    QTest::newRow("another machine") << u"192.168.1.7"_s << false << true;
    QTest::newRow("this one") << u"127.0.0.1"_s << false << false;
    QTest::newRow("this one, IPv6") << u"::1"_s << false << false;
    QTest::newRow("this one, limited") << u"127.0.0.1"_s << true << true;
}

void TestGuard::exemptsThisMachine()
{
    QFETCH(QString, address);
    QFETCH(bool, limitLoopback);
    QFETCH(bool, isLimited);
    Settings settings;
    settings.maxPerAddress = 1;
    settings.limitLoopback = limitLoopback;
    Guard guard(settings, {}, m_timers);
    const net::Peer peer = peerAt(address);
    QVERIFY(guard.hasRoom(peer));
    auto admission = guard.admit(peer);
    QCOMPARE(admission != nullptr, isLimited);
    QCOMPARE(guard.hasRoom(peer), !isLimited);
    if (admission)
        QCOMPARE(admission->take(settings.burst() + 1), 20ms);
    admission.reset();
    QVERIFY(guard.hasRoom(peer));
}

void TestGuard::checksCredentials()
{
    const net::Peer peer = peerAt(u"192.168.1.7"_s);
    Guard open({}, {}, m_timers);
    QVERIFY(!open.asksForPin());
    QCOMPARE(open.checkCredentials(headWith({}), peer).kind, Kind::Granted);

    Settings settings;
    settings.pin = "4711";
    Guard guard(settings, {}, m_timers);
    QVERIFY(guard.asksForPin());
    QCOMPARE(guard.checkCredentials(headWith({}), peer).kind, Kind::Missing);
    QCOMPARE(guard.checkCredentials(headWith({{"Authorization", "Bearer 1"}}), peer).kind, Kind::Wrong);
    QCOMPARE(guard.checkCredentials(headWith({{"Authorization", "Bearer 4711"}}), peer).kind, Kind::Granted);
    for (int i = 0; i < PinGate::freeAttempts - 1; ++i)
        QCOMPARE(guard.checkPin("1", peer).kind, Kind::Wrong);
    QCOMPARE(guard.checkPin("4711", peer).kind, Kind::Locked);
    // Whoever has been in stays in.
    const QByteArray cookie = guard.pinCookie(peer);
    const http::Headers headers{{"Cookie", cookie.left(cookie.indexOf(';'))}};
    QCOMPARE(guard.checkCredentials(headWith(headers), peer).kind, Kind::Granted);
    m_timers.advance(PinGate::firstLock);
    QCOMPARE(guard.checkPin("4711", peer).kind, Kind::Granted);
}

void TestGuard::keepsABookOfRefusals()
{
    Settings settings;
    settings.pin = "4711";
    settings.maxPerAddress = 1;
    Guard guard(settings, {"hub"}, m_timers);
    const net::Peer peer = peerAt(u"192.168.1.7"_s);
    (void)guard.checkPin("1", peer);
    (void)guard.allowsHost(headWith({{"Host", "evil.example"}}), peer);
    (void)guard.allowsOrigin(headWith({{"Host", "hub"}, {"Origin", "http://a.example"}}), peer);
    const auto admission = guard.admit(peer);
    (void)guard.hasRoom(peer);
    (void)guard.checkPin("2", peer);
    const QString address = u"192.168.1.7"_s;
    const QList<Refusals> expected{
        {RefusalKind::ForeignHost, address, u"evil.example"_s, 1},
        {RefusalKind::ForeignOrigin, address, u"http://a.example"_s, 1},
        {RefusalKind::TooManyClients, address, {}, 1},
        {RefusalKind::WrongPin, address, {}, 2},
    };
    QCOMPARE(guard.refusals(), expected);
}

void TestGuard::theBookIsBounded()
{
    RefusalBook book;
    for (quint32 i = 0; i < 1000; ++i)
        book.note(RefusalKind::ForeignHost, QHostAddress(0x0a000000 + i), QByteArray(10000, 'x'));
    QCOMPARE(book.entries().size(), RefusalBook::mostEntries);
    QCOMPARE(book.entries().constLast().address, u"10.0.3.231"_s);
    QVERIFY(book.entries().constLast().detail.size() <= 100);
}

QTEST_GUILESS_MAIN(TestGuard)
#include "tst_guard.moc"
