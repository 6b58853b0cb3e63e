// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What a client makes of certificates and of servers that want https, on a wire that does as it is told.

#include "tests/client_core/chatworld.h"

#include <QTest>

using namespace confab::client;
using namespace confab::test;
using namespace Qt::StringLiterals;

namespace {

const QString shown = u"AB:CD"_s;

struct TlsWorld : World
{
    explicit TlsWorld(const QUrl &url = QUrl(u"https://host:3000"_s))
        : pins(std::make_shared<MemoryPins>())
        , tls({timers,
               {[this]() -> std::unique_ptr<WebSocketChannel> {
                    wires.append(std::make_shared<FakeWire>());
                    return std::make_unique<FakeWebSocketChannel>(wires.constLast());
                },
                nullptr},
               [] { return 0.0; },
               pins})
    {
        QObject::connect(&tls, &ChatClient::addressChanged, &tls,
                         [this](const QUrl &to) { moves.append(to); });
        tls.setTokenSource([](const QUrl &to) { return to.toString(); });
        tls.join(url, u"Ana"_s, u"lobby"_s);
    }

    std::shared_ptr<MemoryPins> pins;
    ChatClient tls;
    QList<QUrl> moves;
};

} // namespace

class TestChatOverTls : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void stopsAtACertificate_data();
    void stopsAtACertificate();
    void trustsWhatWasShown();
    void trustsNothingUnasked_data();
    void trustsNothingUnasked();
    void waitsForThePersonWhenItChanges();
    void goesOnByHttps_data();
    void goesOnByHttps();
    void followsNobodyElse_data();
    void followsNobodyElse();
};

void TestChatOverTls::stopsAtACertificate_data()
{
    QTest::addColumn<Problem>("problem");
    QTest::newRow("first time") << Problem::CertificateUnknown;
    QTest::newRow("changed") << Problem::CertificateChanged;
}

void TestChatOverTls::stopsAtACertificate()
{
    QFETCH(Problem, problem);
    TlsWorld w;
    w.wire().end(problem, shown);
    QCOMPARE(w.tls.state(), ConnectionState::Rejected);
    QCOMPARE(w.tls.problem(), problem);
    QCOMPARE(w.tls.problemDetail(), shown);
    QCOMPARE(w.tls.retryInMs(), -1);
    w.timers->advance(std::chrono::hours(1));
    QCOMPARE(w.wires.size(), 1);
    QVERIFY(w.wire().sent.isEmpty());
    QVERIFY(w.pins->trustedAt(u"host:3000"_s).isEmpty());
}

void TestChatOverTls::trustsWhatWasShown()
{
    TlsWorld w;
    w.wire().end(Problem::CertificateUnknown, shown);
    w.tls.trustCertificate();
    QCOMPARE(w.pins->trustedAt(u"host:3000"_s), shown);
    QCOMPARE(w.tls.state(), ConnectionState::Connecting);
    QCOMPARE(w.wires.size(), 2);
    QCOMPARE(w.wire().url.scheme(), u"wss"_s);
    QCOMPARE(w.connectWire()["token"_L1].toString(), u"https://host:3000"_s);
}

void TestChatOverTls::trustsNothingUnasked_data()
{
    QTest::addColumn<Problem>("problem");
    QTest::newRow("no TLS") << Problem::TlsFailed;
    QTest::newRow("refused") << Problem::RejectedByServer;
    QTest::newRow("nothing yet") << Problem::None;
}

void TestChatOverTls::trustsNothingUnasked()
{
    QFETCH(Problem, problem);
    TlsWorld w;
    if (problem != Problem::None)
        w.wire().end(problem, shown);
    w.tls.trustCertificate();
    QVERIFY(w.pins->trustedAt(u"host:3000"_s).isEmpty());
    QCOMPARE(w.wires.size(), 1);
}

void TestChatOverTls::waitsForThePersonWhenItChanges()
{
    TlsWorld w;
    w.connectWire();
    w.welcome();
    QCOMPARE(w.tls.state(), ConnectionState::Online);
    w.wire().end(Problem::Dropped);
    const QString waiting = w.tls.send(u"meanwhile"_s);
    w.timers->advance(std::chrono::milliseconds(500));
    QCOMPARE(w.wires.size(), 2);
    w.wire().end(Problem::CertificateChanged, shown);
    QCOMPARE(w.tls.state(), ConnectionState::Rejected);
    w.timers->advance(std::chrono::hours(1));
    QCOMPARE(w.wires.size(), 2);
    QVERIFY(w.wire().sent.isEmpty());

    w.tls.trustCertificate();
    w.connectWire();
    w.welcome();
    QCOMPARE(w.tls.state(), ConnectionState::Online);
    w.tls.resend(waiting);
    QCOMPARE(w.wire().takeSent().filter(u"meanwhile"_s).size(), 1);
}

void TestChatOverTls::goesOnByHttps_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("location");
    QTest::addColumn<QString>("address");
    QTest::newRow("the same port") << u"http://host:3000"_s << u"https://host:3000/socket.io/?EIO=4"_s
                                   << u"https://host:3000"_s;
    QTest::newRow("another port") << u"http://host"_s << u"https://host/"_s << u"https://host"_s;
    QTest::newRow("of a WebSocket's address")
        << u"ws://host:3000"_s << u"https://host:3000/"_s << u"https://host:3000"_s;
    QTest::newRow("IPv6") << u"http://[::1]:3000"_s << u"https://[::1]:3000/"_s << u"https://[::1]:3000"_s;
}

void TestChatOverTls::goesOnByHttps()
{
    QFETCH(QString, typed);
    QFETCH(QString, location);
    QFETCH(QString, address);
    TlsWorld w{QUrl(typed)};
    w.wire().end(Problem::MovedToHttps, location);
    QCOMPARE(w.moves, QList<QUrl>{QUrl(address)});
    QCOMPARE(w.tls.address(), QUrl(address));
    QCOMPARE(w.tls.state(), ConnectionState::Connecting);
    QCOMPARE(w.wires.size(), 2); // at once
    QCOMPARE(w.wire().url.scheme(), u"wss"_s);
    QCOMPARE(w.connectWire()["token"_L1].toString(), address);
}

void TestChatOverTls::followsNobodyElse_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("location");
    QTest::newRow("another host") << u"http://host:3000"_s << u"https://other:3000/"_s;
    QTest::newRow("the host in front") << u"http://host:3000"_s << u"https://host@other/"_s;
    QTest::newRow("back") << u"https://host:3000"_s << u"http://host:3000/"_s;
    QTest::newRow("in circles") << u"https://host:3000"_s << u"https://host:3000/"_s;
    QTest::newRow("nowhere") << u"http://host:3000"_s << QString();
}

void TestChatOverTls::followsNobodyElse()
{
    QFETCH(QString, typed);
    QFETCH(QString, location);
    TlsWorld w{QUrl(typed)};
    w.wire().end(Problem::MovedToHttps, location);
    QCOMPARE(w.tls.state(), ConnectionState::Rejected);
    QCOMPARE(w.tls.problem(), Problem::NotASocketIoServer);
    QCOMPARE(w.tls.address(), QUrl(typed));
    QCOMPARE(w.wires.size(), 1);
    QVERIFY(w.moves.isEmpty());
}

QTEST_GUILESS_MAIN(TestChatOverTls)
#include "tst_chatovertls.moc"
