// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// That nothing is missed unnoticed: numbers that leave something out, answers that do, and networks that come
// back. Over fake wires and a fake clock.

#include "client/core/chatconnection.h"
#include "tests/client_core/chatworld.h"

#include <QRandomGenerator>
#include <QTest>

#include <map>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace confab::client;
using namespace confab::test;

class TestChatGaps : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void asksForWhatIsMissing();
    void asksOnceWhileItWaits();
    void countsEventsOfEveryKind();
    void showsNoEventsOfAnotherKind();
    void noticesAHoleByAnAnswer();
    void showsWhatCannotBeHad();
    void leavesAConnectionThatDoesNotAnswer();
    void showsWhatIsNotSaved();
    void comesBackWithTheNetwork();
    void agreesWithAModel_data();
    void agreesWithAModel();

private:
    static void receive(const World &w, int seq)
    {
        const QByteArray number = QByteArray::number(seq);
        w.wire().receive("42[\"message\"," + messageJson(number, 'i' + number, seq, "p") + "]");
    }
    /// The cursor of the only hello among what was sent, -1 without one.
    static int askedSince(const World &w)
    {
        int since = -1;
        for (const QString &packet : w.wire().takeSent()) {
            if (!packet.contains(u"[\"hello\","_s))
                continue;
            const auto array = QJsonDocument::fromJson(packet.mid(packet.indexOf(u'[')).toUtf8()).array();
            if (since >= 0)
                return -2;
            since = array.at(1)[u"since"_s][u"lobby"_s][u"seq"_s].toInt(-3);
        }
        return since;
    }
};

void TestChatGaps::asksForWhatIsMissing()
{
    World w;
    w.joinConfab();
    receive(w, 1);
    QCOMPARE(askedSince(w), -1);
    receive(w, 4);
    QCOMPARE(askedSince(w), 1);
    QCOMPARE(w.takeMessages(), (QStringList{u"received 1#1"_s, u"received 4#4"_s})); // shown meanwhile
    w.welcome(messageJson("2", "i2", 2, "p") + ',' + messageJson("3", "i3", 3, "p") + ','
                  + messageJson("4", "i4", 4, "p"),
              "e1", false, 1);
    QCOMPARE(w.takeMessages(), (QStringList{u"received 2#2"_s, u"received 3#3"_s, u"received 4#4"_s}));
    QCOMPARE(w.client.state(), ConnectionState::Online);
    receive(w, 5);
    QCOMPARE(askedSince(w), -1);
}

void TestChatGaps::asksOnceWhileItWaits()
{
    World w;
    w.joinConfab();
    receive(w, 3);
    receive(w, 5);
    receive(w, 6);
    QCOMPARE(askedSince(w), 0);
    w.welcome(messageJson("6", "i6", 6, "p"), "e1", false, 1);
    receive(w, 9); // again
    QCOMPARE(askedSince(w), 6);
}

void TestChatGaps::countsEventsOfEveryKind()
{
    World w;
    w.joinConfab();
    receive(w, 1);
    w.wire().receive(R"(42["edit",{"room":"lobby","seq":2,"message":"x"}])");
    w.wire().receive(R"(42["edit",{"room":"other","seq":9}])");
    w.wire().receive(R"(42["typing",{"room":"lobby"}])");
    receive(w, 3);
    QCOMPARE(askedSince(w), -1);
    w.wire().receive(R"(42["reaction",{"room":"lobby","seq":5}])");
    QCOMPARE(askedSince(w), 3);
}

