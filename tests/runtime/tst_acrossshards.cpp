// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A hub with three shards, over real sockets and threads: what is counted or told is right over all of them.

#include "server/guard/pingate.h"
#include "tests/support/rawhttp.h"
#include "tests/support/runninghub.h"

#include <QElapsedTimer>
#include <QTest>

#include <memory>
#include <vector>

using namespace confab;
using namespace confab::runtime;
using namespace confab::testing;
using namespace Qt::StringLiterals;

namespace {

/// So many that every shard has two, dealt in turn.
constexpr int count = 6;
const QByteArray polling = "/socket.io/?EIO=4&transport=polling";

Options threeShards()
{
    Options options = loopbackOptions();
    options.shards = 3;
    options.guard.limitLoopback = true;
    return options;
}

/// A client that asks.
class Person : public SocketIoClient
{
public:
    using SocketIoClient::SocketIoClient;

    QJsonObject ask(const QString &event, const QByteArray &json)
    {
        const int number = ++m_last;
        socket.sendTextMessage(u"42%1[\"%2\",%3]"_s.arg(number).arg(event, QString::fromUtf8(json)));
        return QTest::qWaitFor([&] { return !ack(number).isEmpty(); }, patience) ? ack(number)
                                                                                 : QJsonObject();
    }
    /// The names in the lobby, as the client's shard knows them.
    QStringList names()
    {
        QStringList names;
        const QJsonArray roster = ask(u"presence"_s, R"({"on":true})")[u"roster"_s].toArray();
        for (const QJsonValue person : roster)
            names.append(person[u"name"_s].toString());
        names.sort();
        return names;
    }
    /// Waits until it knows these.
    bool seesOnly(const QStringList &expected)
    {
        return QTest::qWaitFor([&] { return names() == expected; }, patience);
    }

private:
    int m_last = 0;
};

using People = std::vector<std::unique_ptr<Person>>;

People peopleIn(const RunningHub &hub)
{
    People people;
    for (int i = 0; i < count; ++i) {
        people.push_back(std::make_unique<Person>(hub));
        if (!QTest::qWaitFor([&] { return people.back()->isJoined(); }, patience))
            return {};
    }
    return people;
}

QByteArray valueOf(const QByteArray &answer, const QByteArray &start)
{
    const qsizetype begin = answer.indexOf('\n' + start + ' ');
    return begin < 0 ? "nothing" : answer.mid(begin + start.size() + 2).split('\n').constFirst();
}

/// Whether a request gets this answer, sooner or later; once, as an answer may be a client that stays.
bool isAnswered(const RunningHub &hub, const QByteArray &asked, int status)
{
    return QTest::qWaitFor([&] { return statusOf(exchange(hub.port(), asked)) == status; }, patience);
}

/// Whether a value in /metrics is this, sooner or later: a shard that is held up counts as it last told.
bool isMeasured(const RunningHub &hub, const QByteArray &start, int value)
{
    const auto measured = [&] { return valueOf(exchange(hub.port(), request("GET /metrics")), start); };
    return QTest::qWaitFor([&] { return measured() == QByteArray::number(value); }, patience);
}

} // namespace

class TestAcrossShards : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everybodySeesEverybody();
    void aNameReachesAllWindows();
    void anAddressHasItsPlacesOnce();
    void aFullHubIsFullOnEveryShard();
    void onePinForAll();
    void scriptsHaveOneRate();
    void metricsAreTheSum();
};

void TestAcrossShards::everybodySeesEverybody()
{
    RunningHub hub(threeShards());
    People people = peopleIn(hub);
    QCOMPARE(people.size(), size_t(count));
    QStringList names;
    for (const auto &person : people) {
        names.append(u"P%1"_s.arg(names.size()));
        (void)person->ask(u"hello"_s, "{\"name\":\"" + names.constLast().toUtf8() + "\"}");
    }
    for (const auto &person : people)
        QVERIFY2(person->seesOnly(names), qPrintable(person->names().join(u' ')));
    people.front()->socket.close();
    people.erase(people.begin());
    names.removeFirst();
    for (const auto &person : people) {
        QVERIFY2(person->seesOnly(names), qPrintable(person->names().join(u' ')));
        // Those who were told of the others by events, once a second and not more.
        QTRY_VERIFY(!person->received.filter(u"42[\"presence\","_s).isEmpty());
    }
}

