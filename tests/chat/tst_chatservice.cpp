// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/chat/chatservice.h"
#include "tests/support/countingstore.h"
#include "tests/support/faketimers.h"
#include "tests/support/patience.h"

#include <QTest>

using namespace confab;
using namespace confab::chat;
using confab::test::CountingStore;
using confab::testing::patience;
using namespace Qt::StringLiterals;

namespace {

log::Draft draft(const QString &id)
{
    log::Draft draft;
    draft.room = u"lobby"_s;
    draft.personId = u"ana"_s;
    draft.personName = u"Ana"_s;
    draft.id = id;
    draft.text = u"hi"_s;
    return draft;
}

/// Waits until the log is done with the subscription: else it takes the first message along with that.
bool hasSubscribed(ChatService &chat)
{
    bool isAnswered = false;
    return chat.read({}, [&](const log::Page &) { isAnswered = true; })
        && QTest::qWaitFor([&] { return isAnswered; }, patience);
}

} // namespace

class TestChatService : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsSaidInOneTurnIsOneCommit();
    void losesNothingWhenItEndsInTheTurn();
};

void TestChatService::whatIsSaidInOneTurnIsOneCommit()
{
    QList<size_t> commits;
    log::MessageLog log(std::make_unique<CountingStore>(commits));
    testing::FakeTimers timers;
    ChatService chat(log, timers);
    QVERIFY(hasSubscribed(chat));
    QList<quint64> stored;
    const auto note = [&](const log::Outcome &outcome) { stored.append(outcome.message.seq); };
    for (const QString &id : {u"1"_s, u"2"_s, u"3"_s})
        QVERIFY(chat.post(draft(id), note));
    QTRY_COMPARE(stored, (QList<quint64>{1, 2, 3}));
    for (const QString &id : {u"4"_s, u"5"_s}) // and it is asked to again
        QVERIFY(chat.post(draft(id), note));
    QTRY_COMPARE(stored, (QList<quint64>{1, 2, 3, 4, 5}));
    log.stop();
    QCOMPARE(commits, (QList<size_t>{3, 2}));
}

void TestChatService::losesNothingWhenItEndsInTheTurn()
{
    QList<size_t> commits;
    log::MessageLog log(std::make_unique<CountingStore>(commits));
    testing::FakeTimers timers;
    ChatService chat(log, timers);
    QVERIFY(hasSubscribed(chat));
    QVERIFY(chat.post(draft(u"1"_s)));
    QVERIFY(chat.post(draft(u"2"_s)));
    log.stop(); // before the turn has ended
    QCOMPARE(commits, QList<size_t>{2});
}

QTEST_GUILESS_MAIN(TestChatService)
#include "tst_chatservice.moc"
