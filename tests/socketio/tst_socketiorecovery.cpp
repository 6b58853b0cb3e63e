// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Connection state recovery over a fake wire and a fake clock: what a client gets that lost its connection
// and comes back, and who does not.

#include "protocol/socketio/json.h"
#include "tests/support/socketiowire.h"

#include <QCborMap>
#include <QTest>

using namespace confab;
using namespace confab::socketio;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using confab::testing::SocketIoWire;

namespace {

Config withRecovery(const RecoveryConfig &recovery = {})
{
    Config config;
    config.recovery = recovery;
    return config;
}

/// What came, as far as it is this.
struct Arrived
{
    QCborArray data; ///< of an event
    QString sid; ///< of a CONNECT
    QString pid;
};

Arrived read(const QByteArray &text)
{
    const QCborValue value = parseJson(text.mid(1), 64).value_or(QCborValue());
    return {value.toArray(), value.toMap().value(u"sid"_s).toString(),
            value.toMap().value(u"pid"_s).toString()};
}

/// A store that takes its time, and writes down what it is told.
class LateStore final : public RecoveryStore
{
public:
    struct Log
    {
        QStringList calls; ///< in order: "lost ID", "left", "take OFFSET"
        QList<Taken> questions;
    };

    explicit LateStore(Log &log)
        : m_log(log)
    { }
    QString record(const QCborArray &data, const QStringList &, const QStringList &) override
    {
        return u"offset of "_s + data.first().toString();
    }
    void lost(LostSession session) override { m_log.calls.append(u"lost "_s + session.id); }
    void left(const QString &) override { m_log.calls.append(u"left"_s); }
    void take(const QString &, const QString &offset, Taken taken) override
    {
        m_log.calls.append(u"take "_s + offset);
        m_log.questions.append(std::move(taken));
    }

private:
    Log &m_log;
};

RestoredSession someSession()
{
    return {{u"old-id"_s, u"old-pid"_s, {u"room"_s}, 7},
            {{QCborArray{u"missed"_s, 1}, u"o1"_s}, {QCborArray{u"missed"_s, 2}, u"o2"_s}}};
}

QByteArray comeBack(const QString &pid, const QString &offset)
{
    return "0{\"pid\":\"" + pid.toUtf8() + "\",\"offset\":\"" + offset.toUtf8() + "\"}";
}

} // namespace

class TestSocketIoRecovery : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void isOffByDefault();
    void eventsCarryAnOffset();
    void acksAndVolatileEventsCarryNone();
    void getsBackWhatItWas();
    void getsWhatItMissedBeforeItIsConnected();
    void missesOnlyWhatItsRoomsGot();
    void aPidIsGoodForOnce();
    void tooLateIsANewClient();
    void anUnknownOffsetIsANewClient_data();
    void anUnknownOffsetIsANewClient();
    void tooMuchWasMissed();
    void whoLeftIsNotRecovered_data();
    void whoLeftIsNotRecovered();
    void comesBackTwice();
    void middlewareIsSkippedOrNot();
    void oldClientsAreNotBothered();
    void forgetsInTime();
    void aStoreMayTakeItsTime();
    void whatIsSaidMeanwhileWaits();
    void tooMuchIsSaidMeanwhile();
    void isGoneWhenTheStoreAnswers();
    void isRefusedAfterTheStoreAnswered();
    void theStoreKnowsNothing();
    void asksTheStoreForTextsOnly_data();
    void asksTheStoreForTextsOnly();
    void tellsTheStoreHowAClientWent();
    void anOffsetFromElsewhere();

private:
    void recoverLate(bool skipMiddleware = true);

    LateStore::Log m_late;
    /// A client that has joined and seen one event.
    struct Lost
    {
        QString id;
        QString pid;
        QString offset;
    };
    Lost loseOne(const QStringList &rooms = {});

    std::unique_ptr<SocketIoWire> m_wire;
    QList<std::weak_ptr<Socket>> m_sockets;
};