void TestChatGaps::showsNoEventsOfAnotherKind()
{
    World w;
    w.join();
    w.connectWire();
    const QByteArray edit = R"({"kind":"edit","seq":2,"target":1,"from":{"id":"p","name":"P"}})";
    w.welcome(messageJson("1", "i1", 1, "p") + ',' + edit + ',' + messageJson("3", "i3", 3, "p"));
    QCOMPARE(w.takeMessages(), (QStringList{u"[received 1#1]"_s, u"[received 3#3]"_s}));
    w.wire().receive(R"(42["delete",{"room":"lobby","seq":4,"target":1}])");
    w.wire().receive(R"(42["topic",{"room":"lobby","seq":5,"text":"x","from":null}])");
    w.wire().receive(R"(42["reaction",["lobby",6]])"); // in a shape that nobody knows
    receive(w, 6);
    QCOMPARE(w.takeMessages(), QStringList{u"received 6#6"_s});
    QCOMPARE(askedSince(w), -1);
    QCOMPARE(w.client.state(), ConnectionState::Online);
}

void TestChatGaps::noticesAHoleByAnAnswer()
{
    World w;
    w.joinConfab();
    w.client.send(u"x"_s);
    w.wire().takeSent();
    w.wire().receive(R"(431[{"ok":true,"seq":3}])");
    QCOMPARE(askedSince(w), 0);
}

void TestChatGaps::showsWhatCannotBeHad()
{
    World w;
    QList<bool> lines;
    QObject::connect(&w.client, &ChatClient::messagesChanged, &w.client,
                     [&lines](const QList<ChatMessage> &messages) {
                         for (const ChatMessage &message : messages)
                             lines.append(message.gapBefore);
                     });
    w.joinConfab();
    receive(w, 1);
    receive(w, 200);
    lines.clear();
    w.welcome(messageJson("199", "i199", 199, "p") + ',' + messageJson("200", "i200", 200, "p"), "e1", true,
              1);
    QCOMPARE(lines, (QList{true, false}));
}

void TestChatGaps::leavesAConnectionThatDoesNotAnswer()
{
    World w;
    w.joinConfab();
    receive(w, 2);
    w.timers->advance(ChatConnection::helloTimeout);
    QCOMPARE(w.client.state(), ConnectionState::Reconnecting);
    QCOMPARE(w.client.problem(), Problem::TimedOut);
    w.timers->advance(500ms);
    QCOMPARE(w.connectWire()[u"since"_s][u"lobby"_s][u"seq"_s], 0); // not 2: 1 is still missing
}

void TestChatGaps::showsWhatIsNotSaved()
{
    World w;
    w.joinConfab();
    QList<Delivery> deliveries;
    QObject::connect(
        &w.client, &ChatClient::messagesChanged, &w.client,
        [&deliveries](const QList<ChatMessage> &m) { deliveries.append(m.constFirst().delivery); });
    w.client.send(u"x"_s);
    w.wire().receive(R"(431[{"ok":true,"stored":false,"id":"x","at":"2026-01-01T12:00:00.000Z"}])");
    QCOMPARE(deliveries, (QList{Delivery::Sending, Delivery::NotSaved}));
    QCOMPARE(w.client.waitingMessages(), 0);
    w.wire().end(Problem::Dropped);
    w.timers->advance(500ms);
    w.connectWire();
    w.welcome();
    QVERIFY(w.wire().sent.isEmpty()); // it was delivered: not once more
}

void TestChatGaps::comesBackWithTheNetwork()
{
    World w;
    w.client.takeNetworkUp(); // idle: nothing to do
    QVERIFY(w.wires.isEmpty());
    w.joinConfab();
    receive(w, 1);
    w.wire().takeSent();
    w.client.takeNetworkUp(); // the old connection may be dead by now
    QCOMPARE(askedSince(w), 1);
    w.welcome({}, "e1", false, 1, 1);
    w.wire().end(Problem::Dropped);
    w.client.takeNetworkUp();
    QCOMPARE(w.wires.size(), 2); // at once
    QCOMPARE(w.client.retryInMs(), -1);
}

void TestChatGaps::agreesWithAModel_data()
{
    QTest::addColumn<quint32>("seed");
    for (quint32 seed = 1; seed <= 25; ++seed)
        QTest::addRow("%u", seed) << seed;
}

