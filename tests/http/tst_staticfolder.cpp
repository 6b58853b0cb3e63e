// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/http/staticfolder.h"
#include "server/http/validators.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#if defined(Q_OS_UNIX)
#include <sys/stat.h>
#include <unistd.h>
#endif

using namespace confab;
using namespace confab::web;
using namespace Qt::StringLiterals;

class TestStaticFolder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_outer = std::make_unique<QTemporaryDir>();
        QDir outer(m_outer->path());
        QVERIFY(outer.mkpath(u"public/sub/deep"_s));
        QVERIFY(outer.mkpath(u"public/empty"_s));
        QVERIFY(outer.mkpath(u"public/.git"_s));
        QVERIFY(outer.mkpath(u"public-other"_s));
        write(u"secret.txt"_s, "secret");
        write(u"public-other/secret.txt"_s, "secret");
        write(u"public/index.html"_s, "<h1>home</h1>");
        write(u"public/sub/index.html"_s, "sub");
        write(u"public/a.txt"_s, "0123456789");
        write(u"public/grüße & co.txt"_s, "hello");
        write(u"public/100%.txt"_s, "percent");
        write(u"public/%2e%2e.txt"_s, "literal");
        write(u"public/nothing.js"_s, "");
        write(u"public/.env"_s, "secret");
        write(u"public/.git/config"_s, "secret");
    }

    void refusesUnusableFolders()
    {
        QCOMPARE(int(StaticFolder::open(m_outer->filePath(u"nowhere"_s)).error()), int(FolderError::Missing));
        QCOMPARE(int(StaticFolder::open(QString()).error()), int(FolderError::Missing));
        QCOMPARE(int(StaticFolder::open(m_outer->filePath(u"secret.txt"_s)).error()),
                 int(FolderError::NotAFolder));
    }

    void refusesAFolderThatMayNotBeRead()
    {
#if defined(Q_OS_UNIX)
        if (geteuid() == 0)
            QSKIP("root may read everything");
        const QString path = m_outer->filePath(u"public"_s);
        QVERIFY(chmod(QFile::encodeName(path).constData(), 0) == 0);
        QCOMPARE(int(StaticFolder::open(path).error()), int(FolderError::Unreadable));
        chmod(QFile::encodeName(path).constData(), 0700);
#endif
    }

    void serves_data()
    {
        QTest::addColumn<QByteArray>("target");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("type");
        const QByteArray html = "text/html; charset=utf-8";
        const QByteArray text = "text/plain; charset=utf-8";
        QTest::newRow("index") << QByteArray("/") << QByteArray("<h1>home</h1>") << html;
        QTest::newRow("index by name")
            << QByteArray("/index.html?x=1") << QByteArray("<h1>home</h1>") << html;
        QTest::newRow("index of a folder") << QByteArray("/sub/") << QByteArray("sub") << html;
        QTest::newRow("file") << QByteArray("/a.txt") << QByteArray("0123456789") << text;
        QTest::newRow("several slashes") << QByteArray("//sub//") << QByteArray("sub") << html;
        QTest::newRow("UTF-8 name") << QByteArray("/gr%C3%BC%c3%9fe%20%26%20co.txt") << QByteArray("hello")
                                    << text;
        QTest::newRow("percent sign") << QByteArray("/100%25.txt") << QByteArray("percent") << text;
        QTest::newRow("looks encoded twice")
            << QByteArray("/%252e%252e.txt") << QByteArray("literal") << text;
        QTest::newRow("encoded slash") << QByteArray("/sub%2Findex.html") << QByteArray("sub") << html;
        QTest::newRow("empty file") << QByteArray("/nothing.js") << QByteArray()
                                    << QByteArray("text/javascript; charset=utf-8");
    }
    void serves()
    {
        QFETCH(QByteArray, target);
        const http::Response response = get(target);
        QCOMPARE(response.status, 200);
        QTEST(response.body, "body");
        QTEST(response.headers.value("Content-Type"), "type");
        QCOMPARE(response.headers.value("Cache-Control"), QByteArray("public, max-age=0"));
        QCOMPARE(response.headers.value("Accept-Ranges"), QByteArray("bytes"));
        QVERIFY(response.headers.value("ETag").startsWith("W/\""));
        QVERIFY(parseHttpDate(response.headers.value("Last-Modified")));
        QVERIFY(!response.headers.contains("Content-Security-Policy"));
    }

    void findsNothing_data()
    {
        QTest::addColumn<QByteArray>("target");
        for (const char *target : {"/nowhere",
                                   "/sub/nowhere.txt",
                                   "/empty/",
                                   "/sub/deep/",
                                   "/a.txt/",
                                   "/a.txt/b",
                                   "/.env",
                                   "/.git/config",
                                   "/sub/../.env",
                                   "/%2eenv",
                                   "/../secret.txt",
                                   "/..",
                                   "/sub/../../secret.txt",
                                   "/%2e%2e/secret.txt",
                                   "/%2e%2e%2fsecret.txt",
                                   "/..%2fsecret.txt",
                                   "/..%5csecret.txt",
                                   "/%252e%252e/secret.txt",
                                   "/../public-other/secret.txt",
                                   "/a.txt%00.png",
                                   "/%00",
                                   "/%ff",
                                   "/%c0%ae%c0%ae/secret.txt",
                                   "/%zz",
                                   "/%",
                                   "/%2",
                                   "",
                                   "a.txt",
                                   "*"})
            QTest::newRow(target) << QByteArray(target);
    }
    void findsNothing()
    {
        QFETCH(QByteArray, target);
        const http::Response response = get(target);
        QCOMPARE(response.status, 404);
        QVERIFY(!response.body.isEmpty());
        QVERIFY(!response.body.contains("secret"));
    }

    void redirectsToTheFolderWithItsSlash_data()
    {
        QTest::addColumn<QByteArray>("target");
        QTest::addColumn<QByteArray>("location");
        QTest::newRow("folder") << QByteArray("/sub") << QByteArray("/sub/");
        QTest::newRow("query") << QByteArray("/sub?a=b") << QByteArray("/sub/?a=b");
        QTest::newRow("without index") << QByteArray("/empty") << QByteArray("/empty/");
        QTest::newRow("not another host") << QByteArray("///sub") << QByteArray("/sub/");
    }
    void redirectsToTheFolderWithItsSlash()
    {
        QFETCH(QByteArray, target);
        const http::Response response = get(target);
        QCOMPARE(response.status, 301);
        QTEST(response.headers.value("Location"), "location");
    }

    void followsLinksOnlyInside()
    {
#if defined(Q_OS_UNIX)
        const QString folder = m_outer->filePath(u"public"_s);
        QVERIFY(QFile::link(m_outer->filePath(u"secret.txt"_s), folder + u"/out.txt"_s));
        QVERIFY(QFile::link(m_outer->filePath(u"public-other"_s), folder + u"/other"_s));
        QVERIFY(QFile::link(folder + u"/a.txt"_s, folder + u"/in.txt"_s));
        QVERIFY(QFile::link(folder + u"/lost"_s, folder + u"/dangling"_s));
        QCOMPARE(get("/out.txt").status, 404);
        QCOMPARE(get("/other").status, 404);
        QCOMPARE(get("/other/").status, 404);
        QCOMPARE(get("/other/secret.txt").status, 404);
        QCOMPARE(get("/dangling").status, 404);
        QCOMPARE(get("/in.txt").body, QByteArray("0123456789"));
#endif
    }

    void servesThroughALinkedRoot()
    {
#if defined(Q_OS_UNIX)
        const QString link = m_outer->filePath(u"link"_s);
        QVERIFY(QFile::link(m_outer->filePath(u"public"_s), link));
        QCOMPARE(StaticFolder::open(link + u'/').value().respond(request("GET", "/a.txt")).status, 200);
#endif
    }

    void ignoresWhatIsNoRegularFile()
    {
#if defined(Q_OS_UNIX)
        const QByteArray pipe = QFile::encodeName(m_outer->filePath(u"public/pipe"_s));
        QVERIFY(mkfifo(pipe.constData(), 0600) == 0);
        QCOMPARE(get("/pipe").status, 404);
#endif
    }

    void answersOnlyReads_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<int>("status");
        QTest::newRow("GET") << QByteArray("GET") << 200;
        QTest::newRow("HEAD") << QByteArray("HEAD") << 200;
        for (const char *method : {"POST", "PUT", "DELETE", "OPTIONS", "PATCH", ""})
            QTest::newRow(method) << QByteArray(method) << 405;
    }
    void answersOnlyReads()
    {
        QFETCH(QByteArray, method);
        const http::Response response = folder().respond(request(method, "/a.txt"));
        QTEST(response.status, "status");
        QCOMPARE(response.headers.contains("Allow"), response.status == 405);
    }

    void answersConditionalRequests()
    {
        const http::Response first = get("/a.txt");
        const QByteArray tag = first.headers.value("ETag");
        const QByteArray date = first.headers.value("Last-Modified");
        for (const http::Headers &headers :
             {http::Headers{{"If-None-Match", tag}}, http::Headers{{"If-Modified-Since", date}}}) {
            const http::Response again = get("/a.txt", headers);
            QCOMPARE(again.status, 304);
            QVERIFY(again.body.isEmpty());
            QCOMPARE(again.headers.value("ETag"), tag);
            QCOMPARE(again.headers.value("Last-Modified"), date);
        }
        write(u"public/a.txt"_s, "something else");
        QCOMPARE(get("/a.txt", {{"If-None-Match", tag}}).status, 200);
    }

    void sendsParts_data()
    {
        QTest::addColumn<QByteArray>("range");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("contentRange");
        QTest::newRow("part") << QByteArray("bytes=2-4") << 206 << QByteArray("234")
                              << QByteArray("bytes 2-4/10");
        QTest::newRow("end") << QByteArray("bytes=-2") << 206 << QByteArray("89")
                             << QByteArray("bytes 8-9/10");
        QTest::newRow("beyond") << QByteArray("bytes=10-") << 416 << QByteArray() << QByteArray("bytes */10");
        QTest::newRow("several") << QByteArray("bytes=0-1,4-5") << 200 << QByteArray("0123456789")
                                 << QByteArray();
    }
    void sendsParts()
    {
        QFETCH(QByteArray, range);
        QFETCH(QByteArray, body);
        const http::Response response = get("/a.txt", {{"Range", range}});
        QTEST(response.status, "status");
        QTEST(response.headers.value("Content-Range"), "contentRange");
        if (response.status != 416)
            QCOMPARE(response.body, body);
    }

    void sendsEverythingWhenThePartIsOfAnOlderState()
    {
        const QByteArray date = get("/a.txt").headers.value("Last-Modified");
        const QByteArray tag = get("/a.txt").headers.value("ETag");
        QCOMPARE(get("/a.txt", {{"Range", "bytes=0-1"}, {"If-Range", date}}).status, 206);
        QCOMPARE(
            get("/a.txt", {{"Range", "bytes=0-1"}, {"If-Range", "Sun, 06 Nov 1994 08:49:37 GMT"}}).status,
            200);
        QCOMPARE(get("/a.txt", {{"Range", "bytes=0-1"}, {"If-Range", tag}}).status,
                 200); // weak tags never match
    }

    void sendsLargeFilesOnlyInParts()
    {
        const auto small = StaticFolder::open(m_outer->filePath(u"public"_s), 4);
        QVERIFY(small);
        http::RequestHead head = request("GET", "/a.txt");
        QCOMPARE(small->respond(head).status, 413);
        head.headers.set("Range", "bytes=0-");
        const http::Response part = small->respond(head);
        QCOMPARE(part.status, 206);
        QCOMPARE(part.body, QByteArray("0123"));
        QCOMPARE(part.headers.value("Content-Range"), QByteArray("bytes 0-3/10"));
    }

private:
    void write(const QString &name, const QByteArray &content)
    {
        QFile file(m_outer->filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
    }
    [[nodiscard]] StaticFolder folder() const
    {
        return StaticFolder::open(m_outer->filePath(u"public"_s)).value();
    }
    static http::RequestHead request(const QByteArray &method, const QByteArray &target)
    {
        http::RequestHead head;
        head.method = method;
        head.target = target;
        return head;
    }
    [[nodiscard]] http::Response get(const QByteArray &target, const http::Headers &headers = {}) const
    {
        http::RequestHead head = request("GET", target);
        head.headers = headers;
        return folder().respond(head);
    }

    std::unique_ptr<QTemporaryDir> m_outer;
};

QTEST_GUILESS_MAIN(TestStaticFolder)
#include "tst_staticfolder.moc"
