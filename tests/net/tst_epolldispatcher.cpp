// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/net/epolldispatcher.h"
#include "server/net/mailbox.h"

#include <QElapsedTimer>
#include <QEventLoop>
#include <QPointer>
#include <QSignalSpy>
#include <QSocketNotifier>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>
#include <QThread>
#include <QTimer>

#include <array>
#include <memory>

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace confab::net;
using namespace std::chrono_literals;

namespace {

/// Two connected descriptors, closed at the end.
struct Pair
{
    Pair()
    {
        std::array<int, 2> both{};
        if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, both.data()) != 0)
            qFatal("socketpair");
        near = both[0];
        far = both[1];
    }
    ~Pair()
    {
        closeNear();
        closeFar();
    }
    Q_DISABLE_COPY_MOVE(Pair)

    void closeNear() { closeOnce(near); }
    void closeFar() { closeOnce(far); }
    void say() const { QCOMPARE(::write(far, "x", 1), ssize_t(1)); }
    void hear() const
    {
        char byte = 0;
        QCOMPARE(::read(near, &byte, 1), ssize_t(1));
    }

    static void closeOnce(int &descriptor)
    {
        if (descriptor >= 0)
            ::close(std::exchange(descriptor, -1));
    }

    int near = -1;
    int far = -1;
};

/// Counts how often a notifier was told.
struct Watch
{
    Watch(int descriptor, QSocketNotifier::Type type, std::function<void()> then = {})
        : notifier(descriptor, type)
    {
        QObject::connect(&notifier, &QSocketNotifier::activated, &notifier, [this, then] {
            ++count;
            if (then)
                then();
        });
    }

    QSocketNotifier notifier;
    int count = 0;
};

/// Runs everything that can run without waiting.
void turn() { QCoreApplication::processEvents(); }

} // namespace

// Run twice: over EpollDispatcher, and with --stock over Qt's own, which shows that what is asked here is
// what Qt promises.
class TestEpollDispatcher : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isTheOneThatRuns();
    void tellsAReaderForAsLongAsThereIsSomething();
    void tellsAWriterWhenThereIsRoom();
    void tellsReaderAndWriterOfOneDescriptor();
    void tellsTheReaderOfAHangUp();
    void tellsNobodyWhoIsSwitchedOff();
    void mayBeSwitchedOffAndOnWithinATurn();
    void mayBeRemovedWhileItIsTold();
    void mayRemoveAnotherThatIsReady();
    void doesNotMistakeADescriptorForItsPredecessor();
    void canLeaveSocketsOut();
    void repeatsATimer();
    void tellsAZeroTimerEachTurn();
    void mayStopATimerWhileItIsTold();
    void mayDeleteTheTimersObjectWhileItIsTold();
    void aTimerIsNotToldInsideItself();
    void isNeverEarly();
    void deliversWhatIsPostedMeanwhile();
    void wakesUpForAnotherThread();
    void endsALoopFromAnotherThread();
    void waitsWithoutWork();
    void carriesHundredsOfSockets();
};

void TestEpollDispatcher::isTheOneThatRuns()
{
    const bool isOurs = qobject_cast<EpollDispatcher *>(QAbstractEventDispatcher::instance()) != nullptr;
    QCOMPARE(isOurs, !QCoreApplication::arguments().contains(QStringLiteral("--stock")));
}

void TestEpollDispatcher::tellsAReaderForAsLongAsThereIsSomething()
{
    const Pair pair;
    Watch reader(pair.near, QSocketNotifier::Read);
    turn();
    QCOMPARE(reader.count, 0);
    pair.say();
    QTRY_VERIFY(reader.count >= 1);
    const int before = reader.count;
    turn(); // nobody has read it
    QVERIFY(reader.count > before);
    pair.hear();
    turn();
    const int after = reader.count;
    turn();
    QCOMPARE(reader.count, after);
}

void TestEpollDispatcher::tellsAWriterWhenThereIsRoom()
{
    const Pair pair;
    const QByteArray much(1 << 16, 'x');
    while (::write(pair.near, much.constData(), static_cast<size_t>(much.size())) > 0) { }
    Watch writer(pair.near, QSocketNotifier::Write);
    turn();
    QCOMPARE(writer.count, 0);
    QByteArray sink(1 << 20, Qt::Uninitialized);
    while (::read(pair.far, sink.data(), static_cast<size_t>(sink.size())) > 0) { }
    QTRY_VERIFY(writer.count > 0);
}

