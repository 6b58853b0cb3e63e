// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/net/outputqueue.h"

#include <QTest>

#include <array>
#include <vector>

using namespace confab::net;

namespace {

QByteArray sharedPiece(char letter, qsizetype size) { return QByteArray(size, letter); }

/// What the queue would send with one call that takes so many pieces.
QByteArray firstOf(const OutputQueue &queue, size_t pieces)
{
    std::vector<iovec> vectors(pieces);
    const size_t count = queue.gather(vectors);
    QByteArray bytes;
    for (size_t i = 0; i < count; ++i)
        bytes.append(static_cast<const char *>(vectors[i].iov_base),
                     static_cast<qsizetype>(vectors[i].iov_len));
    return bytes;
}

const char *placeOf(const OutputQueue &queue)
{
    std::array<iovec, 1> vector;
    return queue.gather(vector) == 1 ? static_cast<const char *>(vector[0].iov_base) : nullptr;
}

} // namespace

class TestOutputQueue : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sendsASinglePieceWithoutCopyingIt();
    void keepsLargePiecesApart();
    void comesOutInOrderHoweverItIsTaken_data();
    void comesOutInOrderHoweverItIsTaken();
    void sharesWhatManyAreSent();
    void doesNotMistakeOnesPiecesForAnothers();
    void joinsWhatIsAddedToAPieceThatIsHalfOut();
    void tellsWhatIsOnePiece();
    void isEmptyWhenCleared();
};

void TestOutputQueue::sendsASinglePieceWithoutCopyingIt()
{
    JoinedPieces joined;
    OutputQueue queue;
    QVERIFY(queue.isEmpty());
    const QByteArray piece = sharedPiece('a', 10);
    queue.append({}, joined);
    QVERIFY(queue.isEmpty());
    queue.append(piece, joined);
    QCOMPARE(queue.bytes(), 10);
    QCOMPARE(placeOf(queue), piece.constData());
}

