// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/common/erroroutput.h"
#include "tests/app/pipe.h"

#include <QLoggingCategory>
#include <QTest>

#include <csignal>
#include <thread>

using namespace confab::app;
using confab::test::Pipe;

namespace {
Q_LOGGING_CATEGORY(logTest, "confab.test", QtInfoMsg)
} // namespace

class TestErrorOutput : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { std::signal(SIGPIPE, SIG_IGN); }
    void writesWhatIsSaidAndLoggedInOrder();
    void aThreadThatLogsNeverWaitsForTheReader();
    void writesWhatWaitsAtTheEnd();
};

void TestErrorOutput::writesWhatIsSaidAndLoggedInOrder()
{
    const Pipe pipe;
    const ErrorOutput output(pipe.writer);
    ErrorOutput::writeLine("listening");
    std::thread([] { qCWarning(logTest) << "logged elsewhere"; }).join();
    qCWarning(logTest) << "logged here";
    ErrorOutput::writeLine("over");
    QByteArray received;
    QTRY_VERIFY((received += pipe.read()).endsWith("over\n"));
    QCOMPARE(received,
             QByteArray("listening\nconfab.test: logged elsewhere\nconfab.test: logged here\nover\n"));
}

void TestErrorOutput::aThreadThatLogsNeverWaitsForTheReader()
{
    const Pipe pipe;
    const ErrorOutput output(pipe.writer);
    constexpr quint64 lines = 300000;
    // Nobody reads, and nobody takes the lines out of the mailbox either: it ends all the same.
    std::thread([] {
        for (quint64 i = 0; i < lines; ++i)
            ErrorOutput::writeLine("a line of some length that nobody reads, number "
                                   + QByteArray::number(i));
    }).join();
    QByteArray received;
    QTRY_VERIFY((received += pipe.read()).contains("number 65535\n"));
    ErrorOutput::writeLine("the last one");
    QTRY_VERIFY((received += pipe.read()).endsWith("the last one\n"));
    const quint64 missing = lines - ErrorOutput::linesBound;
    QVERIFY(received.contains("number 65535\n" + QByteArray::number(missing) + " line(s) are missing here"));
    QCOMPARE(quint64(received.count('\n')), quint64(ErrorOutput::linesBound) + 2);
}

void TestErrorOutput::writesWhatWaitsAtTheEnd()
{
    const Pipe pipe;
    {
        const ErrorOutput output(pipe.writer);
        ErrorOutput::writeLine("why it ends");
    }
    QCOMPARE(pipe.read(), QByteArray("why it ends\n"));
}

QTEST_GUILESS_MAIN(TestErrorOutput)
#include "tst_erroroutput.moc"
