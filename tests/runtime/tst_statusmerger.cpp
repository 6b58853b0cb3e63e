// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/runtime/statusmerger.h"
#include "tests/support/faketimers.h"

#include <QTest>

using namespace confab::runtime;
using namespace confab::testing;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

ClientStatus client(quint64 id, qint64 joinedAt)
{
    ClientStatus status;
    status.id = id;
    status.connectedAt = QDateTime::fromMSecsSinceEpoch(joinedAt, Qt::UTC);
    return status;
}

HubStatus sample(const QList<ClientStatus> &clients, quint64 messages, quint64 bytes,
                 const QList<Refusals> &refusals = {})
{
    HubStatus status;
    status.clients = clients;
    status.messages = messages;
    status.messagesPerSecond = static_cast<double>(messages);
    status.bytesIn = bytes;
    status.bytesOut = 2 * bytes;
    status.refusals = refusals;
    return status;
}

QList<quint64> idsOf(const HubStatus &status)
{
    QList<quint64> ids;
    for (const ClientStatus &one : status.clients)
        ids.append(one.id);
    return ids;
}

/// As text: the kind, the address and how often.
QStringList refusalsOf(const HubStatus &status)
{
    QStringList texts;
    for (const Refusals &one : status.refusals)
        texts.append(u"%1 %2 x%3"_s.arg(int(one.kind)).arg(one.address).arg(one.count));
    return texts;
}

} // namespace

class TestStatusMerger : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { passed.clear(); }

    void passesOnWhatOneShardSays();
    void addsUpSeveral();
    void keepsThePace();
    void mergesRefusals();
    void startsAnewWithoutClients();

private:
    [[nodiscard]] StatusMerger::Consumer consumer()
    {
        return [this](const HubStatus &status) { passed.append(status); };
    }
    FakeTimers timers;
    QList<HubStatus> passed;
};

void TestStatusMerger::passesOnWhatOneShardSays()
{
    StatusMerger merger(timers, 1, consumer());
    for (quint64 i = 1; i <= 3; ++i) {
        merger.take(0, sample({client(i, 0)}, i, i));
        QCOMPARE(passed.size(), qsizetype(i));
        QCOMPARE(passed.constLast().messages, i);
        QCOMPARE(idsOf(passed.constLast()), QList<quint64>{i});
    }
}

void TestStatusMerger::addsUpSeveral()
{
    StatusMerger merger(timers, 3, consumer());
    merger.take(0, sample({client(1, 10), client(4, 40)}, 5, 100));
    timers.advance(StatusMerger::interval);
    merger.take(1, sample({client(2, 20), client(5, 40)}, 4, 10));
    merger.take(2, sample({client(3, 5)}, 6, 1));
    timers.advance(StatusMerger::interval);
    const HubStatus &last = passed.constLast();
    QCOMPARE(idsOf(last), (QList<quint64>{3, 1, 2, 4, 5})); // as they joined, then by number
    QCOMPARE(last.messages, 5U); // each shard counts all of them
    QCOMPARE(last.messagesPerSecond, 5.0);
    QCOMPARE(last.bytesIn, 111U);
    QCOMPARE(last.bytesOut, 222U);
    merger.take(0, sample({}, 7, 200));
    timers.advance(StatusMerger::interval);
    QCOMPARE(idsOf(passed.constLast()), (QList<quint64>{3, 2, 5}));
    QCOMPARE(passed.constLast().bytesIn, 211U);
}

void TestStatusMerger::keepsThePace()
{
    StatusMerger merger(timers, 2, consumer());
    merger.take(0, sample({}, 1, 1));
    QCOMPARE(passed.size(), 1); // at once
    for (quint64 i = 2; i <= 10; ++i) {
        merger.take(i % 2, sample({}, i, i));
        timers.advance(5ms);
    }
    QCOMPARE(passed.size(), 1);
    timers.advance(StatusMerger::interval);
    QCOMPARE(passed.size(), 2);
    QCOMPARE(passed.constLast().bytesIn, 19U);
    timers.advance(10 * StatusMerger::interval);
    QCOMPARE(passed.size(), 2); // nothing new
    merger.take(1, sample({}, 1, 1));
    QCOMPARE(passed.size(), 3);
}

void TestStatusMerger::mergesRefusals()
{
    const Refusals pin{RefusalKind::WrongPin, u"a"_s, {}, 1};
    const Refusals samePin{RefusalKind::WrongPin, u"a"_s, {}, 3};
    const Refusals host{RefusalKind::ForeignHost, u"a"_s, u"evil"_s, 1};
    StatusMerger merger(timers, 2, consumer());
    merger.take(0, sample({}, 0, 0, {pin}));
    merger.take(1, sample({}, 0, 0, {samePin, host}));
    timers.advance(StatusMerger::interval);
    QCOMPARE(refusalsOf(passed.constLast()), (QStringList{u"0 a x4"_s, u"3 a x1"_s}));
    // The latest one is the last: of the shard that refused last.
    merger.take(0, sample({}, 0, 0, {{RefusalKind::WrongPin, u"b"_s, {}, 1}, pin}));
    timers.advance(StatusMerger::interval);
    QCOMPARE(refusalsOf(passed.constLast()), (QStringList{u"3 a x1"_s, u"0 b x1"_s, u"0 a x4"_s}));

    QList<Refusals> many;
    for (int i = 0; i < 20; ++i)
        many.append({RefusalKind::ForeignOrigin, QString::number(i), {}, 1});
    merger.take(0, sample({}, 0, 0, many));
    for (Refusals &one : many)
        one.address += u'x';
    merger.take(1, sample({}, 0, 0, many));
    timers.advance(2 * StatusMerger::interval);
    QCOMPARE(passed.constLast().refusals.size(), confab::guard::RefusalBook::mostEntries);
    QCOMPARE(passed.constLast().refusals.constLast().address, u"19x"_s);
}

void TestStatusMerger::startsAnewWithoutClients()
{
    StatusMerger merger(timers, 2, consumer());
    merger.take(0, sample({client(1, 1)}, 5, 5, {{RefusalKind::WrongPin, u"a"_s, {}, 1}}));
    merger.take(1, sample({client(2, 2)}, 5, 5));
    merger.clear();
    timers.advance(2 * StatusMerger::interval);
    QCOMPARE(passed.size(), 1); // what waited is old
    merger.take(1, sample({client(4, 4)}, 0, 1));
    QCOMPARE(idsOf(passed.constLast()), QList<quint64>{4});
    QCOMPARE(passed.constLast().bytesIn, 1U);
    QCOMPARE(passed.constLast().refusals.size(), 1);
}

QTEST_GUILESS_MAIN(TestStatusMerger)
#include "tst_statusmerger.moc"
