// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/net/networkwatch.h"

#include <QSignalSpy>
#include <QTest>

using namespace confab::client;
using Reachability = NetworkWatch::Reachability;

/// What the system would tell cannot be played here; that there may be nobody to tell it can.
class TestNetworkWatch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void livesWithWhateverTheSystemHas();
    void tellsBetterFromWorse_data();
    void tellsBetterFromWorse();
};

void TestNetworkWatch::livesWithWhateverTheSystemHas()
{
    NetworkWatch one;
    NetworkWatch another; // the backend is there already, or still not
    QSignalSpy up(&one, &NetworkWatch::networkCameUp);
    QCoreApplication::processEvents();
    QCOMPARE(up.size(), 0); // being up is no news
}

void TestNetworkWatch::tellsBetterFromWorse_data()
{
    QTest::addColumn<Reachability>("before");
    QTest::addColumn<Reachability>("now");
    QTest::addColumn<bool>("better");
    QTest::newRow("plugged in") << Reachability::Disconnected << Reachability::Site << true;
    QTest::newRow("found out") << Reachability::Unknown << Reachability::Local << true;
    QTest::newRow("further") << Reachability::Local << Reachability::Online << true;
    QTest::newRow("lost") << Reachability::Online << Reachability::Disconnected << false;
    QTest::newRow("less") << Reachability::Online << Reachability::Site << false;
    QTest::newRow("no longer told") << Reachability::Disconnected << Reachability::Unknown << false;
    QTest::newRow("the same") << Reachability::Online << Reachability::Online << false;
}

void TestNetworkWatch::tellsBetterFromWorse()
{
    QFETCH(Reachability, before);
    QFETCH(Reachability, now);
    QFETCH(bool, better);
    QCOMPARE(NetworkWatch::isBetter(before, now), better);
}

QTEST_GUILESS_MAIN(TestNetworkWatch)
#include "tst_networkwatch.moc"
