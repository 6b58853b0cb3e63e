// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/net/descriptorstream.h"
#include "server/net/epolldispatcher.h"
#include "server/net/streamturn.h"
#include "tests/net/streampair.h"

#include <QTest>

#include <memory>

#include <fcntl.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace confab::net;

// Run twice: over EpollDispatcher, and with --stock over Qt's own.
class TestDescriptorStream : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isNotOpenWithoutAPeer();
    void knowsItsPeer();
    void keepsWhatIsNotRead();
    void readsNoMoreThanItsShareWhileNobodyTakesIt();
    void oneFloodDoesNotStarveOthers();
    void sendsOncePerTurn();
    void keepsNoFloodUntilTheTurnEnds();
    void tellsLaterThatAFloodMetNobody();
    void sendsMorePiecesThanOneCallTakes();
    void sendsTheRestWhenThePeerReads();
    void doesNotCallBackFromInsideACall_data();
    void doesNotCallBackFromInsideACall();
    void answersAPeerThatHasFinished();
    void tellsTheNextListenerThatThePeerFinished();
    void finishesBehindWhatIsQueued();
    void closesBehindWhatIsQueued();
    void ignoresWhatIsWrittenBehindTheEnd();
    void losesWhatIsQueuedWhenThePeerIsGone();
    void mayBeDestroyedInACallback_data();
    void mayBeDestroyedInACallback();
    void mayDestroyAnotherThatHasSomethingToSend();
    void answersWhatADrainBringsInTheNextTurn();
    void countsTraffic();
};

void TestDescriptorStream::isNotOpenWithoutAPeer()
{
    Traffic traffic;
    const int alone = ::socket(AF_INET, SOCK_STREAM, 0);
    DescriptorStream stream(alone, 1, traffic, std::make_shared<StreamTurn>());
    QVERIFY(!stream.isOpen());
    QCOMPARE(::fcntl(alone, F_GETFD), -1); // and the descriptor is not left open
    stream.write("x");
    stream.finishWriting();
    stream.closeWhenWritten();
    QCOMPARE(stream.bytesQueued(), 0);
}

void TestDescriptorStream::knowsItsPeer()
{
    // A dual-stack socket: the peer's IPv4 address is told as one.
    const int door = ::socket(AF_INET6, SOCK_STREAM, 0);
    sockaddr_in6 any{};
    any.sin6_family = AF_INET6;
    socklen_t size = sizeof any;
    if (door < 0 || ::bind(door, reinterpret_cast<sockaddr *>(&any), size) != 0)
        QSKIP("no IPv6 here");
    QCOMPARE(::listen(door, 1), 0);
    QCOMPARE(::getsockname(door, reinterpret_cast<sockaddr *>(&any), &size), 0);
    sockaddr_in target{};
    target.sin_family = AF_INET;
    target.sin_port = any.sin6_port;
    target.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const int client = ::socket(AF_INET, SOCK_STREAM, 0);
    QCOMPARE(::connect(client, reinterpret_cast<sockaddr *>(&target), sizeof target), 0);
    sockaddr_in own{};
    size = sizeof own;
    QCOMPARE(::getsockname(client, reinterpret_cast<sockaddr *>(&own), &size), 0);

    Traffic traffic;
    DescriptorStream stream(::accept(door, nullptr, nullptr), 7, traffic, std::make_shared<StreamTurn>());
    QVERIFY(stream.isOpen());
    QCOMPARE(stream.peer().connectionId, 7);
    QCOMPARE(stream.peer().address, QHostAddress(QStringLiteral("127.0.0.1")));
    QCOMPARE(stream.peer().address.protocol(), QAbstractSocket::IPv4Protocol);
    QCOMPARE(stream.peer().port, ntohs(own.sin_port));
    QVERIFY(!stream.peer().secure);
    ::close(client);
    ::close(door);
}

void TestDescriptorStream::keepsWhatIsNotRead()
{
    Pair peer;
    peer.onReadable = [&] { peer.received += peer.stream->read(3); };
    peer.say("abcdefgh");
    turn();
    QCOMPARE(peer.calls, QByteArray("readable "));
    QCOMPARE(peer.received, QByteArray("abc"));
    QCOMPARE(peer.stream->bytesAvailable(), 5);
    peer.say("ij"); // behind what is kept
    turn();
    QCOMPARE(peer.received, QByteArray("abcdef"));
    peer.takeAll();
    QCOMPARE(peer.received, QByteArray("abcdefghij"));
    QCOMPARE(peer.stream->bytesAvailable(), 0);
    QCOMPARE(peer.stream->read(10), QByteArray());
}

