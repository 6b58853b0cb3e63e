// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The store in a file. What a kill of the process leaves is in tests/interop/native-outbox.test.mjs.

#include "client/store/roomtable.h"
#include "client/store/sqlitestore.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace confab::client;

namespace {

const RoomAddress lobby{u"host:3000"_s, u"lobby"_s};
const QDateTime noon(QDate(2026, 1, 1), QTime(12, 0, 0, 7), Qt::UTC);

OutboxEntry waiting(const QString &id, qint64 order, const QString &text = {})
{
    OutboxEntry entry;
    entry.message.localId = id;
    entry.message.text = text;
    entry.message.at = noon;
    entry.message.own = true;
    entry.message.delivery = Delivery::Sending;
    entry.order = order;
    return entry;
}

ChatMessage read(const QString &id, quint64 seq)
{
    ChatMessage message;
    message.localId = id;
    message.seq = seq;
    message.at = noon;
    message.senderId = u"p"_s;
    message.senderName = u"P"_s;
    message.text = u"text of "_s + id;
    return message;
}

QStringList idsOf(const SavedRoom &room)
{
    QStringList ids;
    for (const ChatMessage &message : room.history)
        ids.append(message.localId);
    ids.append(u"|"_s);
    for (const OutboxEntry &entry : room.outbox)
        ids.append(entry.message.localId);
    return ids;
}

} // namespace

class TestClientStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder.emplace(); }
    void keepsEverythingOfAMessage();
    void keepsTheOrderOfTheOutbox();
    void settlesInOneStep();
    void keepsTheNewestHistory();
    void keepsRoomsApart();
    void forgetsOldRoomsButNoWaitingMessage();
    void givesAMessageToOneWindowOnly();
    void isPrivate();
    void leavesWhatItCannotUse_data();
    void leavesWhatItCannotUse();
    void goesOnWhenTheFileCanBeUsedAgain();
    void failsWholeWhenTheDiskIsFull();

private:
    [[nodiscard]] QString path() const { return m_folder->filePath(u"p.sqlite"_s); }
    [[nodiscard]] SavedRoom reopened(const RoomAddress &room = lobby) const
    {
        SqliteStore store(path());
        const auto saved = store.load(room);
        return saved ? *saved : SavedRoom();
    }
    void keep(const StoreChange &change, const RoomAddress &room = lobby) const
    {
        SqliteStore store(path());
        QVERIFY(!store.save(room, change));
    }

    std::optional<QTemporaryDir> m_folder;
};

void TestClientStore::keepsEverythingOfAMessage()
{
    OutboxEntry entry = waiting(u"a"_s, 4, u"ä \U0001f600\0 '\""_s);
    entry.message.senderName = u"Ana"_s;
    entry.message.delivery = Delivery::NotSent;
    entry.message.failure = SendFailure::Storage;
    ChatMessage message = read(u"p/i"_s, 7);
    message.gapBefore = true;
    const Bookmark bookmark{u"e"_s, 7, 3, true, u"me"_s};
    keep({{entry}, {}, {message}, bookmark});

    const SavedRoom saved = reopened();
    QCOMPARE(saved.bookmark, bookmark);
    QCOMPARE(saved.outbox.size(), 1);
    const auto &[kept, order] = saved.outbox.constFirst();
    QCOMPARE(order, 4);
    QCOMPARE(kept.text, entry.message.text);
    QCOMPARE(kept.at, noon);
    QCOMPARE(kept.senderId, u"me"_s);
    QCOMPARE(kept.senderName, u"Ana"_s);
    QCOMPARE(kept.delivery, Delivery::NotSent);
    QCOMPARE(kept.failure, SendFailure::Storage);
    QVERIFY(kept.own);
    QCOMPARE(saved.history.size(), 1);
    const ChatMessage &readAgain = saved.history.constFirst();
    QCOMPARE(readAgain.seq, 7U);
    QCOMPARE(readAgain.at, noon);
    QCOMPARE(readAgain.senderId, u"p"_s);
    QCOMPARE(readAgain.senderName, u"P"_s);
    QCOMPARE(readAgain.text, message.text);
    QCOMPARE(readAgain.delivery, Delivery::Received);
    QVERIFY(!readAgain.own);
    QVERIFY(readAgain.gapBefore);

    message.gapBefore = false; // it came again, without what was before it
    keep({{}, {}, {message}, {}});
    QVERIFY(reopened().history.constFirst().gapBefore);
    keep({{}, {}, {message}, {}, {u"another"_s}});
    QVERIFY(reopened().history.constFirst().gapBefore);
    keep({{}, {}, {}, {}, {u"p/i"_s}});
    QVERIFY(!reopened().history.constFirst().gapBefore);
}