/// A server whose wire loses events and breaks at random, a person who writes at random: in the end the
/// client shows what the server has, every message once and in the server's order, or a line where it could
/// not.
void TestChatGaps::agreesWithAModel()
{
    QFETCH(quint32, seed);
    QRandomGenerator random(seed);
    World w;
    std::map<QString, ChatMessage> shown;
    QObject::connect(&w.client, &ChatClient::messagesChanged, &w.client,
                     [&shown](const QList<ChatMessage> &m) {
                         for (const ChatMessage &message : m)
                             shown[message.localId] = message;
                     });
    struct Event
    {
        QByteArray text, id, sender;
    };
    QList<Event> log;
    const auto json = [&log](int seq) {
        const Event &event = log.at(seq - 1);
        return messageJson(event.text, event.id, seq, event.sender);
    };
    // Answers everything that the client sent; a message is taken once, whatever the wire does with the
    // answer.
    const auto serve = [&](bool lossy) {
        const QStringList packets = w.wire().takeSent();
        for (const QString &packet : packets) {
            const auto array = QJsonDocument::fromJson(packet.mid(packet.indexOf(u'[')).toUtf8()).array();
            const QByteArray ack = packet.mid(2, packet.indexOf(u'[') - 2).toLatin1();
            const QJsonObject object = array.at(1).toObject();
            if (array.at(0) == u"hello"_s) {
                const int since = object[u"since"_s][u"lobby"_s][u"seq"_s].toInt();
                QByteArray page;
                for (int seq = since + 1; seq <= log.size(); ++seq)
                    page += (page.isEmpty() ? "" : ",") + json(seq);
                w.welcome(page, "e1", false, ack.toInt(), int(log.size()));
            } else if (array.at(0) == u"message"_s) {
                const QByteArray id = object[u"id"_s].toString().toLatin1();
                int seq = 1;
                while (seq <= log.size() && log.at(seq - 1).id != id)
                    ++seq;
                if (seq > log.size())
                    log.append({object[u"text"_s].toString().toUtf8(), id, "me"});
                if (!lossy || random.bounded(4) > 0)
                    w.wire().receive("43" + ack + R"([{"ok":true,"seq":)" + QByteArray::number(seq) + "}]");
            }
        }
    };
    const auto reconnect = [&] {
        w.timers->advance(10s);
        w.wire().open();
        w.wire().receive(openPacket);
        w.wire().takeSent();
        w.wire().receive(R"(40{"sid":"x"})");
        serve(false);
    };
    w.join();
    reconnect();
    int written = 0;
    for (int step = 0; step < 60; ++step) {
        switch (random.bounded(5)) {
        case 0:
            w.client.send(u"own %1"_s.arg(++written));
            break;
        case 1:
            w.wire().end(Problem::Dropped);
            reconnect();
            break;
        case 2:
            serve(true);
            break;
        default:
            log.append({"x" + QByteArray::number(step), "o" + QByteArray::number(step), "p"});
            if (random.bounded(3) > 0)
                w.wire().receive("42[\"message\"," + json(int(log.size())) + "]");
        }
    }
    w.wire().end(Problem::Dropped);
    reconnect();
    for (int turn = 0; turn < 10 && !w.wire().sent.isEmpty(); ++turn)
        serve(false);

    QCOMPARE(w.client.waitingMessages(), 0);
    std::map<quint64, QString> byPlace;
    for (const auto &[id, message] : shown) {
        QVERIFY2(!byPlace.contains(message.seq), qPrintable(message.text));
        QVERIFY(message.delivery == Delivery::Sent || message.delivery == Delivery::Received);
        byPlace[message.seq] = message.text;
    }
    QCOMPARE(byPlace.size(), std::size_t(log.size()));
    QStringList own;
    for (int seq = 1; seq <= log.size(); ++seq) {
        QCOMPARE(byPlace[quint64(seq)], QString::fromUtf8(log.at(seq - 1).text));
        if (log.at(seq - 1).sender == "me")
            own.append(byPlace[quint64(seq)]);
    }
    QCOMPARE(own.size(), written);
}

QTEST_GUILESS_MAIN(TestChatGaps)
#include "tst_chatgaps.moc"
