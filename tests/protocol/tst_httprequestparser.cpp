// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The request parser over good, malformed and over-long input at every split point. It does not cover the
// time a request may take: that is the connection's.

#include "protocol/http/requestparser.h"
#include "tests/protocol/splits.h"

#include <QTest>

using namespace confab::http;
using Progress = RequestParser::Progress;

namespace {

constexpr qint64 bodyLimit = 20;

/// Feeds the parts and writes down everything that came out: requests, the failure, what is left.
QByteArray transcript(const QList<QByteArray> &parts, RequestLimits limits = {})
{
    RequestParser parser(limits);
    QByteArray buffer;
    QByteArray out;
    for (const QByteArray &part : parts) {
        buffer += part;
        for (bool more = true; more;) {
            switch (parser.feed(buffer)) {
            case Progress::NeedMore:
                more = false;
                break;
            case Progress::HeadComplete:
                parser.setBodyLimit(bodyLimit);
                break;
            case Progress::RequestComplete: {
                const Request request = parser.takeRequest();
                out += request.head.method + ' ' + request.head.target + " 1."
                    + QByteArray::number(request.head.minorVersion);
                for (const Header &field : request.head.headers.fields())
                    out += '|' + field.name + '=' + field.value;
                out += "||" + request.body + '\n';
                break;
            }
            case Progress::Failed:
                return out + "failed " + QByteArray::number(parser.error().status);
            }
        }
    }
    if (!parser.isIdle())
        out += "unfinished";
    return out;
}

QByteArray headOfSize(qsizetype size)
{
    const QByteArray start("GET / HTTP/1.1\r\nHost: a\r\nX: ");
    return start + QByteArray(size - start.size() - 4, 'x') + "\r\n\r\n";
}

QByteArray headWithFields(int count)
{
    QByteArray head("GET / HTTP/1.1\r\nHost: a\r\n");
    for (int i = 1; i < count; ++i)
        head += "X: y\r\n";
    return head + "\r\n";
}

QByteArray chunked(const QByteArray &body)
{
    return "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n" + body;
}

} // namespace

class TestHttpRequestParser : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsRequests_data();
    void readsRequests();
    void refusesMalformedRequests_data();
    void refusesMalformedRequests();
    void failsAtTheFirstImpossibleByte_data();
    void failsAtTheFirstImpossibleByte();
    void limitsTheHead();
    void limitsTheNumberOfFields();
    void limitsTheBodyAsSoonAsItsSizeIsKnown();
    void takesNoBodyWithoutALimit();
    void boundsChunkFraming();
    void stopsBehindTheHeadOfAnUpgrade();
    void tellsAboutTheBody();
    void isIdleBetweenRequests();
};