void TestClientStore::keepsTheOrderOfTheOutbox()
{
    keep({{waiting(u"z"_s, 1), waiting(u"a"_s, 2), waiting(u"m"_s, 3)}, {}, {}, {}});
    QCOMPARE(idsOf(reopened()), (QStringList{u"|"_s, u"z"_s, u"a"_s, u"m"_s}));
    keep({{waiting(u"z"_s, 4)}, {}, {}, {}}); // retried: behind the others
    QCOMPARE(idsOf(reopened()), (QStringList{u"|"_s, u"a"_s, u"m"_s, u"z"_s}));
}

void TestClientStore::settlesInOneStep()
{
    keep({{waiting(u"a"_s, 1), waiting(u"b"_s, 2)}, {}, {}, {}});
    keep({{}, {u"a"_s}, {read(u"a"_s, 5)}, Bookmark{u"e"_s, 5, 0, false, {}}});
    QCOMPARE(idsOf(reopened()), (QStringList{u"a"_s, u"|"_s, u"b"_s}));
}

void TestClientStore::keepsTheNewestHistory()
{
    StoreChange change;
    for (int i = 1; i <= ClientStore::historyLimit + 5; ++i)
        change.history.append(read(QString::number(i), quint64(i)));
    keep(change);
    const SavedRoom saved = reopened();
    QCOMPARE(saved.history.size(), ClientStore::historyLimit);
    QCOMPARE(saved.history.constFirst().seq, 6U);
}

void TestClientStore::keepsRoomsApart()
{
    const RoomAddress otherRoom{lobby.server, u"other"_s};
    const RoomAddress otherServer{u"else:3000"_s, lobby.room};
    keep({{waiting(u"a"_s, 1)}, {}, {read(u"x"_s, 1)}, {}});
    keep({{waiting(u"a"_s, 1)}, {}, {}, {}}, otherRoom);
    keep({{}, {u"a"_s}, {read(u"x"_s, 2)}, {}}, otherServer);
    QCOMPARE(idsOf(reopened()), (QStringList{u"x"_s, u"|"_s, u"a"_s}));
    QCOMPARE(idsOf(reopened(otherRoom)), (QStringList{u"|"_s, u"a"_s}));
    QCOMPARE(reopened(otherServer).history.constFirst().seq, 2U);
}

void TestClientStore::forgetsOldRoomsButNoWaitingMessage()
{
    const auto room = [](int number) { return RoomAddress{u"host:%1"_s.arg(number), u"lobby"_s}; };
    for (int i = 1; i <= RoomTable::roomLimit + 2; ++i) {
        StoreChange change{{}, {}, {read(u"x"_s, 1)}, Bookmark{u"e"_s, 1, 0, false, {}}};
        if (i == 1)
            change.queued = {waiting(u"a"_s, 1)};
        SqliteStore store(path());
        QVERIFY(store.load(room(i)).has_value());
        QVERIFY(!store.save(room(i), change));
    }
    QCOMPARE(idsOf(reopened(room(RoomTable::roomLimit))), (QStringList{u"x"_s, u"|"_s}));
    const SavedRoom oldest = reopened(room(1));
    QCOMPARE(idsOf(oldest), (QStringList{u"|"_s, u"a"_s}));
    QVERIFY(oldest.bookmark.epoch.isEmpty()); // the newest page is asked for, not what came since
    QCOMPARE(idsOf(reopened(room(2))), (QStringList{u"|"_s}));
}

void TestClientStore::givesAMessageToOneWindowOnly()
{
    SqliteStore store(path());
    QVERIFY(!store.save(lobby, {{waiting(u"a"_s, 1)}, {}, {}, {}}));
    QVERIFY(store.load(lobby)->outbox.isEmpty()); // whoever wrote it sends it
    store.release({u"a"_s});
    QCOMPARE(store.load(lobby)->outbox.size(), 1);
    QVERIFY(store.load(lobby)->outbox.isEmpty());
}

