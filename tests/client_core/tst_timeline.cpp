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
    void namesByNumberWhatHasNoId();
    void remembersHowFarWeAre();
    void noticesWhatIsMissing();
    void putsANewLogBehindTheOldOne();
    void goesOnFromABookmark();
    void knowsWhatIsNotSaved();
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

void TestTimeline::namesByNumberWhatHasNoId()
{
    Timeline timeline;
    timeline.setEpoch(u"e"_s);
    const ChatMessage first = timeline.place(from(u"p"_s, {}, 3), noon);
    QCOMPARE(timeline.place(from(u"p"_s, {}, 3), noon).localId, first.localId); // it came again
    QVERIFY(timeline.place(from(u"p"_s, {}, 4), noon).localId != first.localId);
    timeline.setEpoch(u"f"_s);
    QVERIFY(timeline.place(from(u"p"_s, {}, 3), noon).localId != first.localId);
}

void TestTimeline::remembersHowFarWeAre()
{
    Timeline timeline;
    QVERIFY(!timeline.cursor());
    timeline.setEpoch(u"e"_s);
    QCOMPARE(timeline.cursor()->seq, 0U);
    QVERIFY(timeline.follow(1));
    QVERIFY(timeline.follow(2));
    QVERIFY(timeline.follow(2)); // again
    QVERIFY(timeline.follow(0)); // without a number
    QCOMPARE(timeline.cursor()->epoch, u"e"_s);
    QCOMPARE(timeline.cursor()->seq, 2U);
    timeline.clear();
    QVERIFY(!timeline.cursor());
}

void TestTimeline::noticesWhatIsMissing()
{
    Timeline timeline;
    QVERIFY(timeline.follow(7)); // of a server without a log: nothing can be asked
    timeline.setEpoch(u"e"_s);
    timeline.catchUp(5);
    QVERIFY(!timeline.follow(7));
    QCOMPARE(timeline.cursor()->seq, 5U);
    QVERIFY(!timeline.follow(9));
    QVERIFY(!timeline.follow(6)); // now up to 7
    QCOMPARE(timeline.cursor()->seq, 7U);
    QVERIFY(timeline.follow(8)); // and 9 is there
    QCOMPARE(timeline.cursor()->seq, 9U);
    QVERIFY(!timeline.follow(12));
    timeline.catchUp(11); // what the server knows for certain; 12 came behind it
    QCOMPARE(timeline.cursor()->seq, 12U);
    timeline.catchUp(3); // a log that was set back
    QCOMPARE(timeline.cursor()->seq, 3U);
}

void TestTimeline::putsANewLogBehindTheOldOne()
{
    Timeline timeline;
    timeline.setEpoch(u"e"_s);
    (void)timeline.place(from(u"p"_s, u"i"_s, 100), noon);
    timeline.setEpoch(u"e"_s); // the same: nothing changes
    const ChatMessage same = timeline.place(from(u"p"_s, u"j"_s, 101), noon);
    QCOMPARE(same.seq, 101U);
    QVERIFY(!same.gapBefore);
    timeline.setEpoch(u"f"_s);
    QCOMPARE(timeline.cursor()->seq, 0U);
    const ChatMessage first = timeline.place(from(u"p"_s, u"k"_s, 1), noon);
    QCOMPARE(first.seq, 102U);
    QVERIFY(first.gapBefore);
    QVERIFY(!timeline.place(from(u"p"_s, u"l"_s, 2), noon).gapBefore); // one line is enough
    timeline.setEpoch(u"g"_s);
    ChatMessage own;
    timeline.placeAt(own, 1);
    QCOMPARE(own.seq, 104U);
    QVERIFY(own.gapBefore);
    timeline.placeAt(own, 0);
    QCOMPARE(own.seq, 0U);
}

void TestTimeline::goesOnFromABookmark()
{
    Timeline before;
    before.addOwnIdentity(u"me"_s);
    before.setEpoch(u"e"_s);
    before.catchUp(10);
    before.setEpoch(u"f"_s);
    before.catchUp(3);
    Timeline after;
    after.restore(before.bookmark());
    QCOMPARE(after.bookmark(), before.bookmark());
    QCOMPARE(after.cursor()->epoch, u"f"_s);
    QCOMPARE(after.cursor()->seq, 3U);
    const ChatMessage next = after.place(from(u"me"_s, u"i"_s, 4), noon);
    QVERIFY(next.own);
    QCOMPARE(next.seq, 14U);
    QVERIFY(next.gapBefore); // nothing of the new log was there to carry the line
}

void TestTimeline::knowsWhatIsNotSaved()
{
    Timeline timeline;
    timeline.addOwnIdentity(u"me"_s);
    QCOMPARE(timeline.place(from(u"me"_s, u"i"_s, 0), noon).delivery, Delivery::Sent); // no log, no promise
    timeline.setEpoch(u"e"_s);
    QCOMPARE(timeline.place(from(u"me"_s, u"i"_s, 0), noon).delivery, Delivery::NotSaved);
    QCOMPARE(timeline.place(from(u"p"_s, u"i"_s, 0), noon).delivery, Delivery::Received);
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
