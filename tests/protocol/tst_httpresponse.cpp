// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Reading what Qt's servers write, and writing what goes to the client or to Qt's servers.

#include "protocol/http/responseparser.h"
#include "protocol/http/responsewriter.h"
#include "tests/protocol/splits.h"

#include <QTest>

using namespace confab::http;
using Progress = ResponseParser::Progress;

namespace {

const QDateTime someTime(QDate(1994, 11, 6), QTime(8, 49, 37), Qt::UTC);

QByteArray describe(const Response &response)
{
    QByteArray out = QByteArray::number(response.status);
    for (const Header &field : response.headers.fields())
        out += '|' + field.name + '=' + field.value;
    return out + "||" + response.body + '\n';
}

QByteArray transcript(const QList<QByteArray> &parts, const QByteArray &method)
{
    ResponseParser parser;
    parser.setRequestMethod(method);
    QByteArray buffer;
    QByteArray out;
    for (const QByteArray &part : parts) {
        buffer += part;
        for (bool more = true; more;) {
            const Progress progress = parser.feed(buffer);
            more = progress == Progress::ResponseComplete;
            if (more)
                out += describe(parser.takeResponse());
            if (progress == Progress::Failed)
                return out + "failed";
        }
    }
    const bool wasIdle = parser.isIdle();
    switch (parser.endOfStream()) {
    case Progress::ResponseComplete:
        return out + describe(parser.takeResponse());
    case Progress::Failed:
        return out + "cut";
    case Progress::NeedMore:
        break;
    }
    return wasIdle ? out : out + "not idle";
}

} // namespace

class TestHttpResponse : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsResponses_data();
    void readsResponses();
    void writesResponses_data();
    void writesResponses();
    void neverWritesFieldsThatSplitTheResponse();
    void writesWhatItReads();
    void writesCanonicalRequests();
    void keepsTheFieldsOfAnUpgrade();
    void writesDates();
};

