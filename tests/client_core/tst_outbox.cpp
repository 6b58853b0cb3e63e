// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/core/outbox.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace confab::client;

namespace {

ChatMessage messageCalled(const QString &id)
{
    ChatMessage message;
    message.localId = id;
    message.own = true;
    return message;
}

QString describe(const QList<ChatMessage> &messages)
{
    QStringList out;
    for (const ChatMessage &message : messages)
        out.append(u"%1 %2/%3"_s.arg(message.localId).arg(int(message.delivery)).arg(int(message.failure)));
    return out.join(u", "_s);
}

} // namespace

class TestOutbox : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void handsOutInOrder();
    void takesOutWhatArrived();
    void keepsWhatFailed();
    void sendsAgainAfterABreak();
    void retriesBehindTheOthers();
    void failsEverythingThatWaits();
    void ignoresUnknownMessages();
};

void TestOutbox::handsOutInOrder()
{
    Outbox outbox;
    QVERIFY(!outbox.nextWaiting());
    QCOMPARE(outbox.add(messageCalled(u"a"_s)).delivery, Delivery::Sending);
    outbox.add(messageCalled(u"b"_s));
    QCOMPARE(outbox.nextWaiting()->localId, u"a"_s);
    outbox.markInFlight(u"a"_s);
    QCOMPARE(outbox.nextWaiting()->localId, u"b"_s);
    outbox.markInFlight(u"b"_s);
    QVERIFY(!outbox.nextWaiting());
    QCOMPARE(outbox.inFlightCount(), 2);
    QCOMPARE(outbox.unconfirmedCount(), 2);
}

void TestOutbox::takesOutWhatArrived()
{
    Outbox outbox;
    outbox.add(messageCalled(u"a"_s));
    outbox.markInFlight(u"a"_s);
    const QDateTime at(QDate(2026, 1, 1), QTime(1, 2, 3), Qt::UTC);
    const auto sent = outbox.markSent(u"a"_s, 7, at);
    QVERIFY(sent);
    QCOMPARE(sent->delivery, Delivery::Sent);
    QCOMPARE(sent->seq, 7U);
    QCOMPARE(sent->at, at);
    QCOMPARE(outbox.unconfirmedCount(), 0);
    QVERIFY(!outbox.markSent(u"a"_s, 7, at));
}

void TestOutbox::keepsWhatFailed()
{
    Outbox outbox;
    QCOMPARE(outbox.addFailed(messageCalled(u"a"_s), SendFailure::TooLong).failure, SendFailure::TooLong);
    outbox.add(messageCalled(u"b"_s));
    QCOMPARE(outbox.markFailed(u"b"_s, SendFailure::RateLimited)->delivery, Delivery::NotSent);
    QVERIFY(!outbox.nextWaiting());
    QCOMPARE(outbox.unconfirmedCount(), 0);
    QVERIFY(outbox.markSent(u"b"_s, 0, {})); // its answer came late
}

void TestOutbox::sendsAgainAfterABreak()
{
    Outbox outbox;
    for (const auto &id : {u"a"_s, u"b"_s, u"c"_s, u"d"_s, u"e"_s}) {
        outbox.add(messageCalled(id));
        outbox.markInFlight(id);
    }
    (void)outbox.markFailed(u"b"_s, SendFailure::NoAnswer);
    (void)outbox.markFailed(u"c"_s, SendFailure::Refused);
    (void)outbox.markFailed(u"d"_s, SendFailure::Offline);
    QCOMPARE(describe(outbox.requeue()), u"b 1/0, d 1/0"_s); // a and e look as before
    QStringList order;
    while (const ChatMessage *next = outbox.nextWaiting()) {
        order.append(next->localId);
        outbox.markInFlight(order.constLast());
    }
    QCOMPARE(order, (QStringList{u"a"_s, u"b"_s, u"d"_s, u"e"_s}));
}

void TestOutbox::retriesBehindTheOthers()
{
    Outbox outbox;
    outbox.addFailed(messageCalled(u"a"_s), SendFailure::Refused);
    outbox.add(messageCalled(u"b"_s));
    QVERIFY(!outbox.retry(u"b"_s)); // it waits already
    QCOMPARE(outbox.retry(u"a"_s)->delivery, Delivery::Sending);
    QCOMPARE(outbox.nextWaiting()->localId, u"b"_s);
    outbox.markInFlight(u"b"_s);
    QCOMPARE(outbox.nextWaiting()->localId, u"a"_s);
}

void TestOutbox::failsEverythingThatWaits()
{
    Outbox outbox;
    outbox.addFailed(messageCalled(u"a"_s), SendFailure::TooLong);
    outbox.add(messageCalled(u"b"_s));
    outbox.markInFlight(u"b"_s);
    outbox.add(messageCalled(u"c"_s));
    QCOMPARE(describe(outbox.failAll(SendFailure::Offline)), u"b 3/6, c 3/6"_s);
    QCOMPARE(outbox.unconfirmedCount(), 0);
}

void TestOutbox::ignoresUnknownMessages()
{
    Outbox outbox;
    outbox.add(messageCalled(u"a"_s));
    outbox.markInFlight(u"x"_s);
    QVERIFY(!outbox.markFailed(u"x"_s, SendFailure::Refused));
    QVERIFY(!outbox.retry(u"x"_s));
    QVERIFY(!outbox.remove(u"x"_s));
    QVERIFY(outbox.remove(u"a"_s));
    QVERIFY(!outbox.nextWaiting());
}

QTEST_GUILESS_MAIN(TestOutbox)
#include "tst_outbox.moc"
