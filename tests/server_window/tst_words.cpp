// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/window/statusline.h"
#include "server/window/words.h"
#include "tests/server_window/samples.h"

#include <QLocale>
#include <QTest>

using namespace confab;
using namespace Qt::StringLiterals;
using server::StatusLine;
using server::Words;

class TestWords : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }
    void uptime_data();
    void uptime();
    void bytesAreShort();
    void roundTripBeforeTheFirstHeartbeat();
    void startErrorsSayWhatToDo_data();
    void startErrorsSayWhatToDo();
    void refusalsSayWhoAndWhy_data();
    void refusalsSayWhoAndWhy();
    void statusLineCounts();
    void statusLineIsEmptyUnlessRunning();
};

void TestWords::uptime_data()
{
    QTest::addColumn<qint64>("seconds");
    QTest::addColumn<QString>("words");
    QTest::newRow("start") << qint64(0) << u"0 min 00 s"_s;
    QTest::newRow("seconds") << qint64(59) << u"0 min 59 s"_s;
    QTest::newRow("minutes") << qint64(3599) << u"59 min 59 s"_s;
    QTest::newRow("an hour") << qint64(3600) << u"1 h 00 min"_s;
    QTest::newRow("a day less a second") << qint64(86399) << u"23 h 59 min"_s;
    QTest::newRow("days") << qint64(3 * 86400 + 4320) << u"3 day(s) 1 h 12 min"_s;
}

void TestWords::uptime()
{
    QFETCH(const qint64, seconds);
    QFETCH(const QString, words);
    QCOMPARE(Words::uptime(seconds), words);
}

void TestWords::bytesAreShort()
{
    QCOMPARE(Words::bytes(0), u"0 B"_s);
    QCOMPARE(Words::bytes(999), u"999 B"_s);
    QCOMPARE(Words::bytes(1000), u"1 kB"_s);
    QCOMPARE(Words::bytes(999400), u"999 kB"_s);
    QCOMPARE(Words::bytes(1234567), u"1.2 MB"_s);
}

void TestWords::roundTripBeforeTheFirstHeartbeat()
{
    QCOMPARE(Words::roundTrip(-1), u"–"_s);
    QCOMPARE(Words::roundTrip(0), u"0 ms"_s);
}

void TestWords::startErrorsSayWhatToDo_data()
{
    using runtime::StartError;
    QTest::addColumn<StartError>("error");
    QTest::addColumn<QString>("advice");
    QTest::newRow("port") << StartError::PortInUse << u"Choose another port"_s;
    QTest::newRow("address") << StartError::AddressNotOurs << u"--bind"_s;
    QTest::newRow("permission") << StartError::PermissionDenied << u"1024"_s;
    QTest::newRow("web root") << StartError::WebRootUnusable << u"--web-root"_s;
    QTest::newRow("other") << StartError::Other << u"DETAIL"_s;
}

void TestWords::startErrorsSayWhatToDo()
{
    QFETCH(const runtime::StartError, error);
    QFETCH(const QString, advice);
    QVERIFY(Words::startError(error, u"DETAIL"_s, 80).contains(advice));
}

void TestWords::refusalsSayWhoAndWhy_data()
{
    using runtime::RefusalKind;
    QTest::addColumn<RefusalKind>("kind");
    QTest::addColumn<QString>("contained");
    QTest::newRow("PIN") << RefusalKind::WrongPin << u"wrong PIN from 10.0.0.9"_s;
    QTest::newRow("locked") << RefusalKind::PinLocked << u"too many wrong PINs from 10.0.0.9"_s;
    QTest::newRow("origin") << RefusalKind::ForeignOrigin << u"--allow-origin"_s;
    QTest::newRow("its page") << RefusalKind::ForeignOrigin << u"http://a/"_s;
    QTest::newRow("host") << RefusalKind::ForeignHost << u"--allow-host"_s;
    QTest::newRow("address") << RefusalKind::TooManyClients << u"too many from 10.0.0.9"_s;
}

void TestWords::refusalsSayWhoAndWhy()
{
    QFETCH(const runtime::RefusalKind, kind);
    QFETCH(const QString, contained);
    const QString words = Words::refusals({kind, u"10.0.0.9"_s, u"http://a/\u202E\n%1"_s, 1234567});
    QVERIFY2(words.contains(contained), qPrintable(words));
    QVERIFY(words.contains(u"1234567"_s) && words.contains(u"10.0.0.9"_s));
    QVERIFY(!words.contains(u'\n') && !words.contains(u'\u202E')); // whatever the peer says it is
}

void TestWords::statusLineCounts()
{
    auto status = samples::running({samples::loopback()}, samples::mixedClients());
    const QDateTime now = status.startedAt.addSecs(4320);
    QCOMPARE(StatusLine::words(status, now),
             u"7 client(s)  ·  3.1 msg/s  ·  in 42 kB out 510 kB  ·  uptime 1 h 12 min"_s);
    // A clock set back gives no negative time.
    QVERIFY(StatusLine::words(status, status.startedAt.addSecs(-100)).endsWith(u"uptime 0 min 00 s"_s));
}

void TestWords::statusLineIsEmptyUnlessRunning()
{
    auto status = samples::running({samples::loopback()});
    status.state = runtime::HubState::Stopped;
    QVERIFY(StatusLine::words(status, status.startedAt).isEmpty());
}

QTEST_GUILESS_MAIN(TestWords)
#include "tst_words.moc"