void TestHttpResponse::readsResponses_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("wire");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *name, const char *method, const QByteArray &wire,
                        const QByteArray &expected) {
        QTest::newRow(name) << QByteArray(method) << wire << expected;
    };
    row("sized", "GET", "HTTP/1.1 200 OK\r\nContent-Type: a/b\r\nContent-Length: 5\r\n\r\nhello",
        "200|Content-Type=a/b||hello\n");
    row("empty", "GET", "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", "404||\n");
    row("no reason", "GET", "HTTP/1.1 299\r\nContent-Length: 0\r\n\r\n", "299||\n");
    row("until the end", "GET", "HTTP/1.1 200 OK\r\n\r\nhello", "200||hello\n");
    row("chunked", "GET",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nA: b\r\n\r\n3\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n",
        "200|A=b||hello\n");
    row("head", "HEAD", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n", "200|Content-Length=5||\n");
    row("switching protocols", "GET", "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\n\r\n",
        "101|Connection=Upgrade||\n");
    row("no content", "GET", "HTTP/1.1 204 No Content\r\n\r\n", "204||\n");
    row("not modified", "GET", "HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n", "304||\n");
    row("two", "GET",
        "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\naHTTP/1.0 500 X\r\nContent-Length: 1\r\n\r\nb",
        "200||a\n500||b\n");
    row("nothing", "GET", "", "");
    row("cut in the body", "GET", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhell", "cut");
    row("cut in the head", "GET", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r", "cut");
    row("no http", "GET", "SSH-2.0-x\r\n", "failed");
    row("status out of range", "GET", "HTTP/1.1 999 X\r\n\r\n", "failed");
    row("bad length", "GET", "HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n", "failed");
    row("bad field", "GET", "HTTP/1.1 200 OK\r\nA b\r\n\r\n", "failed");
    row("bad chunk", "GET", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nx\r\n", "failed");
}

void TestHttpResponse::readsResponses()
{
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, wire);
    QFETCH(QByteArray, expected);
    for (const auto &parts : confab::test::allSplits(wire))
        QCOMPARE(transcript(parts, method), expected);
}

void TestHttpResponse::writesResponses_data()
{
    QTest::addColumn<Response>("response");
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<int>("minorVersion");
    QTest::addColumn<bool>("keepAlive");
    QTest::addColumn<QByteArray>("expected");
    const QByteArray date("Date: Sun, 06 Nov 1994 08:49:37 GMT\r\n");
    const auto row = [](const char *name, const Response &response, const char *method, int version,
                        bool keepAlive, const QByteArray &expected) {
        QTest::newRow(name) << response << QByteArray(method) << version << keepAlive << expected;
    };
    const Response text{200, {{"Content-Type", "text/plain"}}, "hello"};
    row("1.1", text, "GET", 1, true,
        "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n" + date + "Content-Length: 5\r\n\r\nhello");
    row("1.1 last", text, "GET", 1, false,
        "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n" + date
            + "Content-Length: 5\r\nConnection: close\r\n\r\nhello");
    row("1.0 kept alive", text, "GET", 0, true,
        "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n" + date
            + "Content-Length: 5\r\nConnection: keep-alive\r\n\r\nhello");
    row("head", text, "HEAD", 1, true,
        "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n" + date + "Content-Length: 5\r\n\r\n");
    row("head with a known length", {200, {{"Content-Length", "7"}}, {}}, "HEAD", 1, true,
        "HTTP/1.1 200 OK\r\n" + date + "Content-Length: 7\r\n\r\n");
    row("no content", {204, {{"Content-Length", "0"}}, "x"}, "GET", 1, true,
        "HTTP/1.1 204 No Content\r\n" + date + "\r\n");
    row("not modified", {304, {{"ETag", "\"a\""}}, "x"}, "GET", 1, true,
        "HTTP/1.1 304 Not Modified\r\nETag: \"a\"\r\n" + date + "\r\n");
    row("continue", {100, {}, {}}, "POST", 1, true, "HTTP/1.1 100 Continue\r\n\r\n");
    row("switching", {101, {{"Connection", "Upgrade"}, {"Upgrade", "websocket"}}, {}}, "GET", 1, true,
        "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n");
    row("framing is ours",
        {200,
         {{"content-length", "99"}, {"Transfer-Encoding", "chunked"}, {"Connection", "keep-alive"}},
         "x"},
        "GET", 1, true, "HTTP/1.1 200 OK\r\n" + date + "Content-Length: 1\r\n\r\nx");
    row("close is honoured", {200, {{"connection", "Close"}}, {}}, "GET", 1, true,
        "HTTP/1.1 200 OK\r\n" + date + "Content-Length: 0\r\nConnection: close\r\n\r\n");
    row("own date", {200, {{"Date", "x"}}, {}}, "GET", 1, true,
        "HTTP/1.1 200 OK\r\nDate: x\r\nContent-Length: 0\r\n\r\n");
    row("unknown status", {299, {}, {}}, "GET", 1, true,
        "HTTP/1.1 299 \r\n" + date + "Content-Length: 0\r\n\r\n");
}

void TestHttpResponse::writesResponses()
{
    QFETCH(Response, response);
    QFETCH(QByteArray, method);
    QFETCH(int, minorVersion);
    QFETCH(bool, keepAlive);
    QTEST(serialize(response, method, minorVersion, keepAlive, someTime), "expected");
}

void TestHttpResponse::neverWritesFieldsThatSplitTheResponse()
{
    Response response;
    response.headers.add("A", "b\r\nSet-Cookie: c");
    response.headers.add("B\r\nC", "d");
    response.headers.add("E", QByteArray("f\0g", 3));
    response.headers.add("H", "i\n");
    response.headers.add("", "j");
    response.headers.add("K", "l\xc3\xa9");
    QCOMPARE(serialize(response, "GET", 1, true, someTime),
             "HTTP/1.1 200 OK\r\nK: l\xc3\xa9\r\nDate: Sun, 06 Nov 1994 08:49:37 GMT\r\nContent-Length: "
             "0\r\n\r\n");
}

void TestHttpResponse::writesWhatItReads()
{
    const Response response{
        201, {{"Content-Type", "a/b"}, {"Set-Cookie", "c"}, {"Set-Cookie", "d"}}, "body\r\n"};
    QByteArray wire = serialize(response, "POST", 1, true, someTime);
    ResponseParser parser;
    parser.setRequestMethod("POST");
    QCOMPARE(parser.feed(wire), Progress::ResponseComplete);
    Response read = parser.takeResponse();
    read.headers.remove("Date");
    QCOMPARE(describe(read), describe(response));
    QVERIFY(wire.isEmpty());
}

void TestHttpResponse::writesCanonicalRequests()
{
    const Request request{{"POST",
                           "/x?y",
                           0,
                           {{"Host", "a"},
                            {"Transfer-Encoding", "chunked"},
                            {"Connection", "close, Upgrade"},
                            {"Upgrade", "h2c"},
                            {"Expect", "100-continue"},
                            {"Content-Length", "9"},
                            {"A", "b"},
                            {"Bad", "x\r\ny"}}},
                          "body"};
    QCOMPARE(serializeRequest(request),
             "POST /x?y HTTP/1.1\r\nHost: a\r\nA: b\r\nContent-Length: 4\r\n\r\nbody");
    QCOMPARE(serializeRequest({{"GET", "/", 1, {{"Host", "a"}}}, {}}), "GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    QCOMPARE(serializeRequest({{"PUT", "/", 1, {{"Host", "a"}}}, {}}),
             "PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n");
    for (const QByteArray target : {"//u@h:1/x?//", "///u@h:1/x?//"}) // QUrl would take that for an authority
        QCOMPARE(serializeRequest({{"GET", target, 1, {}}, {}}), "GET /u@h:1/x?// HTTP/1.1\r\n\r\n");
    QCOMPARE(serializeRequest({{"GET", "//", 1, {}}, {}}), "GET / HTTP/1.1\r\n\r\n");
    QCOMPARE(serializeRequest({{"GET", "/a//b", 1, {}}, {}}), "GET /a//b HTTP/1.1\r\n\r\n");
}

void TestHttpResponse::keepsTheFieldsOfAnUpgrade()
{
    const Headers headers{{"Host", "a"},
                          {"Connection", "keep-alive, Upgrade"},
                          {"Upgrade", "websocket"},
                          {"Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="}};
    QCOMPARE(serializeRequest({{"GET", "/ws", 1, headers}, {}}),
             "GET /ws HTTP/1.1\r\nHost: a\r\nConnection: keep-alive, Upgrade\r\nUpgrade: websocket\r\n"
             "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
}

void TestHttpResponse::writesDates()
{
    QCOMPARE(httpDate(someTime), "Sun, 06 Nov 1994 08:49:37 GMT");
    QCOMPARE(httpDate(someTime.toOffsetFromUtc(7200)), "Sun, 06 Nov 1994 08:49:37 GMT");
    for (const int seconds : {0, 1, 1, 3600, 0}) { // every answer has its own second
        const QDateTime time = someTime.addSecs(seconds);
        QVERIFY(serialize({}, "GET", 1, true, time).contains("Date: " + httpDate(time) + "\r\n"));
        QVERIFY(serialize({}, "GET", 1, true, time.addMSecs(999)).contains("Date: " + httpDate(time)));
    }
}

QTEST_GUILESS_MAIN(TestHttpResponse)
#include "tst_httpresponse.moc"
