// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/net/mailbox.h"

#include <QTest>

using namespace confab::net;

namespace {

/// A mailbox of this thread, and what each delivery brought.
struct Box
{
    QList<QList<int>> deliveries;
    Mailbox<int> box{4, [this](std::vector<int> &&values) {
                         deliveries.append(QList<int>(values.begin(), values.end()));
                     }};
};

void turn() { QCoreApplication::processEvents(); }

} // namespace

class TestMailbox : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void deliversWhatGathered();
    void waitsToBeTold();
    void takesAlongWhatWaits();
    void isNotWokenForNothing();
    void isBounded();
    void deliversTheRestAtTheEnd();
};

void TestMailbox::deliversWhatGathered()
{
    Box box;
    QVERIFY(box.box.post(1));
    QVERIFY(box.box.post(2));
    QVERIFY(box.deliveries.isEmpty());
    turn();
    QCOMPARE(box.deliveries, (QList<QList<int>>{{1, 2}}));
    QVERIFY(box.box.post(3));
    turn();
    QCOMPARE(box.deliveries, (QList<QList<int>>{{1, 2}, {3}}));
}

void TestMailbox::waitsToBeTold()
{
    Box box;
    QVERIFY(box.box.post(1, Wake::Later));
    turn();
    QVERIFY(box.deliveries.isEmpty());
    QVERIFY(box.box.post(2, Wake::Later));
    box.box.wakeUp();
    turn();
    QCOMPARE(box.deliveries, (QList<QList<int>>{{1, 2}}));
}

void TestMailbox::takesAlongWhatWaits()
{
    Box box;
    QVERIFY(box.box.post(1, Wake::Later));
    QVERIFY(box.box.post(2));
    QVERIFY(box.box.post(3, Wake::Later)); // the event on its way is for this one as well
    turn();
    QCOMPARE(box.deliveries, (QList<QList<int>>{{1, 2, 3}}));
    QVERIFY(box.box.post(4, Wake::Later));
    turn();
    QCOMPARE(box.deliveries.size(), 1);
    box.box.wakeUp();
    turn();
    QCOMPARE(box.deliveries.constLast(), QList<int>{4});
}

void TestMailbox::isNotWokenForNothing()
{
    Box box;
    box.box.wakeUp();
    turn();
    QVERIFY(box.deliveries.isEmpty());
    QVERIFY(box.box.post(1)); // and is not deaf afterwards
    box.box.wakeUp();
    turn();
    turn();
    QCOMPARE(box.deliveries, (QList<QList<int>>{{1}}));
}

void TestMailbox::isBounded()
{
    Box box;
    for (int i = 0; i < 4; ++i)
        QVERIFY(box.box.post(i, i % 2 == 0 ? Wake::Now : Wake::Later));
    QVERIFY(!box.box.post(4));
    QVERIFY(!box.box.post(4, Wake::Later));
    turn();
    QCOMPARE(box.deliveries, (QList<QList<int>>{{0, 1, 2, 3}}));
    QVERIFY(box.box.post(5));
}

void TestMailbox::deliversTheRestAtTheEnd()
{
    Box box;
    QVERIFY(box.box.post(1, Wake::Later));
    box.box.deliverNow();
    QCOMPARE(box.deliveries, (QList<QList<int>>{{1}}));
}

QTEST_GUILESS_MAIN(TestMailbox)
#include "tst_mailbox.moc"
