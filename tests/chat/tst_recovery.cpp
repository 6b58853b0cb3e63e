// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A client of the chat that loses its connection and comes back with connection state recovery: to the same
// shard, to another one, to a server that was started anew.

#include "server/chat/logrecovery.h"
#include "server/log/sqlitestore.h"
#include "tests/chat/chatworld.h"

#include <QTemporaryDir>
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
    QByteArray refusal; ///< a CONNECT_ERROR
    bool isConnectLast = false; ///< no event came behind the CONNECT
};

Got take(const SocketIoWire::Peer &peer)
{
    Got got;
    while (!peer.isQuiet()) {
        const QByteArray packet = peer.take();
        got.isConnectLast = packet.startsWith('0');
        if (packet.startsWith('0')) {
            const QCborMap answer = socketio::parseJson(packet.mid(1), 64).value_or(QCborValue()).toMap();
            got.pid = answer.value(u"pid"_s).toString();
            got.sid = answer.value(u"sid"_s).toString();
        } else if (packet.startsWith('2')) {
            const QCborArray data = socketio::parseJson(packet.mid(1), 64).value_or(QCborValue()).toArray();
            const QCborValue text = data.at(1).toMap().value(u"message"_s);
            got.events.append(text.isString() ? text.toString() : data.at(0).toString());
            if (data.last().isString())
                got.offset = data.last().toString();
        } else if (packet.startsWith('4')) {
            got.refusal = packet;
        }
    }
    return got;
}

QByteArray comingBack(const Got &got, const QByteArray &more = {})
{
    const QByteArray offset =
        got.offset.isEmpty() ? QByteArray() : ",\"offset\":\"" + got.offset.toUtf8() + '"';
    return "0{\"pid\":\"" + got.pid.toUtf8() + '"' + offset + more + '}';
}

} // namespace

class TestRecovery : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_world = std::make_unique<ChatWorld>(); }
    void cleanup() { m_world.reset(); }

    void getsWhatItMissedOnceAndInOrder();
    void onlyMessagesCarryAnOffset();
    void isWhoItWas();
    void aBareClientToo();
    void beforeItHasSeenAnything();
    void whatHelloHasToldDoesNotComeTwice();
    void doesNotGetItsOwnMessageThatWasUnderWay();
    void getsTheMessagesOfItsPersonsOtherWindow();
    void doesNotHearWhoWasTyping();
    void whatItSaysMeanwhileWaits();
    void livesOnBehindWhatItMissed();
    void keepsThePersonWhoseTokenOnlyTheClientKnows();
    void isRenamedMeanwhile();
    void startsAnewAfterAHelloThatWasNotAnswered();
    void whoLeftStartsAnew();
    void mayTryAgainWhenItIsRefused();
    void isGoneAgainBeforeTheLogAnswers();
    void comesBackToAnotherShard();
    void comesBackToAnotherProcess_data();
    void comesBackToAnotherProcess();
    void hostileSecretsAndOffsets_data();
    void hostileSecretsAndOffsets();
    void offsets();

private:
    /// A client that has said hello in the lobby and the den and seen one message.
    struct Lost
    {
        SocketIoWire::Peer peer;
        Got got;
    };
    [[nodiscard]] ChatWorld::Stock
    ben(const QByteArray &hello = R"({"name":"Ben","rooms":["lobby","den","attic"]})")
    {
        return m_world->greeted(hello);
    }
    [[nodiscard]] Lost join(ChatWorld::Stock &other);
    [[nodiscard]] SocketIoWire::Peer comeBack(const Got &got, const QByteArray &more = {})
    {
        const auto peer = m_world->wire.open();
        peer.send(comingBack(got, more));
        return peer;
    }
    /// When all that the log has now is told.
    [[nodiscard]] Got take(const SocketIoWire::Peer &peer)
    {
        (void)m_world->stock().texts();
        return ::take(peer);
    }

    std::unique_ptr<ChatWorld> m_world;
};

TestRecovery::Lost TestRecovery::join(ChatWorld::Stock &other)
{
    const auto peer = m_world->wire.open();
    peer.send("0");
    Lost lost{peer, ::take(peer)};
    peer.send(R"(21["hello",{"name":"Ana","rooms":["lobby","den"],"token":"a-token-of-the-test"}])");
    (void)other.texts(); // the hello is behind us
    (void)other.ask(u"message"_s, R"("seen")");
    lost.got.offset = take(peer).offset;
    return lost;
}

