// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The file of the log: what survives, what makes a new epoch, what is refused, and what happens when a
// statement fails. What every store does is in tst_store.

#include "server/log/sqliteschema.h"
#include "tests/log/stores.h"

#include <QFile>
#include <QFileInfo>

using namespace confab;
using namespace stores;

class TestLogSqlite : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void survivesBeingClosed();
    void syncsEveryCommit();
    void filesAreTheOwnersOnly();
    void everyDatabaseHasItsOwnEpoch();
    void aNewEpochOnRequest();
    void anAbandonedStoreGetsANewEpoch();
    void aCopyGetsANewEpoch();
    void migrates_data();
    void migrates();
    void readsEventsOfEveryKind();
    void aMessageAloneWritesItsOwnRow();
    void settlesSoMany();
    void goesOnAfterBeingKilledUnsettled();
    void forgetsWhatIsNotInTheIndexYet();
    void changesOfWhatIsNotInTheIndexYet();
    void refusesToOpen_data();
    void refusesToOpen();
    void findsDamageInTheMiddle();
    void aHalfMadeDatabaseIsMadeAnew();
    void fullDisk();
    void lockedByAnotherConnection();
    void refusesToOpenWhatAnotherConnectionHolds();
    void failsAsAWhole_data();
    void failsAsAWhole();