void TestSocketIoRecovery::init()
{
    m_sockets.clear();
    m_wire = std::make_unique<SocketIoWire>(withRecovery());
    m_wire->io.onConnection([this](Socket &socket) { m_sockets.append(socket.weak_from_this()); });
}

TestSocketIoRecovery::Lost TestSocketIoRecovery::loseOne(const QStringList &rooms)
{
    const auto peer = m_wire->open();
    peer.send("0");
    const Arrived connect = read(peer.take());
    Socket *socket = m_wire->io.of(u"/"_s).find(connect.sid);
    for (const QString &room : rooms)
        socket->join(room);
    socket->setData(7);
    socket->emitEvent(u"seen"_s);
    const Arrived event = read(peer.take());
    peer.goAway();
    return {connect.sid, connect.pid, event.data.last().toString()};
}

void TestSocketIoRecovery::isOffByDefault()
{
    SocketIoWire wire;
    const auto peer = wire.open();
    peer.send("0");
    QVERIFY(!peer.take().contains("pid"));
    wire.io.of(u"/"_s).emitEvent(u"a"_s);
    QCOMPARE(peer.take(), QByteArray(R"(2["a"])"));
}

void TestSocketIoRecovery::eventsCarryAnOffset()
{
    const auto peer = m_wire->open();
    peer.send("0");
    const Arrived connect = read(peer.take());
    QCOMPARE(connect.pid.size(), 32); // 192 bits
    QVERIFY(connect.pid != connect.sid);
    m_wire->io.of(u"/"_s).emitEvent(u"all"_s, args(1));
    m_sockets.last().lock()->emitEvent(u"one"_s);
    const Arrived all = read(peer.take());
    const Arrived one = read(peer.take());
    QCOMPARE(all.data.size(), 3);
    QCOMPARE(one.data.size(), 2);
    QVERIFY(all.data.last().isString() && all.data.last() != one.data.last());
}

void TestSocketIoRecovery::acksAndVolatileEventsCarryNone()
{
    const auto peer = m_wire->open();
    peer.send("0");
    (void)peer.take();
    Socket &socket = *m_sockets.last().lock();
    socket.emitWithAck(u"a"_s, args(1), 1s, [](const auto &) {});
    socket.emitVolatile(u"v"_s, args(1));
    m_wire->io.of(u"/"_s).emitVolatile(u"v"_s, args(1));
    QCOMPARE(read(peer.take().mid(1)).data.size(), 2);
    QCOMPARE(peer.take(), QByteArray(R"(2["v",1])"));
    QCOMPARE(peer.take(), QByteArray(R"(2["v",1])"));
}

void TestSocketIoRecovery::getsBackWhatItWas()
{
    const Lost lost = loseOne({u"room"_s});
    const auto peer = m_wire->open();
    peer.send(comeBack(lost.pid, lost.offset));
    const Arrived connect = read(peer.take());
    QCOMPARE(connect.sid, lost.id);
    QCOMPARE(connect.pid, lost.pid);
    const auto socket = m_sockets.last().lock();
    QVERIFY(socket && socket->recovered());
    QCOMPARE(socket->rooms(), (QSet<QString>{lost.id, u"room"_s}));
    QCOMPARE(*socket->data<int>(), 7);
    m_wire->io.of(u"/"_s).to(u"room"_s).emitEvent(u"again"_s);
    QCOMPARE(read(peer.take()).data.first().toString(), u"again"_s);
}

void TestSocketIoRecovery::getsWhatItMissedBeforeItIsConnected()
{
    const Lost lost = loseOne();
    for (int i = 0; i < 3; ++i)
        m_wire->io.of(u"/"_s).emitEvent(u"missed"_s, args(i, QByteArray("x")));
    const auto peer = m_wire->open();
    peer.send(comeBack(lost.pid, lost.offset));
    for (int i = 0; i < 3; ++i) {
        const QByteArray event = peer.take();
        QVERIFY(event.startsWith("51-[\"missed\"," + QByteArray::number(i)));
        QCOMPARE(peer.takeBinary(), QByteArray("x"));
    }
    QVERIFY(peer.take().startsWith("0{\"sid\":"));
}

