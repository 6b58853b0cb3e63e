// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/net/uringsender.h"
#include "tests/net/streampair.h"

#include <QTest>

#include <array>
#include <vector>

using namespace confab::net;

namespace {

/// Two ends that are connected.
struct Ends
{
    Ends()
    {
        if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, both.data()) != 0)
            qFatal("socketpair");
    }
    Q_DISABLE_COPY_MOVE(Ends)
    ~Ends()
    {
        ::close(both[0]);
        closeFar();
    }
    void closeFar()
    {
        if (both[1] >= 0)
            ::close(std::exchange(both[1], -1));
    }
    [[nodiscard]] QByteArray hear() const
    {
        QByteArray buffer(largeBytes, Qt::Uninitialized);
        const ssize_t size = ::recv(both[1], buffer.data(), size_t(buffer.size()), 0);
        return buffer.first(std::max<ssize_t>(size, 0));
    }

    std::array<int, 2> both{};
};

} // namespace

// Where the kernel has no io_uring there is nothing to test: then nobody uses it.
class TestUringSender : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void sendsToMoreThanOneCallTakes();
    void tellsHowMuchWasTaken();
    void doesNotWaitForAFullOne();
    void sendsNothingToWhoIsGone();
    void leavesOutWhatIsEmpty();
    void carriesTheOutputOfStreams();

private:
    std::unique_ptr<UringSender> m_sender;
};

void TestUringSender::init()
{
    m_sender = UringSender::make();
    if (!m_sender)
        QSKIP("the kernel gives no io_uring here");
}

void TestUringSender::sendsToMoreThanOneCallTakes()
{
    // The same sockets again and again: a ring has 512 entries, a process perhaps 1,024 descriptors.
    constexpr size_t sockets = 64;
    constexpr size_t sends = 1200;
    std::vector<Ends> ends(sockets);
    std::vector<QByteArray> texts;
    std::vector<QByteArray> expected(sockets);
    for (size_t i = 0; i < sends; ++i) {
        texts.push_back(QByteArray::number(qulonglong(i)) + ' ');
        expected[i % sockets] += texts.back();
    }
    std::vector<BatchSender::Send> batch;
    for (size_t i = 0; i < sends; ++i)
        batch.push_back({ends[i % sockets].both[0], texts[i]});
    QVERIFY(m_sender->send(batch));
    for (size_t i = 0; i < sends; ++i)
        QCOMPARE(batch[i].sent, texts[i].size());
    for (size_t i = 0; i < sockets; ++i)
        QCOMPARE(ends[i].hear(), expected[i]);
}

void TestUringSender::tellsHowMuchWasTaken()
{
    Ends large;
    Ends small;
    const QByteArray bytes(largeBytes, 'x');
    std::array<BatchSender::Send, 2> batch{{{large.both[0], bytes}, {small.both[0], "hello"}}};
    QVERIFY(m_sender->send(batch));
    QVERIFY(batch[0].sent > 0);
    QVERIFY(batch[0].sent < bytes.size());
    QCOMPARE(batch[1].sent, 5);
    qsizetype heard = 0;
    for (QByteArray part = large.hear(); !part.isEmpty(); part = large.hear())
        heard += part.size();
    QCOMPARE(heard, batch[0].sent);
}

void TestUringSender::doesNotWaitForAFullOne()
{
    Ends full;
    Ends other;
    const QByteArray bytes(largeBytes, 'x');
    while (::send(full.both[0], bytes.constData(), size_t(bytes.size()), MSG_DONTWAIT) > 0) { }
    std::array<BatchSender::Send, 2> batch{{{full.both[0], bytes}, {other.both[0], "hello"}}};
    QVERIFY(m_sender->send(batch)); // and comes back
    QCOMPARE(batch[0].sent, 0);
    QCOMPARE(batch[1].sent, 5);
    while (!full.hear().isEmpty()) { }
    QVERIFY(m_sender->send(std::span(batch).first(1)));
    QVERIFY(batch[0].sent > 0); // nothing was left in the ring
}

void TestUringSender::sendsNothingToWhoIsGone()
{
    Ends gone;
    Ends other;
    gone.closeFar();
    std::array<BatchSender::Send, 3> batch{{{gone.both[0], "x"}, {-1, "x"}, {other.both[0], "hello"}}};
    QVERIFY(m_sender->send(batch)); // and no SIGPIPE
    QCOMPARE(batch[0].sent, 0);
    QCOMPARE(batch[1].sent, 0);
    QCOMPARE(batch[2].sent, 5);
}

void TestUringSender::leavesOutWhatIsEmpty()
{
    Ends ends;
    std::array<BatchSender::Send, 3> batch{{{}, {ends.both[0], "a"}, {ends.both[0], {}}}};
    QVERIFY(m_sender->send(batch));
    QCOMPARE(batch[1].sent, 1);
    QVERIFY(m_sender->send(std::span<BatchSender::Send>()));
    QVERIFY(m_sender->send(std::span(batch).last(1)));
    QCOMPARE(ends.hear(), QByteArray("a"));
}

void TestUringSender::carriesTheOutputOfStreams()
{
    const auto shared = std::make_shared<StreamTurn>();
    shared->setBatchSender(std::move(m_sender));
    std::vector<std::unique_ptr<Pair>> peers;
    for (int i = 0; i < 20; ++i)
        peers.push_back(std::make_unique<Pair>(shared));
    const QByteArray large(largeBytes, 'x');
    peers[7]->stream->write(large); // which goes out of itself
    QByteArray expected;
    for (int round = 0; round < 3; ++round) {
        for (size_t i = 0; i < peers.size(); ++i)
            peers[i]->stream->write("round " + QByteArray::number(round));
        expected += "round " + QByteArray::number(round);
        turn();
    }
    for (size_t i = 0; i < peers.size(); ++i) {
        const QByteArray all = i == 7 ? large + expected : expected;
        QByteArray heard;
        QTRY_COMPARE((heard += peers[i]->hear()).size(), all.size());
        QVERIFY(heard == all);
        QTRY_COMPARE(peers[i]->stream->bytesQueued(), 0);
    }
}

QTEST_GUILESS_MAIN(TestUringSender)
#include "tst_uringsender.moc"