private:
    [[nodiscard]] QString path() const { return m_folder->filePath(u"confab.db"_s); }
    [[nodiscard]] std::unique_ptr<SqliteDatabase> raw() const
    {
        auto database = SqliteDatabase::open(path(), SqliteDatabase::Mode::ReadWrite, 50);
        if (!database)
            qFatal("cannot open the test's database");
        return *std::move(database);
    }
    void write(const QByteArray &bytes) const
    {
        QFile file(path());
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("cannot write the test's file");
    }
    /// A database as it was once, from the text in tests/log/fixtures.
    void load(const QString &fixture) const
    {
        QFile file(QFINDTESTDATA(u"fixtures/"_s + fixture));
        if (!file.open(QIODevice::ReadOnly))
            qFatal("no fixture %s", qPrintable(fixture));
        const auto database = raw();
        for (QString statement : QString::fromUtf8(file.readAll()).split(u";\n"_s, Qt::SkipEmptyParts)) {
            while (statement.startsWith(u"--"_s))
                statement = statement.mid(statement.indexOf(u'\n') + 1);
            if (const auto error = database->execute(statement))
                qFatal("%s: %s", qPrintable(statement), qPrintable(error->detail));
        }
    }

    /// Numbers of the messages of a room with these words.
    [[nodiscard]] static QList<quint64> search(SqliteStore &store, const QString &words,
                                               const QString &room = u"lobby"_s)
    {
        Query question = query(Query::Kind::Search, 10000, room);
        question.words = words;
        return numbers(read(store, question));
    }
    /// Whether the index has what the table has, when everything is settled.
    [[nodiscard]] static bool isIndexRight(SqliteStore &store)
    {
        return !store.database().execute(
            u"INSERT INTO search (search, rank) VALUES ('integrity-check', 1)"_s);
    }
    /// Rooms whose row or index lacks something.
    [[nodiscard]] static int unsettled(SqliteStore &store)
    {
        return store.database().value(u"SELECT count(*) FROM rooms WHERE searchable < head"_s)->toInt();
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestLogSqlite::survivesBeingClosed()
{
    QByteArray epoch;
    {
        const auto store = openSqlite(path());
        epoch = store->epoch();
        append(*store, draft(u"1"_s, u"one"_s));
        append(*store, draft(u"2"_s, u"two"_s));
        forgetAll(*store, Retention{0, 1});
    }
    const auto store = openSqlite(path());
    QCOMPARE(store->epoch(), epoch);
    const Page page = read(*store, query(Query::Kind::Newest));
    QCOMPARE(numbers(page), range(2, 2));
    QCOMPARE(page.oldest, 2U);
    QCOMPARE(append(*store, draft(u"2"_s)).kind, Outcome::Kind::Duplicate);
    QCOMPARE(append(*store, draft(u"3"_s)).message.seq, 3U);
}

void TestLogSqlite::syncsEveryCommit()
{
    const auto store = openSqlite(path());
    QCOMPARE(store->database().value(u"PRAGMA journal_mode"_s)->toString(), u"wal"_s);
    QCOMPARE(store->database().value(u"PRAGMA synchronous"_s)->toInt(), 2); // FULL
}

void TestLogSqlite::filesAreTheOwnersOnly()
{
    const auto store = openSqlite(path());
    append(*store, draft(u"1"_s));
    constexpr auto others =
        QFileDevice::ReadGroup | QFileDevice::WriteGroup | QFileDevice::ReadOther | QFileDevice::WriteOther;
    for (const QString &suffix : {u""_s, u"-wal"_s, u"-shm"_s}) {
        QVERIFY2(QFileInfo::exists(path() + suffix), qPrintable(suffix));
        QVERIFY2(!(QFile::permissions(path() + suffix) & others), qPrintable(suffix));
    }
}

void TestLogSqlite::everyDatabaseHasItsOwnEpoch()
{
    const auto first = openSqlite(path());
    const auto second = openSqlite(m_folder->filePath(u"other.db"_s));
    QVERIFY(first->epoch().size() >= 16);
    QVERIFY(first->epoch() != second->epoch());
}

void TestLogSqlite::aNewEpochOnRequest()
{
    const QByteArray before = openSqlite(path())->epoch();
    const QByteArray after = openSqlite(path(), EpochChoice::Renew)->epoch();
    QVERIFY(before != after);
    QCOMPARE(openSqlite(path())->epoch(), after);
}

void TestLogSqlite::anAbandonedStoreGetsANewEpoch()
{
    QByteArray before;
    {
        const auto store = openSqlite(path());
        before = store->epoch();
        append(*store, draft(u"1"_s));
        store->abandon();
    }
    const auto store = openSqlite(path());
    const QByteArray after = store->epoch();
    QVERIFY(before != after);
    QCOMPARE(read(*store, query(Query::Kind::Newest)).head, 1U);
    QCOMPARE(openSqlite(path())->epoch(), after);
}

void TestLogSqlite::aCopyGetsANewEpoch()
{
    QByteArray before;
    {
        const auto store = openSqlite(path());
        before = store->epoch();
        append(*store, draft(u"1"_s));
    }
    // As a restore from a file-level backup puts it back.
    const QString copy = m_folder->filePath(u"copy.db"_s);
    QVERIFY(QFile::copy(path(), copy));
    QVERIFY(QFile::remove(path()));
    QVERIFY(QFile::rename(copy, path()));
    const auto store = openSqlite(path());
    QVERIFY(store->epoch() != before);
    QCOMPARE(read(*store, query(Query::Kind::Newest)).head, 1U);
}

void TestLogSqlite::migrates_data()
{
    QTest::addColumn<QString>("fixture");
    for (int version = 1; version < schema::version; ++version)
        QTest::addRow("from version %d", version) << u"version%1.sql"_s.arg(version);
}

void TestLogSqlite::migrates()
{
    QFETCH(QString, fixture);
    load(fixture);
    const auto store = openSqlite(path());
    QCOMPARE(store->database().value(u"PRAGMA user_version"_s)->toInt(), schema::version);
    const Page page = read(*store, query(Query::Kind::Newest));
    QCOMPARE(numbers(page), range(2, 3));
    QCOMPARE(page.head, 5U);
    QCOMPARE(page.oldest, 2U);
    QCOMPARE(page.messages[0].text, u"Apples, edited"_s);
    QCOMPARE(page.messages[0].editedAt, 1700000002000);
    QCOMPARE(page.messages[1].deletedAt, 1700000003000);
    QCOMPARE(page.messages[1].replyTo, 2U);
    QCOMPARE(read(*store, query(Query::Kind::Newest, 5, u"den"_s)).messages.at(0).files,
             R"([{"name":"a.png"}])");
    Query search = query(Query::Kind::Search);
    search.words = u"apple"_s;
    QCOMPARE(numbers(read(*store, search)), range(2, 2));
    QCOMPARE(append(*store, draft(u"m2"_s)).kind, Outcome::Kind::Duplicate);
    QCOMPARE(append(*store, draft(u"new"_s, u"Apples again"_s)).message.seq, 6U);
    QCOMPARE(numbers(read(*store, search)), (QList<quint64>{2, 6}));
}

void TestLogSqlite::readsEventsOfEveryKind()
{
    load(u"version1.sql"_s);
    const auto store = openSqlite(path());
    Query question = query(Query::Kind::Since);
    question.epoch = store->epoch();
    question.after = 2;
    const Page page = read(*store, question);
    QCOMPARE(numbers(page), range(3, 5));
    QCOMPARE(page.messages[1].kind, EventKind::Edit);
    QCOMPARE(page.messages[1].target, 2U);
    QCOMPARE(page.messages[2].kind, EventKind::Delete);
    QCOMPARE(page.messages[2].target, 3U);
    QCOMPARE(numbers(read(*store, query(Query::Kind::After))), range(2, 3));
}

void TestLogSqlite::aMessageAloneWritesItsOwnRow()
{
    const auto store = openSqlite(path());
    const auto statementsOf = [&](const Draft &draft) {
        int count = 0;
        store->database().setFault([&count]() -> std::optional<StoreError> {
            ++count;
            return std::nullopt;
        });
        append(*store, draft);
        store->database().setFault(nullptr);
        return count;
    };
    QVERIFY(statementsOf(draft(u"1"_s)) > 3); // the room's
    QCOMPARE(statementsOf(draft(u"2"_s)), 3); // BEGIN, INSERT, COMMIT
    QCOMPARE(search(*store, u"hi"_s), range(1, 2));
    QCOMPARE(unsettled(*store), 0);
    QCOMPARE(statementsOf(draft(u"3"_s)), 4); // that the room is not settled any more
    QCOMPARE(statementsOf(draft(u"4"_s)), 3);
    QCOMPARE(unsettled(*store), 1);
    QVERIFY(!isIndexRight(*store)); // not yet
}

void TestLogSqlite::settlesSoMany()
{
    const auto store = openSqlite(path());
    constexpr auto most = static_cast<int>(SqliteRooms::mostUnsettled);
    for (int i = 1; i < most; ++i)
        append(*store, draft(QString::number(i), u"hi"_s, u"ana"_s, i % 2 ? u"lobby"_s : u"den"_s));
    QCOMPARE(unsettled(*store), 2);
    append(*store, draft(u"last"_s, u"hi"_s, u"ana"_s, u"other"_s)); // which settles those of before, too
    QCOMPARE(unsettled(*store), 0);
    QVERIFY(isIndexRight(*store));
    QCOMPARE(search(*store, u"hi"_s), range(1, most / 2));
    QCOMPARE(search(*store, u"hi"_s, u"other"_s), range(1, 1));
    append(*store, draft(u"more"_s));
    QCOMPARE(unsettled(*store), 1);
    QCOMPARE(search(*store, u"hi"_s), range(1, most / 2 + 1));
}

void TestLogSqlite::goesOnAfterBeingKilledUnsettled()
{
    {
        const auto store = openSqlite(path()); // whose end settles nothing, as that of a process does not
        for (int i = 1; i <= 5; ++i)
            append(*store, draft(QString::number(i)));
        append(*store, draft(u"d"_s, u"hi"_s, u"ana"_s, u"den"_s));
        append(*store, draft(u"6"_s));
        QCOMPARE(store->database().value(u"SELECT max(head) FROM rooms"_s)->toInt(), 1);
    }
    const auto store = openSqlite(path());
    QCOMPARE(store->position(), 7U);
    QCOMPARE(read(*store, query(Query::Kind::Newest)).head, 6U);
    QCOMPARE(append(*store, draft(u"6"_s)).kind, Outcome::Kind::Duplicate);
    const Message next = append(*store, draft(u"7"_s)).message;
    QCOMPARE(next.seq, 7U);
    QCOMPARE(next.position, 8U);
    QCOMPARE(unsettled(*store), 2);
    QCOMPARE(search(*store, u"hi"_s), range(1, 7));
    QCOMPARE(search(*store, u"hi"_s, u"den"_s), range(1, 1));
    QCOMPARE(unsettled(*store), 0);
    QVERIFY(isIndexRight(*store));
}

void TestLogSqlite::forgetsWhatIsNotInTheIndexYet()
{
    {
        const auto store = openSqlite(path());
        for (int i = 1; i <= 5; ++i)
            append(*store, draft(QString::number(i)), i);
        forgetAll(*store, Retention{1, 0}, 1000); // every one of them
        QVERIFY(isIndexRight(*store));
        append(*store, draft(u"6"_s));
        append(*store, draft(u"7"_s));
        forgetAll(*store, Retention{0, 1}, 1000);
        QCOMPARE(search(*store, u"hi"_s), range(7, 7));
    }
    const auto store = openSqlite(path());
    QCOMPARE(store->position(), 7U);
    const Page page = read(*store, query(Query::Kind::Newest));
    QCOMPARE(page.head, 7U);
    QCOMPARE(page.oldest, 7U);
    QVERIFY(isIndexRight(*store));
}

void TestLogSqlite::changesOfWhatIsNotInTheIndexYet()
{
    const auto store = openSqlite(path());
    append(*store, draft(u"1"_s, u"apple"_s));
    append(*store, draft(u"2"_s, u"pear"_s));
    append(*store, draft(u"3"_s, u"plum"_s));
    // As an edit will, and as anybody may with a program of his own.
    const auto change = [&](const QString &before, const QString &after) {
        QVERIFY(!store->database().execute(
            u"UPDATE events SET text = '%2' WHERE text = '%1'"_s.arg(before, after)));
    };
    change(u"apple"_s, u"fig"_s);
    QVERIFY(!store->database().execute(u"DELETE FROM events WHERE text = 'pear'"_s));
    QCOMPARE(search(*store, u"fig"_s), range(1, 1));
    QCOMPARE(search(*store, u"apple"_s), {});
    QCOMPARE(search(*store, u"pear"_s), {});
    QVERIFY(isIndexRight(*store));
    change(u"fig"_s, u"lime"_s); // which the index knows
    QCOMPARE(search(*store, u"fig"_s), {});
    QCOMPARE(search(*store, u"lime"_s), range(1, 1));
    QVERIFY(!store->database().execute(u"DELETE FROM events WHERE text = 'plum'"_s));
    QVERIFY(isIndexRight(*store));
}

void TestLogSqlite::refusesToOpen_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QStringList>("statements"); // run on a good database of ours when there is no content
    QTest::addColumn<StoreError::Kind>("kind");
    using Kind = StoreError::Kind;
    QTest::newRow("an empty file") << QByteArray("") << QStringList() << Kind::Corrupt;
    QTest::newRow("no database") << QByteArray(5000, 'x') << QStringList() << Kind::Corrupt;
    QTest::newRow("a newer version") << QByteArray() << QStringList{u"PRAGMA user_version = 999"_s}
                                     << Kind::Newer;
    QTest::newRow("another program's")
        << QByteArray() << QStringList{u"PRAGMA application_id = 1"_s} << Kind::Corrupt;
    QTest::newRow("a table is missing")
        << QByteArray() << QStringList{u"DROP TABLE rooms"_s} << Kind::Unusable;
}

