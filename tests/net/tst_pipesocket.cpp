// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/net/pipesocket.h"

#include <QSignalSpy>
#include <QTest>

using namespace confab::net;

class TestPipeSocket : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void passesBytesBothWays();
    void goesOnAfterItsBuffersWereReleased();
    void hangsUpAfterItsBuffersWereReleased();
};

void TestPipeSocket::passesBytesBothWays()
{
    PipeSocket pipe(QHostAddress(QHostAddress::LocalHost), 1234);
    QSignalSpy readable(&pipe, &QIODevice::readyRead);
    QSignalSpy written(&pipe, &PipeSocket::written);
    pipe.feed("question");
    QCOMPARE(readable.count(), 1);
    QCOMPARE(pipe.peek(4), QByteArray("ques"));
    QCOMPARE(pipe.readAll(), QByteArray("question"));
    pipe.write("answer");
    QCOMPARE(written.count(), 1);
    QCOMPARE(pipe.takeWritten(), QByteArray("answer"));
    QCOMPARE(pipe.takeWritten(), QByteArray());
}

void TestPipeSocket::goesOnAfterItsBuffersWereReleased()
{
    PipeSocket pipe(QHostAddress(QHostAddress::LocalHost), 1234);
    QSignalSpy closing(&pipe, &QIODevice::aboutToClose);
    pipe.feed("a handshake");
    (void)pipe.peek(100); // into the buffer of the QIODevice
    QCOMPARE(pipe.readAll(), QByteArray("a handshake"));
    pipe.releaseBuffers();
    QCOMPARE(closing.count(), 0);
    QCOMPARE(pipe.state(), QAbstractSocket::ConnectedState);
    QCOMPARE(pipe.openMode(), QIODevice::ReadWrite);
    QCOMPARE(pipe.bytesAvailable(), 0);
    QCOMPARE(pipe.peerPort(), 1234);
    pipe.feed("more");
    QCOMPARE(pipe.readAll(), QByteArray("more"));
    pipe.write("answer");
    QCOMPARE(pipe.takeWritten(), QByteArray("answer"));
}

void TestPipeSocket::hangsUpAfterItsBuffersWereReleased()
{
    PipeSocket pipe(QHostAddress(QHostAddress::LocalHost), 1234);
    QSignalSpy disconnected(&pipe, &QAbstractSocket::disconnected);
    pipe.releaseBuffers();
    pipe.hangUp();
    QCOMPARE(disconnected.count(), 1);
    QCOMPARE(pipe.state(), QAbstractSocket::UnconnectedState);
}

QTEST_GUILESS_MAIN(TestPipeSocket)
#include "tst_pipesocket.moc"
