// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The native client's channels against a TLS server on the loopback address: a certificate that an authority
// vouches for, one that nobody vouches for, and another one in its place. Above all: to a server whose
// certificate is not good nothing is sent.

#include "client/net/certificatepins.h"
#include "client/net/qthttpchannel.h"
#include "client/net/qtwebsocketchannel.h"
#include "tests/support/endedthreads.h"
#include "tests/support/patience.h"

#include <QFile>
#include <QNetworkAccessManager>
#include <QSslKey>
#include <QSslSocket>
#include <QTcpServer>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace confab;
using namespace confab::client;

namespace {

QByteArray contentOf(const QString &name)
{
    QFile file(QStringLiteral(CONFAB_TLS_FILES "/") + name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QSslCertificate certificateOf(const QString &name)
{
    return QSslCertificate::fromData(contentOf(name + u".pem"_s)).value(0);
}

/// Speaks TLS and keeps what it is told; closes behind every request when asked to.
class TlsServer : public QTcpServer
{
public:
    explicit TlsServer(const QString &identity) { show(identity, QSsl::Ec); }
    void show(const QString &identity, QSsl::KeyAlgorithm algorithm)
    {
        m_configuration.setLocalCertificate(certificateOf(identity));
        m_configuration.setPrivateKey(QSslKey(contentOf(identity + u".key"_s), algorithm));
        m_configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
    }
    [[nodiscard]] QUrl url(const QString &scheme) const
    {
        return QUrl(u"%1://127.0.0.1:%2/socket.io/?token=secret"_s.arg(scheme).arg(serverPort()));
    }
    void closeAll()
    {
        for (QSslSocket *socket : findChildren<QSslSocket *>())
            socket->disconnectFromHost();
    }

    QByteArray heard;
    int connections = 0;
    int ended = 0;

protected:
    void incomingConnection(qintptr descriptor) override
    {
        ++connections;
        auto *socket = new QSslSocket(this);
        socket->setSslConfiguration(m_configuration);
        (void)socket->setSocketDescriptor(descriptor);
        connect(socket, &QSslSocket::disconnected, this, [this] { ++ended; });
        connect(socket, &QSslSocket::readyRead, this, [this, socket] {
            const QByteArray request = socket->readAll();
            heard += request;
            if (request.startsWith("GET"))
                socket->write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        });
        socket->startServerEncryption();
    }

private:
    QSslConfiguration m_configuration;
};

/// What a way to the server ends with.
struct Outcome
{
    bool isOver = false;
    Problem problem = Problem::None; ///< None: the request came through
    QString detail;
};

/// One attempt over a WebSocket (whose request the server answers in a way that ends it) or over HTTP.
struct Attempt
{
    Attempt(const TlsServer &server, bool byWebSocket, const std::shared_ptr<MemoryPins> &pins,
            QNetworkAccessManager &manager)
    {
        if (byWebSocket) {
            webSocket = std::make_unique<QtWebSocketChannel>(pins);
            QObject::connect(webSocket.get(), &WebSocketChannel::ended, webSocket.get(),
                             [this](Problem problem, const QString &detail) {
                                 // The server is no WebSocket, and to learn that it had to be asked.
                                 const bool wasAsked = problem == Problem::NotASocketIoServer;
                                 outcome = {true, wasAsked ? Problem::None : problem, detail};
                             });
            webSocket->open(server.url(u"wss"_s));
        } else {
            http = std::make_unique<QtHttpChannel>(&manager, pins);
            QObject::connect(http.get(), &HttpChannel::getAnswered, http.get(),
                             [this](const HttpAnswer &answer) {
                                 outcome = {true, answer.problem, answer.detail};
                             });
            http->get(server.url(u"https"_s));
        }
    }

    std::unique_ptr<QtWebSocketChannel> webSocket;
    std::unique_ptr<QtHttpChannel> http;
    Outcome outcome;
};

struct World
{
    explicit World(const QString &identity)
        : server(identity)
    {
        (void)server.listen(QHostAddress::LocalHost, 0);
    }
    [[nodiscard]] Outcome attempt(bool byWebSocket)
    {
        Attempt attempt(server, byWebSocket, pins, manager);
        (void)QTest::qWaitFor([&] { return attempt.outcome.isOver; }, testing::patience);
        return attempt.outcome;
    }
    [[nodiscard]] QString key() const { return pinnedServer(server.url(u"https"_s)); }

    TlsServer server;
    QNetworkAccessManager manager;
    std::shared_ptr<MemoryPins> pins = std::make_shared<MemoryPins>();
};

void bothWays()
{
    QTest::addColumn<bool>("byWebSocket");
    QTest::newRow("WebSocket") << true;
    QTest::newRow("polling") << false;
}

} // namespace

class TestCertificatePins : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase() { QVERIFY(testing::otherThreadsAreGone()); }
    void cleanup() { QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete); }

