// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/net/dealer.h"

#include <QTest>

#include <array>

#include <fcntl.h>
#include <unistd.h>

using namespace confab::net;

namespace {

bool isOpen(int descriptor) { return ::fcntl(descriptor, F_GETFD) != -1; }

/// Both ends of a pipe; the dealer gets the first.
std::array<int, 2> makePipe()
{
    std::array<int, 2> ends{-1, -1};
    if (::pipe(ends.data()) != 0)
        qFatal("no descriptors");
    return ends;
}

Handoff handoff(int descriptor, Dealer &dealer, size_t place)
{
    return AcceptedConnection{AcceptedDescriptor(descriptor),
                              false,
                              {Tally::Share(dealer.connections()), Tally::Share(dealer.load(place))}};
}

} // namespace

class TestDealer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void countsSharesWhereverTheyGo();
    void dealsInTurnWhereAllHaveAsMany();
    void dealsToWhoHasTheFewest();
    void deliversToThePlace();
    void closesWhatDoesNotFit();
    void closesWhatNobodyTook();
};

void TestDealer::countsSharesWhereverTheyGo()
{
    Tally tally;
    Tally other;
    {
        Tally::Share none;
        QCOMPARE(tally.count(), 0);
        Tally::Share first(tally);
        Tally::Share second(tally);
        QCOMPARE(tally.count(), 2);
        const Tally::Share moved(std::move(first));
        QCOMPARE(tally.count(), 2);
        second = Tally::Share(other); // gives back what it was
        QCOMPARE(tally.count(), 1);
        QCOMPARE(other.count(), 1);
        none = std::move(second);
        QCOMPARE(other.count(), 1);
    }
    QCOMPARE(tally.count(), 0);
    QCOMPARE(other.count(), 0);
}

void TestDealer::dealsInTurnWhereAllHaveAsMany()
{
    Dealer dealer;
    std::vector<std::unique_ptr<Dealer::Box>> boxes;
    for (size_t i = 0; i < 3; ++i) {
        boxes.push_back(std::make_unique<Dealer::Box>(1, [](std::vector<Handoff> &&) {}));
        QCOMPARE(dealer.addPlace(*boxes.back()), i);
    }
    QCOMPARE(dealer.places(), size_t(3));
    // Also when each has gone before the next one comes.
    for (const size_t expected : {0, 1, 2, 0, 1})
        QCOMPARE(dealer.choose(), expected);
}

void TestDealer::dealsToWhoHasTheFewest()
{
    Dealer dealer;
    Dealer::Box box(1, [](std::vector<Handoff> &&) {});
    for (size_t i = 0; i < 3; ++i)
        (void)dealer.addPlace(box);
    std::vector<Tally::Share> shares;
    for (const size_t place : {0, 0, 1})
        shares.emplace_back(dealer.load(place));
    QList<size_t> chosen;
    for (int i = 0; i < 6; ++i) {
        chosen.append(dealer.choose());
        shares.emplace_back(dealer.load(chosen.constLast()));
    }
    QCOMPARE(chosen, (QList<size_t>{2, 1, 2, 0, 1, 2}));
    QCOMPARE(dealer.load(0).count(), 3);
    QCOMPARE(dealer.load(1).count(), 3);
    QCOMPARE(dealer.load(2).count(), 3);
}

void TestDealer::deliversToThePlace()
{
    Dealer dealer;
    QList<size_t> taken;
    Dealer::Box first(10, [&](std::vector<Handoff> &&) { taken.append(0); });
    Dealer::Box second(10, [&](std::vector<Handoff> &&handoffs) {
        for (size_t i = 0; i < handoffs.size(); ++i)
            taken.append(1);
        QCOMPARE(dealer.load(1).count(), 2); // until the values go
    });
    (void)dealer.addPlace(first);
    (void)dealer.addPlace(second);
    for (int i = 0; i < 2; ++i) {
        const auto ends = makePipe();
        QVERIFY(dealer.deal(1, handoff(ends[0], dealer, 1)));
        ::close(ends[1]);
    }
    QCOMPARE(dealer.connections().count(), 2);
    QTRY_COMPARE(taken, (QList<size_t>{1, 1}));
    QCOMPARE(dealer.load(1).count(), 0);
    QCOMPARE(dealer.connections().count(), 0);
}

void TestDealer::closesWhatDoesNotFit()
{
    Dealer dealer;
    Dealer::Box box(1, [](std::vector<Handoff> &&) {});
    (void)dealer.addPlace(box);
    const auto first = makePipe();
    const auto second = makePipe();
    QVERIFY(dealer.deal(0, handoff(first[0], dealer, 0)));
    QVERIFY(!dealer.deal(0, handoff(second[0], dealer, 0)));
    QVERIFY(isOpen(first[0]));
    QVERIFY(!isOpen(second[0]));
    QCOMPARE(dealer.load(0).count(), 1);
    ::close(first[1]);
    ::close(second[1]);
}

void TestDealer::closesWhatNobodyTook()
{
    const auto ends = makePipe();
    Dealer dealer;
    {
        Dealer::Box box(1, [](std::vector<Handoff> &&) { QFAIL("nobody is there"); });
        (void)dealer.addPlace(box);
        QVERIFY(dealer.deal(0, handoff(ends[0], dealer, 0)));
        QVERIFY(isOpen(ends[0]));
    }
    QVERIFY(!isOpen(ends[0]));
    QCOMPARE(dealer.load(0).count(), 0);
    ::close(ends[1]);
}

QTEST_GUILESS_MAIN(TestDealer)
#include "tst_dealer.moc"