void TestLogSqlite::refusesToOpen()
{
    QFETCH(QByteArray, content);
    QFETCH(QStringList, statements);
    QFETCH(StoreError::Kind, kind);
    if (content.isNull()) {
        openSqlite(path()).reset();
        for (const QString &statement : statements)
            QVERIFY(!raw()->execute(statement));
    } else {
        write(content);
    }
    QFile file(path());
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray before = file.readAll();
    const auto store = SqliteStore::open(path());
    QVERIFY(!store);
    QCOMPARE(store.error().kind, kind);
    QVERIFY(!store.error().detail.isEmpty());
    file.seek(0);
    QCOMPARE(file.readAll(), before); // never touched, never replaced
}

void TestLogSqlite::findsDamageInTheMiddle()
{
    {
        const auto store = openSqlite(path());
        std::vector<Draft> drafts;
        for (int i = 0; i < 500; ++i)
            drafts.push_back(draft(QString::number(i), QString(200, u'x')));
        QVERIFY(store->append(drafts, 1));
    }
    QFile file(path());
    QVERIFY(file.open(QIODevice::ReadWrite));
    QVERIFY(file.size() > 100000);
    for (qint64 at = 40960; at < file.size() - 40960; at += 4096) {
        file.seek(at);
        file.write(QByteArray(64, '\xff'));
    }
    file.close();
    const auto store = SqliteStore::open(path());
    QVERIFY(!store);
    QCOMPARE(store.error().kind, StoreError::Kind::Corrupt);
}

