// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/http/byterange.h"

#include <QTest>

using namespace confab::web;
using Kind = RangeRequest::Kind;

class TestByteRange : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void reads_data()
    {
        QTest::addColumn<QByteArray>("header");
        QTest::addColumn<int>("kind");
        QTest::addColumn<qint64>("first");
        QTest::addColumn<qint64>("length");
        const auto row = [](const char *header, Kind kind, qint64 first = 0, qint64 length = 0) {
            QTest::newRow(header) << QByteArray(header) << int(kind) << first << length;
        };
        row("bytes=0-0", Kind::Part, 0, 1);
        row("bytes=0-99", Kind::Part, 0, 100);
        row("bytes=10-", Kind::Part, 10, 90);
        row("bytes=10-500", Kind::Part, 10, 90);
        row("bytes=99-99", Kind::Part, 99, 1);
        row("bytes=-1", Kind::Part, 99, 1);
        row("bytes=-500", Kind::Part, 0, 100);
        row(" BYTES=5-6 ", Kind::Part, 5, 2);
        row("bytes=100-", Kind::Unsatisfiable);
        row("bytes=100-200", Kind::Unsatisfiable);
        row("bytes=-0", Kind::Unsatisfiable);
        row("", Kind::Whole);
        row("bytes=", Kind::Whole);
        row("bytes=-", Kind::Whole);
        row("bytes=5-4", Kind::Whole);
        row("bytes=0-1,5-6", Kind::Whole);
        row("bytes=a-b", Kind::Whole);
        row("bytes=1-2x", Kind::Whole);
        row("bytes=+1-2", Kind::Whole);
        row("bytes=--5", Kind::Whole);
        row("lines=0-1", Kind::Whole);
        row("bytes=0-99999999999999999999999", Kind::Whole);
    }
    void reads()
    {
        QFETCH(QByteArray, header);
        QFETCH(int, kind);
        QFETCH(qint64, first);
        QFETCH(qint64, length);
        const RangeRequest request = parseRange(header, 100);
        QCOMPARE(int(request.kind), kind);
        QCOMPARE(request.range, (ByteRange{first, length}));
    }

    void findsNothingInAnEmptyFile()
    {
        QCOMPARE(int(parseRange("bytes=0-", 0).kind), int(Kind::Unsatisfiable));
        QCOMPARE(int(parseRange("bytes=-5", 0).kind), int(Kind::Unsatisfiable));
    }
};

QTEST_APPLESS_MAIN(TestByteRange)
#include "tst_byterange.moc"
