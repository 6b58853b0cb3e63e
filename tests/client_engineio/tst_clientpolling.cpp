// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Long polling from the client's side over a fake HTTP channel: bodies, order, batches, pause, refusals.

#include "client/engineio/pollingtransport.h"
#include "client/engineio/refusal.h"
#include "tests/support/clientfakes.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace confab::client;
using namespace confab::test;
using confab::engineio::Packet;
using confab::engineio::PacketType;
using confab::engineio::Revision;

namespace {

const QByteArray openPacket(R"(0{"sid":"s","upgrades":[],"pingInterval":25000,"pingTimeout":20000})");

Packet message(const QByteArray &text) { return {PacketType::Message, text, false}; }

/// A transport whose session is open, with a poll pending, and what it told.
struct World
{
    std::shared_ptr<FakeHttp> http = std::make_shared<FakeHttp>();
    PollingTransport transport{std::make_unique<FakeHttpChannel>(http)};
    QStringList told;

    explicit World(qint64 maxPayload = 0, Revision revision = Revision::V4)
    {
        QObject::connect(
            &transport, &Transport::packetReceived, &transport, [this, maxPayload](const Packet &packet) {
                if (packet.type == PacketType::Open)
                    transport.setSession(QUrl(u"http://a/?sid=s"_s), maxPayload);
                else
                    told.append(QString::number(int(packet.type))
                                + (packet.binary ? u"b"_s + QString::fromLatin1(packet.data.toHex())
                                                 : QString::fromUtf8(packet.data)));
            });
        QObject::connect(&transport, &Transport::ended, &transport,
                         [this](Problem problem, const QString &detail) {
                             told.append(u"ended %1 %2"_s.arg(int(problem)).arg(detail).trimmed());
                         });
        QObject::connect(&transport, &PollingTransport::paused, &transport,
                         [this] { told.append(u"paused"_s); });
        transport.open(QUrl(u"http://a/"_s));
        const QByteArray length = QByteArray::number(openPacket.size());
        http->answerGet(revision == Revision::V3 ? length + ':' + openPacket : openPacket);
    }
    QStringList takeTold() { return std::exchange(told, {}); }
};

} // namespace

class TestClientPolling : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void pollsAgainAndAgain();
    void postsInOrderOneAtATime();
    void keepsToMaxPayload_data();
    void keepsToMaxPayload();
    void readsBinary();
    void readsServersThatEncodeTwice();
    void pauses_data();
    void pauses();
    void goesOnAfterAPause();
    void saysGoodbye();
    void losesNothingWhenClosedWhilePosting();
    void endsWithTheServersWords_data();
    void endsWithTheServersWords();
    void tellsRefusalsApart_data();
    void tellsRefusalsApart();
    void survivesBeingClosedByAPacket();
};

void TestClientPolling::pollsAgainAndAgain()
{
    World w;
    QVERIFY(w.http->isGetting);
    w.http->answerGet("4a\x1e"
                      "4b");
    QVERIFY(w.http->isGetting);
    w.http->answerGet("6");
    QVERIFY(w.http->isGetting);
    QCOMPARE(w.takeTold(), (QStringList{u"4a"_s, u"4b"_s, u"6"_s}));
    // No two alike, so that no cache answers.
    QCOMPARE(QSet<QUrl>(w.http->gets.cbegin(), w.http->gets.cend()).size(), 4);
    w.http->answerGet("x");
    QCOMPARE(w.takeTold(), QStringList{u"ended %1 malformed payload"_s.arg(int(Problem::Dropped))});
    QVERIFY(w.http->closedByClient);
}

void TestClientPolling::postsInOrderOneAtATime()
{
    World w;
    w.transport.send({message("a")});
    w.transport.send({message("b"), {PacketType::Message, "\x01\x02", true}});
    w.transport.send({message("c")});
    QCOMPARE(w.http->posts, QList<QByteArray>{"4a"});
    w.http->answerPost();
    QCOMPARE(w.http->posts.last(),
             QByteArray("4b\x1e"
                        "bAQI=\x1e"
                        "4c"));
    w.http->answerPost();
    QVERIFY(!w.http->isPosting);
}