void TestRecovery::getsWhatItMissedOnceAndInOrder()
{
    auto other = ben();
    const Lost lost = join(other);
    QVERIFY(!lost.got.offset.isEmpty());
    lost.peer.goAway();
    (void)other.ask(u"message"_s, R"("one")");
    (void)other.ask(u"message"_s, R"({"text":"two","room":"den"})");
    (void)other.ask(u"message"_s, R"({"text":"not for Ana","room":"attic"})");
    (void)other.ask(u"message"_s, R"("three")");
    const auto peer = comeBack(lost.got);
    const Got got = take(peer);
    QCOMPARE(got.events, (QStringList{u"one"_s, u"two"_s, u"three"_s}));
    QVERIFY(got.isConnectLast);
    QCOMPARE(got.sid, lost.got.sid);
    QCOMPARE(got.pid, lost.got.pid);
    (void)other.ask(u"message"_s, R"("four")");
    const Got live = take(peer);
    QCOMPARE(live.events, QStringList{u"four"_s});
    QVERIFY(take(comeBack(lost.got)).sid != lost.got.sid); // it is connected
    // And once more, from there on.
    peer.goAway();
    (void)other.ask(u"message"_s, R"("five")");
    QCOMPARE(take(comeBack({lost.got.pid, {}, live.offset, {}, {}})).events, QStringList{u"five"_s});
}

void TestRecovery::onlyMessagesCarryAnOffset()
{
    auto other = ben();
    const Lost lost = join(other);
    const auto old = m_world->wire.openRevision3();
    (void)old.take();
    lost.peer.send(R"(22["presence",{"room":"lobby","on":true}])");
    (void)other.ask(u"typing"_s, "{}");
    (void)other.ask(u"rename"_s, R"({"name":"Benno"})");
    (void)take(lost.peer);
    m_world->timers().advance(2s);
    Got got = take(lost.peer);
    QCOMPARE(got.events, QStringList{u"presence"_s});
    QVERIFY(got.offset.isEmpty());
    (void)other.ask(u"message"_s, R"("text")");
    got = take(lost.peer);
    QVERIFY(chat::parseOffset(got.offset));
    got = take(old);
    QCOMPARE(got.events.last(), u"text"_s);
    QVERIFY(got.offset.isEmpty()); // it cannot come back
}

void TestRecovery::isWhoItWas()
{
    auto other = ben();
    const Lost lost = join(other);
    lost.peer.send(R"(22["presence",{"room":"den","on":true}])");
    lost.peer.goAway();
    const auto peer = comeBack(lost.got);
    (void)take(peer);
    QCOMPARE(m_world->chat.roster().members(u"den"_s).size(), 2);
    peer.send(R"(2["message",{"text":"back","room":"den"}])");
    (void)other.ask(u"rename"_s, R"({"name":"Benno"})");
    QCOMPARE(other.texts(), QStringList{u"back"_s});
    const QCborMap from = other.events(u"message"_s).constFirst().value(u"from"_s).toMap();
    QCOMPARE(from.value(u"name"_s).toString(), u"Ana"_s);
    QCOMPARE(from.value(u"id"_s).toString(), chat::personIdOf(u"a-token-of-the-test"_s));
    m_world->timers().advance(2s);
    (void)other.ask(u"typing"_s, R"({"room":"den"})");
    QCOMPARE(take(peer).events, (QStringList{u"presence"_s, u"typing"_s}));
}

