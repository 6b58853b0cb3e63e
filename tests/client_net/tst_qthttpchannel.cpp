// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The HTTP of long polling over real sockets on the loopback address, with a server that does as it is told:
// what a request looks like, what becomes of the answer, and that nothing is ever sent twice.

#include "client/net/qthttpchannel.h"
#include "tests/support/patience.h"
#include "tests/support/silentport.h"

#include <QNetworkAccessManager>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace confab;
using namespace confab::client;

namespace {

/// Keeps each request; answers each with the next of `answers`. An empty one cuts the connection, and without
/// one the request waits.
class CannedServer : public QTcpServer
{
public:
    CannedServer()
    {
        connect(this, &QTcpServer::newConnection, this, [this] {
            QTcpSocket *socket = nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, this, [this, socket] { read(socket); });
        });
    }
    [[nodiscard]] QUrl url() const { return QUrl(u"http://127.0.0.1:%1/x/?a=b"_s.arg(serverPort())); }
    void answerWaiting(const QByteArray &answer) { m_waiting->write(answer); }

    QList<QByteArray> requests;
    QList<QByteArray> answers;

private:
    void read(QTcpSocket *socket)
    {
        QByteArray &buffer = m_buffers[socket];
        buffer += socket->readAll();
        const qsizetype headEnd = buffer.indexOf("\r\n\r\n");
        if (headEnd < 0)
            return;
        static const QRegularExpression length(u"content-length: (\\d+)"_s,
                                               QRegularExpression::CaseInsensitiveOption);
        const auto match = length.match(QString::fromLatin1(buffer.first(headEnd)));
        if (buffer.size() < headEnd + 4 + match.captured(1).toLongLong())
            return;
        requests.append(std::exchange(buffer, {}));
        if (answers.isEmpty()) {
            m_waiting = socket;
            return;
        }
        const QByteArray answer = answers.takeFirst();
        if (answer.isEmpty())
            socket->abort();
        else
            socket->write(answer);
    }

    QHash<QTcpSocket *, QByteArray> m_buffers;
    QTcpSocket *m_waiting = nullptr;
};

QByteArray ok(const QByteArray &body)
{
    return "HTTP/1.1 200 OK\r\nContent-Type: text/plain; charset=UTF-8\r\nContent-Length: "
        + QByteArray::number(body.size()) + "\r\n\r\n" + body;
}

struct World
{
    CannedServer server;
    QNetworkAccessManager manager;
    QtHttpChannel channel{&manager, std::make_shared<MemoryPins>()};
    QList<HttpAnswer> gets;
    QList<HttpAnswer> posts;

    World()
    {
        QObject::connect(&channel, &HttpChannel::getAnswered, &channel,
                         [this](const HttpAnswer &answer) { gets.append(answer); });
        QObject::connect(&channel, &HttpChannel::postAnswered, &channel,
                         [this](const HttpAnswer &answer) { posts.append(answer); });
    }
    [[nodiscard]] bool listen() { return server.listen(QHostAddress::LocalHost); }
};

} // namespace

class TestQtHttpChannel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void getsAndPosts();
    void hasBothAtOnce();
    void givesEveryStatusAsItIs_data();
    void givesEveryStatusAsItIs();
    void followsNoRedirect();
    void sendsNothingTwice_data();
    void sendsNothingTwice();
    void tellsWhatWentWrong();
    void refusesAnAnswerWithoutEnd();
    void closesBehindWhatIsOnItsWay();
    void closesAtOnceWhenIdle();
};

void TestQtHttpChannel::getsAndPosts()
{
    World w;
    QVERIFY(w.listen());
    w.server.answers = {ok("h\xc3\xa9"), ok("ok"), ok("again")};
    w.channel.get(w.server.url());
    QTRY_COMPARE_WITH_TIMEOUT(w.gets.size(), 1, testing::patience);
    QCOMPARE(w.gets.at(0).problem, Problem::None);
    QCOMPARE(w.gets.at(0).status, 200);
    QCOMPARE(w.gets.at(0).contentType, QByteArray("text/plain; charset=UTF-8"));
    QCOMPARE(w.gets.at(0).body, QByteArray("h\xc3\xa9"));
    QVERIFY(w.server.requests.at(0).startsWith("GET /x/?a=b HTTP/1.1\r\n"));

    const QByteArray large(200000, 'x');
    w.channel.post(w.server.url(), large);
    QTRY_COMPARE_WITH_TIMEOUT(w.posts.size(), 1, testing::patience);
    const QByteArray request = w.server.requests.at(1);
    QVERIFY(request.startsWith("POST /x/?a=b HTTP/1.1\r\n"));
    QVERIFY(request.toLower().contains("\r\ncontent-type: text/plain;charset=utf-8\r\n"));
    QVERIFY(request.endsWith("\r\n\r\n" + large));
    w.channel.get(w.server.url());
    QTRY_COMPARE_WITH_TIMEOUT(w.gets.size(), 2, testing::patience);
}

void TestQtHttpChannel::hasBothAtOnce()
{
    World w;
    QVERIFY(w.listen());
    w.channel.get(w.server.url());
    QTRY_COMPARE_WITH_TIMEOUT(w.server.requests.size(), 1, testing::patience);
    w.server.answers = {ok("posted")};
    w.channel.post(w.server.url(), "x");
    QTRY_COMPARE_WITH_TIMEOUT(w.posts.size(), 1, testing::patience);
    QVERIFY(w.gets.isEmpty());
    w.server.answerWaiting(ok("polled"));
    QTRY_COMPARE_WITH_TIMEOUT(w.gets.size(), 1, testing::patience);
}