void TestDescriptorStream::readsNoMoreThanItsShareWhileNobodyTakesIt()
{
    Pair peer;
    peer.stream->setListener(nullptr);
    peer.say(QByteArray(100'000, 'x'));
    for (int i = 0; i < 10; ++i)
        turn();
    QCOMPARE(peer.stream->bytesAvailable(), unreadBytes);
    peer.stream->setListener(&peer);
    turn();
    QCOMPARE(peer.calls, QByteArray());
    peer.takeAll(); // makes room
    QTRY_COMPARE(peer.received.size(), 100'000);
    peer.say("more");
    QTRY_VERIFY(peer.received.endsWith("more"));
}

void TestDescriptorStream::oneFloodDoesNotStarveOthers()
{
    const auto shared = std::make_shared<StreamTurn>();
    Pair loud(shared);
    Pair quiet(shared);
    loud.onReadable = [&] {
        loud.takeAll();
        loud.say(QByteArray(unreadBytes, 'x')); // there is always more
    };
    loud.say(QByteArray(unreadBytes, 'x'));
    quiet.say("hello");
    turn();
    turn();
    QCOMPARE(quiet.received, QByteArray("hello"));
    QVERIFY(loud.received.size() <= 4 * unreadBytes);
    QVERIFY(loud.received.size() >= unreadBytes);
}

void TestDescriptorStream::sendsOncePerTurn()
{
    Pair peer;
    peer.onReadable = [&] {
        peer.takeAll();
        peer.stream->write("a");
        peer.stream->write("b");
    };
    peer.say("x");
    peer.stream->write("1");
    peer.stream->write("2");
    QCOMPARE(peer.stream->bytesQueued(), 2);
    QCOMPARE(peer.hear(), QByteArray()); // not before the turn ends
    QTRY_COMPARE(peer.stream->bytesQueued(), 0);
    QTRY_VERIFY(peer.calls.count("drained") >= 1);
    QTRY_VERIFY(!peer.received.isEmpty());
    turn();
    turn();
    QCOMPARE(peer.hear(), QByteArray("12ab"));
    QCOMPARE(peer.calls.count("drained"), 2); // one for each turn
}

// Who judges a peer by what waits for it must not count what the system would take.
void TestDescriptorStream::keepsNoFloodUntilTheTurnEnds()
{
    Pair peer;
    const QByteArray message(1000, 'x');
    for (int i = 0; i < 300; ++i)
        peer.stream->write(message);
    QVERIFY(peer.stream->bytesQueued() < 300'000);
    QCOMPARE(peer.calls, QByteArray());
    QByteArray heard;
    QTRY_COMPARE((heard += peer.hear()).size(), 300'000);
    QTRY_COMPARE(peer.calls, QByteArray("drained "));
}

void TestDescriptorStream::tellsLaterThatAFloodMetNobody()
{
    Pair peer;
    peer.closeFar();
    peer.stream->write(QByteArray(largeBytes, 'x'));
    peer.stream->write("more");
    QCOMPARE(peer.calls, QByteArray());
    QCOMPARE(peer.stream->bytesQueued(), 0);
    QTRY_COMPARE(peer.calls, QByteArray("disconnected "));
}

void TestDescriptorStream::sendsMorePiecesThanOneCallTakes()
{
    Pair peer;
    QByteArray expected;
    for (int i = 0; i < 1500; ++i) { // IOV_MAX is 1024; too large to be joined
        const QByteArray piece(1100, static_cast<char>('a' + i % 26));
        expected += piece;
        peer.stream->write(piece);
    }
    QByteArray heard;
    QTRY_COMPARE((heard += peer.hear()).size(), expected.size());
    QVERIFY(heard == expected);
    QTRY_COMPARE(peer.calls, QByteArray("drained "));
}

void TestDescriptorStream::sendsTheRestWhenThePeerReads()
{
    Pair peer;
    const QByteArray large(largeBytes, 'x');
    peer.stream->write(large);
    peer.stream->write("end");
    turn();
    turn();
    QVERIFY(peer.stream->bytesQueued() > 0);
    QVERIFY(peer.stream->bytesQueued() < large.size());
    QCOMPARE(peer.calls, QByteArray());
    peer.stream->write("!"); // waits for its turn
    QByteArray heard;
    QTRY_COMPARE((heard += peer.hear()).size(), large.size() + 4);
    QVERIFY(heard == large + "end!");
    QTRY_COMPARE(peer.calls, QByteArray("drained "));
    heard.clear();
    peer.stream->write("again"); // as at first
    QTRY_COMPARE(heard += peer.hear(), QByteArray("again"));
}

void TestDescriptorStream::doesNotCallBackFromInsideACall_data()
{
    QTest::addColumn<QByteArray>("call");
    for (const char *call : {"write", "finish", "close", "finish, close", "write, finish", "write, close"})
        QTest::newRow(call) << QByteArray(call);
}

void TestDescriptorStream::doesNotCallBackFromInsideACall()
{
    QFETCH(QByteArray, call);
    Pair peer;
    for (const QByteArray &word : call.split(',')) {
        if (word.trimmed() == "write")
            peer.stream->write("x");
        else if (word.trimmed() == "finish")
            peer.stream->finishWriting();
        else
            peer.stream->closeWhenWritten();
        QCOMPARE(peer.calls, QByteArray());
    }
    for (int i = 0; i < 5; ++i)
        turn();
    QCOMPARE(peer.calls.contains("disconnected"), call.contains("close"));
    QCOMPARE(peer.calls.contains("drained"), call.contains("write"));
    QCOMPARE(peer.hear(), QByteArray(call.contains("write") ? "x" : ""));
    QCOMPARE(peer.hasHeardTheEnd, call != "write");
}

void TestDescriptorStream::answersAPeerThatHasFinished()
{
    Pair peer;
    peer.say("question");
    QCOMPARE(::shutdown(peer.far, SHUT_WR), 0);
    QTRY_COMPARE(peer.calls, QByteArray("readable finished "));
    QCOMPARE(peer.received, QByteArray("question"));
    for (int i = 0; i < 5; ++i)
        turn();
    QCOMPARE(peer.calls, QByteArray("readable finished ")); // once
    peer.stream->write("answer");
    peer.stream->closeWhenWritten();
    QTRY_VERIFY(peer.calls.endsWith("drained disconnected "));
    QCOMPARE(peer.hear(), QByteArray("answer"));
    QVERIFY(peer.hasHeardTheEnd);
}

void TestDescriptorStream::tellsTheNextListenerThatThePeerFinished()
{
    Pair peer;
    QCOMPARE(::shutdown(peer.far, SHUT_WR), 0);
    QTRY_COMPARE(peer.calls, QByteArray("finished "));
    peer.stream->setListener(nullptr);
    peer.stream->setListener(&peer);
    QCOMPARE(peer.calls, QByteArray("finished "));
    QTRY_COMPARE(peer.calls, QByteArray("finished finished "));
}

void TestDescriptorStream::finishesBehindWhatIsQueued()
{
    Pair peer;
    const QByteArray large(largeBytes, 'x');
    peer.stream->write(large);
    peer.stream->finishWriting();
    peer.stream->write("too late");
    QByteArray heard;
    QTRY_VERIFY((heard += peer.hear(), peer.hasHeardTheEnd));
    QVERIFY(heard == large);
    peer.say("still read");
    QTRY_COMPARE(peer.received, QByteArray("still read"));
    QVERIFY(!peer.calls.contains("disconnected"));
}

void TestDescriptorStream::closesBehindWhatIsQueued()
{
    Pair peer;
    const QByteArray large(largeBytes, 'x');
    peer.stream->write(large);
    peer.stream->closeWhenWritten();
    QByteArray heard;
    QTRY_VERIFY((heard += peer.hear(), peer.hasHeardTheEnd));
    QVERIFY(heard == large);
    QTRY_COMPARE(peer.calls, QByteArray("drained disconnected "));
    QVERIFY(!peer.stream->isOpen());
}

void TestDescriptorStream::ignoresWhatIsWrittenBehindTheEnd()
{
    Pair peer;
    peer.stream->closeWhenWritten();
    peer.stream->write("x");
    peer.stream->finishWriting();
    peer.stream->closeWhenWritten();
    QCOMPARE(peer.stream->bytesQueued(), 0);
    QCOMPARE(peer.stream->bytesOut(), 0);
    QTRY_COMPARE(peer.calls, QByteArray("disconnected "));
    for (int i = 0; i < 5; ++i)
        turn();
    QCOMPARE(peer.calls, QByteArray("disconnected ")); // the last call
}

void TestDescriptorStream::losesWhatIsQueuedWhenThePeerIsGone()
{
    Pair peer;
    peer.stream->write(QByteArray(largeBytes, 'x'));
    turn();
    turn();
    QVERIFY(peer.stream->bytesQueued() > 0);
    peer.closeFar(); // with unread bytes: a reset
    QTRY_VERIFY(peer.calls.contains("disconnected"));
    QCOMPARE(peer.stream->bytesQueued(), 0);
    QVERIFY(!peer.stream->isOpen());
    peer.stream->write("x");
    QCOMPARE(peer.stream->bytesQueued(), 0);
}

void TestDescriptorStream::mayBeDestroyedInACallback_data()
{
    QTest::addColumn<QByteArray>("callback");
    for (const char *name : {"readable", "drained", "drained late", "disconnected"})
        QTest::newRow(name) << QByteArray(name);
}

void TestDescriptorStream::mayBeDestroyedInACallback()
{
    QFETCH(QByteArray, callback);
    const auto shared = std::make_shared<StreamTurn>();
    Pair peer(shared);
    Pair bystander(shared);
    const auto destroy = [&] { peer.stream.reset(); };
    if (callback == "readable") {
        peer.onReadable = destroy;
        peer.say("x");
    } else if (callback == "disconnected") {
        peer.onDisconnected = destroy;
        peer.stream->closeWhenWritten();
    } else {
        peer.onDrained = destroy;
        peer.stream->write(callback == "drained" ? QByteArray("x") : QByteArray(largeBytes, 'x'));
    }
    bystander.stream->write("hello");
    bystander.say("hi");
    QTRY_VERIFY(((void)peer.hear(), !peer.stream));
    QTRY_COMPARE(bystander.received, QByteArray("hi"));
    QTRY_COMPARE(bystander.stream->bytesQueued(), 0);
    QCOMPARE(bystander.hear(), QByteArray("hello"));
    (void)peer.hear();
    QVERIFY(peer.hasHeardTheEnd);
}

void TestDescriptorStream::mayDestroyAnotherThatHasSomethingToSend()
{
    const auto shared = std::make_shared<StreamTurn>();
    Pair first(shared);
    Pair second(shared);
    Pair third(shared);
    first.onDrained = [&] {
        second.stream.reset();
        third.stream->write("2");
    };
    for (Pair *peer : {&first, &second, &third})
        peer->stream->write("1");
    QTRY_VERIFY(first.calls.contains("drained"));
    QTRY_COMPARE(third.stream->bytesQueued(), 0);
    QCOMPARE(first.hear(), QByteArray("1"));
    QCOMPARE(second.hear(), QByteArray());
    QVERIFY(second.hasHeardTheEnd);
    QCOMPARE(third.hear(), QByteArray("12"));
}

// However fast two answer each other, sockets are read in between.
void TestDescriptorStream::answersWhatADrainBringsInTheNextTurn()
{
    const auto shared = std::make_shared<StreamTurn>();
    Pair busy(shared);
    Pair other(shared);
    int written = 0;
    busy.onDrained = [&] {
        if (++written < 100)
            busy.stream->write("x");
    };
    busy.stream->write("x");
    turn();
    turn();
    other.say("hello");
    turn();
    turn();
    QCOMPARE(other.received, QByteArray("hello"));
    QVERIFY(written < 20);
    QTRY_VERIFY(((void)busy.hear(), written == 100));
}

void TestDescriptorStream::countsTraffic()
{
    Pair peer;
    peer.say("12345");
    QTRY_COMPARE(peer.stream->bytesIn(), 5);
    peer.stream->write("abc");
    QCOMPARE(peer.stream->bytesOut(), 3);
    QCOMPARE(peer.traffic.in, 5);
    QCOMPARE(peer.traffic.out, 3);
}

int main(int argc, char **argv)
{
    QByteArrayList arguments(argv, argv + argc);
    if (!arguments.removeOne("--stock"))
        QCoreApplication::setEventDispatcher(new EpollDispatcher);
    QCoreApplication app(argc, argv);
    TestDescriptorStream test;
    QStringList given;
    for (const QByteArray &argument : arguments)
        given.append(QString::fromLocal8Bit(argument));
    return QTest::qExec(&test, given);
}

#include "tst_descriptorstream.moc"