void TestRecovery::aBareClientToo()
{
    auto other = ben();
    const auto peer = m_world->wire.open();
    peer.send("0");
    Got bare = ::take(peer);
    peer.send(R"(2["message","I am here"])");
    (void)other.ask(u"message"_s, R"("seen")");
    const QString name =
        other.events(u"message"_s).at(0).value(u"from"_s).toMap().value(u"name"_s).toString();
    bare.offset = take(peer).offset;
    peer.goAway();
    (void)other.ask(u"message"_s, R"("missed")");
    (void)other.ask(u"message"_s, R"({"text":"elsewhere","room":"den"})");
    const auto back = comeBack(bare);
    QCOMPARE(take(back).events, QStringList{u"missed"_s});
    (void)other.ask(u"typing"_s, "{}");
    QCOMPARE(take(back).events, QStringList()); // it has not said hello
    back.send(R"(2["message","I am back"])");
    const auto said = other.events(u"message"_s);
    QCOMPARE(said.at(1).value(u"from"_s).toMap().value(u"name"_s).toString(), name);
    QCOMPARE(said.at(1).value(u"from"_s).toMap().value(u"id"_s),
             said.at(0).value(u"from"_s).toMap().value(u"id"_s));
    // Somebody without a token is somebody new with one.
    back.send(R"(21["hello",{}])");
    QVERIFY(m_world->stock().texts().isEmpty());
    QVERIFY(back.take().contains("\"token\":\""));
}

void TestRecovery::beforeItHasSeenAnything()
{
    auto other = ben();
    (void)other.ask(u"message"_s, R"("before")");
    const auto peer = m_world->wire.open();
    peer.send("0");
    const Got got = ::take(peer);
    peer.goAway();
    (void)other.ask(u"message"_s, R"("one")");
    const Got back = take(comeBack(got));
    QCOMPARE(back.sid, got.sid);
    QCOMPARE(back.events, QStringList{u"one"_s});
}

void TestRecovery::whatHelloHasToldDoesNotComeTwice()
{
    auto other = ben();
    const auto peer = m_world->wire.open();
    peer.send("0");
    Got got = ::take(peer);
    (void)other.ask(u"message"_s, R"("seen")");
    got.offset = take(peer).offset;
    (void)other.ask(u"message"_s, R"({"text":"in the page","room":"den"})");
    peer.send(R"(21["hello",{"rooms":["lobby","den"]}])");
    const Got greeted = take(peer);
    QVERIFY(greeted.offset.isEmpty());
    peer.goAway();
    (void)other.ask(u"message"_s, R"({"text":"missed","room":"den"})");
    QCOMPARE(take(comeBack(got)).events, QStringList{u"missed"_s});
}

void TestRecovery::doesNotGetItsOwnMessageThatWasUnderWay()
{
    auto other = ben(R"({"name":"Ben"})");
    const Lost lost = join(other);
    lost.peer.send(R"(2["message","under way"])");
    lost.peer.goAway(); // the log has not answered yet
    const auto peer = comeBack(lost.got); // nor does it before that
    QCOMPARE(other.texts(), QStringList{u"under way"_s});
    QCOMPARE(take(peer).events, QStringList());
    peer.send(R"(2["message","and another"])");
    (void)other.texts();
    peer.goAway();
    (void)other.ask(u"message"_s, R"("missed")");
    const Got got = take(comeBack(lost.got));
    QCOMPARE(got.sid, lost.got.sid);
    QCOMPARE(got.events, QStringList{u"missed"_s});
}

void TestRecovery::getsTheMessagesOfItsPersonsOtherWindow()
{
    auto other = ben();
    const Lost lost = join(other);
    auto window = m_world->greeted(R"({"token":"a-token-of-the-test"})");
    lost.peer.goAway();
    (void)window.ask(u"message"_s, R"("from my other window")");
    QCOMPARE(take(comeBack(lost.got)).events, QStringList{u"from my other window"_s});
}

void TestRecovery::doesNotHearWhoWasTyping()
{
    auto other = ben(R"({"name":"Ben"})");
    const Lost lost = join(other);
    lost.peer.goAway();
    (void)other.ask(u"typing"_s, "{}");
    (void)other.ask(u"message"_s, R"("missed")");
    QCOMPARE(take(comeBack(lost.got)).events, QStringList{u"missed"_s});
}

void TestRecovery::whatItSaysMeanwhileWaits()
{
    auto other = ben();
    const Lost lost = join(other);
    lost.peer.goAway();
    const auto peer = comeBack(lost.got);
    peer.send(R"(2["message","first"])");
    peer.send(R"(2["message",{"text":"second","room":"den"}])");
    QVERIFY(peer.isQuiet());
    (void)take(peer);
    QCOMPARE(other.texts(), (QStringList{u"first"_s, u"second"_s}));
}