void TestEpollDispatcher::tellsReaderAndWriterOfOneDescriptor()
{
    const Pair pair;
    Watch reader(pair.near, QSocketNotifier::Read, [&] { pair.hear(); });
    Watch writer(pair.near, QSocketNotifier::Write);
    pair.say();
    QTRY_VERIFY(reader.count == 1 && writer.count > 0);
    writer.notifier.setEnabled(false);
    const int before = writer.count;
    pair.say();
    QTRY_COMPARE(reader.count, 2);
    QCOMPARE(writer.count, before);
}

void TestEpollDispatcher::tellsTheReaderOfAHangUp()
{
    Pair pair;
    Watch reader(pair.near, QSocketNotifier::Read);
    pair.closeFar();
    QTRY_VERIFY(reader.count > 0);
}

void TestEpollDispatcher::tellsNobodyWhoIsSwitchedOff()
{
    const Pair pair;
    Watch reader(pair.near, QSocketNotifier::Read);
    turn();
    reader.notifier.setEnabled(false);
    pair.say();
    turn();
    turn();
    QCOMPARE(reader.count, 0);
    reader.notifier.setEnabled(true);
    QTRY_VERIFY(reader.count > 0);
}

void TestEpollDispatcher::mayBeSwitchedOffAndOnWithinATurn()
{
    const Pair pair;
    Watch reader(pair.near, QSocketNotifier::Read, [&] { pair.hear(); });
    Watch writer(pair.near, QSocketNotifier::Write);
    writer.notifier.setEnabled(false);
    for (int i = 0; i < 10; ++i) {
        writer.notifier.setEnabled(true);
        writer.notifier.setEnabled(false);
        reader.notifier.setEnabled(false);
        reader.notifier.setEnabled(true);
    }
    pair.say();
    QTRY_COMPARE(reader.count, 1);
    QCOMPARE(writer.count, 0);
}

void TestEpollDispatcher::mayBeRemovedWhileItIsTold()
{
    const Pair pair;
    std::unique_ptr<Watch> writer;
    Watch reader(pair.near, QSocketNotifier::Read, [&] {
        pair.hear();
        writer.reset(); // would be next
    });
    writer = std::make_unique<Watch>(pair.near, QSocketNotifier::Write);
    pair.say();
    QTRY_COMPARE(reader.count, 1);
    QVERIFY(!writer);
    auto *self = new QSocketNotifier(pair.near, QSocketNotifier::Write);
    QPointer<QSocketNotifier> watched = self;
    connect(self, &QSocketNotifier::activated, self, [self] {
        self->setEnabled(false);
        self->deleteLater();
    });
    QTRY_VERIFY(!watched);
}

void TestEpollDispatcher::mayRemoveAnotherThatIsReady()
{
    // Two are ready in the same turn; whoever comes first removes the other, which must not be told.
    const Pair one;
    const Pair two;
    std::array<std::unique_ptr<Watch>, 2> watches;
    int told = 0;
    const auto watch = [&](const Pair &pair, size_t self) {
        watches.at(self) = std::make_unique<Watch>(pair.near, QSocketNotifier::Read, [&, self] {
            ++told;
            pair.hear();
            watches.at(1 - self).reset();
        });
    };
    watch(one, 0);
    watch(two, 1);
    one.say();
    two.say();
    QTRY_COMPARE(told, 1);
    turn();
    QCOMPARE(told, 1);
    watches = {};
}

void TestEpollDispatcher::doesNotMistakeADescriptorForItsPredecessor()
{
    // Both are ready in one turn. The first one told closes the other's descriptor, and the next socket gets
    // its number: that one has nothing to read and is not told.
    for (int round = 0; round < 20; ++round) {
        Pair one;
        Pair two;
        std::unique_ptr<Pair> fresh;
        std::array<std::unique_ptr<Watch>, 2> watches;
        std::unique_ptr<Watch> successor;
        const std::array<Pair *, 2> pairs = {&one, &two};
        for (const size_t self : {size_t(0), size_t(1)}) {
            watches.at(self) =
                std::make_unique<Watch>(pairs.at(self)->near, QSocketNotifier::Read, [&, self] {
                    if (successor)
                        return;
                    const int number = pairs.at(1 - self)->near;
                    watches.at(1 - self).reset();
                    pairs.at(1 - self)->closeNear();
                    fresh = std::make_unique<Pair>();
                    QCOMPARE(fresh->near, number);
                    successor = std::make_unique<Watch>(fresh->near, QSocketNotifier::Read);
                    pairs.at(self)->hear();
                });
        }
        one.say();
        two.say();
        QTRY_VERIFY(successor);
        turn();
        QCOMPARE(successor->count, 0);
        fresh->say();
        QTRY_VERIFY(successor->count > 0);
        successor.reset();
        watches = {};
    }
}

