// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What every store must do, on each of them. What only one of them does is in tst_memorystore and
// tst_logsqlite, random sequences against a model in tst_storemodel.

#include "tests/log/stores.h"

using namespace stores;

class TestStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data();
    void init();
    void cleanup();
    void numbersAreDensePerRoom();
    void keepsWhatItWasGiven();
    void answersARetryWithTheFirstMessage();
    void aRetryInTheSameBatchIsOne();
    void anIdIsAPersonsInEveryRoom();
    void sameIdOfAnotherPersonIsAnotherMessage();
    void findsAMessageByItsId();
    void pages_data();
    void pages();
    void aRoomWithoutMessages();
    void forgetsByCount();
    void forgetsByAge();
    void forgetsOnlyTheOldest();
    void aForgottenIdIsFreeAgain();
    void numbersGoOnWhenEverythingWasForgotten();
    void searches_data();
    void searches();
    void doesNotFindWhatWasForgotten();

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Store> m_store;
};

void TestStore::initTestCase_data()
{
    QTest::addColumn<bool>("isOnDisk");
    QTest::newRow("memory") << false;
    QTest::newRow("sqlite") << true;
}

void TestStore::init()
{
    QFETCH_GLOBAL(bool, isOnDisk);
    m_folder = std::make_unique<QTemporaryDir>();
    if (isOnDisk)
        m_store = openSqlite(m_folder->filePath(u"confab.db"_s));
    else
        m_store = std::make_unique<MemoryStore>();
}

void TestStore::cleanup() { m_store.reset(); }

void TestStore::numbersAreDensePerRoom()
{
    QCOMPARE(append(*m_store, draft(u"1"_s)).message.seq, 1U);
    QCOMPARE(append(*m_store, draft(u"2"_s, u"x"_s, u"ana"_s, u"other"_s)).message.seq, 1U);
    QCOMPARE(append(*m_store, draft(u"3"_s)).message.seq, 2U);
    const auto batch =
        m_store->append({draft(u"4"_s), draft(u"5"_s, u"x"_s, u"ana"_s, u"third"_s), draft(u"6"_s)}, 1);
    QVERIFY(batch);
    QCOMPARE(batch->at(0).message.seq, 3U);
    QCOMPARE(batch->at(1).message.seq, 1U);
    QCOMPARE(batch->at(2).message.seq, 4U);
    QCOMPARE(read(*m_store, query(Query::Kind::Newest)).head, 4U);
}

void TestStore::keepsWhatItWasGiven()
{
    Draft given = draft(u"id"_s, u"\uFEFF \u2028 😀 '; DROP TABLE events; --"_s + QChar(0) + u'!');
    given.ticket = 7;
    given.clientId = 9;
    given.replyTo = 3;
    given.files = R"([{"name":"ä.png"}])";
    const Outcome outcome = append(*m_store, given, 1234);
    QCOMPARE(outcome.kind, Outcome::Kind::Stored);
    QCOMPARE(outcome.ticket, 7U);
    QCOMPARE(outcome.clientId, 9U);
    QVERIFY(!outcome.isInMemoryOnly);
    Query question = query(Query::Kind::Newest);
    question.ticket = 3;
    const Page page = read(*m_store, question);
    QCOMPARE(page.ticket, 3U);
    QCOMPARE(page.room, u"lobby"_s);
    QCOMPARE(page.epoch, m_store->epoch());
    QCOMPARE(page.messages.size(), size_t(1));
    const Message &message = page.messages[0];
    QCOMPARE(message.kind, EventKind::Message);
    QCOMPARE(message.text, given.text);
    QCOMPARE(message.at, 1234);
    QCOMPARE(message.id, u"id"_s);
    QCOMPARE(message.room, u"lobby"_s);
    QCOMPARE(message.personId, u"ana"_s);
    QCOMPARE(message.personName, u"Ana"_s);
    QCOMPARE(message.replyTo, 3U);
    QCOMPARE(message.files, given.files);
    QCOMPARE(message.editedAt, 0);
    QCOMPARE(message.deletedAt, 0);

    // Nothing at all is something, too.
    QCOMPARE(append(*m_store, draft(u"empty"_s, QString())).kind, Outcome::Kind::Stored);
    QCOMPARE(read(*m_store, query(Query::Kind::Newest, 1)).messages.at(0).text, QString());
}

