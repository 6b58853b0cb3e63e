// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/core/serveraddress.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace confab::client;

class TestServerAddress : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void understandsWhatPeopleType_data();
    void understandsWhatPeopleType();
    void knowsWhatOthersCannotUse();
    void findsThePin_data();
    void findsThePin();
    void findsTheEndpoint_data();
    void findsTheEndpoint();
};

void TestServerAddress::understandsWhatPeopleType_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("address"); // empty: invalid
    const auto row = [](const QString &typed, const QString &address) {
        QTest::newRow(qPrintable(u'<' + typed + u'>')) << typed << address;
    };
    row(u"192.168.1.20:3000"_s, u"http://192.168.1.20:3000"_s);
    row(u"192.168.1.20"_s, u"http://192.168.1.20:3000"_s);
    row(u" localhost\n"_s, u"http://localhost:3000"_s);
    row(u"box.local:8080/"_s, u"http://box.local:8080/"_s);
    row(u"http://host"_s, u"http://host"_s);
    row(u"HTTPS://Host:1/x"_s, u"https://host:1/x"_s);
    row(u"ws://host:1/"_s, u"ws://host:1/"_s);
    row(u"wss://host"_s, u"wss://host"_s);
    row(u"::1"_s, u"http://[::1]:3000"_s);
    row(u"[::1]:4000"_s, u"http://[::1]:4000"_s);
    row(u"fe80::1"_s, u"http://[fe80::1]:3000"_s);
    row(u""_s, u""_s);
    row(u"   "_s, u""_s);
    row(u"two words"_s, u""_s);
    row(u"ftp://host"_s, u""_s);
    row(u"file:///etc/passwd"_s, u""_s);
    row(u"http://"_s, u""_s);
    row(u"host:port"_s, u""_s);
    row(u"host:99999"_s, u""_s);
    row(u"host:0"_s, u""_s);
    row(u"http://ho\"st"_s, u""_s);
}

void TestServerAddress::understandsWhatPeopleType()
{
    QFETCH(QString, typed);
    QFETCH(QString, address);
    const QUrl url = addressFromUserInput(typed);
    QCOMPARE(url.isValid(), !address.isEmpty());
    if (url.isValid())
        QCOMPARE(url.toString(), address);
}

void TestServerAddress::knowsWhatOthersCannotUse()
{
    for (const QString &own : {u"localhost"_s, u"127.0.0.1"_s, u"127.1.2.3:8080"_s, u"[::1]:4000"_s})
        QVERIFY2(isOnlyThisComputer(addressFromUserInput(own)), qPrintable(own));
    for (const QString &shared : {u"192.168.1.20"_s, u"box.local"_s, u"[fe80::1]"_s, u"localhost.example"_s})
        QVERIFY2(!isOnlyThisComputer(addressFromUserInput(shared)), qPrintable(shared));
}

void TestServerAddress::findsThePin_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<QString>("pin");
    QTest::newRow("none") << u"http://host:3000/"_s << QString();
    QTest::newRow("plain") << u"http://host:3000/#pin=1234"_s << u"1234"_s;
    QTest::newRow("without a path") << u"host:3000#pin=1234"_s << u"1234"_s;
    QTest::newRow("among others") << u"http://host/#a=b&pin=1234&c"_s << u"1234"_s;
    QTest::newRow("encoded") << u"http://host/#pin=a%26b%23%C3%A4%20c"_s << u"a&b#ä c"_s;
    QTest::newRow("plus is a plus") << u"http://host/#pin=1+2"_s << u"1+2"_s;
    QTest::newRow("percent") << u"http://host/#pin=%2525"_s << u"%25"_s;
    QTest::newRow("another word") << u"http://host/#spin=1234"_s << QString();
    QTest::newRow("empty") << u"http://host/#pin="_s << QString();
    QTest::newRow("in the query, where servers log it") << u"http://host/?pin=1234"_s << QString();
}

void TestServerAddress::findsThePin()
{
    QFETCH(QString, address);
    QFETCH(QString, pin);
    const QUrl url = addressFromUserInput(address);
    QVERIFY(url.isValid());
    QCOMPARE(pinOf(url), pin);
    // And what is shared brings it along.
    QCOMPARE(pinOf(addressFromUserInput(sharedAddress(url, pin))), pin);
    QCOMPARE(sharedAddress(url, {}), u"http://host"_s + (url.port() < 0 ? QString() : u":3000"_s));
}

void TestServerAddress::findsTheEndpoint_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<QString>("endpoint");
    const QString rest = u"/socket.io/"_s;
    QTest::newRow("http") << u"http://host:3000"_s << u"http://host:3000"_s + rest;
    QTest::newRow("https") << u"https://host"_s << u"https://host"_s + rest;
    QTest::newRow("ws") << u"ws://host:1/"_s << u"http://host:1"_s + rest;
    QTest::newRow("wss") << u"wss://host"_s << u"https://host"_s + rest;
    QTest::newRow("page") << u"http://u:p@host:1/confab/index.html?x#y"_s << u"http://host:1"_s + rest;
    QTest::newRow("ipv6") << u"http://[::1]:3000/"_s << u"http://[::1]:3000"_s + rest;
}

void TestServerAddress::findsTheEndpoint()
{
    QFETCH(QString, address);
    QFETCH(QString, endpoint);
    QCOMPARE(socketIoEndpoint(QUrl(address)).toString(), endpoint);
}

QTEST_GUILESS_MAIN(TestServerAddress)
#include "tst_serveraddress.moc"
