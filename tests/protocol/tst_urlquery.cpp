// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/http/urlquery.h"

#include <QTest>

using namespace confab::http;

class TestUrlQuery : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void splitsAndDecodes();
    void returnsTheFirstOfSeveral();
    void keepsBadEscapesAsTheyAre();
    void stopsAtAHundredParameters();
    void decodesPercents_data();
    void decodesPercents();
};

void TestUrlQuery::splitsAndDecodes()
{
    const QueryParameters query = parseQuery("EIO=4&name=J%C3%A9r%C3%B4me+X&flag&empty=&&=x&a=b=c");
    QCOMPARE(query.value("EIO"), "4");
    QCOMPARE(query.value("name"), "J\xc3\xa9r\xc3\xb4me X");
    QVERIFY(query.contains("flag"));
    QVERIFY(!query.value("flag").isNull());
    QVERIFY(query.value("flag").isEmpty());
    QVERIFY(!query.value("empty").isNull());
    QVERIFY(query.value("empty").isEmpty());
    QCOMPARE(query.value(""), "x");
    QCOMPARE(query.value("a"), "b=c");
    QVERIFY(!query.contains("eio"));
    QVERIFY(query.value("eio").isNull());
    QVERIFY(parseQuery("").items().isEmpty());
}

void TestUrlQuery::returnsTheFirstOfSeveral() { QCOMPARE(parseQuery("a=1&a=2").value("a"), "1"); }

void TestUrlQuery::keepsBadEscapesAsTheyAre()
{
    const QueryParameters query = parseQuery("a=%zz+&b=%4&c=%00");
    QCOMPARE(query.value("a"), "%zz+");
    QCOMPARE(query.value("b"), "%4");
    QCOMPARE(query.value("c"), "%00");
}

void TestUrlQuery::stopsAtAHundredParameters()
{
    QByteArray text;
    for (int i = 0; i < 101; ++i)
        text += "p" + QByteArray::number(i) + "=v&";
    QVERIFY(parseQuery(text).contains("p98"));
    QVERIFY(parseQuery(text).contains("p99"));
    QVERIFY(!parseQuery(text).contains("p100"));
}

void TestUrlQuery::decodesPercents_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("decoded"); // null: refused
    QTest::newRow("plain") << QByteArray("/a+b") << QByteArray("/a+b");
    QTest::newRow("empty") << QByteArray("") << QByteArray("");
    QTest::newRow("escapes") << QByteArray("%2e%2E/%41%ff") << QByteArray("../A\xff");
    QTest::newRow("once only") << QByteArray("%2541") << QByteArray("%41");
    QTest::newRow("cut") << QByteArray("a%4") << QByteArray();
    QTest::newRow("cut more") << QByteArray("a%") << QByteArray();
    QTest::newRow("no digit") << QByteArray("%4g") << QByteArray();
    QTest::newRow("sign") << QByteArray("%+4") << QByteArray();
    QTest::newRow("nul") << QByteArray("a%00") << QByteArray();
}

void TestUrlQuery::decodesPercents()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, decoded);
    const auto result = percentDecode(text);
    QCOMPARE(result.has_value(), !decoded.isNull());
    if (result) {
        QCOMPARE(*result, decoded);
        QVERIFY(!result->isNull());
    }
}

QTEST_GUILESS_MAIN(TestUrlQuery)
#include "tst_urlquery.moc"