void TestLogSqlite::aHalfMadeDatabaseIsMadeAnew()
{
    QFile half(path() + u".new"_s);
    QVERIFY(half.open(QIODevice::WriteOnly));
    half.write("half");
    half.close();
    const auto store = openSqlite(path());
    QCOMPARE(append(*store, draft(u"1"_s)).message.seq, 1U);
    QVERIFY(!half.exists());
}

void TestLogSqlite::fullDisk()
{
    const auto store = openSqlite(path());
    append(*store, draft(u"1"_s));
    QVERIFY(store->database().value(u"PRAGMA max_page_count = 40"_s));
    std::optional<StoreError> error;
    quint64 stored = 1;
    for (int i = 2; i < 1000 && !error; ++i) {
        const auto outcomes = store->append({draft(QString::number(i), QString(4000, u'x'))}, 1);
        if (outcomes)
            ++stored;
        else
            error = outcomes.error();
    }
    QVERIFY(error);
    QCOMPARE(error->kind, StoreError::Kind::Full);
    // Everything that was stored is there; with room again the numbers go on without a hole.
    QCOMPARE(read(*store, query(Query::Kind::Newest, 2000)).messages.size(), size_t(stored));
    QVERIFY(store->database().value(u"PRAGMA max_page_count = 100000"_s));
    QCOMPARE(append(*store, draft(u"late"_s)).message.seq, stored + 1);
}