void TestRecovery::livesOnBehindWhatItMissed()
{
    // Messages without a pause, before, while and after the log is asked: each of them once.
    auto other = ben();
    const Lost lost = join(other);
    lost.peer.goAway();
    QStringList said;
    const auto say = [&](int count) {
        for (int i = 0; i < count; ++i) {
            said.append(QString::number(said.size()));
            other.emitBare('"' + said.last().toUtf8() + '"');
        }
    };
    say(20);
    const auto peer = comeBack(lost.got);
    say(20);
    Got got = take(peer);
    QVERIFY(!got.isConnectLast);
    QCOMPARE(got.events, said);
}

void TestRecovery::keepsThePersonWhoseTokenOnlyTheClientKnows()
{
    auto other = ben();
    const Lost lost = join(other);
    lost.peer.goAway();
    auto peer = comeBack(lost.got);
    (void)take(peer);
    peer.send(R"(21["hello",{"rooms":["lobby"]}])");
    (void)other.texts();
    const QByteArray answer = peer.take();
    QVERIFY(answer.startsWith("31[{"));
    QVERIFY(answer.contains(chat::personIdOf(u"a-token-of-the-test"_s).toUtf8()));
    QVERIFY(answer.contains("\"name\":\"Ana\""));
    QVERIFY(!answer.contains("\"token\""));
    peer.goAway();
    // With the token in auth it is known again.
    peer = comeBack(lost.got, R"(,"token":"a-token-of-the-test")");
    QCOMPARE(take(peer).sid, lost.got.sid);
    peer.send(R"(21["hello",{}])");
    (void)other.texts();
    QVERIFY(peer.take().contains("\"token\":\"a-token-of-the-test\""));
    peer.goAway();
    // Another person's token is no reason to be somebody else.
    peer = comeBack(lost.got, R"(,"token":"another-token-of-the-test")");
    (void)take(peer);
    peer.send(R"(21["hello",{}])");
    (void)other.texts();
    QVERIFY(peer.take().contains("\"name\":\"Ana\""));
}

void TestRecovery::isRenamedMeanwhile()
{
    auto other = ben();
    const Lost lost = join(other);
    auto window = m_world->greeted(R"({"token":"a-token-of-the-test"})");
    (void)window.ask(u"rename"_s, R"({"name":"Anna"})");
    lost.peer.goAway();
    (void)window.ask(u"rename"_s, R"({"name":"Annabel"})");
    const auto peer = comeBack(lost.got);
    (void)take(peer);
    window.goAway();
    peer.goAway();
    const auto again = comeBack(lost.got);
    (void)take(again);
    again.send(R"(2["message","hi"])");
    QCOMPARE(other.events(u"message"_s).constLast().value(u"from"_s).toMap().value(u"name"_s).toString(),
             u"Annabel"_s);
}

void TestRecovery::startsAnewAfterAHelloThatWasNotAnswered()
{
    auto other = ben();
    const Lost lost = join(other);
    lost.peer.send(R"(22["hello",{"rooms":["attic"]}])");
    lost.peer.send(R"(23["rename",{"name":"Anna"}])"); // is no answer to it
    lost.peer.goAway();
    // It cannot know which rooms it is in.
    QVERIFY(take(comeBack(lost.got)).sid != lost.got.sid);
}

void TestRecovery::whoLeftStartsAnew()
{
    auto other = ben();
    Lost lost = join(other);
    lost.peer.send("1");
    QVERIFY(take(comeBack(lost.got)).sid != lost.got.sid);
    lost = join(other);
    quint64 id = 0;
    const auto clients = m_world->socketIoDoor.clients();
    for (const auto &client : clients)
        id = client.name == u"Ana"_s ? client.id : id;
    QVERIFY(m_world->socketIoDoor.disconnectClient(id)); // by the host
    QVERIFY(lost.peer.isClosed());
    QVERIFY(take(comeBack(lost.got)).sid != lost.got.sid);
}

