// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A client of the chat that loses its connection and comes back with connection state recovery.

#include "tests/chat/chatworld.h"

#include <QTest>

using namespace confab;
using namespace confab::testing;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// What one connection got until now.
struct Got
{
    QString pid; ///< of the CONNECT
    QString sid;
    QString offset; ///< of the last event that had one
    QStringList events; ///< in order: texts of messages, names of others
};

Got take(const SocketIoWire::Peer &peer)
{
    Got got;
    while (!peer.isQuiet()) {
        const QByteArray packet = peer.take();
        if (packet.startsWith('0')) {
            const QCborMap answer = socketio::parseJson(packet.mid(1), 64).value_or(QCborValue()).toMap();
            got.pid = answer.value(u"pid"_s).toString();
            got.sid = answer.value(u"sid"_s).toString();
        } else if (packet.startsWith('2')) {
            const QCborArray data = socketio::parseJson(packet.mid(1), 64).value_or(QCborValue()).toArray();
            const QString text = data.at(1).toMap().value(u"message"_s).toString();
            got.events.append(text.isEmpty() ? data.at(0).toString() : text);
            if (data.last().isString())
                got.offset = data.last().toString();
        }
    }
    return got;
}

socketio::Config withRecovery()
{
    socketio::Config config;
    config.recovery = socketio::RecoveryConfig{};
    return config;
}

} // namespace

class TestRecovery : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_world = std::make_unique<ChatWorld>(ChatWorld::inMemory, withRecovery()); }
    void cleanup() { m_world.reset(); }

    void getsWhatItMissedOnceAndInOrder();
    void isWhoItWas();
    void doesNotGetItsOwnMessageThatWasUnderWay();
    void doesNotHearWhoWasTyping();

private:
    /// A client that has said hello in the lobby and the den and seen one message.
    struct Lost
    {
        SocketIoWire::Peer peer;
        Got got;
    };
    Lost join(ChatWorld::Stock &other);
    SocketIoWire::Peer comeBack(const Lost &lost);

    std::unique_ptr<ChatWorld> m_world;
};

TestRecovery::Lost TestRecovery::join(ChatWorld::Stock &other)
{
    const auto peer = m_world->wire.open();
    peer.send("0");
    Lost lost{peer, take(peer)};
    peer.send(R"(21["hello",{"name":"Ana","rooms":["lobby","den"]}])");
    (void)other.texts(); // the hello is behind us
    (void)other.ask(u"message"_s, R"("seen")");
    const Got seen = take(peer);
    lost.got.offset = seen.offset;
    return lost;
}

SocketIoWire::Peer TestRecovery::comeBack(const Lost &lost)
{
    const auto peer = m_world->wire.open();
    peer.send("0{\"pid\":\"" + lost.got.pid.toUtf8() + "\",\"offset\":\"" + lost.got.offset.toUtf8() + "\"}");
    return peer;
}

void TestRecovery::getsWhatItMissedOnceAndInOrder()
{
    auto ben = m_world->greeted(R"({"name":"Ben","rooms":["lobby","den","attic"]})");
    const Lost lost = join(ben);
    QVERIFY(!lost.got.offset.isEmpty());
    lost.peer.goAway();
    (void)ben.ask(u"message"_s, R"("one")");
    (void)ben.ask(u"message"_s, R"({"text":"two","room":"den"})");
    (void)ben.ask(u"message"_s, R"({"text":"not for Ana","room":"attic"})");
    (void)ben.ask(u"message"_s, R"("three")");
    const auto peer = comeBack(lost);
    (void)ben.ask(u"message"_s, R"("four")");
    const Got got = take(peer);
    QCOMPARE(got.events, (QStringList{u"one"_s, u"two"_s, u"three"_s, u"four"_s}));
    QCOMPARE(got.sid, lost.got.sid);
    QCOMPARE(got.pid, lost.got.pid);
    QVERIFY(take(comeBack(lost)).sid != lost.got.sid); // once
}

void TestRecovery::isWhoItWas()
{
    auto ben = m_world->greeted(R"({"name":"Ben","rooms":["lobby","den"]})");
    const Lost lost = join(ben);
    lost.peer.send(R"(22["presence",{"room":"den","on":true}])");
    lost.peer.goAway();
    const auto peer = comeBack(lost);
    (void)take(peer);
    peer.send(R"(2["message",{"text":"back","room":"den"}])");
    (void)ben.ask(u"rename"_s, R"({"name":"Benno"})");
    m_world->timers().advance(2s);
    QCOMPARE(ben.texts(), QStringList{u"back"_s});
    QCOMPARE(ben.events(u"message"_s).constFirst().value(u"from"_s).toMap().value(u"name"_s).toString(),
             u"Ana"_s);
    QCOMPARE(take(peer).events, QStringList{u"presence"_s});
}

void TestRecovery::doesNotGetItsOwnMessageThatWasUnderWay()
{
    auto ben = m_world->greeted(R"({"name":"Ben"})");
    const Lost lost = join(ben);
    lost.peer.send(R"(2["message","under way"])");
    lost.peer.goAway(); // the log has not answered yet
    QCOMPARE(ben.texts(), QStringList{u"under way"_s});
    (void)ben.ask(u"message"_s, R"("missed")");
    const Got got = take(comeBack(lost));
    QCOMPARE(got.sid, lost.got.sid);
    QCOMPARE(got.events, QStringList{u"missed"_s});
}

void TestRecovery::doesNotHearWhoWasTyping()
{
    auto ben = m_world->greeted(R"({"name":"Ben"})");
    const Lost lost = join(ben);
    lost.peer.goAway();
    (void)ben.ask(u"typing"_s, "{}");
    (void)ben.ask(u"message"_s, R"("missed")");
    QCOMPARE(take(comeBack(lost)).events, QStringList{u"missed"_s});
}

QTEST_GUILESS_MAIN(TestRecovery)
#include "tst_recovery.moc"
