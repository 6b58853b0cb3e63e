// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/http/contenttype.h"
#include "server/http/validators.h"

#include <QTest>
#include <QTimeZone>

using namespace confab;
using namespace confab::web;
using namespace Qt::StringLiterals;

namespace {

const QDateTime changed = QDateTime(QDate(1994, 11, 6), QTime(8, 49, 37, 250), QTimeZone::utc());

} // namespace

class TestValidators : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tagsSameBytesTheSame()
    {
        QCOMPARE(strongETag("abc"), strongETag("abc"));
        QVERIFY(strongETag("abc") != strongETag("abd"));
        QVERIFY(strongETag("").startsWith('"'));
    }

    void writesWeakTagsAsExpressDoes()
    {
        QCOMPARE(weakETag(255, QDateTime::fromMSecsSinceEpoch(4096, QTimeZone::utc())),
                 QByteArray("W/\"ff-1000\""));
    }

    void writesAndReadsHttpDates()
    {
        QCOMPARE(httpDate(changed), QByteArray("Sun, 06 Nov 1994 08:49:37 GMT"));
        const auto read = parseHttpDate("Sun, 06 Nov 1994 08:49:37 GMT");
        QVERIFY(read);
        QCOMPARE(read->toSecsSinceEpoch(), changed.toSecsSinceEpoch());
    }

    void refusesWhatIsNoHttpDate_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("word") << QByteArray("yesterday");
        QTest::newRow("obsolete form") << QByteArray("Sunday, 06-Nov-94 08:49:37 GMT");
        QTest::newRow("no such day") << QByteArray("Sun, 31 Feb 1994 08:49:37 GMT");
        QTest::newRow("other zone") << QByteArray("Sun, 06 Nov 1994 08:49:37 CET");
    }
    void refusesWhatIsNoHttpDate()
    {
        QFETCH(QByteArray, text);
        QVERIFY(!parseHttpDate(text));
    }

    void decidesOnNotModified_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<bool>("notModified");
        const QByteArray match = "If-None-Match";
        const QByteArray since = "If-Modified-Since";
        QTest::newRow("no condition") << QByteArray("Accept") << QByteArray("*/*") << false;
        QTest::newRow("same tag") << match << QByteArray("\"a,b\"") << true;
        QTest::newRow("same tag, weak") << match << QByteArray("W/\"a,b\"") << true;
        QTest::newRow("in a list") << match << QByteArray("\"x\", W/\"y\",\"a,b\"") << true;
        QTest::newRow("any") << match << QByteArray(" * ") << true;
        QTest::newRow("other tag") << match << QByteArray("\"b\"") << false;
        QTest::newRow("part of a tag") << match << QByteArray("\"a,b") << false;
        QTest::newRow("without quotes") << match << QByteArray("a,b") << false;
        QTest::newRow("empty") << match << QByteArray() << false;
        QTest::newRow("date of the change") << since << QByteArray("Sun, 06 Nov 1994 08:49:37 GMT") << true;
        QTest::newRow("a later date") << since << QByteArray("Sun, 06 Nov 1994 08:49:38 GMT") << true;
        QTest::newRow("an earlier date") << since << QByteArray("Sun, 06 Nov 1994 08:49:36 GMT") << false;
        QTest::newRow("no date") << since << QByteArray("now") << false;
    }
    void decidesOnNotModified()
    {
        QFETCH(QByteArray, name);
        QFETCH(QByteArray, value);
        QTEST(isNotModified({{name, value}}, "\"a,b\"", changed), "notModified");
    }

    void prefersTheTagToTheDate()
    {
        const http::Headers headers{{"If-None-Match", "\"old\""},
                                    {"If-Modified-Since", "Sun, 06 Nov 1994 08:49:37 GMT"}};
        QVERIFY(!isNotModified(headers, "\"new\"", changed));
    }

    void sendsEverythingAgainOnForcedReload()
    {
        QVERIFY(!isNotModified({{"If-None-Match", "\"a\""}, {"Cache-Control", "no-cache"}}, "\"a\""));
    }

    void knowsContentTypes_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QByteArray>("type");
        QTest::newRow("page") << u"index.html"_s << QByteArray("text/html; charset=utf-8");
        QTest::newRow("upper case") << u"A.HTML"_s << QByteArray("text/html; charset=utf-8");
        QTest::newRow("script") << u"a.b.js"_s << QByteArray("text/javascript; charset=utf-8");
        QTest::newRow("module") << u"a.mjs"_s << QByteArray("text/javascript; charset=utf-8");
        QTest::newRow("picture") << u"dir.css/a.png"_s << QByteArray("image/png");
        QTest::newRow("unknown") << u"a.qqq"_s << QByteArray("application/octet-stream");
        QTest::newRow("none") << u"LICENSE"_s << QByteArray("application/octet-stream");
        QTest::newRow("dot in a folder") << u"a.html/LICENSE"_s << QByteArray("application/octet-stream");
    }
    void knowsContentTypes()
    {
        QFETCH(QString, file);
        QTEST(contentTypeFor(file), "type");
    }
};

QTEST_APPLESS_MAIN(TestValidators)
#include "tst_validators.moc"