void TestRecovery::mayTryAgainWhenItIsRefused()
{
    auto other = ben();
    const Lost lost = join(other);
    lost.peer.goAway();
    bool isOpen = false;
    m_world->wire.io.use([&isOpen](socketio::Socket &) {
        return isOpen ? std::nullopt : std::optional(socketio::Refusal{u"a PIN, please"_s});
    });
    (void)other.ask(u"message"_s, R"("missed")");
    const auto peer = m_world->wire.open();
    peer.send(comingBack(lost.got));
    (void)other.texts();
    const Got refused = ::take(peer);
    QVERIFY(refused.refusal.contains("a PIN, please"));
    QVERIFY(refused.events.isEmpty());
    isOpen = true;
    peer.send(comingBack(lost.got));
    const Got got = take(peer);
    QCOMPARE(got.sid, lost.got.sid);
    QCOMPARE(got.events, QStringList{u"missed"_s});
}

void TestRecovery::isGoneAgainBeforeTheLogAnswers()
{
    auto other = ben();
    const Lost lost = join(other);
    lost.peer.goAway();
    (void)other.ask(u"message"_s, R"("missed")");
    comeBack(lost.got).goAway();
    (void)other.texts();
    const Got got = take(comeBack(lost.got));
    QCOMPARE(got.sid, lost.got.sid);
    QCOMPARE(got.events, QStringList{u"missed"_s});
}

void TestRecovery::comesBackToAnotherShard()
{
    auto other = ben();
    const Lost lost = join(other);
    lost.peer.send(R"(2["message","my own"])");
    lost.peer.goAway();
    (void)other.ask(u"message"_s, R"("one")");
    ChatWorld shard(m_world->sharedLog(), {1, 2});
    const auto peer = shard.wire.open();
    peer.send(comingBack(lost.got));
    QTRY_VERIFY(!peer.isQuiet());
    Got got = ::take(peer);
    QCOMPARE(got.sid, lost.got.sid);
    QCOMPARE(got.events, QStringList{u"one"_s});
    (void)other.ask(u"message"_s, R"({"text":"two","room":"den"})");
    QTRY_VERIFY(!peer.isQuiet());
    got = ::take(peer);
    QCOMPARE(got.events, QStringList{u"two"_s});
    peer.goAway();
    (void)other.ask(u"message"_s, R"("three")");
    // And home again, when the other shard has said so.
    const Got home = take(comeBack({lost.got.pid, {}, got.offset, {}, {}}));
    QCOMPARE(home.sid, lost.got.sid);
    QCOMPARE(home.events, QStringList{u"three"_s});
    m_world->log.stop(); // before the shard goes
}

void TestRecovery::comesBackToAnotherProcess_data()
{
    QTest::addColumn<bool>("isLostBefore");
    QTest::newRow("that knew it was lost") << true;
    QTest::newRow("that ended under it") << false;
}

void TestRecovery::comesBackToAnotherProcess()
{
    QFETCH(bool, isLostBefore);
    const QTemporaryDir folder;
    const auto open = [path = folder.filePath(u"confab.db"_s)](
                          log::EpochChoice choice) -> Result<std::unique_ptr<log::Store>, log::StoreError> {
        auto store = log::SqliteStore::open(path, choice);
        if (!store)
            return Failure{store.error()};
        return std::unique_ptr<log::Store>(*std::move(store));
    };
    m_world = std::make_unique<ChatWorld>(open);
    Got got;
    {
        auto other = ben();
        const Lost lost = join(other);
        got = lost.got;
        if (isLostBefore)
            lost.peer.goAway();
        (void)other.ask(u"message"_s, R"("from the old process")");
    }
    m_world = std::make_unique<ChatWorld>(open);
    auto other = ben();
    (void)other.ask(u"message"_s, R"({"text":"from the new one","room":"den"})");
    const auto peer = comeBack(got);
    const Got back = take(peer);
    QCOMPARE(back.sid, got.sid);
    QCOMPARE(back.pid, got.pid);
    QCOMPARE(back.events, (QStringList{u"from the old process"_s, u"from the new one"_s}));
    peer.send(R"(2["message",{"text":"back","room":"den"}])");
    QCOMPARE(other.texts(), QStringList{u"back"_s});
    QCOMPARE(other.events(u"message"_s).constFirst().value(u"from"_s).toMap().value(u"name"_s).toString(),
             u"Ana"_s);
}

