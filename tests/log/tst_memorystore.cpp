// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/log/memorystore.h"

#include <QTest>

using namespace confab::log;
using namespace Qt::StringLiterals;

namespace {

Draft draft(const QString &id, const QString &text = u"hi"_s, const QString &person = u"ana"_s,
            const QString &room = u"lobby"_s)
{
    return Draft{0, room, person, u"Ana"_s, id, text, 0};
}

quint64 appendOne(MemoryStore &store, Draft value)
{
    std::vector<Draft> drafts;
    drafts.push_back(std::move(value));
    return store.append(std::move(drafts), 1000).front().message.seq;
}

QList<quint64> numbers(const Page &page)
{
    QList<quint64> seqs;
    for (const Message &message : page.messages)
        seqs.append(message.seq);
    return seqs;
}

} // namespace

class TestMemoryStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void numbersAreDensePerRoom();
    void keepsWhatItWasGiven();
    void answersARetryWithTheFirstMessage();
    void sameIdOfAnotherPersonIsAnotherMessage();
    void forgetsTheOldestBeyondItsBound();
    void epochsDiffer();
    void pages_data();
    void pages();
};

void TestMemoryStore::numbersAreDensePerRoom()
{
    MemoryStore store;
    QCOMPARE(appendOne(store, draft(u"1"_s)), 1U);
    QCOMPARE(appendOne(store, draft(u"2"_s, u"x"_s, u"ana"_s, u"other"_s)), 1U);
    QCOMPARE(appendOne(store, draft(u"3"_s)), 2U);
}

void TestMemoryStore::keepsWhatItWasGiven()
{
    MemoryStore store;
    std::vector<Draft> drafts{Draft{7, u"lobby"_s, u"ana"_s, u"Ana"_s, u"id"_s, u"\uFEFF \u2028 😀"_s, 9}};
    const auto outcomes = store.append(std::move(drafts), 1234);
    QCOMPARE(outcomes.size(), size_t(1));
    QCOMPARE(outcomes[0].kind, Outcome::Kind::Stored);
    QCOMPARE(outcomes[0].ticket, 7U);
    QCOMPARE(outcomes[0].clientId, 9U);
    const Page page = store.read(Query{3, u"lobby"_s, {}, 0, 10});
    QCOMPARE(page.ticket, 3U);
    QCOMPARE(page.messages.size(), size_t(1));
    QCOMPARE(page.messages[0].text, u"\uFEFF \u2028 😀"_s);
    QCOMPARE(page.messages[0].at, 1234);
    QCOMPARE(page.messages[0].id, u"id"_s);
    QCOMPARE(page.messages[0].personName, u"Ana"_s);
}

void TestMemoryStore::answersARetryWithTheFirstMessage()
{
    MemoryStore store;
    appendOne(store, draft(u"a"_s, u"first"_s));
    appendOne(store, draft(u"b"_s));
    std::vector<Draft> retry{draft(u"a"_s, u"changed"_s)};
    const auto outcomes = store.append(std::move(retry), 2000);
    QCOMPARE(outcomes[0].kind, Outcome::Kind::Duplicate);
    QCOMPARE(outcomes[0].message.seq, 1U);
    QCOMPARE(outcomes[0].message.text, u"first"_s);
    QCOMPARE(store.read(Query{0, u"lobby"_s, {}, 0, 10}).head, 2U);
}

void TestMemoryStore::sameIdOfAnotherPersonIsAnotherMessage()
{
    MemoryStore store;
    appendOne(store, draft(u"a"_s));
    QCOMPARE(appendOne(store, draft(u"a"_s, u"hi"_s, u"ben"_s)), 2U);
}

void TestMemoryStore::forgetsTheOldestBeyondItsBound()
{
    MemoryStore store(3);
    for (int i = 1; i <= 5; ++i)
        appendOne(store, draft(QString::number(i)));
    const Page page = store.read(Query{0, u"lobby"_s, {}, 0, 10});
    QCOMPARE(numbers(page), (QList<quint64>{3, 4, 5}));
    QCOMPARE(page.head, 5U);
    // The id of a forgotten message is free again; a kept one is found although numbers no longer begin at 1.
    QCOMPARE(appendOne(store, draft(u"5"_s)), 5U);
    QCOMPARE(appendOne(store, draft(u"1"_s)), 6U);
}

void TestMemoryStore::epochsDiffer()
{
    const MemoryStore first;
    const MemoryStore second;
    QVERIFY(first.epoch().size() >= 16);
    QVERIFY(first.epoch() != second.epoch());
}

void TestMemoryStore::pages_data()
{
    QTest::addColumn<QByteArray>("epoch"); // "" none, "ours", or another
    QTest::addColumn<quint64>("after");
    QTest::addColumn<int>("limit");
    QTest::addColumn<QList<quint64>>("expected");
    QTest::addColumn<bool>("gap");

    // The room holds 11..20.
    QTest::newRow("no cursor, newest page")
        << QByteArray() << 0ULL << 3 << QList<quint64>{18, 19, 20} << false;
    QTest::newRow("up to date") << QByteArray("ours") << 20ULL << 5 << QList<quint64>{} << false;
    QTest::newRow("missed two") << QByteArray("ours") << 18ULL << 5 << QList<quint64>{19, 20} << false;
    QTest::newRow("missed as many as fit")
        << QByteArray("ours") << 17ULL << 3 << QList<quint64>{18, 19, 20} << false;
    QTest::newRow("missed more than fit")
        << QByteArray("ours") << 16ULL << 3 << QList<quint64>{18, 19, 20} << true;
    QTest::newRow("just before the oldest")
        << QByteArray("ours") << 10ULL << 20 << QList<quint64>{11, 12, 13, 14, 15, 16, 17, 18, 19, 20}
        << false;
    QTest::newRow("before the oldest")
        << QByteArray("ours") << 9ULL << 20 << QList<quint64>{11, 12, 13, 14, 15, 16, 17, 18, 19, 20} << true;
    QTest::newRow("beyond the head") << QByteArray("ours") << 21ULL << 2 << QList<quint64>{19, 20} << true;
    QTest::newRow("another epoch") << QByteArray("theirs") << 15ULL << 2 << QList<quint64>{19, 20} << true;
    QTest::newRow("nothing wanted") << QByteArray() << 0ULL << 0 << QList<quint64>{} << false;
}

void TestMemoryStore::pages()
{
    QFETCH(QByteArray, epoch);
    QFETCH(quint64, after);
    QFETCH(int, limit);
    MemoryStore store(10);
    for (int i = 1; i <= 20; ++i)
        appendOne(store, draft(QString::number(i)));
    if (epoch == "ours")
        epoch = store.epoch();
    const Page page = store.read(Query{0, u"lobby"_s, epoch, after, limit});
    QTEST(numbers(page), "expected");
    QTEST(page.gap, "gap");
    QCOMPARE(page.head, 20U);
    QCOMPARE(page.epoch, store.epoch());
}

QTEST_GUILESS_MAIN(TestMemoryStore)
#include "tst_memorystore.moc"
