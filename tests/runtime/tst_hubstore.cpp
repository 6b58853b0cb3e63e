// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The hub with its messages on disk: over a restart, when they cannot be used, and when that happens while it
// runs.

#include "server/log/datafolder.h"
#include "server/log/sqlitedatabase.h"
#include "server/runtime/hub.h"
#include "tests/support/patience.h"
#include "tests/support/shards.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace confab;
using namespace confab::runtime;
using namespace Qt::StringLiterals;
using confab::testing::patience;

class TestHubStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void numbersGoOnAfterARestart();
    void saysWhyItsMessagesCannotBeUsed();
    void goesOnInMemoryAndReturns();

private:
    [[nodiscard]] Options options() const
    {
        Options options;
        options.port = 0;
        options.bind = QHostAddress(QHostAddress::LocalHost);
        options.dataFolder = m_folder->path();
        options.shards = testing::shardsUnderTest();
        return options;
    }
    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestHubStore::numbersGoOnAfterARestart()
{
    for (quint64 round = 1; round <= 2; ++round) {
        Hub hub(options());
        QSignalSpy started(&hub, &Hub::started);
        QSignalSpy messages(&hub, &Hub::messagesReceived);
        hub.start();
        QVERIFY(started.wait(patience));
        hub.say(u"lobby"_s, u"hi"_s);
        QVERIFY(messages.wait(patience));
        QCOMPARE(messages.first().first().value<QList<MessageRecord>>().first().seq, round);
    }
}

void TestHubStore::saysWhyItsMessagesCannotBeUsed()
{
    const QString path = log::databasePath(m_folder->path());
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QByteArray(5000, 'x'));
    file.close();
    Hub hub(options());
    QSignalSpy failed(&hub, &Hub::startFailed);
    QSignalSpy started(&hub, &Hub::started);
    hub.start();
    QVERIFY(failed.wait(patience));
    QCOMPARE(failed.first().first().value<StartError>(), StartError::StoreCorrupt);
    QCOMPARE(failed.first().last().toString(), path);
    QCOMPARE(hub.state(), HubState::Stopped);
    QVERIFY(started.isEmpty());
    // Put right, it starts.
    QVERIFY(file.remove());
    hub.start();
    QVERIFY(started.wait(patience));
}

void TestHubStore::goesOnInMemoryAndReturns()
{
    Hub hub(options());
    QSignalSpy started(&hub, &Hub::started);
    QSignalSpy messages(&hub, &Hub::messagesReceived);
    hub.start();
    QVERIFY(started.wait(patience));
    const auto lastSeq = [&messages] {
        return messages.last().first().value<QList<MessageRecord>>().last().seq;
    };
    hub.say(u"lobby"_s, u"stored"_s);
    QVERIFY(messages.wait(patience));
    QCOMPARE(lastSeq(), 1U);
    QVERIFY(!hub.status().storeProblem);

    auto other =
        log::SqliteDatabase::open(log::databasePath(m_folder->path()), log::SqliteDatabase::Mode::ReadWrite);
    QVERIFY(other);
    QVERIFY(!(*other)->execute(u"BEGIN IMMEDIATE"_s));
    hub.say(u"lobby"_s, u"refused"_s);
    QTRY_COMPARE_WITH_TIMEOUT(hub.status().storeProblem, std::optional(StoreProblem::Locked), patience);
    hub.say(u"lobby"_s, u"in memory"_s);
    QTRY_COMPARE(messages.size(), 2);
    QCOMPARE(lastSeq(), 0U);

    QSignalSpy changed(&hub, &Hub::statusChanged);
    hub.returnToStore(); // too early
    QVERIFY(changed.wait(patience));
    QCOMPARE(hub.status().storeProblem, std::optional(StoreProblem::Locked));
    QVERIFY(!(*other)->execute(u"ROLLBACK"_s));
    hub.returnToStore();
    QTRY_VERIFY(!hub.status().storeProblem);
    hub.say(u"lobby"_s, u"stored again"_s);
    QTRY_COMPARE(messages.size(), 3);
    QCOMPARE(lastSeq(), 2U);
}

QTEST_GUILESS_MAIN(TestHubStore)
#include "tst_hubstore.moc"
