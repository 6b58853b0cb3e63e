// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/http/webserver.h"

#include <QFile>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>

using namespace confab;
using namespace confab::web;
using namespace Qt::StringLiterals;

namespace {

struct Answer
{
    QByteArray statusLine;
    QList<QByteArray> headers;
    QByteArray body;

    [[nodiscard]] int count(const QByteArray &name) const
    {
        return int(std::count_if(headers.cbegin(), headers.cend(), [&](const QByteArray &line) {
            return line.toLower().startsWith(name.toLower() + ':');
        }));
    }
    [[nodiscard]] QByteArray value(const QByteArray &name) const
    {
        for (const QByteArray &line : headers) {
            if (line.toLower().startsWith(name.toLower() + ':'))
                return line.mid(name.size() + 1).trimmed();
        }
        return {};
    }
};

} // namespace

/// The routes in a real QHttpServer, as far as its own parser and writer matter; what is decided about paths
/// is in tst_staticfolder and tst_builtinpage.
class TestWebServer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void servesItsDoors_data()
    {
        QTest::addColumn<QByteArray>("target");
        QTest::addColumn<QByteArray>("status");
        QTest::addColumn<QByteArray>("type");
        const QByteArray html = "text/html; charset=utf-8";
        const QByteArray text = "text/plain; charset=utf-8";
        QTest::newRow("page") << QByteArray("/") << QByteArray("200") << html;
        QTest::newRow("page, other address") << QByteArray("/confab/") << QByteArray("200") << html;
        QTest::newRow("without slash") << QByteArray("/confab") << QByteArray("301") << text;
        QTest::newRow("asset") << QByteArray("/confab/confab.css") << QByteArray("200")
                               << QByteArray("text/css; charset=utf-8");
        QTest::newRow("client") << QByteArray("/socket.io/socket.io.js") << QByteArray("200")
                                << QByteArray("application/javascript; charset=utf-8");
        QTest::newRow("health") << QByteArray("/healthz") << QByteArray("200")
                                << QByteArray("application/json; charset=utf-8");
        QTest::newRow("nothing") << QByteArray("/nowhere") << QByteArray("404") << text;
        QTest::newRow("no such asset") << QByteArray("/confab/nowhere") << QByteArray("404") << text;
        QTest::newRow("no such client") << QByteArray("/socket.io/nowhere.js") << QByteArray("404") << text;
    }
    void servesItsDoors()
    {
        QFETCH(QByteArray, target);
        start({});
        const Answer answer = ask("GET " + target + " HTTP/1.1\r\nHost: x\r\n\r\n");
        QTEST(answer.statusLine.split(' ').value(1), "status");
        QTEST(answer.value("Content-Type"), "type");
        QCOMPARE(answer.count("Content-Type"), 1);
        QCOMPARE(answer.count("Content-Length"), 1);
        QCOMPARE(answer.value("Content-Length").toLongLong(), answer.body.size());
    }

    void answersNotModifiedThroughQt()
    {
        start({});
        const Answer first = ask("GET /socket.io/socket.io.min.js HTTP/1.1\r\nHost: x\r\n\r\n");
        const QByteArray tag = first.value("ETag");
        QVERIFY(!tag.isEmpty());
        const Answer again =
            ask("GET /socket.io/socket.io.min.js HTTP/1.1\r\nHost: x\r\nif-none-match: " + tag + "\r\n\r\n");
        QVERIFY(again.statusLine.startsWith("HTTP/1.1 304"));
        QCOMPARE(again.value("ETag"), tag);
        QCOMPARE(again.count("Content-Type"), 0);
        QVERIFY(again.body.isEmpty());
    }

    void refusesWritesToItsDoors()
    {
        start({});
        for (const QByteArray &target :
             {QByteArray("/"), QByteArray("/healthz"), QByteArray("/confab/confab.css")}) {
            const Answer answer =
                ask("POST " + target + " HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nhi");
            QVERIFY2(answer.statusLine.startsWith("HTTP/1.1 405"), target.constData());
        }
    }

    void servesTheWebRootInsteadOfThePage()
    {
        QTemporaryDir folder;
        writeFile(folder.filePath(u"index.html"_s), "mine");
        writeFile(folder.filePath(u"a b.txt"_s), "space");
        writeFile(folder.filePath(u"healthz"_s), "not this one");
        start({folder.path()});
        const Answer index = ask("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
        QCOMPARE(index.body, QByteArray("mine"));
        QCOMPARE(index.count("Content-Security-Policy"), 0);
        QCOMPARE(index.count("X-Content-Type-Options"), 0);
        QCOMPARE(ask("GET /a%20b.txt?v=1 HTTP/1.1\r\nHost: x\r\n\r\n").body, QByteArray("space"));
        QVERIFY(ask("GET /confab/ HTTP/1.1\r\nHost: x\r\n\r\n").count("Content-Security-Policy") == 1);
        QVERIFY(ask("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n").body.contains("ok"));
        QVERIFY(ask("GET /socket.io/socket.io.js HTTP/1.1\r\nHost: x\r\n\r\n").body.contains("Socket.IO v4"));
        const Answer part = ask("GET /a%20b.txt HTTP/1.1\r\nHost: x\r\nRange: bytes=1-2\r\n\r\n");
        QVERIFY(part.statusLine.startsWith("HTTP/1.1 206"));
        QCOMPARE(part.body, QByteArray("pa"));
    }

    void keepsTraversalOutThroughQtsParser_data()
    {
        QTest::addColumn<QByteArray>("target");
        for (const char *target : {"/../secret.txt", "/%2e%2e/secret.txt", "/%2e%2e%2fsecret.txt",
                                   "/..%2fsecret.txt", "/%252e%252e/secret.txt", "//../secret.txt",
                                   "/x/../../secret.txt", "/secret.txt%00", "/%00/../secret.txt"})
            QTest::newRow(target) << QByteArray(target);
    }
    void keepsTraversalOutThroughQtsParser()
    {
        QFETCH(QByteArray, target);
        QTemporaryDir outer;
        writeFile(outer.filePath(u"secret.txt"_s), "secret");
        QVERIFY(QDir(outer.path()).mkdir(u"public"_s));
        start({outer.filePath(u"public"_s)});
        const Answer answer = ask("GET " + target + " HTTP/1.1\r\nHost: x\r\n\r\n");
        QVERIFY(answer.statusLine.startsWith("HTTP/1.1 404"));
        QVERIFY(!answer.body.contains("secret"));
    }

    void answersNotFoundWithoutAUsableWebRoot()
    {
        start({u"/nowhere/at/all"_s});
        QVERIFY(ask("GET / HTTP/1.1\r\nHost: x\r\n\r\n").statusLine.startsWith("HTTP/1.1 404"));
    }

    void cleanup() { m_server.reset(); }

private:
    static void writeFile(const QString &path, const QByteArray &content)
    {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
    }

    void start(const WebServerOptions &options)
    {
        m_server = std::make_unique<WebServer>(options);
        auto listener = std::make_unique<QTcpServer>();
        QVERIFY(listener->listen(QHostAddress::LocalHost, 0));
        m_port = listener->serverPort();
        QVERIFY(m_server->bind(listener.release())); // the server owns it now
    }

    Answer ask(const QByteArray &request)
    {
        QTcpSocket socket;
        socket.connectToHost(QHostAddress::LocalHost, m_port);
        socket.write(request);
        QByteArray bytes;
        Answer answer;
        const bool complete = QTest::qWaitFor([&] {
            bytes += socket.readAll();
            const qsizetype end = bytes.indexOf("\r\n\r\n");
            if (end < 0)
                return false;
            answer.headers = bytes.left(end).replace("\r\n", "\n").split('\n');
            answer.statusLine = answer.headers.takeFirst();
            answer.body = bytes.mid(end + 4);
            return answer.body.size() >= answer.value("Content-Length").toLongLong();
        });
        return complete ? answer : Answer();
    }

    std::unique_ptr<WebServer> m_server;
    quint16 m_port = 0;
};

QTEST_GUILESS_MAIN(TestWebServer)
#include "tst_webserver.moc"