void TestLogSqlite::lockedByAnotherConnection()
{
    const auto store = openSqlite(path());
    append(*store, draft(u"1"_s));
    const auto other = raw();
    QVERIFY(!other->execute(u"BEGIN IMMEDIATE"_s));
    const auto outcomes = store->append({draft(u"2"_s)}, 1);
    QVERIFY(!outcomes);
    QCOMPARE(outcomes.error().kind, StoreError::Kind::Locked);
    QVERIFY(!other->execute(u"ROLLBACK"_s));
    QCOMPARE(append(*store, draft(u"2"_s)).message.seq, 2U);
}

void TestLogSqlite::refusesToOpenWhatAnotherConnectionHolds()
{
    append(*openSqlite(path()), draft(u"1"_s));
    const auto other = raw();
    QVERIFY(!other->execute(u"BEGIN IMMEDIATE"_s));
    const auto refused = SqliteStore::open(path(), EpochChoice::Keep, 50);
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, StoreError::Kind::Locked);
    QVERIFY(!other->execute(u"ROLLBACK"_s));
    QCOMPARE(append(*openSqlite(path()), draft(u"2"_s)).message.seq, 2U);
}

void TestLogSqlite::failsAsAWhole_data()
{
    QTest::addColumn<QString>("operation");
    QTest::newRow("append") << u"append"_s;
    QTest::newRow("read") << u"read"_s;
    QTest::newRow("forget") << u"forget"_s;
    QTest::newRow("sessions") << u"sessions"_s;
    QTest::newRow("recover") << u"recover"_s;
    QTest::newRow("search") << u"search"_s;
    QTest::newRow("append that settles") << u"settle"_s;
}

