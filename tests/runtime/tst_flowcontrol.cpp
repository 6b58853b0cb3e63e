// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What becomes of those who write faster than the disk: they wait, and nothing is refused.

#include "server/runtime/flowcontrol.h"
#include "tests/runtime/shardowner.h"
#include "tests/support/patience.h"
#include "tests/support/stuckstore.h"

#include <QSignalSpy>
#include <QTcpSocket>
#include <QTest>
#include <QWebSocket>

using namespace confab;
using namespace confab::runtime;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using confab::test::ShardOwner;
using confab::test::StuckStore;
using confab::testing::patience;

namespace {

/// Another reason to wait.
class FixedAdmission final : public net::Admission
{
public:
    explicit FixedAdmission(std::chrono::milliseconds wait)
        : m_wait(wait)
    { }
    [[nodiscard]] std::chrono::milliseconds take(int packets) override { return packets * m_wait; }
    [[nodiscard]] bool isSlowed() const override { return m_wait > 0ms; }

private:
    const std::chrono::milliseconds m_wait;
};

log::Draft largeDraft(int number)
{
    log::Draft draft;
    draft.room = u"lobby"_s;
    draft.personId = u"ana"_s;
    draft.id = QString::number(number);
    draft.text = QString(16384, u'x');
    return draft;
}

} // namespace

class TestFlowControl : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void waitsForTheLogOrForLonger();
    void aProducerWaitsForASlowDiskAndLosesNothing();
    void aScriptIsToldToComeAgain();
};

void TestFlowControl::waitsForTheLogOrForLonger()
{
    QMutex wait;
    std::vector<log::Event> received;
    log::Events events(log::Events::unbounded, [&](std::vector<log::Event> &&batch) {
        received.insert(received.end(), batch.begin(), batch.end());
    });
    log::MessageLog log(std::make_unique<StuckStore>(wait));
    log.subscribe(&events);
    FlowControl alone(nullptr, log);
    FlowControl quicker(std::make_unique<FixedAdmission>(1ms), log);
    FlowControl slower(std::make_unique<FixedAdmission>(1s), log);
    const auto waits = [&] { return QList{alone.take(1), quicker.take(1), slower.take(1)}; };
    QCOMPARE(waits(), (QList<std::chrono::milliseconds>{0ms, 1ms, 1000ms}));

    QMutexLocker stuck(&wait);
    size_t count = 0;
    while (!log.isBusy())
        QVERIFY(log.append(largeDraft(int(++count))));
    QCOMPARE(waits(), (QList<std::chrono::milliseconds>{FlowControl::pause, FlowControl::pause, 1000ms}));
    QVERIFY(!alone.isSlowed());
    QVERIFY(slower.isSlowed());

    stuck.unlock();
    QTRY_COMPARE(received.size(), count);
    log.taken(received);
    QTRY_COMPARE(waits(), (QList<std::chrono::milliseconds>{0ms, 1ms, 1000ms}));
}

void TestFlowControl::aProducerWaitsForASlowDiskAndLosesNothing()
{
    QMutex wait;
    ShardOwner owner(std::make_unique<StuckStore>(wait));
    QVERIFY(owner.shard->post(OpenCommand{0}));
    QTRY_VERIFY(owner.port);
    QWebSocket client;
    QSignalSpy connected(&client, &QWebSocket::connected);
    client.open(QUrl(u"ws://127.0.0.1:%1/ws"_s.arg(*owner.port)));
    QTRY_COMPARE(connected.count(), 1);

    // Twice what may be under way, and what the system keeps for both ends.
    constexpr quint64 count = 1500;
    QMutexLocker stuck(&wait);
    for (quint64 i = 0; i < count; ++i)
        client.sendTextMessage(QString(16384, u'x'));
    QTRY_VERIFY_WITH_TIMEOUT(owner.log.isBusy(), patience);
    const bool isAllTaken = QTest::qWaitFor([&] { return client.bytesToWrite() == 0; }, 3000);
    stuck.unlock();
    QVERIFY(!isAllTaken);
    QTRY_COMPARE_WITH_TIMEOUT(owner.stored, count, 60000);
    QCOMPARE(owner.refused, 0U);
    QTRY_VERIFY(!owner.log.isBusy());
    QCOMPARE(client.state(), QAbstractSocket::ConnectedState);
}

void TestFlowControl::aScriptIsToldToComeAgain()
{
    QMutex wait;
    ShardOwner owner(std::make_unique<StuckStore>(wait));
    QVERIFY(owner.shard->post(OpenCommand{0}));
    QTRY_VERIFY(owner.port);
    const auto post = [&owner] {
        QTcpSocket socket;
        socket.connectToHost(QHostAddress::LocalHost, *owner.port);
        socket.write("POST /messages HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                     "Content-Type: text/plain\r\nContent-Length: 2\r\n\r\nhi");
        QSignalSpy ended(&socket, &QTcpSocket::disconnected);
        return ended.wait(patience) ? socket.readAll() : QByteArray();
    };
    QVERIFY(post().startsWith("HTTP/1.1 201 "));
    {
        const QMutexLocker stuck(&wait);
        for (int i = 0; !owner.log.isBusy(); ++i)
            QVERIFY(owner.log.append(largeDraft(i)));
        const QByteArray refused = post();
        QVERIFY(refused.startsWith("HTTP/1.1 429 "));
        QVERIFY(refused.contains("Retry-After: 1\r\n"));
        QVERIFY(refused.contains("\"ok\":false"));
    }
    QTRY_VERIFY(!owner.log.isBusy());
    QVERIFY(post().startsWith("HTTP/1.1 201 "));
    QCOMPARE(owner.refused, 0U);
}

QTEST_GUILESS_MAIN(TestFlowControl)
#include "tst_flowcontrol.moc"
