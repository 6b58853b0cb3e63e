// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/net/batchsender.h"
#include "tests/net/streampair.h"

#include <QTest>

#include <algorithm>
#include <array>

using namespace confab::net;

namespace {

/// Sends as it is told to: the system's moods at will.
class MoodySender final : public BatchSender
{
public:
    /// What is wrong with a send, by its number since the beginning.
    using Mood = std::function<qsizetype(int number, qsizetype wanted)>;

    MoodySender(Mood mood, int breaksDownAt, int &calls)
        : m_mood(std::move(mood))
        , m_breaksDownAt(breaksDownAt)
        , m_calls(calls)
    { }

    bool send(std::span<Send> sends) override
    {
        ++m_calls;
        for (Send &send : sends) {
            if (send.bytes.isEmpty())
                continue;
            if (m_number == m_breaksDownAt)
                return false;
            const qsizetype wanted = std::min(m_mood(m_number, send.bytes.size()), send.bytes.size());
            ++m_number;
            if (wanted > 0)
                send.sent =
                    ::send(send.descriptor, send.bytes.data(), size_t(wanted), MSG_DONTWAIT | MSG_NOSIGNAL);
        }
        return true;
    }

private:
    Mood m_mood;
    int m_breaksDownAt;
    int &m_calls;
    int m_number = 0;
};

constexpr int never = -1;
constexpr int many = 8; // enough for a batch

qsizetype everything(int, qsizetype wanted) { return wanted; }

/// Streams that share a turn, and how often their sender was asked.
struct Crowd
{
    explicit Crowd(MoodySender::Mood mood = everything, int breaksDownAt = never, int size = many)
    {
        shared->setBatchSender(std::make_unique<MoodySender>(std::move(mood), breaksDownAt, calls));
        for (int i = 0; i < size; ++i)
            peers.push_back(std::make_unique<Pair>(shared));
    }
    void write(const QByteArray &bytes) const
    {
        for (const auto &peer : peers)
            peer->stream->write(bytes);
    }
    Pair &operator[](size_t i) { return *peers.at(i); }

    int calls = 0;
    std::shared_ptr<StreamTurn> shared = std::make_shared<StreamTurn>();
    std::vector<std::unique_ptr<Pair>> peers;
};

} // namespace

class TestStreamTurn : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sendsToManyWithOneCall();
    void sendsToFewOneByOne();
    void goesOnWhereTheSystemStopped_data();
    void goesOnWhereTheSystemStopped();
    void goesOnOneByOneBehindABreakdown_data();
    void goesOnOneByOneBehindABreakdown();
    void leavesManyPiecesToTheOrdinaryWay();
    void noticesThatOneIsGone();
    void closesBehindWhatWasSentTogether();
    void mayBeDestroyedWhileOthersAreTold();
    void keepsTheOrderOfWhatIsWrittenMeanwhile_data();
    void keepsTheOrderOfWhatIsWrittenMeanwhile();
    void livesUntilItsOutputIsSent();
};

void TestStreamTurn::sendsToManyWithOneCall()
{
    Crowd crowd;
    crowd.write("a");
    crowd.write("b");
    turn();
    QCOMPARE(crowd.calls, 1);
    for (const auto &peer : crowd.peers) {
        QCOMPARE(peer->hear(), QByteArray("ab"));
        QCOMPARE(peer->calls, QByteArray("drained "));
        QCOMPARE(peer->stream->bytesQueued(), 0);
    }
}

void TestStreamTurn::sendsToFewOneByOne()
{
    Crowd crowd(everything, never, 1);
    crowd.write("a");
    turn();
    QCOMPARE(crowd.calls, 0);
    QCOMPARE(crowd[0].hear(), QByteArray("a"));
}

void TestStreamTurn::goesOnWhereTheSystemStopped_data()
{
    QTest::addColumn<int>("every"); // so many-th send
    QTest::addColumn<int>("takes"); // no more than that
    for (const int every : {1, 2, 3}) {
        for (const int takes : {0, 1, 5, 8})
            QTest::addRow("every %d., %d bytes", every, takes) << every << takes;
    }
}

void TestStreamTurn::goesOnWhereTheSystemStopped()
{
    QFETCH(int, every);
    QFETCH(int, takes);
    Crowd crowd([=](int number, qsizetype wanted) { return number % every == 0 ? takes : wanted; });
    QByteArray expected;
    for (int round = 0; round < 3; ++round) {
        const QByteArray message = "message " + QByteArray::number(round);
        expected += message;
        crowd.write(message);
        turn();
        QCOMPARE(crowd.calls, round + 1);
    }
    for (const auto &peer : crowd.peers) {
        QCOMPARE(peer->hear(), expected);
        QCOMPARE(peer->calls.count("drained"), 3);
        QCOMPARE(peer->stream->bytesQueued(), 0);
    }
}

