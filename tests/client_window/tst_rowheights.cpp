// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/window/rowheights.h"

#include <QRandomGenerator>
#include <QTest>

#include <numeric>

using namespace confab::client;

class TestRowHeights : public QObject
{
    Q_OBJECT

private:
    /// Every sum and every lookup as a plain vector gives them.
    static void compare(const RowHeights &heights, const std::vector<int> &expected)
    {
        QCOMPARE(heights.count(), int(expected.size()));
        qint64 offset = 0;
        for (int row = 0; row < heights.count(); ++row) {
            QCOMPARE(heights.height(row), expected[size_t(row)]);
            QCOMPARE(heights.offsetOf(row), offset);
            if (expected[size_t(row)] > 0) {
                QCOMPARE(heights.rowAt(offset), row);
                QCOMPARE(heights.rowAt(offset + expected[size_t(row)] - 1), row);
            }
            offset += expected[size_t(row)];
        }
        QCOMPARE(heights.total(), offset);
        QCOMPARE(heights.offsetOf(heights.count()), offset);
    }

private Q_SLOTS:
    void anEmptyListHasNoRowAnywhere()
    {
        const RowHeights heights;
        QCOMPARE(heights.count(), 0);
        QCOMPARE(heights.total(), 0);
        QCOMPARE(heights.rowAt(0), -1);
    }

    void offsetsOutsideNameTheNearestRow()
    {
        RowHeights heights;
        heights.assign({10, 20, 30});
        QCOMPARE(heights.rowAt(-5), 0);
        QCOMPARE(heights.rowAt(60), 2);
        QCOMPARE(heights.rowAt(100000), 2);
    }

    void aMeasureReplacesAnEstimate()
    {
        RowHeights heights;
        heights.assign({10, 20, 30});
        QVERIFY(!heights.isMeasured(1));
        heights.setMeasured(1, 25);
        QVERIFY(heights.isMeasured(1));
        compare(heights, {10, 25, 30});
        heights.setEstimate(1, 25);
        QVERIFY(!heights.isMeasured(1));
    }

    void followsAPlainVectorThroughAnyChange()
    {
        QRandomGenerator random(7);
        RowHeights heights;
        std::vector<int> expected;
        for (int step = 0; step < 400; ++step) {
            const int count = int(expected.size());
            const int row = count > 0 ? int(random.bounded(count)) : 0;
            switch (random.bounded(4)) {
            case 0: {
                const std::vector<int> rows(size_t(random.bounded(1, 40)), int(random.bounded(1, 90)));
                heights.insert(count, rows);
                expected.insert(expected.end(), rows.begin(), rows.end());
                break;
            }
            case 1: {
                const std::vector<int> rows(size_t(random.bounded(1, 5)), int(random.bounded(1, 90)));
                heights.insert(row, rows);
                expected.insert(expected.begin() + row, rows.begin(), rows.end());
                break;
            }
            case 2:
                if (count > 0) {
                    const int removed = int(random.bounded(1, qMin(count - row, 30) + 1));
                    heights.remove(row, removed);
                    expected.erase(expected.begin() + row, expected.begin() + row + removed);
                }
                break;
            default:
                if (count > 0) {
                    expected[size_t(row)] = int(random.bounded(1, 500));
                    heights.setMeasured(row, expected[size_t(row)]);
                }
            }
            compare(heights, expected);
            if (QTest::currentTestFailed())
                return;
        }
        QVERIFY(expected.size() > 500);
    }
};

QTEST_GUILESS_MAIN(TestRowHeights)
#include "tst_rowheights.moc"
