// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/guard/proxytrust.h"

#include <QTest>

using namespace confab;
using namespace confab::guard;
using namespace Qt::StringLiterals;

class TestProxyTrust : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void identifies_data();
    void identifies();
    void joinsFields();
    void takesSchemeAndHostFromItsProxiesOnly_data();
    void takesSchemeAndHostFromItsProxiesOnly();

private:
    const ProxyTrust m_trust{{QHostAddress::parseSubnet(u"10.0.0.0/8"_s),
                              QHostAddress::parseSubnet(u"192.168.1.1"_s),
                              QHostAddress::parseSubnet(u"fd00::/8"_s)}};
};

namespace {
net::Peer from(const QString &address) { return {7, QHostAddress(address), 4711, false, false}; }
} // namespace

void TestProxyTrust::identifies_data()
{
    QTest::addColumn<QString>("peer");
    QTest::addColumn<QByteArray>("forwardedFor");
    QTest::addColumn<QString>("sender");
    const auto row = [](const char *name, const char *peer, const char *value, const char *sender) {
        QTest::newRow(name) << QString::fromLatin1(peer) << QByteArray(value) << QString::fromLatin1(sender);
    };
    row("nobody's proxy", "198.51.100.1", "203.0.113.7", "198.51.100.1");
    row("our proxy", "10.0.0.1", "203.0.113.7", "203.0.113.7");
    row("our proxy, a single address", "192.168.1.1", "203.0.113.7", "203.0.113.7");
    row("its neighbour", "192.168.1.2", "203.0.113.7", "192.168.1.2");
    row("says nothing", "10.0.0.1", "", "10.0.0.1");
    row("two of ours", "10.0.0.1", "203.0.113.7, 10.0.0.2", "203.0.113.7");
    row("the client claims to be another", "10.0.0.1", "127.0.0.1, 203.0.113.7", "203.0.113.7");
    row("the client claims a proxy of ours", "10.0.0.1", "1.2.3.4, 10.9.9.9, 203.0.113.7", "203.0.113.7");
    row("everybody is ours", "10.0.0.1", "10.0.0.3, 10.0.0.2", "10.0.0.3");
    row("with a port", "10.0.0.1", "203.0.113.7:4711", "203.0.113.7");
    row("IPv6", "fd00::1", "2001:db8::7", "2001:db8::7");
    row("IPv6 with a port", "fd00::1", "[2001:db8::7]:4711", "2001:db8::7");
    row("no address", "10.0.0.1", "unknown", "10.0.0.1");
    row("no address left of one of ours", "10.0.0.1", "1.2.3.4, unknown, 10.0.0.2", "10.0.0.2");
    row("a host name", "10.0.0.1", "localhost", "10.0.0.1");
    row("empty members", "10.0.0.1", "203.0.113.7,,", "10.0.0.1");
    row("an unusual IPv4", "10.0.0.1", "127.1", "10.0.0.1");
}

void TestProxyTrust::identifies()
{
    QFETCH(QString, peer);
    QFETCH(QByteArray, forwardedFor);
    QFETCH(QString, sender);
    http::RequestHead head{"GET", "/", 1, {{"Host", "hub"}}};
    if (!forwardedFor.isEmpty())
        head.headers.add("X-Forwarded-For", forwardedFor);
    const net::Peer found = m_trust.identify(head, from(peer));
    QCOMPARE(found.address, QHostAddress(sender));
    QCOMPARE(found.connectionId, 7);
    QCOMPARE(found.port, sender == peer ? 4711 : 0);
}

void TestProxyTrust::joinsFields()
{
    const http::RequestHead head{
        "GET", "/", 1, {{"X-Forwarded-For", "1.2.3.4"}, {"x-forwarded-for", "203.0.113.7"}}};
    QCOMPARE(m_trust.identify(head, from(u"10.0.0.1"_s)).address, QHostAddress(u"203.0.113.7"_s));
}

void TestProxyTrust::takesSchemeAndHostFromItsProxiesOnly_data()
{
    QTest::addColumn<QString>("peer");
    QTest::addColumn<bool>("isSecure");
    QTest::addColumn<QByteArray>("host");
    QTest::newRow("our proxy") << u"10.0.0.1"_s << true << QByteArray("chat.example");
    QTest::newRow("anybody") << u"198.51.100.1"_s << false << QByteArray("inner:3000");
}

void TestProxyTrust::takesSchemeAndHostFromItsProxiesOnly()
{
    QFETCH(QString, peer);
    QFETCH(bool, isSecure);
    QFETCH(QByteArray, host);
    const http::RequestHead head{"GET",
                                 "/",
                                 1,
                                 {{"Host", "inner:3000"},
                                  {"X-Forwarded-Proto", "http, https"},
                                  {"X-Forwarded-Host", "claimed.example, chat.example"}}};
    const net::Peer found = m_trust.identify(head, from(peer));
    QCOMPARE(found.secure, isSecure);
    QCOMPARE(ProxyTrust::hostOf(head, found), host);
}

QTEST_GUILESS_MAIN(TestProxyTrust)
#include "tst_proxytrust.moc"
