// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/common/patientoutput.h"
#include "tests/app/pipe.h"

#include <QDeadlineTimer>
#include <QElapsedTimer>
#include <QTest>

#include <csignal>

using namespace confab::app;
using confab::test::Pipe;

class TestPatientOutput : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { std::signal(SIGPIPE, SIG_IGN); }
    void writesAtOnce();
    void keepsWhatTheReaderDoesNotTake();
    void refusesBeyondTheBound();
    void waitsALittleAtTheEnd();
    void doesNotMindThatNobodyReads();
};

void TestPatientOutput::writesAtOnce()
{
    const Pipe pipe;
    PatientOutput output(pipe.writer);
    QVERIFY(output.write("one\n"));
    QCOMPARE(pipe.read(), QByteArray("one\n"));
    QCOMPARE(output.kept(), 0);
}

void TestPatientOutput::keepsWhatTheReaderDoesNotTake()
{
    const Pipe pipe;
    PatientOutput output(pipe.writer);
    QByteArray expected;
    for (int i = 0; i < 20000; ++i) {
        const QByteArray line = QByteArray::number(i) + " a line that nobody reads yet\n";
        QVERIFY(output.write(line)); // and does not wait: there is no other thread that would read
        expected += line;
    }
    QVERIFY(output.kept() > 0);
    QByteArray received;
    QTRY_VERIFY((received += pipe.read()).size() >= expected.size());
    QCOMPARE(received, expected);
    QTRY_COMPARE(output.kept(), 0);
}

void TestPatientOutput::refusesBeyondTheBound()
{
    const Pipe pipe;
    PatientOutput output(pipe.writer);
    const QByteArray block(1 << 20, 'x');
    int taken = 0;
    while (output.write(block))
        ++taken;
    QVERIFY(taken >= 7 && taken <= 9);
    QVERIFY(output.kept() <= PatientOutput::mostKept);
    qsizetype received = 0;
    bool isTaken = false; // as soon as there is room; once, though the condition is asked again
    QTRY_VERIFY((received += pipe.read().size(), isTaken = isTaken || output.write(block)));
    const QDeadlineTimer late(30000);
    while (received < (taken + 1) * block.size() && !late.hasExpired()) {
        QCoreApplication::processEvents();
        received += pipe.read().size();
    }
    QCOMPARE(received, (taken + 1) * block.size());
}

void TestPatientOutput::waitsALittleAtTheEnd()
{
    const Pipe pipe;
    QElapsedTimer time;
    {
        PatientOutput output(pipe.writer);
        QVERIFY(output.write(QByteArray(1 << 20, 'x')));
        time.start();
    }
    QVERIFY(time.elapsed() >= 900);
    QVERIFY(time.elapsed() < 4000);
}

void TestPatientOutput::doesNotMindThatNobodyReads()
{
    Pipe pipe;
    PatientOutput output(pipe.writer);
    pipe.closeReader();
    QVERIFY(output.write("into nothing\n"));
    QVERIFY(output.write("again\n"));
    QCOMPARE(output.kept(), 0);
}

QTEST_GUILESS_MAIN(TestPatientOutput)
#include "tst_patientoutput.moc"
