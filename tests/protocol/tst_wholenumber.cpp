// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/socketio/wholenumber.h"

#include <QTest>

#include <limits>

using namespace confab;

class TestWholeNumber : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void takesOnlyWholeNumbers_data();
    void takesOnlyWholeNumbers();
};

void TestWholeNumber::takesOnlyWholeNumbers_data()
{
    QTest::addColumn<QCborValue>("value");
    QTest::addColumn<qint64>("number"); // -1: none

    using Double = std::numeric_limits<double>;
    QTest::newRow("zero") << QCborValue(0) << qint64(0);
    QTest::newRow("integer") << QCborValue(5) << qint64(5);
    QTest::newRow("negative integer") << QCborValue(-1) << qint64(-1);
    QTest::newRow("whole double") << QCborValue(5.0) << qint64(5);
    QTest::newRow("negative zero") << QCborValue(-0.0) << qint64(0);
    QTest::newRow("2^53 - 1") << QCborValue(9007199254740991.0) << qint64(9007199254740991);
    QTest::newRow("2^53") << QCborValue(9007199254740992.0) << qint64(-1);
    QTest::newRow("fraction") << QCborValue(1.5) << qint64(-1);
    QTest::newRow("smallest") << QCborValue(Double::denorm_min()) << qint64(-1);
    QTest::newRow("negative double") << QCborValue(-1.0) << qint64(-1);
    QTest::newRow("huge") << QCborValue(1e300) << qint64(-1);
    QTest::newRow("infinite") << QCborValue(Double::infinity()) << qint64(-1);
    QTest::newRow("not a number") << QCborValue(Double::quiet_NaN()) << qint64(-1);
    QTest::newRow("text") << QCborValue(QStringLiteral("5")) << qint64(-1);
    QTest::newRow("true") << QCborValue(true) << qint64(-1);
    QTest::newRow("absent") << QCborValue(QCborValue::Undefined) << qint64(-1);
}

void TestWholeNumber::takesOnlyWholeNumbers()
{
    QFETCH(QCborValue, value);
    QFETCH(qint64, number);
    const auto taken = socketio::wholeNumber(value);
    QCOMPARE(taken ? qint64(*taken) : qint64(-1), number);
}

QTEST_APPLESS_MAIN(TestWholeNumber)
#include "tst_wholenumber.moc"
