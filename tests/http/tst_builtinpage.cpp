// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/http/builtinpage.h"

#include <QTest>

using namespace confab;
using namespace confab::web;
using namespace Qt::StringLiterals;

namespace {

http::RequestHead get(const QByteArray &target,
                      const http::Headers &headers = {{"Host", "192.168.1.20:3000"}})
{
    http::RequestHead head;
    head.method = "GET";
    head.target = target;
    head.headers = headers;
    return head;
}

} // namespace

class TestBuiltinPage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void servesThePage()
    {
        const BuiltinPage page;
        const http::Response response = page.respondWithPage(get("/"));
        QCOMPARE(response.status, 200);
        QVERIFY(response.body.startsWith("<!doctype html>"));
        QCOMPARE(response.headers.value("Content-Type"), QByteArray("text/html; charset=utf-8"));
        QCOMPARE(response.headers.value("X-Content-Type-Options"), QByteArray("nosniff"));
        QCOMPARE(response.headers.value("Referrer-Policy"), QByteArray("no-referrer"));
        QCOMPARE(response.headers.value("Content-Security-Policy"),
                 contentSecurityPolicy("192.168.1.20:3000"));
        QCOMPARE(page.respond(get("/confab/")).body, response.body);
        QCOMPARE(page.respond(get("/confab/index.html")).body, response.body);
    }

    void servesEverythingThePageRefersTo()
    {
        const BuiltinPage page;
        const QByteArray html = page.respondWithPage(get("/")).body;
        int references = 0;
        for (qsizetype at = html.indexOf("\"/confab/"); at >= 0; at = html.indexOf("\"/confab/", at + 1)) {
            const QByteArray target = html.mid(at + 1, html.indexOf('"', at + 1) - at - 1);
            const http::Response response = page.respond(get(target));
            QVERIFY2(response.status == 200, target.constData());
            ++references;
        }
        QVERIFY(references >= 3); // style sheet, script, icon
    }

    void keepsNothingInline()
    {
        const QByteArray html = BuiltinPage().respondWithPage(get("/")).body;
        QVERIFY(!html.contains("<style"));
        QVERIFY(!html.contains(" style="));
        QVERIFY(!html.contains("<script>"));
        QVERIFY(!html.contains(" on"));
        QVERIFY(!html.contains("http:") && !html.contains("https:"));
    }

    void answersNotModified()
    {
        const BuiltinPage page;
        const QByteArray tag = page.respondWithPage(get("/")).headers.value("ETag");
        QVERIFY(tag.startsWith('"'));
        QCOMPARE(page.respondWithPage(get("/", {{"If-None-Match", tag}})).status, 304);
        QCOMPARE(page.respondWithPage(get("/", {{"If-None-Match", "\"other\""}})).status, 200);
    }

    void knowsNothingElse()
    {
        const BuiltinPage page;
        for (const char *target : {"/confab/nowhere.js", "/confab/../page/index.html", "/confab//index.html",
                                   "/confab/%69ndex.html", "/confab/package.json"})
            QCOMPARE(page.respond(get(target)).status, 404);
        http::RequestHead post = get("/");
        post.method = "POST";
        QCOMPARE(page.respondWithPage(post).status, 405);
    }

    void namesTheServerInThePolicy_data()
    {
        QTest::addColumn<QByteArray>("host");
        QTest::addColumn<QByteArray>("connect");
        const auto row = [](const char *host, const char *connect) {
            QTest::newRow(host) << QByteArray(host) << QByteArray(connect);
        };
        row("chat.local:3000", "connect-src 'self' ws://chat.local:3000 wss://chat.local:3000;");
        row("[fe80::1]:3000", "connect-src 'self' ws://[fe80::1]:3000 wss://[fe80::1]:3000;");
        row("", "connect-src 'self';");
        row("evil; script-src *", "connect-src 'self';");
        row("a b", "connect-src 'self';");
        row("*", "connect-src 'self';");
    }
    void namesTheServerInThePolicy()
    {
        QFETCH(QByteArray, host);
        QFETCH(QByteArray, connect);
        const QByteArray policy = contentSecurityPolicy(host);
        QVERIFY2(policy.contains(connect), policy.constData());
        QVERIFY(policy.startsWith(
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"));
    }

    void embedsTheSocketIoClient()
    {
        const EmbeddedFiles files(u":/confab/socket.io"_s, "application/javascript; charset=utf-8");
        for (const QString &name : {u"socket.io.js"_s, u"socket.io.min.js"_s, u"socket.io.esm.min.js"_s,
                                    u"socket.io.msgpack.min.js"_s}) {
            const http::Response script = files.respond(get("/"), name);
            QCOMPARE(script.status, 200);
            QVERIFY(script.body.contains("Socket.IO v4.8.4"));
            QCOMPARE(script.headers.value("Content-Type"),
                     QByteArray("application/javascript; charset=utf-8"));
            const http::Response map = files.respond(get("/"), name + u".map"_s);
            QCOMPARE(map.status, 200);
            QCOMPARE(map.headers.value("Content-Type"), QByteArray("application/json; charset=utf-8"));
        }
        QVERIFY(!files.contains(u"package.json"_s));
    }
};

QTEST_GUILESS_MAIN(TestBuiltinPage)
#include "tst_builtinpage.moc"
