// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The bounds of the store in memory; what it has in common with the one on disk is in tst_store.

#include "tests/log/stores.h"

using namespace stores;

class TestMemoryStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void epochsDiffer();
    void forgetsTheOldestBeyondItsBound();
    void staysBelowItsBytes();
    void theLargestRoomGivesWay();
    void keepsTheNewestMessageHoweverLong();
    void refusesARoomTooMany();
};

void TestMemoryStore::epochsDiffer()
{
    const MemoryStore first;
    const MemoryStore second;
    QVERIFY(first.epoch().size() >= 16);
    QVERIFY(first.epoch() != second.epoch());
}

void TestMemoryStore::forgetsTheOldestBeyondItsBound()
{
    MemoryStore store(MemoryStore::Bounds{.messagesPerRoom = 3});
    for (int i = 1; i <= 5; ++i)
        append(store, draft(QString::number(i)));
    const Page page = read(store, query(Query::Kind::Newest));
    QCOMPARE(numbers(page), range(3, 5));
    QCOMPARE(page.head, 5U);
    // The id of a forgotten message is free again; a kept one is found although numbers no longer begin at 1.
    QCOMPARE(append(store, draft(u"5"_s)).message.seq, 5U);
    QCOMPARE(append(store, draft(u"1"_s)).message.seq, 6U);
}

void TestMemoryStore::staysBelowItsBytes()
{
    MemoryStore store(MemoryStore::Bounds{.bytes = 100000});
    const QString text(1000, u'x');
    for (int i = 1; i <= 500; ++i) {
        append(store, draft(QString::number(i), text));
        QVERIFY(store.bytes() <= 100000);
    }
    const Page page = read(store, query(Query::Kind::Newest, 1000));
    QVERIFY(page.messages.size() >= 20); // a text of 1000 takes 2000 bytes and some
    QCOMPARE(page.messages.back().seq, 500U);
    QCOMPARE(numbers(page), range(page.oldest, 500));
    forgetAll(store, Retention{1, 0}, 100000, 100);
    QCOMPARE(store.bytes(), size_t(0));
}

void TestMemoryStore::theLargestRoomGivesWay()
{
    MemoryStore store(MemoryStore::Bounds{.bytes = 100000});
    append(store, draft(u"quiet"_s, u"hi"_s, u"ana"_s, u"quiet"_s));
    for (int i = 1; i <= 500; ++i)
        append(store, draft(QString::number(i), QString(1000, u'x')));
    QCOMPARE(numbers(read(store, query(Query::Kind::Newest, 10, u"quiet"_s))), range(1, 1));
}

void TestMemoryStore::keepsTheNewestMessageHoweverLong()
{
    MemoryStore store(MemoryStore::Bounds{.bytes = 1000});
    for (int i = 1; i <= 3; ++i)
        QCOMPARE(append(store, draft(QString::number(i), QString(16000, u'x'))).kind, Outcome::Kind::Stored);
    QCOMPARE(numbers(read(store, query(Query::Kind::Newest))), range(3, 3));
}

void TestMemoryStore::refusesARoomTooMany()
{
    MemoryStore store(MemoryStore::Bounds{.rooms = 2});
    append(store, draft(u"1"_s));
    append(store, draft(u"2"_s, u"hi"_s, u"ana"_s, u"den"_s));
    QCOMPARE(append(store, draft(u"3"_s, u"hi"_s, u"ana"_s, u"third"_s)).kind, Outcome::Kind::Failed);
    QCOMPARE(append(store, draft(u"4"_s)).message.seq, 2U);
    QCOMPARE(append(store, draft(u"3"_s)).message.seq, 3U); // a refused id is not a used one
}

QTEST_GUILESS_MAIN(TestMemoryStore)
#include "tst_memorystore.moc"