void TestStore::answersARetryWithTheFirstMessage()
{
    append(*m_store, draft(u"a"_s, u"first"_s));
    append(*m_store, draft(u"b"_s));
    const Outcome retry = append(*m_store, draft(u"a"_s, u"changed"_s), 2000);
    QCOMPARE(retry.kind, Outcome::Kind::Duplicate);
    QCOMPARE(retry.message.seq, 1U);
    QCOMPARE(retry.message.text, u"first"_s);
    QCOMPARE(retry.message.room, u"lobby"_s);
    QCOMPARE(retry.message.at, 1000);
    QCOMPARE(read(*m_store, query(Query::Kind::Newest)).head, 2U);
}

void TestStore::aRetryInTheSameBatchIsOne()
{
    const auto batch = m_store->append({draft(u"a"_s), draft(u"a"_s), draft(u"b"_s)}, 1);
    QVERIFY(batch);
    QCOMPARE(batch->at(1).kind, Outcome::Kind::Duplicate);
    QCOMPARE(batch->at(1).message.seq, 1U);
    QCOMPARE(batch->at(2).message.seq, 2U);
}

void TestStore::anIdIsAPersonsInEveryRoom()
{
    append(*m_store, draft(u"a"_s, u"first"_s));
    const Outcome other = append(*m_store, draft(u"a"_s, u"second"_s, u"ana"_s, u"den"_s));
    QCOMPARE(other.kind, Outcome::Kind::Duplicate);
    QCOMPARE(other.message.room, u"lobby"_s);
    QCOMPARE(read(*m_store, query(Query::Kind::Newest, 10, u"den"_s)).head, 0U);
    QCOMPARE(append(*m_store, draft(u"b"_s, u"x"_s, u"ana"_s, u"den"_s)).message.seq, 1U);
}

void TestStore::sameIdOfAnotherPersonIsAnotherMessage()
{
    append(*m_store, draft(u"a"_s));
    QCOMPARE(append(*m_store, draft(u"a"_s, u"hi"_s, u"ben"_s)).message.seq, 2U);
}

void TestStore::findsAMessageByItsId()
{
    append(*m_store, draft(u"a"_s, u"text"_s, u"ana"_s, u"den"_s));
    const auto found = m_store->find(u"ana"_s, u"a"_s);
    QVERIFY(found && found->has_value());
    QCOMPARE((*found)->text, u"text"_s);
    QCOMPARE((*found)->room, u"den"_s);
    const auto missing = m_store->find(u"ben"_s, u"a"_s);
    QVERIFY(missing && !missing->has_value());
}

void TestStore::pages_data()
{
    using Kind = Query::Kind;
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<QByteArray>("epoch"); // "" none, "ours", or another
    QTest::addColumn<quint64>("number"); // of the cursor, or where to begin
    QTest::addColumn<int>("limit");
    QTest::addColumn<QList<quint64>>("expected");
    QTest::addColumn<bool>("gap");
    QTest::addColumn<bool>("more");
    const QByteArray none, ours("ours"), theirs("theirs");

    // The room holds 11..20.
    QTest::newRow("newest page") << Kind::Newest << none << 0ULL << 3 << range(18, 20) << false << true;
    QTest::newRow("all there is") << Kind::Newest << none << 0ULL << 10 << range(11, 20) << false << false;
    QTest::newRow("up to date") << Kind::Newest << ours << 20ULL << 5 << range(1, 0) << false << false;
    QTest::newRow("missed two") << Kind::Newest << ours << 18ULL << 5 << range(19, 20) << false << false;
    QTest::newRow("missed as many as fit")
        << Kind::Newest << ours << 17ULL << 3 << range(18, 20) << false << false;
    QTest::newRow("missed more than fit")
        << Kind::Newest << ours << 16ULL << 3 << range(18, 20) << true << true;
    QTest::newRow("just before the oldest")
        << Kind::Newest << ours << 10ULL << 20 << range(11, 20) << false << false;
    QTest::newRow("before the oldest")
        << Kind::Newest << ours << 9ULL << 20 << range(11, 20) << true << false;
    QTest::newRow("beyond the head") << Kind::Newest << ours << 21ULL << 2 << range(19, 20) << true << true;
    QTest::newRow("another epoch") << Kind::Newest << theirs << 15ULL << 2 << range(19, 20) << true << true;
    QTest::newRow("nothing wanted") << Kind::Newest << none << 0ULL << 0 << range(1, 0) << false << true;

    QTest::newRow("since: the oldest first")
        << Kind::Since << ours << 14ULL << 3 << range(15, 17) << false << true;
    QTest::newRow("since: to the end")
        << Kind::Since << ours << 17ULL << 3 << range(18, 20) << false << false;
    QTest::newRow("since: up to date") << Kind::Since << ours << 20ULL << 3 << range(1, 0) << false << false;
    QTest::newRow("since: just before the oldest")
        << Kind::Since << ours << 10ULL << 2 << range(11, 12) << false << true;
    QTest::newRow("since: before the oldest")
        << Kind::Since << ours << 9ULL << 2 << range(19, 20) << true << true;
    QTest::newRow("since: beyond the head")
        << Kind::Since << ours << 21ULL << 2 << range(19, 20) << true << true;
    QTest::newRow("since: another epoch")
        << Kind::Since << theirs << 15ULL << 2 << range(19, 20) << true << true;
    QTest::newRow("since: no cursor") << Kind::Since << none << 0ULL << 2 << range(19, 20) << false << true;

    QTest::newRow("after: whatever epoch")
        << Kind::After << none << 14ULL << 3 << range(15, 17) << false << true;
    QTest::newRow("after: from the beginning")
        << Kind::After << none << 0ULL << 2 << range(11, 12) << false << true;
    QTest::newRow("after: the end") << Kind::After << none << 20ULL << 2 << range(1, 0) << false << false;
    QTest::newRow("after: beyond the end")
        << Kind::After << none << ~0ULL << 2 << range(1, 0) << false << false;

    QTest::newRow("before: a page up")
        << Kind::Before << none << 18ULL << 3 << range(15, 17) << false << true;
    QTest::newRow("before: the last page")
        << Kind::Before << none << 13ULL << 3 << range(11, 12) << false << false;
    QTest::newRow("before: the oldest")
        << Kind::Before << none << 11ULL << 3 << range(1, 0) << false << false;
    QTest::newRow("before: nothing at all")
        << Kind::Before << none << 0ULL << 3 << range(1, 0) << false << false;
    QTest::newRow("before: beyond the end")
        << Kind::Before << none << ~0ULL << 2 << range(19, 20) << false << true;
}

