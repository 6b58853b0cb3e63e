// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/log/datafolder.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace confab::log;
using namespace Qt::StringLiterals;
using Kind = DataFolderError::Kind;

namespace {

constexpr auto ownerAll = QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner;
constexpr auto everybody = ownerAll | QFileDevice::ReadGroup | QFileDevice::WriteGroup | QFileDevice::ExeGroup
    | QFileDevice::ReadOther | QFileDevice::WriteOther | QFileDevice::ExeOther;
constexpr auto userBits = QFileDevice::ReadUser | QFileDevice::WriteUser | QFileDevice::ExeUser;

/// Without what Qt says about the process itself.
QFileDevice::Permissions modeOf(const QString &path) { return QFile::permissions(path) & ~userBits; }

} // namespace

class TestDataFolder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_parent = std::make_unique<QTemporaryDir>(); }
    void makesAFolderForItsOwnerOnly();
    void putsItsOwnFolderRight();
    void refusesAFolderOthersWriteTo();
    void refusesWhatIsNoFolder();
    void refusesWhatCannotBeMade();
    void hasOneOwner();
    void saysWhereTheOwnerIs();
    void aKilledOwnerLeavesNothingBehind();

private:
    [[nodiscard]] QString path() const { return m_parent->filePath(u"a/confab"_s); }
    std::unique_ptr<QTemporaryDir> m_parent;
};

void TestDataFolder::makesAFolderForItsOwnerOnly()
{
    const auto folder = DataFolder::claim(path());
    QVERIFY(folder);
    QCOMPARE(modeOf(path()), QFileDevice::Permissions(ownerAll));
    QCOMPARE(modeOf(path() + u"/lock"_s),
             QFileDevice::Permissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner));
}

void TestDataFolder::putsItsOwnFolderRight()
{
    for (int round = 0; round < 2; ++round) { // empty, then with a log's things in it
        QVERIFY(QDir().mkpath(path()));
        QVERIFY(QFile::setPermissions(path(), everybody));
        QVERIFY(DataFolder::claim(path()));
        QCOMPARE(modeOf(path()), QFileDevice::Permissions(ownerAll));
    }
}

void TestDataFolder::refusesAFolderOthersWriteTo()
{
    QVERIFY(QDir().mkpath(path() + u"/photos"_s));
    QVERIFY(QFile::setPermissions(path(), everybody));
    const auto folder = DataFolder::claim(path());
    QVERIFY(!folder);
    QCOMPARE(folder.error().kind, Kind::WritableByOthers);
    QVERIFY(!QFileInfo::exists(path() + u"/lock"_s));
    QCOMPARE(modeOf(path()), QFileDevice::Permissions(everybody));
}

void TestDataFolder::refusesWhatIsNoFolder()
{
    QFile file(m_parent->filePath(u"file"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    const auto folder = DataFolder::claim(file.fileName());
    QVERIFY(!folder);
    QCOMPARE(folder.error().kind, Kind::NotAFolder);
    QCOMPARE(folder.error().path, file.fileName());
}

void TestDataFolder::refusesWhatCannotBeMade()
{
    QFile file(m_parent->filePath(u"file"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    const auto folder = DataFolder::claim(file.fileName() + u"/below"_s);
    QVERIFY(!folder);
    QCOMPARE(folder.error().kind, Kind::NotCreatable);
}

void TestDataFolder::hasOneOwner()
{
    {
        const auto first = DataFolder::claim(path());
        QVERIFY(first);
        const auto second = DataFolder::claim(path());
        QVERIFY(!second);
        QCOMPARE(second.error().kind, Kind::InUse);
        QCOMPARE(second.error().pid, QCoreApplication::applicationPid());
        QVERIFY(second.error().url.isEmpty());
    }
    QVERIFY(DataFolder::claim(path()));
}

void TestDataFolder::saysWhereTheOwnerIs()
{
    {
        const auto first = DataFolder::claim(path());
        QVERIFY(first);
        (*first)->announce(u"http://127.0.0.1:3000"_s);
        const auto second = DataFolder::claim(path());
        QVERIFY(!second);
        QCOMPARE(second.error().url, u"http://127.0.0.1:3000"_s);
        QCOMPARE(modeOf(path() + u"/address"_s),
                 QFileDevice::Permissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner));
    }
    QVERIFY(!QFileInfo::exists(path() + u"/address"_s));
}

void TestDataFolder::aKilledOwnerLeavesNothingBehind()
{
    // Ourselves as another process, which claims and waits for its end: see main().
    QProcess owner;
    owner.start(QCoreApplication::applicationFilePath(), {u"--claim"_s, path()});
    QVERIFY(owner.waitForStarted());
    QTRY_VERIFY_WITH_TIMEOUT(owner.canReadLine(), 20000);
    QCOMPARE(owner.readLine().trimmed(), QByteArray("claimed"));
    const auto refused = DataFolder::claim(path());
    QVERIFY(!refused);
    QCOMPARE(refused.error().pid, owner.processId());
    QCOMPARE(refused.error().url, u"http://owner"_s);
    owner.kill();
    QVERIFY(owner.waitForFinished());
    const auto claimed = DataFolder::claim(path());
    QVERIFY(claimed);
    const auto again = DataFolder::claim(path());
    QVERIFY(!again);
    QCOMPARE(again.error().pid, QCoreApplication::applicationPid());
    QVERIFY(again.error().url.isEmpty()); // not the dead one's
}

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    if (argc == 3 && qstrcmp(argv[1], "--claim") == 0) {
        const auto folder = DataFolder::claim(QString::fromLocal8Bit(argv[2]));
        if (!folder)
            return 1;
        (*folder)->announce(u"http://owner"_s);
        std::puts("claimed");
        std::fflush(stdout);
        return QCoreApplication::exec();
    }
    TestDataFolder test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_datafolder.moc"
