// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/core/knownranges.h"

#include <QRandomGenerator>
#include <QSet>
#include <QTest>

using confab::client::KnownRanges;

class TestKnownRanges : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void knowsNothingAtFirst();
    void joinsWhatTouches();
    void agreesWithASet_data();
    void agreesWithASet();
};

void TestKnownRanges::knowsNothingAtFirst()
{
    KnownRanges ranges;
    QVERIFY(!ranges.lowest());
    QVERIFY(!ranges.startOf(1));
    ranges.add(5, 4);
    QVERIFY(!ranges.lowest());
}

void TestKnownRanges::joinsWhatTouches()
{
    KnownRanges ranges;
    ranges.add(10, 12);
    ranges.add(20, 22);
    QCOMPARE(ranges.startOf(21), std::optional<quint64>(20));
    ranges.add(13, 19);
    QCOMPARE(ranges.startOf(21), std::optional<quint64>(10));
    ranges.add(8, 8);
    QCOMPARE(ranges.lowest(), std::optional<quint64>(8));
    QCOMPARE(ranges.startOf(9), std::nullopt);
    ranges.clear();
    QVERIFY(!ranges.lowest());
}

void TestKnownRanges::agreesWithASet_data()
{
    QTest::addColumn<quint32>("seed");
    for (quint32 seed = 1; seed <= 20; ++seed)
        QTest::addRow("%u", seed) << seed;
}

void TestKnownRanges::agreesWithASet()
{
    QFETCH(quint32, seed);
    QRandomGenerator random(seed);
    KnownRanges ranges;
    QSet<quint64> known;
    for (int step = 0; step < 40; ++step) {
        const quint64 from = 1 + random.bounded(60);
        const quint64 to = from + random.bounded(8);
        ranges.add(from, to);
        for (quint64 n = from; n <= to; ++n)
            known.insert(n);
        for (quint64 n = 1; n <= 70; ++n) {
            std::optional<quint64> start;
            for (quint64 below = n; below > 0 && known.contains(below); --below)
                start = below;
            QCOMPARE(ranges.startOf(n), start);
        }
    }
}

QTEST_GUILESS_MAIN(TestKnownRanges)
#include "tst_knownranges.moc"
