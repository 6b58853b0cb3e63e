// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What the guards of several shards tell each other: the limits of an address hold over all of them.

#include "server/guard/guard.h"
#include "tests/support/faketimers.h"

#include <QTest>

#include <array>

using namespace confab;
using namespace confab::guard;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using confab::testing::FakeTimers;
using Kind = PinVerdict::Kind;

class TestSharedGuard : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void placesAreCountedOverAllShards();
    void whatCameAndWentIsNotTold();
    void attemptsAreCountedOverAllShards();
    void aCookieIsGoodEverywhere();
    void postsAreToldOnlyWhereTheyAreLimited_data();
    void postsAreToldOnlyWhereTheyAreLimited();
    void withoutAnotherShardNothingIsGathered();
    void whatIsUntoldIsBounded();

private:
    FakeTimers m_timers;
};

namespace {

net::Peer peerAt(const QString &address) { return {1, QHostAddress(address), 4711, false, false}; }

Settings strict()
{
    Settings settings;
    settings.maxPerAddress = 2;
    settings.pin = "4711";
    settings.pinKey = PinCookie::newKey();
    return settings;
}

/// The guards of three shards, and the news between them.
struct Shards
{
    explicit Shards(FakeTimers &timers)
        : settings(strict())
        , guards{Guard(settings, {}, timers), Guard(settings, {}, timers), Guard(settings, {}, timers)}
    {
        for (Guard &guard : guards)
            guard.share([this] { ++changes; });
    }

    /// The end of a turn: everybody tells the others what changed.
    void tellAll()
    {
        for (Guard &teller : guards) {
            for (const net::AddressChange &change : teller.untold().take(1000)) {
                for (Guard &other : guards) {
                    if (&other != &teller)
                        other.hear(change);
                }
            }
        }
    }

    const Settings settings;
    std::array<Guard, 3> guards;
    int changes = 0;
};

} // namespace

void TestSharedGuard::placesAreCountedOverAllShards()
{
    Shards shards(m_timers);
    const net::Peer peer = peerAt(u"192.168.1.7"_s);
    auto first = shards.guards[0].admit(peer);
    auto second = shards.guards[1].admit(peer);
    QCOMPARE(shards.changes, 2);
    QVERIFY(shards.guards[2].hasRoom(peer)); // within the turn it cannot know
    shards.tellAll();
    for (Guard &guard : shards.guards) {
        QVERIFY(!guard.hasRoom(peer));
        QVERIFY(guard.hasRoom(peerAt(u"192.168.1.8"_s)));
    }
    first.reset();
    QVERIFY(shards.guards[0].hasRoom(peer)); // its own it knows at once
    QVERIFY(!shards.guards[2].hasRoom(peer));
    shards.tellAll();
    for (Guard &guard : shards.guards)
        QVERIFY(guard.hasRoom(peer));
    // Of IPv6 the network counts, wherever.
    const auto third = shards.guards[0].admit(peerAt(u"2001:db8::1"_s));
    const auto fourth = shards.guards[0].admit(peerAt(u"2001:db8::2"_s));
    shards.tellAll();
    QVERIFY(!shards.guards[1].hasRoom(peerAt(u"2001:db8::3"_s)));
}

void TestSharedGuard::whatCameAndWentIsNotTold()
{
    Shards shards(m_timers);
    auto client = shards.guards[0].admit(peerAt(u"192.168.1.7"_s));
    client.reset();
    QVERIFY(shards.guards[0].untold().isEmpty());
}

void TestSharedGuard::attemptsAreCountedOverAllShards()
{
    Shards shards(m_timers);
    const net::Peer peer = peerAt(u"192.168.1.7"_s);
    for (size_t i = 0; i < PinGate::freeAttempts; ++i) {
        QCOMPARE(shards.guards.at(i % 3).checkPin("1", peer).kind, Kind::Wrong);
        shards.tellAll();
    }
    for (Guard &guard : shards.guards)
        QCOMPARE(guard.checkPin("4711", peer).kind, Kind::Locked);
    m_timers.advance(PinGate::firstLock);
    QCOMPARE(shards.guards[2].checkPin("1", peer).kind, Kind::Wrong);
    shards.tellAll();
    const PinVerdict verdict = shards.guards[0].checkPin("4711", peer);
    QCOMPARE(verdict.kind, Kind::Locked);
    QCOMPARE(verdict.retryAfter, 2 * PinGate::firstLock);
}

void TestSharedGuard::aCookieIsGoodEverywhere()
{
    Shards shards(m_timers);
    const net::Peer peer = peerAt(u"192.168.1.7"_s);
    const QByteArray cookie = shards.guards[0].pinCookie(peer);
    const http::Headers headers{{"Cookie", cookie.left(cookie.indexOf(';'))}};
    for (Guard &guard : shards.guards)
        QCOMPARE(guard.checkCredentials({"GET", "/", 1, headers}, peer).kind, Kind::Granted);
}

void TestSharedGuard::postsAreToldOnlyWhereTheyAreLimited_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<int>("rate");
    QTest::addColumn<int>("posts");
    QTest::newRow("limited") << u"192.168.1.7"_s << 50 << 2;
    QTest::newRow("this machine") << u"127.0.0.1"_s << 50 << 0;
    QTest::newRow("any rate") << u"192.168.1.7"_s << 0 << 0;
}

void TestSharedGuard::postsAreToldOnlyWhereTheyAreLimited()
{
    QFETCH(QString, address);
    QFETCH(int, rate);
    QFETCH(int, posts);
    Settings settings;
    settings.rate = rate;
    Guard guard(settings, {}, m_timers);
    guard.share([] {});
    guard.notePost(peerAt(address));
    guard.notePost(peerAt(address));
    int told = 0;
    for (const net::AddressChange &change : guard.untold().take(10))
        told += change.posts;
    QCOMPARE(told, posts);
}

void TestSharedGuard::withoutAnotherShardNothingIsGathered()
{
    Guard guard(strict(), {}, m_timers);
    const net::Peer peer = peerAt(u"192.168.1.7"_s);
    const auto client = guard.admit(peer);
    (void)guard.checkPin("1", peer);
    guard.notePost(peer);
    QVERIFY(guard.untold().isEmpty());
}

void TestSharedGuard::whatIsUntoldIsBounded()
{
    AddressChanges changes;
    constexpr quint32 many = 2 * AddressChanges::mostAddresses;
    for (quint32 i = 0; i < many; ++i)
        changes.add({QHostAddress(0x0a000000 + i), 0, 1, 0});
    QCOMPARE(changes.size(), AddressChanges::mostAddresses);
    changes.add({QHostAddress(0x0b000000), 1, 0, 0}); // a client counts in any case
    QCOMPARE(changes.size(), AddressChanges::mostAddresses + 1);
    QCOMPARE(changes.take(1000).size(), size_t(1000));
    QCOMPARE(changes.size(), AddressChanges::mostAddresses - 999);
}

QTEST_GUILESS_MAIN(TestSharedGuard)
#include "tst_sharedguard.moc"