void TestEpollDispatcher::canLeaveSocketsOut()
{
    const Pair pair;
    Watch reader(pair.near, QSocketNotifier::Read, [&] { pair.hear(); });
    pair.say();
    QCoreApplication::processEvents(QEventLoop::ExcludeSocketNotifiers);
    QCOMPARE(reader.count, 0);
    QTRY_COMPARE(reader.count, 1);
}

void TestEpollDispatcher::repeatsATimer()
{
    QTimer timer;
    QSignalSpy spy(&timer, &QTimer::timeout);
    timer.start(2ms);
    QTRY_VERIFY(spy.size() >= 5);
    QVERIFY(timer.remainingTime() <= 2);
    timer.stop();
    QCOMPARE(timer.remainingTime(), -1);
    const auto count = spy.size();
    turn();
    QCOMPARE(spy.size(), count);
}

void TestEpollDispatcher::tellsAZeroTimerEachTurn()
{
    QTimer timer;
    QSignalSpy spy(&timer, &QTimer::timeout);
    timer.start(0ms);
    const Pair pair;
    Watch reader(pair.near, QSocketNotifier::Read, [&] { pair.hear(); });
    pair.say();
    // It does not keep the sockets from their turn.
    QTRY_COMPARE(reader.count, 1);
    QTRY_VERIFY(spy.size() > 2);
}

void TestEpollDispatcher::mayStopATimerWhileItIsTold()
{
    QTimer timer;
    int count = 0;
    connect(&timer, &QTimer::timeout, &timer, [&] {
        ++count;
        timer.stop();
    });
    timer.start(0ms);
    QTRY_COMPARE(count, 1);
    turn();
    QCOMPARE(count, 1);
    timer.start(1ms);
    QTRY_COMPARE(count, 2);
}

void TestEpollDispatcher::mayDeleteTheTimersObjectWhileItIsTold()
{
    auto *timer = new QTimer;
    auto *other = new QTimer;
    QPointer<QTimer> watched = other;
    bool isTold = false;
    connect(timer, &QTimer::timeout, this, [&] {
        isTold = true;
        delete other; // due in the same turn
        timer->deleteLater();
    });
    connect(other, &QTimer::timeout, this, [] { QFAIL("told after its end"); });
    timer->start(1ms);
    other->start(1ms);
    QThread::msleep(3); // so that both are due at once
    QTRY_VERIFY(isTold);
    QVERIFY(!watched);
    turn();
}

void TestEpollDispatcher::aTimerIsNotToldInsideItself()
{
    QTimer timer;
    int depth = 0;
    int deepest = 0;
    int others = 0;
    QTimer other;
    connect(&other, &QTimer::timeout, &other, [&] { ++others; });
    connect(&timer, &QTimer::timeout, &timer, [&] {
        deepest = std::max(deepest, ++depth);
        QEventLoop loop;
        QTimer::singleShot(10ms, &loop, &QEventLoop::quit);
        loop.exec();
        --depth;
        timer.stop();
    });
    timer.start(1ms);
    other.start(1ms);
    QTRY_COMPARE(deepest, 1);
    QTRY_VERIFY(!timer.isActive());
    QCOMPARE(deepest, 1);
    QVERIFY(others > 0); // everybody else goes on
}

void TestEpollDispatcher::isNeverEarly()
{
    for (const auto interval : {1ms, 3ms, 17ms}) {
        QElapsedTimer clock;
        bool isDone = false;
        clock.start();
        QTimer::singleShot(interval, Qt::PreciseTimer, this, [&] { isDone = true; });
        QTRY_VERIFY(isDone);
        QVERIFY(clock.nsecsElapsed() >= std::chrono::nanoseconds(interval).count());
    }
}

void TestEpollDispatcher::deliversWhatIsPostedMeanwhile()
{
    int count = 0;
    const std::function<void()> post = [&] {
        if (++count < 1000)
            QMetaObject::invokeMethod(this, post, Qt::QueuedConnection);
    };
    post();
    QTRY_COMPARE(count, 1000);
}