void TestStore::pages()
{
    QFETCH(Query::Kind, kind);
    QFETCH(QByteArray, epoch);
    QFETCH(quint64, number);
    QFETCH(int, limit);
    std::vector<Draft> drafts;
    for (int i = 1; i <= 20; ++i) {
        drafts.push_back(draft(QString::number(i)));
        drafts.push_back(draft(u"x%1"_s.arg(i), u"hi"_s, u"ana"_s, u"other"_s));
    }
    QVERIFY(m_store->append(drafts, 1));
    forgetAll(*m_store, Retention{0, 10}, 0, 50);
    Query question = query(kind, limit);
    question.epoch = epoch == "ours" ? m_store->epoch() : epoch;
    (kind == Query::Kind::Before ? question.before : question.after) = number;
    const Page page = read(*m_store, question);
    QTEST(numbers(page), "expected");
    QTEST(page.gap, "gap");
    QTEST(page.more, "more");
    QCOMPARE(page.head, 20U);
    QCOMPARE(page.oldest, 11U);
    QCOMPARE(page.epoch, m_store->epoch());
}

void TestStore::aRoomWithoutMessages()
{
    for (const auto kind : {Query::Kind::Newest, Query::Kind::Since}) {
        Query question = query(kind, 10, u"nowhere"_s);
        QVERIFY(!read(*m_store, question).gap);
        question.epoch = m_store->epoch();
        Page page = read(*m_store, question);
        QVERIFY(!page.gap);
        QCOMPARE(page.head, 0U);
        QCOMPARE(page.oldest, 1U);
        question.after = 1;
        QVERIFY(read(*m_store, question).gap);
        question.epoch = "another";
        question.after = 0;
        QVERIFY(read(*m_store, question).gap);
    }
}

void TestStore::forgetsByCount()
{
    for (int i = 1; i <= 10; ++i)
        append(*m_store, draft(QString::number(i)));
    for (int i = 1; i <= 4; ++i)
        append(*m_store, draft(u"x%1"_s.arg(i), u"hi"_s, u"ana"_s, u"other"_s));
    forgetAll(*m_store, Retention{});
    QCOMPARE(numbers(read(*m_store, query(Query::Kind::Newest))), range(1, 10));
    // In small steps, each of which leaves a log without holes.
    const auto isMore = m_store->forget(Retention{0, 3}, 0, 2);
    QVERIFY(isMore && *isMore);
    QCOMPARE(read(*m_store, query(Query::Kind::Newest)).oldest
                 + read(*m_store, query(Query::Kind::Newest, 100, u"other"_s)).oldest,
             4U);
    forgetAll(*m_store, Retention{0, 3});
    QCOMPARE(numbers(read(*m_store, query(Query::Kind::Newest))), range(8, 10));
    QCOMPARE(numbers(read(*m_store, query(Query::Kind::Newest, 100, u"other"_s))), range(2, 4));
}