void TestSocketIoRecovery::missesOnlyWhatItsRoomsGot()
{
    const Lost lost = loseOne({u"in"_s});
    Namespace &nsp = m_wire->io.of(u"/"_s);
    nsp.to(u"out"_s).emitEvent(u"out"_s);
    nsp.to(u"out"_s).to(u"in"_s).emitEvent(u"in"_s);
    nsp.except(u"in"_s).emitEvent(u"except"_s);
    nsp.to(lost.id).emitEvent(u"own"_s);
    const auto peer = m_wire->open();
    peer.send(comeBack(lost.pid, lost.offset));
    QCOMPARE(read(peer.take()).data.first().toString(), u"in"_s);
    QCOMPARE(read(peer.take()).data.first().toString(), u"own"_s);
    QVERIFY(peer.take().startsWith('0'));
}

void TestSocketIoRecovery::aPidIsGoodForOnce()
{
    const Lost lost = loseOne();
    const auto first = m_wire->open();
    first.send(comeBack(lost.pid, lost.offset));
    QCOMPARE(read(first.take()).sid, lost.id);
    const auto second = m_wire->open();
    second.send(comeBack(lost.pid, lost.offset));
    const Arrived connect = read(second.take());
    QVERIFY(connect.sid != lost.id && connect.pid != lost.pid);
    QVERIFY(!m_sockets.last().lock()->recovered());
}

void TestSocketIoRecovery::tooLateIsANewClient()
{
    const Lost lost = loseOne();
    m_wire->wire.timers.advance(120001ms);
    const auto peer = m_wire->open();
    peer.send(comeBack(lost.pid, lost.offset));
    QVERIFY(read(peer.take()).sid != lost.id);
}

void TestSocketIoRecovery::anUnknownOffsetIsANewClient_data()
{
    QTest::addColumn<QString>("change"); // of the good offset
    QTest::newRow("empty") << u""_s;
    QTest::newRow("of another server") << u"abcdefgh.%2"_s;
    QTest::newRow("in the future") << u"%1.zz"_s;
    QTest::newRow("another spelling") << u"%1.0%2"_s;
    QTest::newRow("no number") << u"%1.-"_s;
    QTest::newRow("huge") << u"%1.zzzzzzzzzzzzzzzzzzzzzz"_s;
}

void TestSocketIoRecovery::anUnknownOffsetIsANewClient()
{
    QFETCH(QString, change);
    const Lost lost = loseOne();
    const QString offset = change.replace(u"%1"_s, lost.offset.section(u'.', 0, 0))
                               .replace(u"%2"_s, lost.offset.section(u'.', 1, 1));
    const auto peer = m_wire->open();
    peer.send(comeBack(lost.pid, offset));
    QVERIFY(read(peer.take()).sid != lost.id);
}

void TestSocketIoRecovery::tooMuchWasMissed()
{
    RecoveryConfig recovery;
    recovery.maxPackets = 3;
    m_wire = std::make_unique<SocketIoWire>(withRecovery(recovery));
    Lost lost = loseOne();
    for (int i = 0; i < 2; ++i)
        m_wire->io.of(u"/"_s).emitEvent(u"a"_s);
    auto peer = m_wire->open();
    peer.send(comeBack(lost.pid, lost.offset));
    QCOMPARE(read(peer.take()).data.first().toString(), u"a"_s);
    lost = loseOne();
    for (int i = 0; i < 3; ++i)
        m_wire->io.of(u"/"_s).emitEvent(u"a"_s);
    peer = m_wire->open();
    peer.send(comeBack(lost.pid, lost.offset));
    QVERIFY(peer.take().startsWith("0{\"sid\""));

    recovery = {};
    recovery.maxBytes = 1000;
    m_wire = std::make_unique<SocketIoWire>(withRecovery(recovery));
    lost = loseOne();
    m_wire->io.of(u"/"_s).emitEvent(u"a"_s, args(QString(1000, u'x')));
    peer = m_wire->open();
    peer.send(comeBack(lost.pid, lost.offset));
    QVERIFY(read(peer.take()).sid != lost.id);
}