void TestEpollDispatcher::wakesUpForAnotherThread()
{
    // Each post finds us asleep, or just about to fall asleep.
    constexpr int rounds = 2000;
    std::atomic<int> seen = 0;
    Mailbox<int> box(1, [&](std::vector<int> &&) { ++seen; });
    std::unique_ptr<QThread> thread(QThread::create([&] {
        for (int i = 0; i < rounds; ++i) {
            (void)box.post(i);
            while (seen <= i && !QThread::currentThread()->isInterruptionRequested())
                QThread::yieldCurrentThread();
        }
    }));
    QSignalSpy finished(thread.get(), &QThread::finished);
    thread->start();
    const bool isDone = finished.wait(90000) || finished.size() > 0;
    thread->requestInterruption();
    thread->wait();
    QVERIFY(isDone);
    QCOMPARE(seen.load(), rounds);
}

void TestEpollDispatcher::endsALoopFromAnotherThread()
{
    for (int round = 0; round < 200; ++round) {
        QEventLoop loop;
        // Its own posted event keeps the flag set at the moment of the other thread's quit().
        QMetaObject::invokeMethod(
            this, [] {}, Qt::QueuedConnection);
        std::unique_ptr<QThread> thread(QThread::create([&] { loop.quit(); }));
        QTimer late;
        late.setSingleShot(true);
        connect(&late, &QTimer::timeout, &loop, [&] { loop.exit(1); });
        late.start(20s);
        thread->start();
        // quit() before exec() has no effect: then the next one ends it.
        QTimer again;
        connect(&again, &QTimer::timeout, &loop, &QEventLoop::quit);
        again.start(50ms);
        QCOMPARE(loop.exec(), 0);
        thread->wait();
    }
}

void TestEpollDispatcher::waitsWithoutWork()
{
    // Idle means asleep: the loop does not turn while nothing happens.
    QEventLoop loop;
    int turns = 0;
    QSignalSpy awake(QAbstractEventDispatcher::instance(), &QAbstractEventDispatcher::awake);
    QTimer::singleShot(100ms, &loop, &QEventLoop::quit);
    loop.exec();
    turns = static_cast<int>(awake.size());
    QVERIFY2(turns < 20, qPrintable(QString::number(turns)));
}

void TestEpollDispatcher::carriesHundredsOfSockets()
{
    QTcpServer server;
    server.setListenBacklogSize(4096);
    server.setMaxPendingConnections(4096);
    QVERIFY(server.listen(QHostAddress::LocalHost));
    std::vector<std::unique_ptr<QTcpSocket>> accepted;
    qint64 received = 0;
    connect(&server, &QTcpServer::newConnection, this, [&] {
        while (std::unique_ptr<QTcpSocket> socket{server.nextPendingConnection()}) {
            socket->setParent(nullptr);
            connect(socket.get(), &QTcpSocket::readyRead, this, [&received, s = socket.get()] {
                const QByteArray bytes = s->readAll();
                received += bytes.size();
                s->write(bytes);
            });
            accepted.push_back(std::move(socket));
        }
    });
    constexpr size_t count = 300; // two descriptors each
    std::vector<std::unique_ptr<QTcpSocket>> clients;
    qint64 echoed = 0;
    for (size_t i = 0; i < count; ++i) {
        auto client = std::make_unique<QTcpSocket>();
        connect(client.get(), &QTcpSocket::readyRead, this,
                [&echoed, c = client.get()] { echoed += c->readAll().size(); });
        client->connectToHost(QHostAddress::LocalHost, server.serverPort());
        client->write(QByteArray(1000, 'x'));
        clients.push_back(std::move(client));
    }
    QTRY_COMPARE_WITH_TIMEOUT(echoed, qint64(count) * 1000, 30000);
    QCOMPARE(received, qint64(count) * 1000);
    QCOMPARE(accepted.size(), count);
    for (const auto &client : clients)
        client->abort();
    QTRY_VERIFY(std::all_of(accepted.begin(), accepted.end(), [](const auto &socket) {
        return socket->state() == QAbstractSocket::UnconnectedState;
    }));
}

int main(int argc, char **argv)
{
    QByteArrayList arguments;
    bool isStock = false;
    for (int i = 0; i < argc; ++i) {
        if (qstrcmp(argv[i], "--stock") == 0)
            isStock = true;
        else
            arguments.append(argv[i]);
    }
    if (!isStock)
        QCoreApplication::setEventDispatcher(new EpollDispatcher);
    const QCoreApplication application(argc, argv);
    TestEpollDispatcher test;
    QStringList forQTest;
    for (const QByteArray &argument : arguments)
        forQTest.append(QString::fromLocal8Bit(argument));
    return QTest::qExec(&test, forQTest);
}

#include "tst_epolldispatcher.moc"