    void namesServers_data();
    void namesServers();
    void judges_data();
    void judges();
    void takesWhatAnAuthorityVouchesFor_data() { bothWays(); }
    void takesWhatAnAuthorityVouchesFor();
    void sendsNothingBeforeThePersonHasSeenIt_data() { bothWays(); }
    void sendsNothingBeforeThePersonHasSeenIt();
    void takesWhatThePersonTrusts_data() { bothWays(); }
    void takesWhatThePersonTrusts();
    void sendsNothingToAnother_data() { bothWays(); }
    void sendsNothingToAnother();
    void postsNothingToAnother();
    void saysNothingAtTheEndToAnother();
};

void TestCertificatePins::initTestCase()
{
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.addCaCertificate(certificateOf(u"authority"_s));
    QSslConfiguration::setDefaultConfiguration(configuration);
}

void TestCertificatePins::namesServers_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("server");
    QTest::newRow("port") << u"https://box:3000/x?y"_s << u"box:3000"_s;
    QTest::newRow("usual port") << u"https://box/"_s << u"box:443"_s;
    QTest::newRow("usual port of a WebSocket") << u"wss://box/"_s << u"box:443"_s;
    QTest::newRow("capitals") << u"https://BOX:1/"_s << u"box:1"_s;
    QTest::newRow("IPv6") << u"https://[::1]:3000/"_s << u"::1:3000"_s;
}

void TestCertificatePins::namesServers()
{
    QFETCH(QString, url);
    QFETCH(QString, server);
    QCOMPARE(pinnedServer(QUrl(url)), server);
}

void TestCertificatePins::judges_data()
{
    QTest::addColumn<QStringList>("chain");
    QTest::addColumn<QString>("host");
    QTest::addColumn<QString>("trusted");
    QTest::addColumn<Problem>("problem");
    const QString localhost = u"localhost"_s;
    QTest::newRow("vouched for") << QStringList{u"signed"_s} << localhost << QString() << Problem::None;
    QTest::newRow("vouched for, another trusted before")
        << QStringList{u"signed"_s} << localhost << u"ec"_s << Problem::None;
    QTest::newRow("vouched for under another name")
        << QStringList{u"signed"_s} << u"other"_s << QString() << Problem::CertificateUnknown;
    QTest::newRow("under another name, trusted")
        << QStringList{u"signed"_s} << u"other"_s << u"signed"_s << Problem::None;
    QTest::newRow("first time") << QStringList{u"ec"_s} << localhost << QString()
                                << Problem::CertificateUnknown;
    QTest::newRow("trusted") << QStringList{u"ec"_s} << localhost << u"ec"_s << Problem::None;
    QTest::newRow("changed") << QStringList{u"ec"_s} << localhost << u"rsa"_s << Problem::CertificateChanged;
    QTest::newRow("the trusted one only stands behind it")
        << QStringList{u"ec"_s, u"rsa"_s} << localhost << u"rsa"_s << Problem::CertificateChanged;
    QTest::newRow("an authority only stands behind it")
        << QStringList{u"ec"_s, u"authority"_s} << localhost << QString() << Problem::CertificateUnknown;
    QTest::newRow("none") << QStringList() << localhost << u"ec"_s << Problem::TlsFailed;
}

void TestCertificatePins::judges()
{
    QFETCH(QStringList, chain);
    QFETCH(QString, host);
    QFETCH(QString, trusted);
    QFETCH(Problem, problem);
    MemoryPins pins;
    const QUrl url(u"https://%1:3000/"_s.arg(host));
    if (!trusted.isEmpty())
        pins.trust(pinnedServer(url), fingerprint(certificateOf(trusted)));
    QList<QSslCertificate> certificates;
    for (const QString &name : chain)
        certificates.append(certificateOf(name));
    const CertificateVerdict verdict = judge(certificates, url, pins);
    QCOMPARE(verdict.problem, problem);
    QCOMPARE(verdict.fingerprint,
             certificates.isEmpty() ? QString() : fingerprint(certificates.constFirst()));
}

