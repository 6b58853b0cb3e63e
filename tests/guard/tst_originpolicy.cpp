// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/guard/hostpolicy.h"
#include "server/guard/originpolicy.h"

#include <QTest>

using namespace confab::guard;

class TestOriginPolicy : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void allows_data();
    void allows();
    void writesCanonically_data();
    void writesCanonically();
    void allowsHosts_data();
    void allowsHosts();
    void knowsThisMachine();
};

void TestOriginPolicy::allows_data()
{
    QTest::addColumn<QByteArray>("origin");
    QTest::addColumn<QByteArray>("host");
    QTest::addColumn<bool>("isSecure");
    QTest::addColumn<QByteArray>("option"); // --allow-origin
    QTest::addColumn<bool>("isAllowed");
    const auto row = [](const char *name, const char *origin, const char *host, bool secure,
                        const char *option, bool allowed) {
        QTest::newRow(name) << QByteArray(origin) << QByteArray(host) << secure << QByteArray(option)
                            << allowed;
    };
    row("same", "http://10.0.0.1:3000", "10.0.0.1:3000", false, "", true);
    row("same, no port", "http://hub.local", "hub.local", false, "", true);
    row("same, one says the port", "http://hub.local", "hub.local:80", false, "", true);
    row("same, in capitals", "HTTP://Hub.Local", "hUB.lOCAL:80", false, "", true);
    row("same, IPv6", "http://[::1]:3000", "[::1]:3000", false, "", true);
    row("same, TLS", "https://hub.local:3000", "hub.local:3000", true, "", true);
    row("TLS ends before us", "https://hub.local", "hub.local", false, "", true);
    row("http page, TLS here", "http://hub.local:3000", "hub.local:3000", true, "", false);
    row("another port", "http://10.0.0.1:8080", "10.0.0.1:3000", false, "", false);
    row("https' port is not http's", "https://hub.local", "hub.local:80", false, "", false);
    row("another host", "http://evil.example", "10.0.0.1:3000", false, "", false);
    row("ours as a prefix", "http://10.0.0.1:3000.evil.example", "10.0.0.1:3000", false, "", false);
    row("ours as user information", "http://10.0.0.1:3000@evil.example", "10.0.0.1:3000", false, "", false);
    row("below our name", "http://a.hub.local", "hub.local", false, "", false);
    row("another scheme", "ftp://10.0.0.1:3000", "10.0.0.1:3000", false, "", false);
    row("a file", "null", "10.0.0.1:3000", false, "", false);
    row("empty", "", "10.0.0.1:3000", false, "", false);
    row("two", "http://10.0.0.1:3000, http://evil.example", "10.0.0.1:3000", false, "", false);
    row("without a Host", "http://10.0.0.1:3000", "", false, "", false);
    row("allowed", "https://chat.example", "10.0.0.1:3000", false, "https://chat.example", true);
    row("allowed, another port", "https://chat.example:8443", "10.0.0.1", false, "https://chat.example",
        false);
    row("allowed, another scheme", "http://chat.example", "10.0.0.1", false, "https://chat.example", false);
    row("the own one beside it", "http://10.0.0.1", "10.0.0.1", false, "https://chat.example", true);
    row("a file, allowed", "null", "10.0.0.1", false, "null", true);
    row("any", "https://anything.example", "10.0.0.1", false, "*", true);
    row("any, a file too", "null", "10.0.0.1", false, "*", true);
}

void TestOriginPolicy::allows()
{
    QFETCH(QByteArray, origin);
    QFETCH(QByteArray, host);
    QFETCH(bool, isSecure);
    QFETCH(QByteArray, option);
    QFETCH(bool, isAllowed);
    const OriginPolicy policy(option.isEmpty() ? QList<QByteArray>() : QList<QByteArray>{option});
    QCOMPARE(policy.allows(origin, host, isSecure), isAllowed);
}

void TestOriginPolicy::writesCanonically_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("canonical"); // null for what is none
    QTest::newRow("as it is") << QByteArray("https://chat.example") << QByteArray("https://chat.example");
    QTest::newRow("capitals") << QByteArray("HTTPS://Chat.Example") << QByteArray("https://chat.example");
    QTest::newRow("its port") << QByteArray("https://chat.example:443") << QByteArray("https://chat.example");
    QTest::newRow("a port") << QByteArray("http://chat.example:443") << QByteArray("http://chat.example:443");
    QTest::newRow("IPv6") << QByteArray("http://[2001:DB8::1]:80") << QByteArray("http://[2001:db8::1]");
    QTest::newRow("an extension") << QByteArray("chrome-extension://abcd")
                                  << QByteArray("chrome-extension://abcd");
    QTest::newRow("null") << QByteArray("null") << QByteArray("null");
    for (const char *bad : {"", "chat.example", "https://", "https://a/b", "https://a:b", "https://a:99999",
                            "https://a:", "://a", "ht tp://a", "https://[::1", "https://[1.2.3.4]",
                            "https://a b", "https://\xc3\xa4.example", "https://a?b", "https://u@a"})
        QTest::newRow(bad[0] == '\0' ? "empty" : bad) << QByteArray(bad) << QByteArray();
}

void TestOriginPolicy::writesCanonically()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, canonical);
    QCOMPARE(OriginPolicy::canonical(text).value_or(QByteArray()), canonical);
}

void TestOriginPolicy::allowsHosts_data()
{
    QTest::addColumn<QByteArray>("host");
    QTest::addColumn<bool>("isAllowed");
    for (const char *good :
         {"127.0.0.1", "127.0.0.1:3000", "192.168.1.20:3000", "0.0.0.0", "255.255.255.255", "[::1]",
          "[::1]:3000", "[2001:db8::1]", "localhost", "localhost:3000", "LOCALHOST", "a.localhost:1",
          "localhost.", "hub", "HUB:3000", "hub.local", "chat.example:443"})
        QTest::newRow(good) << QByteArray(good) << true;
    for (const char *bad : {"evil.example",
                            "evil.example:3000",
                            "hub.evil.example",
                            "nothub",
                            "localhost.evil",
                            "xlocalhost",
                            "127.0.0.1.evil.example",
                            "127.1",
                            "1.2.3",
                            "1.2.3.4.5",
                            "1..3.4",
                            "01.2.3.4",
                            "256.2.3.4",
                            "1.2.3.1000",
                            "1.2.3.+4",
                            "0x7f000001",
                            "2130706433",
                            "[::1].evil.example",
                            "127.0.0.1:port",
                            "u@127.0.0.1",
                            "127.0.0.1/",
                            "[",
                            "."})
        QTest::newRow(bad) << QByteArray(bad) << false;
}

void TestOriginPolicy::allowsHosts()
{
    QFETCH(QByteArray, host);
    QFETCH(bool, isAllowed);
    QCOMPARE(HostPolicy({"hub", "hub.local", "chat.example"}).allows(host), isAllowed);
}

void TestOriginPolicy::knowsThisMachine()
{
    const QList<QByteArray> names = namesOfThisMachine();
    const QByteArray whole = QSysInfo::machineHostName().toLatin1().toLower();
    QVERIFY(names.contains(whole));
    QVERIFY(names.contains(whole.split('.').constFirst() + ".local"));
    QVERIFY(!names.contains(QByteArray()));
}

QTEST_GUILESS_MAIN(TestOriginPolicy)
#include "tst_originpolicy.moc"