void TestClientStore::isPrivate()
{
    const QString file = m_folder->filePath(u"new/p.sqlite"_s);
    SqliteStore store(file);
    QVERIFY(!store.save(lobby, {{waiting(u"a"_s, 1)}, {}, {}, {}}));
    const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup | QFile::ReadOther
        | QFile::WriteOther | QFile::ExeOther;
    for (const QString &name : {u"new"_s, u"new/p.sqlite"_s, u"new/p.sqlite-wal"_s, u"new/p.sqlite-shm"_s}) {
        QVERIFY2(QFileInfo::exists(m_folder->filePath(name)), qPrintable(name));
        QVERIFY2(!(QFile::permissions(m_folder->filePath(name)) & others), qPrintable(name));
    }
}

void TestClientStore::leavesWhatItCannotUse_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<StoreProblem::Kind>("kind");
    QTest::newRow("something else") << QByteArray(5000, 'x') << StoreProblem::Kind::Damaged;
    QTest::newRow("newer") << QByteArray() << StoreProblem::Kind::Newer;
    QTest::newRow("a folder") << QByteArray("folder") << StoreProblem::Kind::NotWritable;
}

void TestClientStore::leavesWhatItCannotUse()
{
    QFETCH(QByteArray, content);
    QFETCH(StoreProblem::Kind, kind);
    if (kind == StoreProblem::Kind::Newer) {
        keep({{waiting(u"a"_s, 1)}, {}, {}, {}});
        {
            auto other = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"test"_s);
            other.setDatabaseName(path());
            QVERIFY(other.open());
            QVERIFY(!runSql(other, u"PRAGMA user_version = 99"_s));
        }
        QSqlDatabase::removeDatabase(u"test"_s);
        QFile file(path());
        QVERIFY(file.open(QIODevice::ReadOnly));
        content = file.readAll();
    } else if (content == "folder") {
        QVERIFY(QDir().mkpath(path()));
    } else {
        QFile file(path());
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
    }
    SqliteStore store(path());
    QCOMPARE(store.load(lobby).error().kind, kind);
    QCOMPARE(store.save(lobby, {{waiting(u"b"_s, 1)}, {}, {}, {}})->kind, kind);
    QFile file(path());
    if (file.open(QIODevice::ReadOnly))
        QCOMPARE(file.readAll(), content);
}

void TestClientStore::goesOnWhenTheFileCanBeUsedAgain()
{
    QVERIFY(QDir().mkpath(path()));
    SqliteStore store(path());
    QVERIFY(store.save(lobby, {{waiting(u"a"_s, 1)}, {}, {}, {}}));
    QVERIFY(QDir().rmdir(path()));
    QVERIFY(!store.save(lobby, {{waiting(u"a"_s, 1)}, {}, {}, {}}));
    QCOMPARE(idsOf(reopened()), (QStringList{u"|"_s, u"a"_s}));
}

/// A full disk, as SQLite itself plays it: the file may not grow.
void TestClientStore::failsWholeWhenTheDiskIsFull()
{
    keep({{waiting(u"a"_s, 1)}, {}, {read(u"x"_s, 1)}, {}});
    QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"full"_s);
    database.setDatabaseName(path());
    QVERIFY(database.open());
    {
        QSqlQuery pages(database);
        QVERIFY(!runSql(pages, u"PRAGMA page_count"_s));
        QVERIFY(pages.next());
        const QString limit = u"PRAGMA max_page_count = %1"_s.arg(pages.value(0).toInt());
        pages.finish();
        QVERIFY(!runSql(database, limit));
        const RoomTable table(database);
        StoreChange change{{}, {u"a"_s}, {}, Bookmark{u"e"_s, 9, 0, false, {}}};
        for (quint64 i = 2; i < 200; ++i) {
            change.history.append(read(QString::number(i), i));
            change.history.last().text.fill(u'x', 500);
        }
        QVERIFY(database.transaction());
        const SqlProblem problem = table.apply(*table.idOf(lobby), change);
        QVERIFY(problem);
        QCOMPARE(problem->nativeErrorCode(), u"13"_s);
        database.rollback();
    }
    database = {};
    QSqlDatabase::removeDatabase(u"full"_s);
    const SavedRoom saved = reopened();
    QCOMPARE(idsOf(saved), (QStringList{u"x"_s, u"|"_s, u"a"_s})); // nothing of it happened
    QVERIFY(saved.bookmark.epoch.isEmpty());
}

QTEST_GUILESS_MAIN(TestClientStore)
#include "tst_clientstore.moc"