void TestStore::forgetsByAge()
{
    for (int i = 1; i <= 10; ++i)
        append(*m_store, draft(QString::number(i)), i * 1000);
    forgetAll(*m_store, Retention{5000, 0}, 10000);
    QCOMPARE(numbers(read(*m_store, query(Query::Kind::Newest))), range(5, 10));
    forgetAll(*m_store, Retention{5000, 2}, 10000);
    QCOMPARE(numbers(read(*m_store, query(Query::Kind::Newest))), range(9, 10));
}

void TestStore::forgetsOnlyTheOldest()
{
    // A clock that was set back: what is behind a younger one waits for it.
    append(*m_store, draft(u"1"_s), 9000);
    append(*m_store, draft(u"2"_s), 1000);
    forgetAll(*m_store, Retention{5000, 0}, 10000);
    QCOMPARE(numbers(read(*m_store, query(Query::Kind::Newest))), range(1, 2));
    forgetAll(*m_store, Retention{5000, 0}, 20000);
    QCOMPARE(numbers(read(*m_store, query(Query::Kind::Newest))), range(1, 0));
}

void TestStore::aForgottenIdIsFreeAgain()
{
    for (int i = 1; i <= 5; ++i)
        append(*m_store, draft(QString::number(i)));
    forgetAll(*m_store, Retention{0, 3});
    QCOMPARE(append(*m_store, draft(u"5"_s)).message.seq, 5U);
    QCOMPARE(append(*m_store, draft(u"1"_s)).message.seq, 6U);
}

void TestStore::numbersGoOnWhenEverythingWasForgotten()
{
    append(*m_store, draft(u"1"_s), 1000);
    append(*m_store, draft(u"2"_s), 1000);
    forgetAll(*m_store, Retention{1, 0}, 5000);
    Query question = query(Query::Kind::Since);
    question.epoch = m_store->epoch();
    question.after = 2;
    Page page = read(*m_store, question);
    QCOMPARE(page.head, 2U);
    QCOMPARE(page.oldest, 3U);
    QVERIFY(!page.gap);
    question.after = 1;
    QVERIFY(read(*m_store, question).gap);
    QCOMPARE(append(*m_store, draft(u"3"_s)).message.seq, 3U);
    QCOMPARE(numbers(read(*m_store, query(Query::Kind::Newest))), range(3, 3));
}

void TestStore::searches_data()
{
    QTest::addColumn<QString>("words");
    QTest::addColumn<QList<quint64>>("expected");
    QTest::newRow("a word") << u"apple"_s << QList<quint64>{1, 3};
    QTest::newRow("the beginning of one") << u"app"_s << QList<quint64>{1, 3};
    QTest::newRow("not the middle") << u"pple"_s << QList<quint64>{};
    QTest::newRow("every word, in any order") << u"PIE apple"_s << QList<quint64>{3};
    QTest::newRow("accents do not matter") << u"cafe"_s << QList<quint64>{2};
    QTest::newRow("nor does case") << u"CAFÉ"_s << QList<quint64>{2};
    QTest::newRow("Cyrillic") << u"привет"_s << QList<quint64>{4};
    QTest::newRow("quotes are not syntax") << u"\"pie\" AND*"_s << QList<quint64>{};
    QTest::newRow("operators are words") << u"NOT"_s << QList<quint64>{2};
    QTest::newRow("signs are nothing") << u"\"*-("_s << QList<quint64>{};
    QTest::newRow("nothing") << QString() << QList<quint64>{};
}

void TestStore::searches()
{
    QFETCH(QString, words);
    append(*m_store, draft(u"1"_s, u"An Apple a day"_s));
    append(*m_store, draft(u"2"_s, u"not at the café."_s));
    append(*m_store, draft(u"3"_s, u"apple-pie"_s));
    append(*m_store, draft(u"4"_s, u"Привет!"_s));
    append(*m_store, draft(u"5"_s, u"apple elsewhere"_s, u"ana"_s, u"other"_s));
    Query question = query(Query::Kind::Search);
    question.words = words;
    const Page page = read(*m_store, question);
    QTEST(numbers(page), "expected");
    QVERIFY(!page.more);
}

void TestStore::doesNotFindWhatWasForgotten()
{
    for (int i = 1; i <= 5; ++i)
        append(*m_store, draft(QString::number(i), u"apple"_s));
    forgetAll(*m_store, Retention{0, 3});
    Query question = query(Query::Kind::Search, 2);
    question.words = u"apple"_s;
    const Page page = read(*m_store, question);
    QCOMPARE(numbers(page), range(4, 5));
    QVERIFY(page.more);
    question.limit = 10;
    QCOMPARE(numbers(read(*m_store, question)), range(3, 5));
}

QTEST_GUILESS_MAIN(TestStore)
#include "tst_store.moc"