void TestLogSqlite::failsAsAWhole()
{
    QFETCH(QString, operation);
    const auto store = openSqlite(path());
    append(*store, draft(u"old"_s));
    append(*store, draft(u"older"_s));
    using Kind = SessionChange::Kind;
    for (const auto &key : {"kept", "old"})
        (void)store->note(change(Kind::Opened, session(key)));
    QVERIFY(store->keepSessions(1, 10));
    if (operation == u"settle"_s) {
        for (quint64 i = 2; i < SqliteRooms::mostUnsettled - 1; ++i)
            append(*store, draft(u"filler%1"_s.arg(i)));
    }
    const quint64 head = read(*store, query(Query::Kind::Newest)).head;
    bool succeeded = false;
    int failures = 0;
    for (int nth = 1; nth <= 100 && !succeeded; ++nth) {
        const Page before = read(*store, query(Query::Kind::Newest));
        // One to be written, one to be found, one to be gone.
        (void)store->note(change(Kind::Opened, session("new")));
        (void)store->note(change(Kind::Changing, session("old")));
        (void)store->note(change(Kind::Lost, session("kept"), 1));
        int left = nth;
        store->database().setFault([&left]() -> std::optional<StoreError> {
            if (--left == 0)
                return StoreError{StoreError::Kind::Full, u"the test's failure"_s};
            return std::nullopt;
        });
        std::optional<StoreError> error;
        if (operation == u"append"_s || operation == u"settle"_s) {
            // A known room, a new one, a retry: every statement there is.
            const auto done =
                store->append({draft(u"1"_s), draft(u"old"_s), draft(u"2"_s, u"x"_s, u"b"_s, u"den"_s)}, 1);
            if (!done)
                error = done.error();
        } else if (operation == u"read"_s) {
            const auto done = store->read(query(Query::Kind::Newest, 1, u"unknown"_s));
            if (!done)
                error = done.error();
        } else if (operation == u"search"_s) {
            Query question = query(Query::Kind::Search);
            question.words = u"hi"_s;
            const auto done = store->read(question);
            if (!done)
                error = done.error();
            else
                QCOMPARE(numbers(*done), range(1, 2));
        } else if (operation == u"sessions"_s) {
            const auto done = store->keepSessions(1, 10);
            if (!done)
                error = done.error();
        } else if (operation == u"recover"_s) {
            RecoveryQuery question;
            question.key = "kept";
            const auto done = store->recover(question, 1);
            if (!done)
                error = done.error();
            else
                QCOMPARE(done->missed.size(), size_t(2));
        } else {
            const auto done = store->forget(Retention{0, 1}, 0, 10);
            if (!done)
                error = done.error();
        }
        store->database().setFault(nullptr);
        succeeded = !error;
        if (error) {
            ++failures;
            QCOMPARE(error->kind, StoreError::Kind::Full);
            const Page after = read(*store, query(Query::Kind::Newest));
            QCOMPARE(after.head, before.head);
            QCOMPARE(numbers(after), numbers(before));
            QCOMPARE(read(*store, query(Query::Kind::Newest, 5, u"den"_s)).head, 0U);
        }
    }
    QVERIFY(succeeded);
    QVERIFY(failures >= 2);
    QCOMPARE(store->database().value(u"PRAGMA integrity_check"_s)->toString(), u"ok"_s);
    if (operation == u"settle"_s || operation == u"search"_s || operation == u"forget"_s)
        QCOMPARE(unsettled(*store), 0);
    QVERIFY(!search(*store, u"hi"_s).isEmpty());
    QVERIFY(isIndexRight(*store));
    const bool isAppending = operation == u"append"_s || operation == u"settle"_s;
    QCOMPARE(append(*store, draft(u"last"_s)).message.seq, head + (isAppending ? 2 : 1));
}

QTEST_GUILESS_MAIN(TestLogSqlite)
#include "tst_logsqlite.moc"
