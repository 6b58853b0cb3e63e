// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/guard/addresskey.h"
#include "server/guard/addresslimits.h"

#include <QTest>

#include <memory>
#include <vector>

using namespace confab::guard;
using namespace Qt::StringLiterals;

class TestAddressLimits : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void countsPerAddress();
    void forgetsWhoHasGone();
    void ofIpv6TheNetworkCounts_data();
    void ofIpv6TheNetworkCounts();
};

void TestAddressLimits::countsPerAddress()
{
    AddressLimits limits(2);
    const QHostAddress ana(u"192.168.1.7"_s);
    const QHostAddress ben(u"192.168.1.8"_s);
    const AddressLimits::Place first(limits, ana);
    QVERIFY(limits.hasRoom(ana));
    auto second = std::make_unique<AddressLimits::Place>(limits, ana);
    QVERIFY(!limits.hasRoom(ana));
    QVERIFY(limits.hasRoom(ben));
    second.reset();
    QVERIFY(limits.hasRoom(ana));
}

void TestAddressLimits::forgetsWhoHasGone()
{
    AddressLimits limits(2);
    std::vector<std::unique_ptr<AddressLimits::Place>> places;
    for (quint32 i = 0; i < 1000; ++i)
        places.push_back(std::make_unique<AddressLimits::Place>(limits, QHostAddress(0x0a000000 + i)));
    QCOMPARE(limits.addressCount(), 1000);
    places.clear();
    QCOMPARE(limits.addressCount(), 0);
}

void TestAddressLimits::ofIpv6TheNetworkCounts_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<QString>("key");
    QTest::newRow("IPv4") << u"192.168.1.7"_s << u"192.168.1.7"_s;
    QTest::newRow("IPv6") << u"2001:db8:1:2:3:4:5:6"_s << u"2001:db8:1:2::"_s;
    QTest::newRow("its neighbour") << u"2001:db8:1:2:ffff::1"_s << u"2001:db8:1:2::"_s;
    QTest::newRow("another network") << u"2001:db8:1:3::1"_s << u"2001:db8:1:3::"_s;
    QTest::newRow("loopback") << u"::1"_s << u"::1"_s;
}

void TestAddressLimits::ofIpv6TheNetworkCounts()
{
    QFETCH(QString, address);
    QFETCH(QString, key);
    QCOMPARE(addressKey(QHostAddress(address)), QHostAddress(key));
}

QTEST_GUILESS_MAIN(TestAddressLimits)
#include "tst_addresslimits.moc"