void TestClientPolling::keepsToMaxPayload_data()
{
    QTest::addColumn<qint64>("maxPayload");
    QTest::addColumn<Revision>("revision");
    QTest::addColumn<QList<QByteArray>>("posts");
    using Posts = QList<QByteArray>;
    QTest::newRow("all in one") << qint64(5) << Revision::V4
                                << Posts{"4a",
                                         "4b\x1e"
                                         "4c"};
    QTest::newRow("each alone") << qint64(4) << Revision::V4 << Posts{"4a", "4b", "4c"};
    QTest::newRow("too large alone") << qint64(1) << Revision::V4 << Posts{"4a", "4b", "4c"};
    QTest::newRow("revision 3") << qint64(8) << Revision::V3 << Posts{"2:4a", "2:4b2:4c"};
    QTest::newRow("revision 3 alone") << qint64(7) << Revision::V3 << Posts{"2:4a", "2:4b", "2:4c"};
    QTest::newRow("not said") << qint64(0) << Revision::V4
                              << Posts{"4a",
                                       "4b\x1e"
                                       "4c"};
}

void TestClientPolling::keepsToMaxPayload()
{
    QFETCH(qint64, maxPayload);
    QFETCH(Revision, revision);
    QFETCH(QList<QByteArray>, posts);
    World w(maxPayload, revision);
    QCOMPARE(w.transport.revision(), revision);
    w.transport.send({message("a")});
    w.transport.send({message("b"), message("c")});
    while (w.http->isPosting)
        w.http->answerPost();
    QCOMPARE(w.http->posts, posts);
}

void TestClientPolling::readsBinary()
{
    World v4;
    v4.http->answerGet("bAQI=\x1e"
                       "4a");
    QCOMPARE(v4.takeTold(), (QStringList{u"4b0102"_s, u"4a"_s}));

    World v3(0, Revision::V3);
    v3.http->answerGet("6:b4AQ==2:4a");
    QByteArray payload("\x01\x03\xff\x04\x01\x02\x00\x03\xff\x34\xc3\xa9", 12);
    v3.http->answerGet(payload, "application/octet-stream");
    QCOMPARE(v3.takeTold(), (QStringList{u"4b01"_s, u"4a"_s, u"4b0102"_s, u"4é"_s}));
}

void TestClientPolling::readsServersThatEncodeTwice()
{
    World w(0, Revision::V3);
    const QByteArray twice = QString::fromLatin1(QByteArray("4h\xc3\xa9\xe2\x82\xac")).toUtf8();
    w.http->answerGet("7:" + twice);
    w.http->answerGet("4:4h\xc3\xa9\xe2\x82\xac"); // once: no Latin-1 can be that
    QCOMPARE(w.takeTold(), (QStringList{u"4hé€"_s, u"4hé€"_s}));
}

void TestClientPolling::pauses_data()
{
    QTest::addColumn<bool>("posting");
    QTest::newRow("nothing to post") << false;
    QTest::newRow("posting") << true;
}

void TestClientPolling::pauses()
{
    QFETCH(bool, posting);
    World w;
    if (posting) {
        w.transport.send({message("a")});
        w.transport.send({message("b")});
    }
    w.transport.pause();
    QVERIFY(w.told.isEmpty());
    w.http->answerGet("4x");
    QVERIFY(!w.http->isGetting);
    if (posting) {
        QCOMPARE(w.takeTold(), QStringList{u"4x"_s});
        w.http->answerPost();
        QVERIFY(w.told.isEmpty());
        w.http->answerPost();
        QCOMPARE(w.takeTold(), QStringList{u"paused"_s});
    } else {
        QCOMPARE(w.takeTold(), (QStringList{u"4x"_s, u"paused"_s}));
    }
    w.transport.retire();
    QVERIFY(!w.http->closedByClient);
}

void TestClientPolling::goesOnAfterAPause()
{
    World w;
    w.transport.pause();
    w.transport.resume(); // the poll is still pending
    QCOMPARE(w.http->gets.size(), 2);
    w.transport.pause();
    w.http->answerGet("6");
    w.transport.resume();
    QVERIFY(w.http->isGetting);
}

void TestClientPolling::saysGoodbye()
{
    World w;
    w.transport.close();
    QVERIFY(w.http->closedByClient);
    QCOMPARE(w.http->last, QByteArray("1"));
}

void TestClientPolling::losesNothingWhenClosedWhilePosting()
{
    World w(1);
    w.transport.send({message("a")});
    w.transport.send({message("b")});
    w.transport.send({message("c")});
    w.transport.close();
    QCOMPARE(w.http->posts, QList<QByteArray>{"4a"});
    QCOMPARE(w.http->last,
             QByteArray("4b\x1e"
                        "4c\x1e"
                        "1"));
}

