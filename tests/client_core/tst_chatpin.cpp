// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/core/chatwire.h"
#include "tests/client_core/chatworld.h"

#include <QCborMap>
#include <QTest>

#include <limits>

using namespace confab::client;
using namespace confab::test;
using namespace std::chrono_literals;

/// A server that asks for a PIN before it lets anybody in.
class TestChatPin : public QObject
{
    Q_OBJECT

private:
    /// Up to our CONNECT, whose auth is returned.
    static QJsonObject connectAuth(const World &w)
    {
        w.wire().open();
        w.wire().receive(openPacket);
        const QString connect = w.wire().takeSent().value(0);
        return connect.startsWith(u"40"_s) ? QJsonDocument::fromJson(connect.mid(2).toUtf8()).object()
                                           : QJsonObject{{u"not"_s, connect}};
    }
    static void refuse(const World &w)
    {
        w.wire().receive(R"(44{"message":"This chat asks for a PIN","data":{"code":"pin"}})");
    }

private Q_SLOTS:
    void readsWhatIsWrong_data()
    {
        QTest::addColumn<QCborValue>("data");
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("seconds");
        const auto row = [](const char *name, const QCborValue &data, PinRefusal::Kind kind, int seconds) {
            QTest::newRow(name) << data << int(kind) << seconds;
        };
        const auto locked = [](const QCborValue &after) {
            return QCborMap{{u"code"_s, u"pin_locked"_s}, {u"retryAfter"_s, after}};
        };
        using Kind = PinRefusal::Kind;
        constexpr int day = 24 * 60 * 60;
        row("nothing", QCborValue(), Kind::None, 0);
        row("a text", u"pin"_s, Kind::None, 0);
        row("another code", QCborMap{{u"code"_s, u"full"_s}}, Kind::None, 0);
        row("no text", QCborMap{{u"code"_s, 1}}, Kind::None, 0);
        row("pin", QCborMap{{u"code"_s, u"pin"_s}}, Kind::Refused, 0);
        row("locked", locked(60), Kind::Locked, 60);
        row("locked for a part of a second", locked(0.2), Kind::Locked, 1);
        row("parts are rounded up", locked(59.1), Kind::Locked, 60);
        row("locked, it does not say how long", QCborMap{{u"code"_s, u"pin_locked"_s}}, Kind::Locked, 1);
        row("less than nothing", locked(-5), Kind::Locked, 1);
        row("no number", locked(u"soon"_s), Kind::Locked, 1);
        row("not a number", locked(std::numeric_limits<double>::quiet_NaN()), Kind::Locked, 1);
        row("for ever", locked(std::numeric_limits<double>::infinity()), Kind::Locked, day);
        row("very long", locked(qint64(1) << 60), Kind::Locked, day);
    }
    void readsWhatIsWrong()
    {
        QFETCH(QCborValue, data);
        const PinRefusal refusal = readPinRefusal(data);
        QTEST(int(refusal.kind), "kind");
        QTEST(int(refusal.retryAfter.count()), "seconds");
    }

    void asksAndComesIn()
    {
        World w;
        w.join();
        QVERIFY(!connectAuth(w).contains(u"pin"_s));
        refuse(w);
        QCOMPARE(w.client.state(), ConnectionState::Rejected);
        QCOMPARE(w.client.problem(), Problem::PinWanted);
        QCOMPARE(w.client.retryInMs(), -1); // nobody knows it but a person
        QCOMPARE(w.wires.size(), 1);

        w.client.setPin(u"1234"_s);
        w.states.clear();
        w.client.retryNow();
        QCOMPARE(connectAuth(w)[u"pin"_s].toString(), u"1234"_s);
        w.wire().receive(R"(40{"sid":"x"})");
        QVERIFY(w.wire().takeSent().value(0).startsWith(u"420[\"hello\","_s));
        w.welcome();
        QCOMPARE(w.states, (QList{ConnectionState::Connecting, ConnectionState::Online}));
        QCOMPARE(w.client.pin(), u"1234"_s);
    }

    void saysThatItWasWrong()
    {
        World w;
        w.client.setPin(u"4321"_s);
        w.join();
        QCOMPARE(connectAuth(w)[u"pin"_s].toString(), u"4321"_s);
        refuse(w);
        QCOMPARE(w.client.state(), ConnectionState::Rejected);
        QCOMPARE(w.client.problem(), Problem::PinWrong);
    }

    void countsDownWhileItIsLocked()
    {
        World w;
        w.client.setPin(u"4321"_s);
        w.join();
        connectAuth(w);
        QStringList seen;
        QObject::connect(&w.client, &ChatSession::retryChanged, &w.client,
                         [&] { seen.append(QString::number(w.client.retryInMs())); });
        w.wire().receive(R"(44{"message":"Too many","data":{"code":"pin_locked","retryAfter":3}})");
        QCOMPARE(w.client.state(), ConnectionState::Rejected);
        QCOMPARE(w.client.problem(), Problem::PinLocked);
        for (int second = 0; second < 5; ++second)
            w.timers->advance(1s);
        QCOMPARE(seen, (QStringList{u"3000"_s, u"2000"_s, u"1000"_s, u"-1"_s}));
        QCOMPARE(w.client.problem(), Problem::PinWanted);
        QCOMPARE(w.client.state(), ConnectionState::Rejected);
        QCOMPARE(w.wires.size(), 1); // it does not guess on
    }

    void leavingEndsTheCountdown()
    {
        World w;
        w.join();
        connectAuth(w);
        w.wire().receive(R"(44{"message":"Too many","data":{"code":"pin_locked","retryAfter":3}})");
        w.client.leave();
        w.timers->advance(10s);
        QCOMPARE(w.client.state(), ConnectionState::Idle);
        QCOMPARE(w.client.problem(), Problem::None);
    }

    void whatWasWrittenGoesOutOnceThePinIsThere()
    {
        World w;
        w.join();
        w.client.send(u"early"_s);
        connectAuth(w);
        refuse(w);
        QVERIFY(w.messages.last().startsWith(u"own not sent early"_s));
        w.client.setPin(u"1234"_s);
        w.client.retryNow();
        connectAuth(w);
        w.wire().receive(R"(40{"sid":"x"})");
        w.welcome();
        QVERIFY(!w.sentId(u"early"_s, 1).isEmpty());
    }

    void aChangedPinIsAskedForAfterAReconnect()
    {
        World w;
        w.client.setPin(u"1234"_s);
        w.join();
        connectAuth(w);
        w.wire().receive(R"(40{"sid":"x"})");
        w.welcome();
        w.wire().end(Problem::Dropped);
        w.client.retryNow();
        QCOMPARE(connectAuth(w)[u"pin"_s].toString(), u"1234"_s);
        refuse(w);
        QCOMPARE(w.client.state(), ConnectionState::Rejected);
        QCOMPARE(w.client.problem(), Problem::PinWrong);
    }
};

QTEST_GUILESS_MAIN(TestChatPin)
#include "tst_chatpin.moc"
