// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/runtime/consolelog.h"
#include "server/runtime/endpoints.h"
#include "tests/support/hostiletexts.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace confab;
using namespace confab::runtime;
using namespace Qt::StringLiterals;

namespace {

MessageRecord record(const QString &name, const QString &text)
{
    return MessageRecord{7,       QDateTime({2026, 1, 2}, {3, 4, 5, 678}), u"lobby"_s, 3, u"p1"_s, name, text,
                         u"id1"_s};
}

} // namespace

class TestConsoleLog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void textLines_data();
    void textLines();
    void tellsTheLocalTime_data();
    void tellsTheLocalTime();
    void jsonLines();
    void hostileTexts_data();
    void hostileTexts();
    void endpointsAreWrittenAsUrls();
    void loopbackIsNoPlaceForGuests();
    void virtualInterfacesAreKnown();
};

void TestConsoleLog::textLines_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("plain") << u"Ana"_s << u"hello"_s << QByteArray("03:04:05.678 lobby Ana: hello");
    QTest::newRow("unicode") << u"Ána"_s << u"😀 שלום"_s << QByteArray("03:04:05.678 lobby Ána: 😀 שלום");
    QTest::newRow("another line cannot be faked")
        << u"Ana"_s << u"a\n03:04:05.678 lobby Ben: b"_s
        << QByteArray("03:04:05.678 lobby Ana: a\\n03:04:05.678 lobby Ben: b");
    QTest::newRow("terminal escapes") << u"A\u001b[31m"_s << u"\r\u009b2J"_s
                                      << QByteArray("03:04:05.678 lobby A\\u001b[31m: \\u000d\\u009b2J");
    QTest::newRow("overrides") << u"Ana"_s << u"\u202Eabc\u2066"_s
                               << QByteArray("03:04:05.678 lobby Ana: \\u202eabc\\u2066");
    QTest::newRow("place markers stay text")
        << u"%1"_s << u"%4 %2"_s << QByteArray("03:04:05.678 lobby %1: %4 %2");
    QTest::newRow("empty") << u"Ana"_s << u""_s << QByteArray("03:04:05.678 lobby Ana: ");
}

void TestConsoleLog::textLines()
{
    QFETCH(QString, name);
    QFETCH(QString, text);
    QTEST(consoleLine(record(name, text), LogFormat::Text), "expected");
}

void TestConsoleLog::tellsTheLocalTime_data()
{
    QTest::addColumn<QDateTime>("at");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *name, QDate day, QTime utc, const char *expected) {
        QTest::newRow(name) << QDateTime(day, utc, Qt::UTC) << QByteArray(expected);
    };
    row("winter", {2026, 1, 15}, {3, 4, 5, 678}, "04:04:05.678 ");
    row("the same minute", {2026, 1, 15}, {3, 4, 59, 999}, "04:04:59.999 ");
    row("before summer begins", {2026, 3, 29}, {0, 59, 59, 999}, "01:59:59.999 ");
    row("summer", {2026, 3, 29}, {1, 0}, "03:00:00.000 ");
    row("before summer ends", {2026, 10, 25}, {0, 59, 59, 999}, "02:59:59.999 ");
    row("after it", {2026, 10, 25}, {1, 0}, "02:00:00.000 ");
}

void TestConsoleLog::tellsTheLocalTime()
{
    QFETCH(QDateTime, at);
    const QByteArray before = qgetenv("TZ");
    const bool wasSet = qEnvironmentVariableIsSet("TZ");
    qputenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3");
    MessageRecord message = record(u"Ana"_s, u"hello"_s);
    message.at = at;
    const QByteArray line = consoleLine(message, LogFormat::Text);
    if (wasSet)
        qputenv("TZ", before);
    else
        qunsetenv("TZ");
    QTEST(line.first(13), "expected");
}

void TestConsoleLog::jsonLines()
{
    const QByteArray line = consoleLine(record(u"Ana"_s, u"a\n\"b\"\u2028"_s), LogFormat::Json);
    QVERIFY(!line.contains('\n'));
    const QJsonObject object = QJsonDocument::fromJson(line).object();
    QCOMPARE(object.keys(), (QStringList{u"at"_s, u"from"_s, u"id"_s, u"room"_s, u"seq"_s, u"text"_s}));
    QCOMPARE(object.value(u"text"_s).toString(), u"a\n\"b\"\u2028"_s);
    QCOMPARE(object.value(u"seq"_s).toInt(), 7);
    QCOMPARE(object.value(u"id"_s).toString(), u"id1"_s);
    QCOMPARE(object.value(u"from"_s).toObject().value(u"name"_s).toString(), u"Ana"_s);
    QVERIFY(object.value(u"at"_s).toString().endsWith(u".678Z"_s));
}

void TestConsoleLog::hostileTexts_data() { test::addHostileRows(20'000); } // the chat takes no longer ones

void TestConsoleLog::hostileTexts()
{
    QFETCH(QString, text);
    const QByteArray line = consoleLine(record(text, text), LogFormat::Text);
    const QByteArray json = consoleLine(record(text, text), LogFormat::Json);
    for (const QByteArray &written : {line, json}) {
        const QString shown = QString::fromUtf8(written);
        QVERIFY2(test::isHarmlessLine(shown), written.left(200).constData());
        QCOMPARE(shown.toUtf8(), written); // it is UTF-8
    }
    const QJsonObject object = QJsonDocument::fromJson(json).object();
    QCOMPARE(object.value(u"text"_s).toString(), text);
    QCOMPARE(object.value(u"from"_s).toObject().value(u"name"_s).toString(), text);
}

void TestConsoleLog::endpointsAreWrittenAsUrls()
{
    QCOMPARE((Endpoint{QHostAddress(u"192.168.1.20"_s), 3000, {}, false, false}.url()),
             u"http://192.168.1.20:3000"_s);
    QCOMPARE((Endpoint{QHostAddress(u"fd00::2"_s), 80, {}, false, false}.url()), u"http://[fd00::2]:80"_s);
}

void TestConsoleLog::loopbackIsNoPlaceForGuests()
{
    const auto endpoints = joinableEndpoints(QHostAddress(QHostAddress::LocalHost), 3000);
    QCOMPARE(endpoints.size(), 1);
    QCOMPARE(endpoints.first().address, QHostAddress(QHostAddress::LocalHost));
    QVERIFY(endpoints.first().isLoopback);

    const auto all = joinableEndpoints(QHostAddress(QHostAddress::Any), 3000);
    bool loopbackSeen = false;
    for (const Endpoint &endpoint : all) {
        QVERIFY2(endpoint.isLoopback || !loopbackSeen,
                 "an address for guests stands behind a loopback address");
        loopbackSeen = loopbackSeen || endpoint.isLoopback;
    }
    QVERIFY(loopbackSeen);
}

void TestConsoleLog::virtualInterfacesAreKnown()
{
    QVERIFY(isVirtualInterface(u"docker0"_s));
    QVERIFY(isVirtualInterface(u"br-1a2b"_s));
    QVERIFY(!isVirtualInterface(u"eth0"_s));
    QVERIFY(!isVirtualInterface(u"wlp3s0"_s));
}

QTEST_GUILESS_MAIN(TestConsoleLog)
#include "tst_consolelog.moc"