void TestSocketIoRecovery::whoLeftIsNotRecovered_data()
{
    QTest::addColumn<int>("way");
    QTest::newRow("left the namespace") << 0;
    QTest::newRow("was sent away") << 1;
    QTest::newRow("sent what is no packet") << 2;
}

void TestSocketIoRecovery::whoLeftIsNotRecovered()
{
    QFETCH(int, way);
    const auto peer = m_wire->open();
    peer.send("0");
    const Arrived connect = read(peer.take());
    m_sockets.last().lock()->emitEvent(u"seen"_s);
    const QString offset = read(peer.take()).data.last().toString();
    if (way == 0)
        peer.send("1");
    else if (way == 1)
        m_sockets.last().lock()->disconnect();
    else
        peer.send("nonsense");
    const auto again = m_wire->open();
    again.send(comeBack(connect.pid, offset));
    QVERIFY(read(again.take()).sid != connect.sid);
}

void TestSocketIoRecovery::comesBackTwice()
{
    const Lost lost = loseOne();
    auto peer = m_wire->open();
    peer.send(comeBack(lost.pid, lost.offset));
    QCOMPARE(read(peer.take()).sid, lost.id);
    peer.goAway();
    m_wire->io.of(u"/"_s).emitEvent(u"meanwhile"_s);
    peer = m_wire->open();
    peer.send(comeBack(lost.pid, lost.offset));
    QCOMPARE(read(peer.take()).data.first().toString(), u"meanwhile"_s);
    QCOMPARE(read(peer.take()).sid, lost.id);
}

void TestSocketIoRecovery::middlewareIsSkippedOrNot()
{
    for (const bool skip : {true, false}) {
        RecoveryConfig recovery;
        recovery.skipMiddleware = skip;
        m_wire = std::make_unique<SocketIoWire>(withRecovery(recovery));
        const Lost lost = loseOne();
        m_wire->io.use([](Socket &) { return std::optional(Refusal{u"closed"_s}); });
        const auto peer = m_wire->open();
        peer.send(comeBack(lost.pid, lost.offset));
        QVERIFY(peer.take().startsWith(skip ? '0' : '4'));
    }
}

void TestSocketIoRecovery::oldClientsAreNotBothered()
{
    const auto peer = m_wire->openRevision3();
    QCOMPARE(peer.take(), QByteArray("0"));
    peer.goAway();
    QCOMPARE(m_wire->io.of(u"/"_s).socketCount(), 0);
}

void TestSocketIoRecovery::forgetsInTime()
{
    (void)loseOne();
    m_wire->wire.timers.advance(60s);
    m_wire->wire.timers.advance(60s);
    m_wire->wire.timers.advance(60s);
    QCOMPARE(m_wire->wire.timers.count(), std::size_t(0)); // nothing is kept, so nothing is waited for
}

void TestSocketIoRecovery::recoverLate(bool skipMiddleware)
{
    m_late = {};
    m_wire->io.of(u"/"_s).recoverWith(std::make_unique<LateStore>(m_late), skipMiddleware);
}

void TestSocketIoRecovery::aStoreMayTakeItsTime()
{
    recoverLate();
    const auto peer = m_wire->open();
    peer.send(comeBack(u"old-pid"_s, u"o0"_s));
    QVERIFY(peer.isQuiet());
    QCOMPARE(m_late.calls, QStringList{u"take o0"_s});
    QCOMPARE(m_wire->io.of(u"/"_s).socketCount(), 0);
    m_late.questions.takeFirst()(someSession());
    QCOMPARE(peer.take(), QByteArray(R"(2["missed",1,"o1"])"));
    QCOMPARE(peer.take(), QByteArray(R"(2["missed",2,"o2"])"));
    const Arrived connect = read(peer.take());
    QCOMPARE(connect.sid, u"old-id"_s);
    QCOMPARE(connect.pid, u"old-pid"_s);
    const auto socket = m_sockets.last().lock();
    QVERIFY(socket->recovered());
    QCOMPARE(socket->rooms(), (QSet<QString>{u"old-id"_s, u"room"_s}));
}