void TestRecovery::hostileSecretsAndOffsets_data()
{
    QTest::addColumn<QByteArray>("auth"); // PID, EPOCH and POSITION stand for the right ones
    QTest::addColumn<bool>("isSpent"); // what is offered is gone afterwards
    const auto row = [](const char *name, const QByteArray &auth, bool isSpent = false) {
        QTest::newRow(name) << auth << isSpent;
    };
    row("a pid of nobody", R"({"pid":"nobody","offset":"EPOCH.POSITION"})");
    row("no pid at all", R"({"pid":"","offset":"EPOCH.POSITION"})");
    row("a huge pid", R"({"pid":")" + QByteArray(900000, 'x') + R"(","offset":"EPOCH.POSITION"})");
    row("a pid that is no text", R"({"pid":["PID"],"offset":"EPOCH.POSITION"})");
    row("a pid with more behind it", R"({"pid":"PID ","offset":"EPOCH.POSITION"})");
    row("its key", R"({"pid":"KEY","offset":"EPOCH.POSITION"})");
    row("its socket", R"({"pid":"SID","offset":"EPOCH.POSITION"})");
    row("a huge offset", R"({"pid":"PID","offset":"EPOCH.)" + QByteArray(900000, '9') + R"("})");
    row("an offset that is no text", R"({"pid":"PID","offset":{"a":1}})");
    row("an offset without an epoch", R"({"pid":"PID","offset":".POSITION"})");
    row("an offset without a position", R"({"pid":"PID","offset":"EPOCH"})");
    row("a negative position", R"({"pid":"PID","offset":"EPOCH.-1"})");
    row("position 0", R"({"pid":"PID","offset":"EPOCH.0"})");
    row("another spelling", R"({"pid":"PID","offset":"EPOCH.0POSITION"})");
    row("SQL", R"({"pid":"PID","offset":"' OR 1=1; --.1"})", true);
    row("of another log", R"({"pid":"PID","offset":"AAAABBBBCCCCDDDD.1"})", true);
    row("of the future", R"({"pid":"PID","offset":"EPOCH.POSITION0"})", true);
    row("the highest there is", R"({"pid":"PID","offset":"EPOCH.18446744073709551615"})", true);
}

void TestRecovery::hostileSecretsAndOffsets()
{
    QFETCH(QByteArray, auth);
    QFETCH(bool, isSpent);
    auto other = ben();
    const Lost lost = join(other);
    lost.peer.goAway();
    (void)other.ask(u"message"_s, R"("missed")");
    auth.replace("PID", lost.got.pid.toUtf8())
        .replace("SID", lost.got.sid.toUtf8())
        .replace("KEY", chat::sessionIdOf(lost.got.pid, {}).key)
        .replace("EPOCH", lost.got.offset.section(u'.', 0, 0).toUtf8())
        .replace("POSITION", lost.got.offset.section(u'.', 1).toUtf8());
    const auto peer = m_world->wire.open();
    peer.send('0' + auth);
    const Got got = take(peer);
    QVERIFY(!got.sid.isEmpty() && got.sid != lost.got.sid && got.pid != lost.got.pid); // somebody new
    QCOMPARE(got.pid.size(), 32); // 192 bits
    QVERIFY(got.events.isEmpty());
    peer.send(R"(2["message","still served"])");
    QCOMPARE(other.texts().last(), u"still served"_s);
    QCOMPARE(take(comeBack(lost.got)).sid == lost.got.sid, !isSpent);
}

void TestRecovery::offsets()
{
    const auto parsed = chat::parseOffset(u"a-b_c.42"_s);
    QVERIFY(parsed);
    QCOMPARE(parsed->epoch, "a-b_c");
    QCOMPARE(parsed->position, 42U);
    QCOMPARE(chat::offsetText(*parsed), u"a-b_c.42"_s);
    QCOMPARE(chat::offsetText({"epoch", 0}), QString()); // of a message that is not stored
    QCOMPARE(chat::offsetText({{}, 7}), QString());
    const auto id = chat::sessionIdOf(u"pid"_s, u"socket"_s);
    QCOMPARE(id.key.size(), 24); // 144 bits
    QVERIFY(id.number > 0 && id.number <= quint64(std::numeric_limits<qint64>::max()));
    QVERIFY(chat::sessionIdOf(u"pie"_s, {}).key != id.key);
    QVERIFY(chat::sessionIdOf({}, u"socket"_s).isEmpty());
}

QTEST_GUILESS_MAIN(TestRecovery)
#include "tst_recovery.moc"