void TestClientPolling::endsWithTheServersWords_data()
{
    QTest::addColumn<bool>("post");
    QTest::newRow("get") << false;
    QTest::newRow("post") << true;
}

void TestClientPolling::endsWithTheServersWords()
{
    QFETCH(bool, post);
    World w;
    const QByteArray body = R"({"code":1,"message":"Session ID unknown"})";
    if (post) {
        w.transport.send({message("a")});
        w.http->answerPost(400, body);
    } else {
        w.http->answerGet({Problem::None, u"Bad Request"_s, 400, "application/json", body});
    }
    QCOMPARE(w.takeTold(), QStringList{u"ended %1 Session ID unknown"_s.arg(int(Problem::Dropped))});
    QVERIFY(w.http->closedByClient);
    QVERIFY(w.http->last.isEmpty()); // there is no session to close
}

void TestClientPolling::tellsRefusalsApart_data()
{
    QTest::addColumn<HttpAnswer>("answer");
    QTest::addColumn<bool>("isOpen");
    QTest::addColumn<Problem>("problem");
    QTest::addColumn<QString>("detail");
    const auto http = [](int status, const QByteArray &body = {}) {
        return HttpAnswer{Problem::None, u"Words"_s, status, {}, body};
    };
    QTest::newRow("no network") << HttpAnswer{Problem::Refused, u"refused"_s, 0, {}, {}} << false
                                << Problem::Refused << u"refused"_s;
    QTest::newRow("cut") << HttpAnswer{Problem::HungUp, u"cut"_s, 0, {}, {}} << true << Problem::Dropped
                         << u"cut"_s;
    QTest::newRow("unsupported revision")
        << http(400, R"({"code":5,"message":"Unsupported protocol version"})") << false
        << Problem::NotASocketIoServer << u"Unsupported protocol version"_s;
    QTest::newRow("forbidden") << http(403, R"({"code":4,"message":"too many"})") << false
                               << Problem::TurnedAway << u"too many"_s;
    QTest::newRow("full proxy") << http(503) << false << Problem::TurnedAway << u"HTTP 503 Words"_s;
    QTest::newRow("no page") << http(404, "<html>") << false << Problem::NotASocketIoServer
                             << u"HTTP 404 Words"_s;
    QTest::newRow("redirect") << http(302) << false << Problem::NotASocketIoServer << u"HTTP 302 Words"_s;
    const auto redirect = [](int status, const QString &location) {
        return HttpAnswer{Problem::None, u"Words"_s, status, {}, {}, QUrl(location)};
    };
    QTest::newRow("to https") << redirect(308, u"https://h:3000/socket.io/?x"_s) << false
                              << Problem::MovedToHttps << u"https://h:3000/socket.io/?x"_s;
    QTest::newRow("to https in a session")
        << redirect(301, u"https://h/"_s) << true << Problem::Dropped << u"HTTP 301 Words"_s;
    QTest::newRow("to http") << redirect(307, u"http://h/"_s) << false << Problem::NotASocketIoServer
                             << u"HTTP 307 Words"_s;
    QTest::newRow("not a redirect") << redirect(404, u"https://h/"_s) << false << Problem::NotASocketIoServer
                                    << u"HTTP 404 Words"_s;
    QTest::newRow("too large") << http(413) << true << Problem::Dropped << u"HTTP 413 Words"_s;
    QTest::newRow("json of another kind") << http(400, R"({"code":"E","message":"m"})") << false
                                          << Problem::NotASocketIoServer << u"HTTP 400 Words"_s;
}

void TestClientPolling::tellsRefusalsApart()
{
    QFETCH(HttpAnswer, answer);
    QFETCH(bool, isOpen);
    QFETCH(Problem, problem);
    QFETCH(QString, detail);
    const Refusal refusal = refusalOf(answer, isOpen);
    QCOMPARE(refusal.problem, problem);
    QCOMPARE(refusal.detail, detail);
}

void TestClientPolling::survivesBeingClosedByAPacket()
{
    World w;
    QObject::connect(&w.transport, &Transport::packetReceived, &w.transport, [&w] { w.transport.close(); });
    w.http->answerGet("4a\x1e"
                      "4b");
    QCOMPARE(w.takeTold(), QStringList{u"4a"_s});
    QVERIFY(!w.http->isGetting);
}

QTEST_GUILESS_MAIN(TestClientPolling)
#include "tst_clientpolling.moc"
