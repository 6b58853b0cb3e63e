// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/log/storecopies.h"
#include "tests/log/stores.h"

#include <QFile>
#include <QFileInfo>

using namespace stores;

class TestStoreCopies : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_store.reset(); }
    void aBackupBesideTheWriterHasEverything();
    void aRestoredBackupIsANewEpoch();
    void aBackupIsItsOwnersOnly();
    void neverOverwrites();
    void leavesNothingHalfBehind();
    void refuses_data();
    void refuses();
    void tellsEveryMessage();
    void endsWhenTheReceiverHasEnough();

private:
    [[nodiscard]] QString file(const QString &name) const { return m_folder->filePath(name); }
    [[nodiscard]] QStringList told(const QString &room = {}) const
    {
        QStringList texts;
        const auto error = forEachMessage(file(u"confab.db"_s), room, [&](const Message &message) {
            texts.append(u"%1 %2 %3"_s.arg(message.room).arg(message.seq).arg(message.text));
            return true;
        });
        return error ? QStringList{error->detail} : texts;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<SqliteStore> m_store; ///< the server's, open all the time
};

void TestStoreCopies::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_store = openSqlite(file(u"confab.db"_s));
    append(*m_store, draft(u"1"_s, u"one"_s));
    append(*m_store, draft(u"2"_s, u"pears"_s, u"ben"_s, u"den"_s));
    append(*m_store, draft(u"3"_s, u"three"_s));
}

void TestStoreCopies::aBackupBesideTheWriterHasEverything()
{
    QVERIFY(!backUp(file(u"confab.db"_s), file(u"it's a backup"_s)));
    append(*m_store, draft(u"4"_s, u"after the backup"_s));
    const auto copy = openSqlite(file(u"it's a backup"_s));
    QCOMPARE(numbers(read(*copy, query(Query::Kind::Newest))), range(1, 2));
    QCOMPARE(append(*copy, draft(u"1"_s)).kind, Outcome::Kind::Duplicate);
    Query search = query(Query::Kind::Search, 10, u"den"_s);
    search.words = u"pears"_s;
    QCOMPARE(numbers(read(*copy, search)), range(1, 1));
    QCOMPARE(numbers(read(*m_store, query(Query::Kind::Newest))), range(1, 3));
}

void TestStoreCopies::aRestoredBackupIsANewEpoch()
{
    QVERIFY(!backUp(file(u"confab.db"_s), file(u"backup"_s)));
    const QByteArray before = m_store->epoch();
    m_store.reset();
    // Written into the file that was there, which keeps its inode.
    QFile backup(file(u"backup"_s));
    QFile old(file(u"confab.db"_s));
    QVERIFY(backup.open(QIODevice::ReadOnly));
    QVERIFY(old.open(QIODevice::WriteOnly | QIODevice::Truncate));
    QVERIFY(old.write(backup.readAll()) > 0);
    old.close();
    m_store = openSqlite(file(u"confab.db"_s));
    QVERIFY(m_store->epoch() != before);
    QVERIFY(m_store->epoch().size() >= 16);
    QCOMPARE(numbers(read(*m_store, query(Query::Kind::Newest))), range(1, 2));
}

void TestStoreCopies::aBackupIsItsOwnersOnly()
{
    QVERIFY(!backUp(file(u"confab.db"_s), file(u"backup"_s)));
    constexpr auto others =
        QFileDevice::ReadGroup | QFileDevice::WriteGroup | QFileDevice::ReadOther | QFileDevice::WriteOther;
    QVERIFY(!(QFile::permissions(file(u"backup"_s)) & others));
}

void TestStoreCopies::neverOverwrites()
{
    QFile there(file(u"backup"_s));
    QVERIFY(there.open(QIODevice::WriteOnly));
    there.write("precious");
    there.close();
    QVERIFY(backUp(file(u"confab.db"_s), there.fileName()));
    QCOMPARE(there.size(), 8);
}

void TestStoreCopies::leavesNothingHalfBehind()
{
    QVERIFY(backUp(file(u"confab.db"_s), file(u"no/such/folder"_s)));
    QVERIFY(!backUp(file(u"confab.db"_s), file(u"backup"_s)));
    QVERIFY(!QFileInfo::exists(file(u"backup.part"_s)));
}

void TestStoreCopies::refuses_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<StoreError::Kind>("kind");
    QTest::newRow("nothing there") << QByteArray() << StoreError::Kind::Unusable;
    QTest::newRow("no database") << QByteArray(5000, 'x') << StoreError::Kind::Corrupt;
}

void TestStoreCopies::refuses()
{
    QFETCH(QByteArray, content);
    QFETCH(StoreError::Kind, kind);
    QFile source(file(u"other.db"_s));
    if (!content.isNull()) {
        QVERIFY(source.open(QIODevice::WriteOnly));
        source.write(content);
        source.close();
    }
    const auto backedUp = backUp(source.fileName(), file(u"backup"_s));
    QVERIFY(backedUp);
    QCOMPARE(backedUp->kind, kind);
    QVERIFY(!QFileInfo::exists(file(u"backup"_s)));
    const auto exported = forEachMessage(source.fileName(), {}, [](const Message &) { return true; });
    QVERIFY(exported);
    QCOMPARE(exported->kind, kind);
    QCOMPARE(source.exists(), !content.isNull()); // never made
}

void TestStoreCopies::tellsEveryMessage()
{
    QCOMPARE(told(), (QStringList{u"den 1 pears"_s, u"lobby 1 one"_s, u"lobby 2 three"_s}));
    QCOMPARE(told(u"den"_s), QStringList{u"den 1 pears"_s});
    QCOMPARE(told(u"nowhere"_s), QStringList());
}

void TestStoreCopies::endsWhenTheReceiverHasEnough()
{
    int count = 0;
    QVERIFY(!forEachMessage(file(u"confab.db"_s), {}, [&](const Message &) { return ++count < 2; }));
    QCOMPARE(count, 2);
}

QTEST_GUILESS_MAIN(TestStoreCopies)
#include "tst_storecopies.moc"