void TestQtHttpChannel::givesEveryStatusAsItIs_data()
{
    QTest::addColumn<int>("status");
    for (const int status : {400, 401, 403, 404, 413, 426, 429, 500, 502, 503, 599})
        QTest::addRow("%d", status) << status;
}

void TestQtHttpChannel::givesEveryStatusAsItIs()
{
    QFETCH(int, status);
    World w;
    QVERIFY(w.listen());
    const QByteArray answer = "HTTP/1.1 " + QByteArray::number(status)
        + " Some Words\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}";
    w.server.answers = {answer, answer};
    w.channel.get(w.server.url());
    QTRY_COMPARE_WITH_TIMEOUT(w.gets.size(), 1, testing::patience);
    w.channel.post(w.server.url(), "x");
    QTRY_COMPARE_WITH_TIMEOUT(w.posts.size(), 1, testing::patience);
    for (const HttpAnswer &got : {w.gets.at(0), w.posts.at(0)}) {
        QCOMPARE(got.problem, Problem::None);
        QCOMPARE(got.status, status);
        QCOMPARE(got.detail, u"Some Words"_s);
        QCOMPARE(got.body, QByteArray("{}"));
    }
}

void TestQtHttpChannel::followsNoRedirect()
{
    World w;
    QVERIFY(w.listen());
    w.server.answers = {"HTTP/1.1 302 Found\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n"};
    w.channel.get(w.server.url());
    QTRY_COMPARE_WITH_TIMEOUT(w.gets.size(), 1, testing::patience);
    QCOMPARE(w.gets.at(0).status, 302);
    QCOMPARE(w.server.requests.size(), 1);
}

void TestQtHttpChannel::sendsNothingTwice_data()
{
    QTest::addColumn<bool>("post");
    QTest::addColumn<bool>("onUsedConnection");
    for (const bool used : {false, true}) {
        QTest::addRow("get, %s connection", used ? "used" : "new") << false << used;
        QTest::addRow("post, %s connection", used ? "used" : "new") << true << used;
    }
}

void TestQtHttpChannel::sendsNothingTwice()
{
    QFETCH(bool, post);
    QFETCH(bool, onUsedConnection);
    World w;
    QVERIFY(w.listen());
    if (onUsedConnection) {
        w.server.answers = {ok("first")};
        w.channel.get(w.server.url());
        QTRY_COMPARE_WITH_TIMEOUT(w.gets.size(), 1, testing::patience);
        w.gets.clear();
        w.server.requests.clear();
    }
    w.server.answers = {"", ok("second"), ok("third")};
    if (post)
        w.channel.post(w.server.url(), "once");
    else
        w.channel.get(w.server.url());
    QTRY_COMPARE_WITH_TIMEOUT((post ? w.posts : w.gets).size(), 1, testing::patience);
    const HttpAnswer answer = (post ? w.posts : w.gets).at(0);
    QCOMPARE(answer.problem, Problem::HungUp);
    QVERIFY(!answer.detail.isEmpty());
    if (post)
        QCOMPARE(w.server.requests.count(), 1);
}

void TestQtHttpChannel::tellsWhatWentWrong()
{
    World w;
    QVERIFY(w.listen());
    w.server.answers = {"what?\r\n\r\n"};
    w.channel.get(w.server.url());
    QTRY_COMPARE_WITH_TIMEOUT(w.gets.size(), 1, testing::patience);
    QVERIFY(w.gets.at(0).problem != Problem::None);
    const testing::SilentPort nobody;
    w.channel.post(QUrl(u"http://127.0.0.1:%1/"_s.arg(nobody.number())), "x");
    QTRY_COMPARE_WITH_TIMEOUT(w.posts.size(), 1, testing::patience);
    QCOMPARE(w.posts.at(0).problem, Problem::Refused);
}

void TestQtHttpChannel::refusesAnAnswerWithoutEnd()
{
    World w;
    QVERIFY(w.listen());
    w.server.answers = {ok(QByteArray(QtHttpChannel::largestBody + 1'000'000, 'x'))};
    w.channel.get(w.server.url());
    QTRY_COMPARE_WITH_TIMEOUT(w.gets.size(), 1, testing::patience);
    QVERIFY(w.gets.at(0).problem != Problem::None);
    QCOMPARE(w.gets.at(0).detail, u"answer too large"_s);
}

void TestQtHttpChannel::closesBehindWhatIsOnItsWay()
{
    World w;
    QVERIFY(w.listen());
    w.channel.post(w.server.url(), "on its way");
    QTRY_COMPARE_WITH_TIMEOUT(w.server.requests.size(), 1, testing::patience);
    w.server.answers = {ok("bye")};
    w.channel.close(w.server.url(), "last");
    w.server.answerWaiting(ok("ok"));
    QTRY_COMPARE_WITH_TIMEOUT(w.server.requests.size(), 2, testing::patience);
    QVERIFY(w.server.requests.at(1).endsWith("\r\n\r\nlast"));
    QVERIFY(w.posts.isEmpty());
}

void TestQtHttpChannel::closesAtOnceWhenIdle()
{
    World w;
    QVERIFY(w.listen());
    w.channel.get(w.server.url());
    QTRY_COMPARE_WITH_TIMEOUT(w.server.requests.size(), 1, testing::patience);
    w.server.answers = {ok("bye")};
    w.channel.close(w.server.url(), "last");
    QTRY_COMPARE_WITH_TIMEOUT(w.server.requests.size(), 2, testing::patience);
    QVERIFY(w.server.requests.at(1).endsWith("\r\n\r\nlast"));
    QVERIFY(w.gets.isEmpty());
}

QTEST_GUILESS_MAIN(TestQtHttpChannel)
#include "tst_qthttpchannel.moc"