void TestSocketIoRecovery::whatIsSaidMeanwhileWaits()
{
    recoverLate();
    QCborArray heard;
    m_wire->io.onConnection([&heard](Socket &socket) {
        socket.on(u"say"_s, [&heard](const QCborArray &args, Ack) { heard.append(args.at(0)); });
        socket.on(u"bytes"_s, [&heard](const QCborArray &args, Ack) { heard.append(args.at(0)); });
    });
    Namespace &other = m_wire->io.of(u"/other"_s);
    other.recoverWith(std::make_unique<LateStore>(m_late), true);
    const auto peer = m_wire->open();
    peer.send(comeBack(u"old-pid"_s, u"o0"_s));
    peer.send(R"(2["say",1])");
    peer.send(R"(51-["bytes",{"_placeholder":true,"num":0}])");
    peer.sendBinary("x");
    peer.send("0/other,{\"pid\":\"p\",\"offset\":\"o\"}"); // and waits once more
    peer.send(R"(2["say",2])");
    QVERIFY(heard.isEmpty());
    m_late.questions.takeFirst()(someSession());
    QCOMPARE(heard, (QCborArray{1, QByteArray("x")}));
    peer.send(R"(2["say",3])");
    m_late.questions.takeFirst()(std::nullopt);
    QCOMPARE(heard, (QCborArray{1, QByteArray("x"), 2, 3}));
    peer.send(R"(2["say",4])");
    QCOMPARE(heard.last().toInteger(), 4);
    QCOMPARE(other.socketCount(), 1);
}

void TestSocketIoRecovery::tooMuchIsSaidMeanwhile()
{
    recoverLate();
    const auto peer = m_wire->open();
    peer.send(comeBack(u"old-pid"_s, u"o0"_s));
    for (int i = 0; i < 4000; ++i)
        peer.send(R"(2["a"])");
    QVERIFY(!peer.isClosed());
    for (int i = 0; i < 1000 && !peer.isClosed(); ++i)
        peer.send(R"(2["a"])");
    QVERIFY(peer.isClosed());
    m_late.questions.takeFirst()(someSession());
    QCOMPARE(m_late.calls.last(), u"lost old-id"_s);
}

void TestSocketIoRecovery::isGoneWhenTheStoreAnswers()
{
    recoverLate();
    const auto peer = m_wire->open();
    peer.send(comeBack(u"old-pid"_s, u"o0"_s));
    peer.goAway();
    m_late.questions.takeFirst()(someSession());
    QCOMPARE(m_late.calls, (QStringList{u"take o0"_s, u"lost old-id"_s})); // it may try again
    QVERIFY(m_sockets.isEmpty());
    const auto unlucky = m_wire->open();
    unlucky.send(comeBack(u"no-pid"_s, u"o0"_s));
    unlucky.goAway();
    m_late.questions.takeFirst()(std::nullopt);
    QCOMPARE(m_late.calls.last(), u"take o0"_s);
}

void TestSocketIoRecovery::isRefusedAfterTheStoreAnswered()
{
    recoverLate(false);
    bool isOpen = false;
    m_wire->io.use([&isOpen](Socket &) -> std::optional<Refusal> {
        if (isOpen)
            return std::nullopt;
        return Refusal{u"closed"_s};
    });
    const auto peer = m_wire->open();
    peer.send(comeBack(u"old-pid"_s, u"o0"_s));
    m_late.questions.takeFirst()(someSession());
    QVERIFY(peer.take().startsWith('4'));
    QVERIFY(peer.isQuiet());
    QCOMPARE(m_late.calls, (QStringList{u"take o0"_s, u"lost old-id"_s}));
    isOpen = true;
    m_wire->io.use([this](Socket &) -> std::optional<Refusal> {
        m_wire->io.disconnectAll();
        return std::nullopt;
    });
    peer.send(comeBack(u"old-pid"_s, u"o1"_s));
    m_late.questions.takeFirst()(someSession());
    QVERIFY(peer.isClosed());
    QCOMPARE(m_late.calls.last(), u"lost old-id"_s);
    QCOMPARE(m_wire->io.of(u"/"_s).socketCount(), 0);
}