void TestHttpRequestParser::readsRequests_data()
{
    QTest::addColumn<QByteArray>("wire");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *name, const QByteArray &wire, const QByteArray &expected) {
        QTest::newRow(name) << wire << expected;
    };
    row("smallest", "GET / HTTP/1.1\r\nHost: a\r\n\r\n", "GET / 1.1|Host=a||\n");
    row("expectation", "GET / HTTP/1.1\r\nHost: a\r\nExpect: 100-Continue\r\n\r\n",
        "GET / 1.1|Host=a|Expect=100-Continue||\n");
    row("expectations are none in 1.0", "GET / HTTP/1.0\r\nExpect: x\r\n\r\n", "GET / 1.0|Expect=x||\n");
    row("no host in 1.0", "GET /x?y=%20 HTTP/1.0\r\n\r\n", "GET /x?y=%20 1.0||\n");
    row("empty host", "GET / HTTP/1.1\r\nHost:\r\n\r\n", "GET / 1.1|Host=||\n");
    row("host with port", "GET / HTTP/1.1\r\nHost: [::1]:3000\r\n\r\n", "GET / 1.1|Host=[::1]:3000||\n");
    row("space around values", "GET / HTTP/1.1\r\nHost: \t a b\t \r\nX:\ty z \r\n\r\n", "failed 400");
    row("space inside values", "GET / HTTP/1.1\r\nHost:  a\t \r\nX:\ty z \r\n\r\n",
        "GET / 1.1|Host=a|X=y z||\n");
    row("bytes above ascii in a value", "GET / HTTP/1.1\r\nHost: a\r\nX: \xc3\xa9\r\n\r\n",
        "GET / 1.1|Host=a|X=\xc3\xa9||\n");
    row("empty value", "GET / HTTP/1.1\r\nHost: a\r\nX:\r\n\r\n", "GET / 1.1|Host=a|X=||\n");
    row("one empty line before", "\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n", "GET / 1.1|Host=a||\n");
    row("two empty lines before", "\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n", "GET / 1.1|Host=a||\n");
    row("sized body", "POST /p HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello",
        "POST /p 1.1|Host=a|Content-Length=5||hello\n");
    row("empty sized body", "POST /p HTTP/1.1\r\nHost: a\r\ncontent-length: 0\r\n\r\n",
        "POST /p 1.1|Host=a|content-length=0||\n");
    row("pipelined",
        "POST /1 HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nabGET /2 HTTP/1.1\r\nHost: b\r\n\r\nGET /3",
        "POST /1 1.1|Host=a|Content-Length=2||ab\nGET /2 1.1|Host=b||\nunfinished");
    row("asterisk", "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n", "OPTIONS * 1.1|Host=a||\n");
    row("absolute", "GET http://b:81/p?q HTTP/1.1\r\nHost: a\r\n\r\n", "GET /p?q 1.1|Host=b:81||\n");
    row("absolute without path", "GET HTTP://b?q HTTP/1.1\r\nHost: a\r\n\r\n", "GET /?q 1.1|Host=b||\n");
    row("absolute options", "OPTIONS http://b HTTP/1.1\r\nHost: a\r\n\r\n", "OPTIONS * 1.1|Host=b||\n");
    const QByteArray chunkedHead("POST / 1.1|Host=a|Transfer-Encoding=chunked||");
    row("chunks", chunked("5\r\nhello\r\n00a\r\n, 10 bytes\r\n0\r\n\r\n"), chunkedHead + "hello, 10 bytes\n");
    row("chunk extension", chunked("5;a=\"b\"\r\nhello\r\n0;x\r\n\r\n"), chunkedHead + "hello\n");
    row("trailers are dropped", chunked("1\r\nx\r\n0\r\nExpires: never\r\nA: b\r\n\r\n"),
        chunkedHead + "x\n");
    row("line ends in chunks", chunked("4\r\n\r\n\r\n\r\n0\r\n\r\n"), chunkedHead + "\r\n\r\n\n");
    row("pipelined behind chunks", chunked("0\r\n\r\nGET /2 HTTP/1.1\r\nHost: b\r\n\r\n"),
        chunkedHead + "\nGET /2 1.1|Host=b||\n");
    row("any case of chunked", "POST / HTTP/1.1\r\nHost: a\r\ntransfer-encoding: Chunked\r\n\r\n0\r\n\r\n",
        "POST / 1.1|Host=a|transfer-encoding=Chunked||\n");
}

void TestHttpRequestParser::readsRequests()
{
    QFETCH(QByteArray, wire);
    QFETCH(QByteArray, expected);
    for (const auto &parts : confab::test::allSplits(wire))
        QCOMPARE(transcript(parts), expected);
}