void TestOutputQueue::keepsLargePiecesApart()
{
    JoinedPieces joined;
    OutputQueue queue;
    const QByteArray large = sharedPiece('l', 100'000);
    queue.append("head", joined);
    queue.append(large, joined);
    queue.append("tail", joined);
    QCOMPARE(firstOf(queue, 1), QByteArray("head"));
    QCOMPARE(firstOf(queue, 2), "head" + large);
    QCOMPARE(firstOf(queue, 100), "head" + large + "tail");
    queue.advance(4);
    QCOMPARE(placeOf(queue), large.constData());
}

void TestOutputQueue::comesOutInOrderHoweverItIsTaken_data()
{
    QTest::addColumn<QList<int>>("sizes");
    QList<int> many;
    for (int i = 0; i < 2000; ++i)
        many.append(1 + i % 40);
    QTest::newRow("one") << QList<int>{50};
    QTest::newRow("small ones") << many;
    QTest::newRow("large ones") << QList<int>(100, 2000);
    QTest::newRow("mixed") << QList<int>{1, 2000, 1, 1, 3000, 1024, 1025, 16000, 500, 500, 2};
}

void TestOutputQueue::comesOutInOrderHoweverItIsTaken()
{
    QFETCH(QList<int>, sizes);
    QByteArray all;
    QByteArrayList pieces;
    for (int i = 0; i < sizes.size(); ++i) {
        QByteArray piece;
        for (int j = 0; j < sizes.at(i); ++j)
            piece.append(static_cast<char>(all.size() + j));
        all += piece;
        pieces.append(piece);
    }
    for (const qsizetype step : {1, 7, 1024, 5000, 1'000'000}) {
        JoinedPieces joined;
        OutputQueue queue;
        for (const QByteArray &piece : pieces)
            queue.append(piece, joined);
        QCOMPARE(queue.bytes(), all.size());
        QByteArray taken;
        while (!queue.isEmpty()) {
            const QByteArray bytes = firstOf(queue, 3).left(step);
            QVERIFY(!bytes.isEmpty());
            taken += bytes;
            queue.advance(bytes.size());
        }
        QCOMPARE(taken, all);
    }
}

void TestOutputQueue::sharesWhatManyAreSent()
{
    JoinedPieces joined;
    std::vector<OutputQueue> queues(10);
    for (const QByteArray &message : {sharedPiece('a', 80), sharedPiece('b', 90), sharedPiece('c', 100)}) {
        for (OutputQueue &queue : queues)
            queue.append(message, joined);
    }
    const QByteArray expected = sharedPiece('a', 80) + sharedPiece('b', 90) + sharedPiece('c', 100);
    for (const OutputQueue &queue : queues)
        QCOMPARE(firstOf(queue, 1), expected);
    // The first ones of each message keep their own: from there on it is one block.
    QCOMPARE(placeOf(queues.at(8)), placeOf(queues.at(9)));
    QCOMPARE(placeOf(queues.at(5)), placeOf(queues.at(9)));
}

void TestOutputQueue::doesNotMistakeOnesPiecesForAnothers()
{
    JoinedPieces joined;
    const QByteArray a = sharedPiece('a', 80);
    const QByteArray b = sharedPiece('b', 80);
    std::vector<OutputQueue> queues(8);
    for (size_t i = 0; i < queues.size(); ++i)
        queues[i].append(i % 2 == 0 ? a : b, joined);
    for (size_t i = 0; i < queues.size(); ++i)
        queues[i].append(i % 3 == 0 ? a : b, joined);
    for (size_t i = 0; i < queues.size(); ++i) {
        // Made and gone again: its place in memory is soon another's.
        queues[i].append(QByteArray(80, static_cast<char>('0' + i)), joined);
        QCOMPARE(firstOf(queues[i], 1),
                 (i % 2 == 0 ? a : b) + (i % 3 == 0 ? a : b) + QByteArray(80, static_cast<char>('0' + i)));
    }
}

void TestOutputQueue::joinsWhatIsAddedToAPieceThatIsHalfOut()
{
    JoinedPieces joined;
    const QByteArray message("0123456789");
    const QByteArray more("abc");
    std::vector<OutputQueue> queues(3);
    for (OutputQueue &queue : queues) {
        queue.append(message, joined);
        queue.advance(6);
    }
    for (OutputQueue &queue : queues)
        queue.append(more, joined);
    for (OutputQueue &queue : queues) {
        QCOMPARE(firstOf(queue, 1), QByteArray("6789abc"));
        queue.advance(5);
        QCOMPARE(firstOf(queue, 1), QByteArray("bc"));
    }
}

void TestOutputQueue::tellsWhatIsOnePiece()
{
    JoinedPieces joined;
    OutputQueue queue;
    QVERIFY(queue.onlyPiece().isEmpty());
    queue.append(sharedPiece('x', 5000), joined);
    QCOMPARE(queue.onlyPiece(), sharedPiece('x', 5000));
    queue.advance(4990);
    QCOMPARE(queue.onlyPiece(), sharedPiece('x', 10));
    queue.append(sharedPiece('y', 5000), joined); // too large to be joined
    QVERIFY(queue.onlyPiece().isEmpty());
    queue.advance(10);
    QCOMPARE(queue.onlyPiece(), sharedPiece('y', 5000));
    queue.advance(5000);
    QVERIFY(queue.onlyPiece().isEmpty());
}

void TestOutputQueue::isEmptyWhenCleared()
{
    JoinedPieces joined;
    OutputQueue queue;
    queue.append(sharedPiece('x', 5000), joined);
    queue.append(sharedPiece('y', 5000), joined);
    queue.advance(6000);
    queue.clear();
    QVERIFY(queue.isEmpty());
    QCOMPARE(firstOf(queue, 3), QByteArray());
    queue.append("new", joined);
    QCOMPARE(firstOf(queue, 3), QByteArray("new"));
}

QTEST_GUILESS_MAIN(TestOutputQueue)
#include "tst_outputqueue.moc"