void TestAcrossShards::aNameReachesAllWindows()
{
    RunningHub hub(threeShards());
    People windows = peopleIn(hub);
    QCOMPARE(windows.size(), size_t(count));
    for (const auto &window : windows)
        (void)window->ask(u"hello"_s, R"({"name":"Ana","token":"0123456789abcdef"})");
    for (const auto &window : windows)
        QVERIFY(window->seesOnly({u"Ana"_s}));
    (void)windows.front()->ask(u"rename"_s, R"({"name":"Anna"})");
    for (const auto &window : windows)
        QVERIFY2(window->seesOnly({u"Anna"_s}), qPrintable(window->names().join(u' ')));
    // In what they write, too.
    for (const auto &window : windows)
        QVERIFY(window->ask(u"message"_s, R"({"text":"hi"})")[u"ok"_s].toBool());
    QTRY_COMPARE(windows.front()->received.filter(u"42[\"message\","_s).size(), count - 1);
    QCOMPARE(windows.front()->received.filter(u"\"name\":\"Anna\"}"_s).filter(u"42[\"message\","_s).size(),
             count - 1);
}

void TestAcrossShards::anAddressHasItsPlacesOnce()
{
    Options options = threeShards();
    options.guard.maxPerAddress = count;
    RunningHub hub(options);
    People people = peopleIn(hub);
    QCOMPARE(people.size(), size_t(count));
    // Each of these asks another shard.
    for (int i = 0; i < 3; ++i)
        QVERIFY(isAnswered(hub, upgrade("/ws"), 429));
    people.pop_back();
    QTRY_COMPARE(hub.hub.status().clients.size(), count - 1);
    QVERIFY(isAnswered(hub, upgrade("/ws"), 101));
}

void TestAcrossShards::aFullHubIsFullOnEveryShard()
{
    Options options = threeShards();
    options.maxClients = count;
    RunningHub hub(options);
    const People people = peopleIn(hub);
    QCOMPARE(people.size(), size_t(count));
    for (int i = 0; i < 3; ++i) {
        QVERIFY(isAnswered(hub, upgrade("/ws"), 503));
        QVERIFY(isAnswered(hub, request("GET " + polling), 403));
    }
}

void TestAcrossShards::onePinForAll()
{
    Options options = threeShards();
    options.guard.pin = "4711";
    RunningHub hub(options);
    const QByteArray form = "Content-Type: application/x-www-form-urlencoded\r\n";
    const QByteArray answer = exchange(hub.port(), request("POST /pin", form, "pin=4711"));
    QCOMPARE(statusOf(answer), 303);
    const QByteArray set = answer.mid(answer.indexOf("confab_pin="));
    const QByteArray cookie = "Cookie: " + set.left(set.indexOf(';')) + "\r\n";
    for (int i = 0; i < 3; ++i)
        QCOMPARE(statusOf(exchange(hub.port(), request("GET /messages", cookie))), 200);
    for (int i = 0; i < guard::PinGate::freeAttempts; ++i)
        QCOMPARE(statusOf(exchange(hub.port(), request("POST /pin", form, "pin=1"))), 401);
    for (int i = 0; i < 3; ++i)
        QVERIFY(isAnswered(hub, request("POST /pin", form, "pin=4711"), 429));
}

void TestAcrossShards::scriptsHaveOneRate()
{
    Options options = threeShards();
    options.guard.rate = 1; // four at once
    RunningHub hub(options);
    QElapsedTimer elapsed;
    elapsed.start();
    int taken = 0;
    for (int i = 0; i < 24; ++i) {
        if (statusOf(exchange(hub.port(), request("POST /messages", {}, "x"))) == 201)
            ++taken;
    }
    // And one on account, and what each shard took before it heard of the others; three buckets hold more.
    const qint64 most = 4 + 1 + 3 + elapsed.elapsed() / 1000 + 1;
    QVERIFY2(taken >= 4 && taken <= most, qPrintable(QString::number(taken)));
}

void TestAcrossShards::metricsAreTheSum()
{
    RunningHub hub(threeShards());
    const People people = peopleIn(hub);
    QCOMPARE(people.size(), size_t(count));
    QVERIFY(people.front()->ask(u"message"_s, R"({"text":"hi"})")[u"ok"_s].toBool());
    for (int i = 0; i < 3; ++i) {
        QVERIFY(isMeasured(hub, "confab_clients{transport=\"websocket\"}", count));
        QVERIFY(isMeasured(hub, "confab_messages_total", 1));
    }
}

QTEST_GUILESS_MAIN(TestAcrossShards)
#include "tst_acrossshards.moc"
