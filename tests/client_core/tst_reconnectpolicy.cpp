// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/core/reconnectpolicy.h"

#include <QTest>

using namespace std::chrono_literals;
using confab::client::ReconnectPolicy;

class TestReconnectPolicy : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void doublesUpToTenSeconds();
    void spreadsTheClients();
    void startsAgainAfterSuccess();
};

void TestReconnectPolicy::doublesUpToTenSeconds()
{
    ReconnectPolicy policy;
    for (const auto expected : {500ms, 1000ms, 2000ms, 4000ms, 5000ms, 5000ms})
        QCOMPARE(policy.nextDelay(0).count(), expected.count());
}

void TestReconnectPolicy::spreadsTheClients()
{
    ReconnectPolicy policy;
    QCOMPARE(policy.nextDelay(0.5).count(), 750);
    for (int i = 0; i < 20; ++i) {
        const auto delay = policy.nextDelay(0.999999);
        QVERIFY(delay >= ReconnectPolicy::shortest);
        QVERIFY(delay <= ReconnectPolicy::longest);
    }
    QCOMPARE(policy.nextDelay(0.5).count(), 7500);
}

void TestReconnectPolicy::startsAgainAfterSuccess()
{
    ReconnectPolicy policy;
    (void)policy.nextDelay(0);
    (void)policy.nextDelay(0);
    policy.reset();
    QCOMPARE(policy.nextDelay(0).count(), 500);
}

QTEST_GUILESS_MAIN(TestReconnectPolicy)
#include "tst_reconnectpolicy.moc"
