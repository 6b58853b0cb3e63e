// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/chat/httprequests.h"

#include "protocol/socketio/json.h"

#include <QTest>

using namespace confab;
using namespace confab::chat;
using namespace Qt::StringLiterals;

namespace {

http::Request request(const QByteArray &method, const QByteArray &target, const QByteArray &body = {},
                      const QByteArray &type = {})
{
    http::Request result;
    result.head.method = method;
    result.head.target = target;
    if (!type.isEmpty())
        result.head.headers.add("Content-Type", type);
    result.body = body;
    return result;
}

} // namespace

// What is asked for over HTTP; the doors behind it are in tst_httpdoors.
class TestHttpRequests : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsAPost_data();
    void readsAPost();
    void refusesAPost_data();
    void refusesAPost();
    void scriptsOfOneNameAreOnePerson();
    void readsAHistoryQuery_data();
    void readsAHistoryQuery();
    void refusesAHistoryQuery_data();
    void refusesAHistoryQuery();
    void readsACursor_data();
    void readsACursor();
    void answersWithTheStatusOfTheRefusal_data();
    void answersWithTheStatusOfTheRefusal();
    void writesEvents();
};

void TestHttpRequests::readsAPost_data()
{
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("room");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("id"); // empty: made up

    const QByteArray form = "application/x-www-form-urlencoded"; // curl -d
    QTest::newRow("the body is the text, whatever curl calls it")
        << QByteArray("/messages") << form << QByteArray("a=b & c") << u"a=b & c"_s << u"lobby"_s
        << u"Webhook"_s << QString();
    QTest::newRow("no type at all") << QByteArray("/messages") << QByteArray() << QByteArray("Grüße 😀")
                                    << u"Grüße 😀"_s << u"lobby"_s << u"Webhook"_s << QString();
    QTest::newRow("an empty text") << QByteArray("/messages") << form << QByteArray() << QString()
                                   << u"lobby"_s << u"Webhook"_s << QString();
    QTest::newRow("parameters") << QByteArray("/messages?room=ops&name=Back%20up&id=job-1") << form
                                << QByteArray("done\n") << u"done\n"_s << u"ops"_s << u"Back up"_s
                                << u"job-1"_s;
    QTest::newRow("JSON") << QByteArray("/messages") << QByteArray("application/json")
                          << QByteArray(R"({"text":"hi","room":"ops","name":"CI","id":"x"})") << u"hi"_s
                          << u"ops"_s << u"CI"_s << u"x"_s;
    QTest::newRow("JSON wins over the parameters")
        << QByteArray("/messages?room=a&id=q") << QByteArray("application/json; charset=utf-8")
        << QByteArray(R"({"text":"hi","room":"b"})") << u"hi"_s << u"b"_s << u"Webhook"_s << u"q"_s;
    QTest::newRow("JSON in another type is a text")
        << QByteArray("/messages") << QByteArray("text/plain") << QByteArray(R"({"text":"hi"})")
        << uR"({"text":"hi"})"_s << u"lobby"_s << u"Webhook"_s << QString();
}

void TestHttpRequests::readsAPost()
{
    QFETCH(const QByteArray, target);
    QFETCH(const QByteArray, type);
    QFETCH(const QByteArray, body);
    QFETCH(const QString, text);
    QFETCH(const QString, room);
    QFETCH(const QString, name);
    QFETCH(const QString, id);
    const auto posted = parsePost(request("POST", target, body, type));
    QVERIFY2(posted.has_value(), qPrintable(posted ? QString() : posted.error().detail));
    QCOMPARE(posted->message.text, text);
    QCOMPARE(posted->message.room, room);
    QCOMPARE(posted->sender.name, name);
    if (id.isEmpty())
        QVERIFY(!posted->message.id.isEmpty());
    else
        QCOMPARE(posted->message.id, id);
}

