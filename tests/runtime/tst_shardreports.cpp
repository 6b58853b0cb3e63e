// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What a shard tells an owner that does not take it: as much as memory is meant for it, and then how much is
// missing.

#include "tests/runtime/shardowner.h"

#include <QTest>

using namespace confab;
using namespace confab::runtime;
using confab::test::ShardOwner;
using namespace Qt::StringLiterals;

class TestShardReports : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void leavesOutWhatAStuckOwnerDoesNotTake();
};

void TestShardReports::leavesOutWhatAStuckOwnerDoesNotTake()
{
    ShardOwner owner(std::make_unique<log::MemoryStore>());
    QVERIFY(owner.shard->post(OpenCommand{0}));
    QTRY_VERIFY(owner.port);

    const QString large(16384, u'x');
    constexpr quint64 count = 1500;
    for (quint64 i = 1; i <= count; ++i) {
        QVERIFY(owner.shard->post(SayCommand{u"lobby"_s, large}));
        if (i % 100 == 0) // so that they do not come in one large report
            QTRY_COMPARE(owner.stored, i);
    }
    owner.take();
    QVERIFY(owner.shard->post(SayCommand{u"lobby"_s, u"end"_s}));
    QTRY_COMPARE(owner.texts.value(owner.texts.size() - 1), u"end"_s);
    QVERIFY(owner.leftOut > 0);
    QCOMPARE(quint64(owner.texts.size()) + owner.leftOut, count + 1);
    // What was let through is what the bound allows, and not less by much.
    const qint64 bytes = (owner.texts.size() - 1) * large.size() * qint64(sizeof(QChar));
    QVERIFY(bytes > net::Backlog::highWater / 2);
    QVERIFY(bytes < net::Backlog::highWater * 3 / 2);
}

QTEST_GUILESS_MAIN(TestShardReports)
#include "tst_shardreports.moc"