void TestSocketIoRecovery::theStoreKnowsNothing()
{
    recoverLate();
    const auto peer = m_wire->open();
    peer.send("0{\"pid\":\"old-pid\"}"); // has seen no event
    QCOMPARE(m_late.calls, QStringList{u"take "_s});
    m_late.questions.takeFirst()(std::nullopt);
    const Arrived connect = read(peer.take());
    QVERIFY(!connect.sid.isEmpty() && connect.pid != u"old-pid"_s);
    QVERIFY(!m_sockets.last().lock()->recovered());
}

void TestSocketIoRecovery::asksTheStoreForTextsOnly_data()
{
    QTest::addColumn<QByteArray>("auth");
    QTest::newRow("a number as pid") << QByteArray(R"({"pid":7,"offset":"o"})");
    QTest::newRow("an object as pid") << QByteArray(R"({"pid":{},"offset":"o"})");
    QTest::newRow("no pid") << QByteArray(R"({"offset":"o"})");
    QTest::newRow("a number as offset") << QByteArray(R"({"pid":"p","offset":7})");
    QTest::newRow("null as offset") << QByteArray(R"({"pid":"p","offset":null})");
    QTest::newRow("a list as offset") << QByteArray(R"({"pid":"p","offset":["o"]})");
}

void TestSocketIoRecovery::asksTheStoreForTextsOnly()
{
    QFETCH(QByteArray, auth);
    recoverLate();
    const auto peer = m_wire->open();
    QVERIFY(!peer.join("/", auth).isEmpty());
    QVERIFY(m_late.calls.isEmpty());
}

void TestSocketIoRecovery::tellsTheStoreHowAClientWent()
{
    recoverLate();
    m_wire->connected().goAway();
    QCOMPARE(m_late.calls, QStringList{u"lost "_s + m_wire->lastId});
    m_wire->connected().send("1");
    QCOMPARE(m_late.calls.last(), u"left"_s);
    const auto old = m_wire->openRevision3();
    old.goAway();
    QCOMPARE(m_late.calls.size(), 2);
}

void TestSocketIoRecovery::anOffsetFromElsewhere()
{
    recoverLate();
    const auto peer = m_wire->connected();
    const auto old = m_wire->openRevision3();
    (void)old.take();
    Namespace &nsp = m_wire->io.of(u"/"_s);
    const SharedEvent shared(nsp, u"a"_s, args(1), u"mine"_s);
    nsp.all().emitEvents({shared});
    nsp.all().emitEvent(u"b"_s, args(2));
    QCOMPARE(peer.take(), QByteArray(R"(2["a",1,"mine"])"));
    QCOMPARE(peer.take(), QByteArray(R"(2["b",2,"offset of b"])"));
    // Those who cannot come back have no use for it.
    QCOMPARE(old.take(), QByteArray(R"(2["a",1])"));
    QCOMPARE(old.take(), QByteArray(R"(2["b",2])"));
    SocketIoWire without;
    const auto bare = without.connected();
    Namespace &unrecovered = without.io.of(u"/"_s);
    unrecovered.all().emitEvents({SharedEvent(unrecovered, u"a"_s, {}, u"mine"_s)});
    QCOMPARE(bare.take(), QByteArray(R"(2["a"])"));
}

QTEST_GUILESS_MAIN(TestSocketIoRecovery)
#include "tst_socketiorecovery.moc"