void TestHttpRequests::refusesAPost_data()
{
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("error");
    const QByteArray json = "application/json";
    QTest::newRow("not UTF-8") << QByteArray("/messages") << QByteArray() << QByteArray("\xff\xfe")
                               << u"bad_request"_s;
    QTest::newRow("too long") << QByteArray("/messages") << QByteArray() << QByteArray(16385, 'x')
                              << u"too_long"_s;
    QTest::newRow("not JSON") << QByteArray("/messages") << json << QByteArray("{text:1}")
                              << u"bad_request"_s;
    QTest::newRow("no object") << QByteArray("/messages") << json << QByteArray("\"hi\"") << u"bad_request"_s;
    QTest::newRow("no text") << QByteArray("/messages") << json << QByteArray("{}") << u"bad_request"_s;
    QTest::newRow("the text is a number")
        << QByteArray("/messages") << json << QByteArray(R"({"text":1})") << u"bad_request"_s;
    QTest::newRow("too deep") << QByteArray("/messages") << json
                              << QByteArray(R"({"text":"x","a":)" + QByteArray(20, '[') + QByteArray(20, ']')
                                            + '}')
                              << u"bad_request"_s;
    QTest::newRow("room") << QByteArray("/messages?room=a/b") << QByteArray() << QByteArray("x")
                          << u"bad_request"_s;
    QTest::newRow("name") << QByteArray("/messages?name=%20") << QByteArray() << QByteArray("x")
                          << u"bad_request"_s;
    QTest::newRow("name is not UTF-8")
        << QByteArray("/messages?name=%ff") << QByteArray() << QByteArray("x") << u"bad_request"_s;
    QTest::newRow("id") << QByteArray("/messages?id=a%20b") << QByteArray() << QByteArray("x")
                        << u"bad_request"_s;
    QTest::newRow("token") << QByteArray("/messages") << json << QByteArray(R"({"text":"x","token":"short"})")
                           << u"bad_request"_s;
}

void TestHttpRequests::refusesAPost()
{
    QFETCH(const QByteArray, target);
    QFETCH(const QByteArray, type);
    QFETCH(const QByteArray, body);
    QFETCH(const QString, error);
    const auto posted = parsePost(request("POST", target, body, type));
    QVERIFY(!posted.has_value());
    QCOMPARE(posted.error().error, error);
    QVERIFY(!posted.error().detail.isEmpty());
}

void TestHttpRequests::scriptsOfOneNameAreOnePerson()
{
    const auto senderOf = [](const QByteArray &target, const QByteArray &body = "x",
                             const QByteArray &type = {}) {
        return parsePost(request("POST", target, body, type))->sender.id;
    };
    QCOMPARE(senderOf("/messages?name=CI&id=1"), senderOf("/messages?name=CI&id=2"));
    QVERIFY(senderOf("/messages?name=CI") != senderOf("/messages?name=Cron"));
    // Whoever shows a token is its person, whatever the name; no name reaches somebody with a token.
    const QByteArray json = R"({"text":"x","token":"0123456789abcdef","name":"CI"})";
    QCOMPARE(senderOf("/messages", json, "application/json"), personIdOf(u"0123456789abcdef"_s));
    QVERIFY(!isUsableToken(u"script 0123456789abcdef"_s));
}

void TestHttpRequests::readsAHistoryQuery_data()
{
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QString>("room");
    QTest::addColumn<quint64>("after");
    QTest::addColumn<quint64>("before");
    QTest::addColumn<int>("limit");
    QTest::newRow("everything") << QByteArray("/messages") << u"lobby"_s << quint64(0) << quint64(0) << 1000;
    QTest::newRow("after") << QByteArray("/messages?room=ops&after=7&limit=20") << u"ops"_s << quint64(7)
                           << quint64(0) << 20;
    QTest::newRow("before") << QByteArray("/messages?before=18446744073709551615") << u"lobby"_s << quint64(0)
                            << ~quint64(0) << 1000;
}

void TestHttpRequests::readsAHistoryQuery()
{
    QFETCH(const QByteArray, target);
    QFETCH(const QString, room);
    QFETCH(const quint64, after);
    QFETCH(const quint64, before);
    QFETCH(const int, limit);
    const auto query = parseHistoryQuery(request("GET", target).head);
    QVERIFY(query.has_value());
    QCOMPARE(query->room, room);
    QCOMPARE(query->after, after);
    QCOMPARE(query->before, before);
    QCOMPARE(query->limit, limit);
    QCOMPARE(query->kind, before > 0 ? log::Query::Kind::Before : log::Query::Kind::After);
}

