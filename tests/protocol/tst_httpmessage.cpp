// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The values that HTTP messages are made of: fields, and what a request head says about the connection.

#include "protocol/http/message.h"

#include <QTest>

using namespace confab::http;

class TestHttpMessage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsFieldsWithoutRegardToCase();
    void replacesAndRemovesFields();
    void findsTokens_data();
    void findsTokens();
    void knowsWhetherAFieldHasNothingElse();
    void splitsTheTarget();
    void decidesOnKeepAlive_data();
    void decidesOnKeepAlive();
    void recognisesWebSocketUpgrades_data();
    void recognisesWebSocketUpgrades();
    void namesStatusCodes();
};

void TestHttpMessage::findsFieldsWithoutRegardToCase()
{
    Headers headers{{"Content-Type", "text/plain"}, {"X-A", "1"}, {"x-a", "2"}};
    QCOMPARE(headers.value("content-type"), "text/plain");
    QCOMPARE(headers.value("X-a"), "1");
    QCOMPARE(headers.count("X-A"), 2);
    QVERIFY(headers.contains("CONTENT-TYPE"));
    QVERIFY(!headers.contains("Content"));
    QVERIFY(headers.value("Content").isNull());
}

void TestHttpMessage::replacesAndRemovesFields()
{
    Headers headers{{"A", "1"}, {"B", "2"}, {"a", "3"}};
    headers.set(headers.fields().first().name, "4");
    QCOMPARE(headers.fields().size(), 2);
    QCOMPARE(headers.value("A"), "4");
    headers.remove("b");
    QCOMPARE(headers.fields().size(), 1);
}

void TestHttpMessage::findsTokens_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<bool>("found");
    QTest::newRow("alone") << QByteArray("Upgrade") << true;
    QTest::newRow("other case") << QByteArray("upgrade") << true;
    QTest::newRow("last") << QByteArray("keep-alive, Upgrade") << true;
    QTest::newRow("first") << QByteArray("UPGRADE ,x") << true;
    QTest::newRow("empty elements") << QByteArray(",, upgrade,") << true;
    QTest::newRow("part of a word") << QByteArray("upgrades") << false;
    QTest::newRow("two words") << QByteArray("an upgrade") << false;
    QTest::newRow("empty") << QByteArray("") << false;
}

void TestHttpMessage::findsTokens()
{
    QFETCH(QByteArray, value);
    QFETCH(bool, found);
    QCOMPARE(Headers({{"Connection", value}}).hasToken("connection", "upgrade"), found);
    QCOMPARE(Headers({{"Connection", "x"}, {"connection", value}}).hasToken("Connection", "Upgrade"), found);
}

void TestHttpMessage::knowsWhetherAFieldHasNothingElse()
{
    QVERIFY(Headers().hasOnlyTokens("Expect", "100-continue"));
    QVERIFY(Headers({{"expect", "100-Continue , 100-continue"}}).hasOnlyTokens("Expect", "100-continue"));
    QVERIFY(!Headers({{"Expect", "100-continue, x"}}).hasOnlyTokens("Expect", "100-continue"));
    QVERIFY(!Headers({{"Expect", "100-continue"}, {"Expect", "x"}}).hasOnlyTokens("Expect", "100-continue"));
    QVERIFY(!Headers({{"Expect", ""}}).hasOnlyTokens("Expect", "100-continue"));
}

void TestHttpMessage::splitsTheTarget()
{
    RequestHead head;
    head.target = "/a/b?c=d?e";
    QCOMPARE(head.path(), "/a/b");
    QCOMPARE(head.query(), "c=d?e");
    head.target = "/a";
    QCOMPARE(head.path(), "/a");
    QVERIFY(head.query().isEmpty());
}

void TestHttpMessage::decidesOnKeepAlive_data()
{
    QTest::addColumn<int>("minorVersion");
    QTest::addColumn<QByteArray>("connection");
    QTest::addColumn<bool>("keepAlive");
    QTest::newRow("1.1") << 1 << QByteArray() << true;
    QTest::newRow("1.1 close") << 1 << QByteArray("Close") << false;
    QTest::newRow("1.1 both") << 1 << QByteArray("keep-alive, close") << false;
    QTest::newRow("1.0") << 0 << QByteArray() << false;
    QTest::newRow("1.0 keep-alive") << 0 << QByteArray("Keep-Alive") << true;
}

void TestHttpMessage::decidesOnKeepAlive()
{
    QFETCH(int, minorVersion);
    QFETCH(QByteArray, connection);
    RequestHead head;
    head.minorVersion = minorVersion;
    if (!connection.isNull())
        head.headers.add("Connection", connection);
    QTEST(head.keepAlive(), "keepAlive");
}

void TestHttpMessage::recognisesWebSocketUpgrades_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<int>("minorVersion");
    QTest::addColumn<QByteArray>("connection");
    QTest::addColumn<QByteArray>("upgrade");
    QTest::addColumn<bool>("isUpgrade");
    const auto row = [](const char *name, const char *method, int version, const char *connection,
                        const char *upgrade, bool expected) {
        QTest::newRow(name) << QByteArray(method) << version << QByteArray(connection) << QByteArray(upgrade)
                            << expected;
    };
    row("chromium", "GET", 1, "Upgrade", "websocket", true);
    row("firefox", "GET", 1, "keep-alive, Upgrade", "websocket", true);
    row("other case", "GET", 1, "upgrade", "WebSocket", true);
    row("post", "POST", 1, "Upgrade", "websocket", false);
    row("1.0", "GET", 0, "Upgrade", "websocket", false);
    row("not asked for", "GET", 1, "keep-alive", "websocket", false);
    row("http 2", "GET", 1, "Upgrade", "h2c", false);
}

void TestHttpMessage::recognisesWebSocketUpgrades()
{
    QFETCH(QByteArray, method);
    QFETCH(int, minorVersion);
    QFETCH(QByteArray, connection);
    QFETCH(QByteArray, upgrade);
    const RequestHead head{method, "/", minorVersion, {{"Connection", connection}, {"Upgrade", upgrade}}};
    QTEST(head.isWebSocketUpgrade(), "isUpgrade");
}

void TestHttpMessage::namesStatusCodes()
{
    QCOMPARE(reasonPhrase(404), "Not Found");
    QVERIFY(reasonPhrase(299).isEmpty());
}

QTEST_GUILESS_MAIN(TestHttpMessage)
#include "tst_httpmessage.moc"