void TestHttpRequestParser::refusesMalformedRequests_data()
{
    QTest::addColumn<QByteArray>("wire");
    QTest::addColumn<int>("status");
    const auto row = [](const char *name, const QByteArray &wire, int status = 400) {
        QTest::newRow(name) << wire << status;
    };
    const auto line = [&row](const char *name, const QByteArray &requestLine, int status = 400) {
        row(name, requestLine + "\r\nHost: a\r\n\r\n", status);
    };
    const auto fields = [&row](const char *name, const QByteArray &more, int status = 400) {
        row(name, "POST / HTTP/1.1\r\nHost: a\r\n" + more + "\r\n\r\n", status);
    };
    line("lower version", "GET / HTTP/0.9", 505);
    line("higher version", "GET / HTTP/2.0", 505);
    line("higher minor version", "GET / HTTP/1.2", 505);
    line("http 2 preface", "PRI * HTTP/2.0", 505);
    line("no version", "GET /");
    line("lower case protocol", "GET / http/1.1");
    line("long version", "GET / HTTP/1.10");
    line("space behind the version", "GET / HTTP/1.1 ");
    line("two spaces", "GET  / HTTP/1.1");
    line("two spaces behind the target", "GET /  HTTP/1.1");
    line("tab", "GET\t/ HTTP/1.1");
    line("no method", " / HTTP/1.1");
    line("method is no token", "G(T / HTTP/1.1");
    line("method without end", QByteArray(33, 'A') + " / HTTP/1.1");
    line("relative target", "GET x HTTP/1.1");
    line("relative target with h", "GET hello HTTP/1.1");
    line("asterisk for get", "GET * HTTP/1.1");
    line("authority form", "CONNECT h:443 HTTP/1.1");
    line("other scheme", "GET hxxp://a/ HTTP/1.1");
    line("absolute without host", "GET http:///x HTTP/1.1");
    line("absolute with user", "GET http://u@a/x HTTP/1.1");
    line("fragment", "GET /#x HTTP/1.1");
    line("control in target", "GET /\x01 HTTP/1.1");
    line("delete in target", "GET /\x7f HTTP/1.1");
    line("non-ascii in target", "GET /\xc3\xa9 HTTP/1.1");
    row("bare line feed", "GET / HTTP/1.1\nHost: a\n\n");
    row("bare carriage return", "GET / HTTP/1.1\rHost: a\r\n\r\n");
    row("bare line feed behind a field", "GET / HTTP/1.1\r\nHost: a\n\r\n");
    row("bare line feed at the end", "GET / HTTP/1.1\r\nHost: a\r\n\n");
    row("bare line feed before", "\nGET / HTTP/1.1\r\nHost: a\r\n\r\n");
    row("three empty lines before", "\r\n\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n");
    row("nul in a value", QByteArray("GET / HTTP/1.1\r\nHost: a\r\nX: a\0b\r\n\r\n", 35));
    row("no host", "GET / HTTP/1.1\r\n\r\n");
    fields("two hosts", "Host: a");
    row("two hosts in 1.0", "GET / HTTP/1.0\r\nHost: a\r\nHost: a\r\n\r\n");
    row("host with a path", "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n");
    row("host with a user", "GET / HTTP/1.1\r\nHost: u@a\r\n\r\n");
    row("host with a wrong port", "GET / HTTP/1.1\r\nHost: a:8x\r\n\r\n");
    row("host with a long port", "GET / HTTP/1.1\r\nHost: a:123456\r\n\r\n");
    row("host with half a bracket", "GET / HTTP/1.1\r\nHost: [::1\r\n\r\n");
    row("port without host", "GET / HTTP/1.1\r\nHost: :80\r\n\r\n");
    row("first field folded", "GET / HTTP/1.1\r\n Host: a\r\n\r\n");
    fields("folded", "X: a\r\n b");
    fields("folded with tab", "X: a\r\n\tb");
    fields("space before the colon", "X : a");
    fields("no colon", "X");
    fields("empty name", ": a");
    fields("name is no token", "X(: a");
    fields("non-ascii name", "X\xc3\xa9: a");
    fields("carriage return in a value", "X: a\rb");
    fields("control in a value", "X: a\x02");
    fields("delete in a value", "X: a\x7f");
    fields("length beside coding", "Content-Length: 5\r\nTransfer-Encoding: chunked");
    fields("coding beside length", "Transfer-Encoding: chunked\r\nContent-Length: 5");
    fields("two equal lengths", "Content-Length: 5\r\nContent-Length: 5");
    fields("two lengths", "Content-Length: 5\r\nContent-Length: 6");
    fields("list of lengths", "Content-Length: 5, 5");
    fields("negative length", "Content-Length: -5");
    fields("signed length", "Content-Length: +5");
    fields("hexadecimal length", "Content-Length: 0x5");
    fields("empty length", "Content-Length:");
    fields("fractional length", "Content-Length: 5.0");
    fields("huge length", "Content-Length: 99999999999999999999999999");
    fields("length of 2^64 + 5", "Content-Length: 18446744073709551621");
    fields("large length", "Content-Length: 999999999999999999", 413);
    fields("unknown coding", "Transfer-Encoding: gzip", 501);
    fields("two codings", "Transfer-Encoding: gzip, chunked", 501);
    fields("identity", "Transfer-Encoding: identity", 501);
    fields("almost chunked", "Transfer-Encoding: xchunked", 501);
    fields("chunked twice", "Transfer-Encoding: chunked, chunked");
    fields("two coding fields", "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked");
    fields("empty coding", "Transfer-Encoding:");
    row("chunked in 1.0", "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
    fields("unknown expectation", "Expect: 200-maybe", 417);
    fields("an unknown expectation beside a known one", "Expect: 100-continue, x", 417);
    fields("unknown expectation in a second field", "Expect: 100-continue\r\nExpect: x", 417);
    row("chunk size is no number", chunked("x\r\n"));
    row("no chunk size", chunked("\r\n"));
    row("negative chunk size", chunked("-1\r\n"));
    row("prefixed chunk size", chunked("0x1\r\n"));
    row("space behind the chunk size", chunked("1 \r\nx\r\n"));
    row("bare line feed behind the chunk size", chunked("1\nx\r\n0\r\n\r\n"));
    row("bare carriage return behind the chunk size", chunked("1\rx"));
    row("chunk is longer", chunked("1\r\nxy\r\n"));
    row("chunk ends in a bare line feed", chunked("1\r\nx\n0\r\n\r\n"));
    row("chunk ends in a bare carriage return", chunked("1\r\nx\r0\r\n\r\n"));
    row("control in a chunk extension", chunked("1;\x01\r\nx\r\n"));
    row("line feed in a chunk extension", chunked("1;a\nx\r\n"));
    row("invalid trailer", chunked("0\r\nX : y\r\n\r\n"));
    row("folded trailer", chunked("0\r\nX: y\r\n z\r\n\r\n"));
}

void TestHttpRequestParser::refusesMalformedRequests()
{
    QFETCH(QByteArray, wire);
    QFETCH(int, status);
    for (const auto &parts : confab::test::allSplits(wire))
        QCOMPARE(transcript(parts), "failed " + QByteArray::number(status));
}

void TestHttpRequestParser::failsAtTheFirstImpossibleByte_data()
{
    QTest::addColumn<QByteArray>("start");
    QTest::newRow("tls hello") << QByteArray("\x16");
    QTest::newRow("zero") << QByteArray(1, '\0');
    QTest::newRow("non-ascii") << QByteArray("\xff");
    QTest::newRow("brace") << QByteArray("{");
    QTest::newRow("control in the method") << QByteArray("GE\x01");
    QTest::newRow("target") << QByteArray("GET x");
    QTest::newRow("protocol") << QByteArray("GET / F");
    QTest::newRow("version") << QByteArray("GET / HTTP/2");
    QTest::newRow("field name") << QByteArray("GET / HTTP/1.1\r\n(");
    QTest::newRow("field value") << QByteArray("GET / HTTP/1.1\r\nA: \x02");
}

void TestHttpRequestParser::failsAtTheFirstImpossibleByte()
{
    QFETCH(QByteArray, start);
    RequestParser parser;
    QByteArray before = start.chopped(1);
    QCOMPARE(parser.feed(before), Progress::NeedMore);
    QByteArray last = start.right(1);
    QCOMPARE(parser.feed(last), Progress::Failed);
    QByteArray more("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    QCOMPARE(parser.feed(more), Progress::Failed); // for good
}

void TestHttpRequestParser::limitsTheHead()
{
    const RequestLimits limits{.headBytes = 60, .headers = 100};
    QVERIFY(transcript({headOfSize(59)}, limits).startsWith("GET / 1.1"));
    QVERIFY(transcript({headOfSize(60)}, limits).startsWith("GET / 1.1"));
    for (const auto &parts : confab::test::allSplits(headOfSize(61)))
        QCOMPARE(transcript(parts, limits), "failed 431");
    QVERIFY(transcript({headOfSize(16384)}).startsWith("GET / 1.1"));
    QCOMPARE(transcript({headOfSize(16385)}), "failed 431");
    QCOMPARE(transcript({"GET /" + QByteArray(16384, 'x')}), "failed 414");
}

void TestHttpRequestParser::limitsTheNumberOfFields()
{
    QVERIFY(transcript({headWithFields(99)}).startsWith("GET / 1.1"));
    QVERIFY(transcript({headWithFields(100)}).startsWith("GET / 1.1"));
    QCOMPARE(transcript({headWithFields(101)}), "failed 431");
}

void TestHttpRequestParser::limitsTheBodyAsSoonAsItsSizeIsKnown()
{
    const auto sized = [](int length) {
        return "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: " + QByteArray::number(length) + "\r\n\r\n";
    };
    QVERIFY(transcript({sized(19) + QByteArray(19, 'x')}).endsWith(QByteArray(19, 'x') + '\n'));
    QVERIFY(transcript({sized(20) + QByteArray(20, 'x')}).endsWith(QByteArray(20, 'x') + '\n'));
    QCOMPARE(transcript({sized(21)}), "failed 413"); // without a byte of it
    QVERIFY(
        transcript({chunked("a\r\n0123456789\r\na\r\n0123456789\r\n0\r\n\r\n")}).endsWith("0123456789\n"));
    QCOMPARE(transcript({chunked("a\r\n0123456789\r\nb\r\n")}), "failed 413");
    QCOMPARE(transcript({chunked("fffffffffffffff\r\n")}), "failed 413");
    QCOMPARE(transcript({chunked("ffffffffffffffff\r\n")}), "failed 400");
}

void TestHttpRequestParser::takesNoBodyWithoutALimit()
{
    RequestParser parser;
    QByteArray wire("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\nx");
    QCOMPARE(parser.feed(wire), Progress::HeadComplete);
    QCOMPARE(parser.feed(wire), Progress::Failed);
    QCOMPARE(parser.error().status, 413);
    QVERIFY(!parser.error().detail.isEmpty());
}

void TestHttpRequestParser::boundsChunkFraming()
{
    QVERIFY(transcript({chunked("0;" + QByteArray(4096, 'e') + "\r\n\r\n")}).endsWith("||\n"));
    QCOMPARE(transcript({chunked("0;" + QByteArray(4097, 'e') + "\r\n\r\n")}), "failed 400");
    QCOMPARE(transcript({chunked("1;" + QByteArray(2500, 'e') + "\r\nx\r\n1;" + QByteArray(2500, 'e'))}),
             "failed 400");
    QCOMPARE(transcript({chunked("0\r\nX: " + QByteArray(16384, 'e'))}), "failed 431");
    QByteArray manyTrailers("0\r\n");
    for (int i = 0; i < 101; ++i)
        manyTrailers += "A: b\r\n";
    QCOMPARE(transcript({chunked(manyTrailers)}), "failed 431");
}

void TestHttpRequestParser::stopsBehindTheHeadOfAnUpgrade()
{
    const QByteArray head("GET /socket.io/ HTTP/1.1\r\nHost: a\r\nConnection: keep-alive, Upgrade\r\n"
                          "Upgrade: WebSocket\r\n\r\n");
    const QByteArray frames("\x81\x80\x01\x02\x03\x04", 6);
    for (const auto &parts : confab::test::allSplits(head + frames)) {
        RequestParser parser;
        QByteArray buffer;
        bool upgraded = false;
        for (const QByteArray &part : parts) {
            buffer += part;
            if (!upgraded && parser.feed(buffer) == Progress::HeadComplete) {
                upgraded = true;
                QVERIFY(parser.head().isWebSocketUpgrade());
                QVERIFY(!parser.hasBody());
            }
        }
        QVERIFY(upgraded);
        QCOMPARE(buffer, frames);
    }
}

void TestHttpRequestParser::tellsAboutTheBody()
{
    RequestParser parser;
    QByteArray wire("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 7\r\nExpect: 100-Continue\r\n\r\n");
    QCOMPARE(parser.feed(wire), Progress::HeadComplete);
    QVERIFY(parser.hasBody());
    QVERIFY(parser.expectsContinue());
    QCOMPARE(parser.contentLength(), 7);
    parser.setBodyLimit(7);
    QCOMPARE(parser.feed(wire), Progress::NeedMore);
    wire = "1234567";
    QCOMPARE(parser.feed(wire), Progress::RequestComplete);
    QCOMPARE(parser.takeRequest().body, "1234567");

    wire = chunked({});
    QCOMPARE(parser.feed(wire), Progress::HeadComplete);
    QVERIFY(parser.hasBody());
    QVERIFY(!parser.expectsContinue());
    QCOMPARE(parser.contentLength(), -1);
}

void TestHttpRequestParser::isIdleBetweenRequests()
{
    RequestParser parser;
    QVERIFY(parser.isIdle());
    QByteArray wire("\r\n");
    QCOMPARE(parser.feed(wire), Progress::NeedMore);
    QVERIFY(parser.isIdle());
    wire = "G";
    QCOMPARE(parser.feed(wire), Progress::NeedMore);
    QVERIFY(!parser.isIdle());
    wire = "ET / HTTP/1.1\r\nHost: a\r\n\r\n";
    QCOMPARE(parser.feed(wire), Progress::HeadComplete);
    QVERIFY(!parser.isIdle());
    QCOMPARE(parser.feed(wire), Progress::RequestComplete);
    static_cast<void>(parser.takeRequest());
    QVERIFY(parser.isIdle());
}

QTEST_GUILESS_MAIN(TestHttpRequestParser)
#include "tst_httprequestparser.moc"
