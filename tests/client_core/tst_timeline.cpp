// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/core/timeline.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace confab::client;

namespace {

const QDateTime noon(QDate(2026, 1, 1), QTime(12, 0), Qt::UTC);

ServerMessage from(const QString &sender, const QString &id, quint64 seq)
{
    ServerMessage message;
    message.senderId = sender;
    message.id = id;
    message.seq = seq;
    return message;
}

} // namespace

class TestTimeline : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void namesAMessageOnceAndForAll();
    void knowsOwnMessagesFromOtherWindows();
    void nobodyElseCanTakeOurIds();
    void keepsMessagesWithoutIdsApart();
    void remembersHowFarWeAre();
    void putsANewLogBehindTheOldOne();
    void takesTheTimeOfTheServer();
};

void TestTimeline::namesAMessageOnceAndForAll()
{
    Timeline timeline;
    timeline.setEpoch(u"e"_s);
    const ChatMessage first = timeline.place(from(u"p"_s, u"i"_s, 3), noon);
    const ChatMessage again = timeline.place(from(u"p"_s, u"i"_s, 3), noon);
    QCOMPARE(first.localId, again.localId);
    QCOMPARE(first.seq, 3U);
    QCOMPARE(first.delivery, Delivery::Received);
    QVERIFY(timeline.place(from(u"q"_s, u"i"_s, 4), noon).localId != first.localId);
}

void TestTimeline::knowsOwnMessagesFromOtherWindows()
{
    Timeline timeline;
    timeline.addOwnIdentity(u"me"_s);
    timeline.addOwnIdentity(u"me later"_s); // the server forgot us and gave us another name
    timeline.addOwnIdentity({});
    for (const auto &sender : {u"me"_s, u"me later"_s}) {
        const ChatMessage message = timeline.place(from(sender, u"i"_s, 1), noon);
        QVERIFY(message.own);
        QCOMPARE(message.localId, u"i"_s);
        QCOMPARE(message.delivery, Delivery::Sent);
    }
    QVERIFY(!timeline.place(from({}, u"i"_s, 1), noon).own);
}

void TestTimeline::nobodyElseCanTakeOurIds()
{
    Timeline timeline;
    timeline.addOwnIdentity(u"me"_s);
    const ChatMessage stolen = timeline.place(from(u"other"_s, u"i"_s, 1), noon);
    QVERIFY(!stolen.own);
    QVERIFY(stolen.localId != u"i"_s);
}

void TestTimeline::keepsMessagesWithoutIdsApart()
{
    Timeline timeline;
    const ChatMessage a = timeline.place(from({}, {}, 0), noon);
    const ChatMessage b = timeline.place(from({}, {}, 0), noon);
    QVERIFY(a.localId != b.localId);
    QCOMPARE(a.seq, 0U);
}

void TestTimeline::remembersHowFarWeAre()
{
    Timeline timeline;
    QVERIFY(!timeline.cursor());
    timeline.setEpoch(u"e"_s);
    QCOMPARE(timeline.cursor()->seq, 0U);
    (void)timeline.place(from(u"p"_s, u"i"_s, 5), noon);
    (void)timeline.place(from(u"p"_s, u"h"_s, 4), noon);
    QCOMPARE(timeline.placeNumber(7), 7U);
    QCOMPARE(timeline.cursor()->epoch, u"e"_s);
    QCOMPARE(timeline.cursor()->seq, 7U);
    QCOMPARE(timeline.placeNumber(0), 0U);
    timeline.clear();
    QVERIFY(!timeline.cursor());
}

void TestTimeline::putsANewLogBehindTheOldOne()
{
    Timeline timeline;
    timeline.setEpoch(u"e"_s);
    (void)timeline.place(from(u"p"_s, u"i"_s, 100), noon);
    timeline.setEpoch(u"e"_s); // the same: nothing changes
    QCOMPARE(timeline.placeNumber(101), 101U);
    timeline.setEpoch(u"f"_s);
    QCOMPARE(timeline.cursor()->seq, 0U);
    QCOMPARE(timeline.placeNumber(1), 102U);
    QCOMPARE(timeline.cursor()->seq, 1U);
    timeline.setEpoch(u"g"_s);
    QCOMPARE(timeline.placeNumber(1), 103U);
}

void TestTimeline::takesTheTimeOfTheServer()
{
    Timeline timeline;
    ServerMessage message = from(u"p"_s, u"i"_s, 1);
    QCOMPARE(timeline.place(message, noon).at, noon);
    message.at = noon.addSecs(1);
    QCOMPARE(timeline.place(message, noon).at, noon.addSecs(1));
}

QTEST_GUILESS_MAIN(TestTimeline)
#include "tst_timeline.moc"