void TestStreamTurn::goesOnOneByOneBehindABreakdown_data()
{
    QTest::addColumn<int>("at");
    for (int at = 0; at < 2 * many; ++at)
        QTest::addRow("send %d", at) << at;
}

void TestStreamTurn::goesOnOneByOneBehindABreakdown()
{
    QFETCH(int, at);
    Crowd crowd(everything, at);
    for (const char *message : {"one ", "two ", "three "}) {
        crowd.write(message);
        turn();
    }
    QCOMPARE(crowd.calls, at < many ? 1 : 2); // and never again
    for (const auto &peer : crowd.peers) {
        QCOMPARE(peer->hear(), QByteArray("one two three "));
        QCOMPARE(peer->calls.count("drained"), 3);
    }
}

void TestStreamTurn::leavesManyPiecesToTheOrdinaryWay()
{
    QList<qsizetype> asked;
    Crowd crowd([&](int, qsizetype wanted) {
        asked.append(wanted);
        return wanted;
    });
    const QByteArray piece(1100, 'p'); // too large to be joined
    for (int i = 0; i < 3; ++i)
        crowd[0].stream->write(piece);
    for (size_t i = 1; i < many; ++i)
        crowd[i].stream->write("x");
    turn();
    QCOMPARE(asked, QList<qsizetype>(many - 1, 1));
    QCOMPARE(crowd[0].hear(), piece + piece + piece);
}

void TestStreamTurn::noticesThatOneIsGone()
{
    Crowd crowd;
    crowd[3].closeFar();
    crowd.write("hello");
    QTRY_COMPARE(crowd[3].calls.count("disconnected"), 1);
    QVERIFY(!crowd[3].stream->isOpen());
    for (size_t i = 0; i < many; ++i) {
        if (i != 3)
            QCOMPARE(crowd[i].hear(), QByteArray("hello"));
    }
}

void TestStreamTurn::closesBehindWhatWasSentTogether()
{
    Crowd crowd([](int number, qsizetype wanted) { return number == 0 ? 2 : wanted; });
    crowd.write("goodbye");
    for (const auto &peer : crowd.peers)
        peer->stream->closeWhenWritten();
    for (const auto &peer : crowd.peers) {
        QTRY_COMPARE(peer->calls, QByteArray("drained disconnected "));
        QCOMPARE(peer->hear(), QByteArray("goodbye"));
        QVERIFY(peer->hasHeardTheEnd);
    }
}

void TestStreamTurn::mayBeDestroyedWhileOthersAreTold()
{
    Crowd crowd([](int number, qsizetype wanted) { return number == 5 ? 1 : wanted; });
    crowd[0].onDrained = [&] {
        crowd[0].stream.reset();
        crowd[4].stream.reset(); // all of it is sent
        crowd[5].stream.reset(); // some of it
    };
    crowd.write("hello");
    turn();
    for (size_t i = 0; i < many; ++i) {
        QCOMPARE(crowd[i].hear(), i == 5 ? QByteArray("h") : QByteArray("hello"));
        QCOMPARE(crowd[i].hasHeardTheEnd, i == 0 || i == 4 || i == 5);
    }
}

void TestStreamTurn::keepsTheOrderOfWhatIsWrittenMeanwhile_data()
{
    QTest::addColumn<int>("taken");
    QTest::addColumn<int>("more"); // above 256 KiB it does not wait for the next turn
    for (const int taken : {0, 3, 100}) {
        for (const int more : {1, 2000, 300'000})
            QTest::addRow("%d taken, %d more", taken, more) << taken << more;
    }
}

void TestStreamTurn::keepsTheOrderOfWhatIsWrittenMeanwhile()
{
    QFETCH(int, taken);
    QFETCH(int, more);
    Crowd crowd([=](int, qsizetype wanted) { return std::min<qsizetype>(wanted, taken); });
    const QByteArray second(more, 'x');
    crowd[0].onDrained = [&] {
        crowd[0].onDrained = nullptr;
        crowd[6].stream->write(second); // who has not been told yet
    };
    crowd.write("first ");
    QByteArray heard;
    QTRY_COMPARE((heard += crowd[6].hear()).size(), 6 + more);
    QVERIFY(heard == "first " + second);
    QTRY_COMPARE(crowd[6].stream->bytesQueued(), 0);
}

void TestStreamTurn::livesUntilItsOutputIsSent()
{
    Crowd crowd;
    crowd[0].onDrained = [&] { // the streams, and with them what they share
        crowd.shared.reset();
        for (const auto &peer : crowd.peers)
            peer->stream.reset();
    };
    crowd.write("hello");
    turn();
    for (const auto &peer : crowd.peers)
        QCOMPARE(peer->hear(), QByteArray("hello"));
}

QTEST_GUILESS_MAIN(TestStreamTurn)
#include "tst_streamturn.moc"