void TestCertificatePins::takesWhatAnAuthorityVouchesFor()
{
    QFETCH(bool, byWebSocket);
    World world(u"signed"_s);
    QCOMPARE(world.attempt(byWebSocket).problem, Problem::None);
    QVERIFY(world.server.heard.startsWith("GET /socket.io/?token=secret HTTP/1.1"));
    QVERIFY(world.pins->trustedAt(world.key()).isEmpty()); // nothing to remember
}

void TestCertificatePins::sendsNothingBeforeThePersonHasSeenIt()
{
    QFETCH(bool, byWebSocket);
    World world(u"ec"_s);
    for (int i = 1; i <= 2; ++i) { // asked again it answers the same: nothing was remembered on the quiet
        const Outcome outcome = world.attempt(byWebSocket);
        QVERIFY(outcome.isOver);
        QCOMPARE(outcome.problem, Problem::CertificateUnknown);
        QCOMPARE(outcome.detail, fingerprint(certificateOf(u"ec"_s)));
        QTRY_COMPARE_WITH_TIMEOUT(world.server.ended, world.server.connections, testing::patience);
        QCOMPARE(world.server.heard, QByteArray());
    }
}

void TestCertificatePins::takesWhatThePersonTrusts()
{
    QFETCH(bool, byWebSocket);
    World world(u"ec"_s);
    const Outcome first = world.attempt(byWebSocket);
    world.pins->trust(world.key(), first.detail);
    QCOMPARE(world.attempt(byWebSocket).problem, Problem::None);
    QVERIFY(world.server.heard.startsWith("GET /socket.io/?token=secret HTTP/1.1"));
}

void TestCertificatePins::sendsNothingToAnother()
{
    QFETCH(bool, byWebSocket);
    World world(u"ec"_s);
    world.pins->trust(world.key(), fingerprint(certificateOf(u"ec"_s)));
    QCOMPARE(world.attempt(byWebSocket).problem, Problem::None);
    world.server.closeAll();
    QTRY_COMPARE_WITH_TIMEOUT(world.server.ended, world.server.connections, testing::patience);
    world.server.heard.clear();

    // From now on Qt's manager itself would not complain about the certificate of this host any more.
    world.server.show(u"rsa"_s, QSsl::Rsa);
    const Outcome outcome = world.attempt(byWebSocket);
    QVERIFY(outcome.isOver);
    QCOMPARE(outcome.problem, Problem::CertificateChanged);
    QCOMPARE(outcome.detail, fingerprint(certificateOf(u"rsa"_s)));
    QTRY_COMPARE_WITH_TIMEOUT(world.server.ended, world.server.connections, testing::patience);
    QCOMPARE(world.server.heard, QByteArray());
    QCOMPARE(world.pins->trustedAt(world.key()), fingerprint(certificateOf(u"ec"_s)));
}

void TestCertificatePins::postsNothingToAnother()
{
    World world(u"rsa"_s);
    world.server.show(u"rsa"_s, QSsl::Rsa);
    world.pins->trust(world.key(), fingerprint(certificateOf(u"ec"_s)));
    QtHttpChannel channel(&world.manager, world.pins);
    std::optional<HttpAnswer> answer;
    connect(&channel, &HttpChannel::postAnswered, &channel, [&](const HttpAnswer &got) { answer = got; });
    channel.post(world.server.url(u"https"_s), "a secret");
    QTRY_VERIFY_WITH_TIMEOUT(answer, testing::patience);
    QCOMPARE(answer->problem, Problem::CertificateChanged);
    QTRY_COMPARE_WITH_TIMEOUT(world.server.ended, world.server.connections, testing::patience);
    QCOMPARE(world.server.heard, QByteArray());
}

void TestCertificatePins::saysNothingAtTheEndToAnother()
{
    World world(u"ec"_s);
    world.server.show(u"rsa"_s, QSsl::Rsa);
    world.pins->trust(world.key(), fingerprint(certificateOf(u"ec"_s)));
    QCOMPARE(world.attempt(false).problem, Problem::CertificateChanged);
    QTRY_COMPARE_WITH_TIMEOUT(world.server.ended, world.server.connections, testing::patience);
    // Nobody waits for it, and Qt's manager would not complain about this host any more.
    const int before = world.server.connections;
    QtHttpChannel(&world.manager, world.pins).close(world.server.url(u"https"_s), "1");
    QTRY_VERIFY_WITH_TIMEOUT(world.server.connections > before, testing::patience);
    QTRY_COMPARE_WITH_TIMEOUT(world.server.ended, world.server.connections, testing::patience);
    QCOMPARE(world.server.heard, QByteArray());
}

QTEST_GUILESS_MAIN(TestCertificatePins)
#include "tst_certificatepins.moc"