void TestHttpRequests::refusesAHistoryQuery_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::newRow("room") << QByteArray("room=%2e%2e%2f");
    QTest::newRow("after is a word") << QByteArray("after=first");
    QTest::newRow("after is negative") << QByteArray("after=-1");
    QTest::newRow("both directions") << QByteArray("after=1&before=2");
    QTest::newRow("too many") << QByteArray("limit=1001");
    QTest::newRow("none") << QByteArray("limit=0");
    QTest::newRow("empty number") << QByteArray("after=");
}

void TestHttpRequests::refusesAHistoryQuery()
{
    QFETCH(const QByteArray, query);
    const auto parsed = parseHistoryQuery(request("GET", "/messages?" + query).head);
    QVERIFY(!parsed.has_value());
    QCOMPARE(parsed.error().error, u"bad_request"_s);
}

void TestHttpRequests::readsACursor_data()
{
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<bool>("hasCursor");
    QTest::addColumn<QByteArray>("epoch");
    QTest::addColumn<quint64>("seq");
    QTest::newRow("none") << QByteArray() << QByteArray() << false << QByteArray() << quint64(0);
    QTest::newRow("header") << QByteArray("abc-12") << QByteArray() << true << QByteArray("abc")
                            << quint64(12);
    QTest::newRow("a dash in the epoch")
        << QByteArray("a-b-3") << QByteArray() << true << QByteArray("a-b") << quint64(3);
    QTest::newRow("query") << QByteArray() << QByteArray("lastEventId=abc-4") << true << QByteArray("abc")
                           << quint64(4);
    QTest::newRow("the header wins") << QByteArray("abc-5") << QByteArray("lastEventId=abc-4") << true
                                     << QByteArray("abc") << quint64(5);
    // Of no epoch that there is: the client is told that there is a gap.
    QTest::newRow("no number") << QByteArray("abc-x") << QByteArray() << true << QByteArray("abc-x")
                               << quint64(0);
    QTest::newRow("no dash") << QByteArray("17") << QByteArray() << true << QByteArray("17") << quint64(0);
}

void TestHttpRequests::readsACursor()
{
    QFETCH(const QByteArray, header);
    QFETCH(const QByteArray, query);
    http::Request asked = request("GET", "/events?room=ops&" + query);
    if (!header.isEmpty())
        asked.head.headers.add("Last-Event-ID", header);
    const auto events = parseEventsRequest(asked.head);
    QVERIFY(events.has_value());
    QCOMPARE(events->room, u"ops"_s);
    QTEST(events->hasCursor, "hasCursor");
    QTEST(events->epoch, "epoch");
    QTEST(events->seq, "seq");
}

void TestHttpRequests::answersWithTheStatusOfTheRefusal_data()
{
    QTest::addColumn<QString>("error");
    QTest::addColumn<int>("status");
    QTest::newRow("bad_request") << u"bad_request"_s << 400;
    QTest::newRow("too_long") << u"too_long"_s << 413;
    QTest::newRow("rate") << u"rate"_s << 429;
    QTest::newRow("storage") << u"storage"_s << 503;
}

void TestHttpRequests::answersWithTheStatusOfTheRefusal()
{
    QFETCH(const QString, error);
    QFETCH(const int, status);
    const http::Response response = refusalAnswer(Refusal{error, u"Why \"not\""_s});
    QCOMPARE(response.status, status);
    const auto value = socketio::parseJson(response.body, 4);
    QVERIFY(value);
    QCOMPARE(value->toMap().value(u"error"_s).toString(), error);
    QCOMPARE(value->toMap().value(u"ok"_s).toBool(true), false);
    QCOMPARE(response.headers.contains("Retry-After"), status >= 429);
}

void TestHttpRequests::writesEvents()
{
    QCOMPARE(eventText("e-1", "message", "{}"), QByteArray("id: e-1\nevent: message\ndata: {}\n\n"));
    QCOMPARE(eventText({}, "gap", "{}"), QByteArray("event: gap\ndata: {}\n\n"));
    QCOMPARE(eventId("e", 3), QByteArray("e-3"));
    QVERIFY(eventId("e", 0).isEmpty()); // what is not stored cannot be resumed from
}

QTEST_APPLESS_MAIN(TestHttpRequests)
#include "tst_httprequests.moc"
