// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The database and its write-ahead log as files: how long they are, and what a kill leaves.

#include "tests/log/stores.h"

#include <QFile>
#include <QFileInfo>

using namespace confab;
using namespace stores;

class TestLogFiles : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void doNotGrowWithMessages();
    void survivesBeingKilled_data();
    void survivesBeingKilled();

private:
    [[nodiscard]] QString path() const { return m_folder->filePath(u"confab.db"_s); }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestLogFiles::doNotGrowWithMessages()
{
    const auto store = openSqlite(path());
    const auto size = [this] { return QFileInfo(path() + u"-wal"_s).size(); };
    const qint64 reserved = size();
    for (int i = 0; i < 600; ++i) // over several checkpoints
        append(*store, draft(QString::number(i)));
    QCOMPARE(size(), reserved);
}

void TestLogFiles::survivesBeingKilled_data()
{
    QTest::addColumn<int>("messages");
    QTest::newRow("nothing was written") << 0;
    QTest::newRow("one") << 1;
    QTest::newRow("many, before a checkpoint") << 100;
    QTest::newRow("many, behind one") << 600;
}

void TestLogFiles::survivesBeingKilled()
{
    QFETCH(int, messages);
    openSqlite(path()).reset(); // the next start has nothing to write by itself
    const auto store = openSqlite(path());
    for (int i = 1; i <= messages; ++i)
        append(*store, draft(QString::number(i)));
    const QString copy = m_folder->filePath(u"killed.db"_s); // what is on the disk in this moment
    for (const QString &suffix : {u""_s, u"-wal"_s})
        QVERIFY(QFile::copy(path() + suffix, copy + suffix));
    const auto killed = openSqlite(copy);
    QCOMPARE(numbers(read(*killed, query(Query::Kind::Newest, 1000))),
             range(1, static_cast<quint64>(messages)));
    QCOMPARE(append(*killed, draft(u"next"_s)).message.seq, static_cast<quint64>(messages) + 1);
    QCOMPARE(killed->database().value(u"PRAGMA integrity_check"_s)->toString(), u"ok"_s);
}

QTEST_GUILESS_MAIN(TestLogFiles)
#include "tst_logfiles.moc"
