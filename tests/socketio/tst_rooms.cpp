// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/socketio/rooms.h"

#include <QSet>
#include <QTest>

#include <array>
#include <random>

using namespace confab::socketio;
using namespace Qt::StringLiterals;

namespace {

/// Each once.
bool holds(const std::vector<Socket *> &members, const QSet<Socket *> &expected)
{
    return QSet<Socket *>(members.begin(), members.end()) == expected
        && static_cast<qsizetype>(members.size()) == expected.size();
}

} // namespace

class TestRooms : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsWhoIsInWhichRoom_data();
    void keepsWhoIsInWhichRoom();
    void tellsMembersInTheOrderOfTheirComing();
};

void TestRooms::keepsWhoIsInWhichRoom_data()
{
    QTest::addColumn<quint32>("seed");
    for (quint32 seed = 1; seed <= 5; ++seed)
        QTest::addRow("seed %u", seed) << seed;
}

/// Against a table of sets, with so few of everything that rooms often have one member, two, or none.
void TestRooms::keepsWhoIsInWhichRoom()
{
    QFETCH(const quint32, seed);
    std::mt19937 random(seed);
    std::array<char, 4> places{};
    const auto socket = [&places](size_t i) { return reinterpret_cast<Socket *>(&places[i]); };
    const QStringList names{u"a"_s, u"b"_s, u"c"_s};
    Rooms rooms;
    QHash<QString, QSet<Socket *>> model;
    for (int step = 0; step < 2000; ++step) {
        const QString &name = names[static_cast<qsizetype>(random() % 3)];
        Socket *one = socket(random() % places.size());
        if (random() % 2 == 0) {
            rooms.add(name, one);
            model[name].insert(one);
        } else {
            rooms.remove(name, one);
            model[name].remove(one);
        }
        QCOMPARE(rooms.size(name), model[name].size());
        QVERIFY(holds(rooms.members({name}), model[name]));
        QVERIFY(holds(rooms.members(names), model[names[0]] + model[names[1]] + model[names[2]]));
    }
}

void TestRooms::tellsMembersInTheOrderOfTheirComing()
{
    std::array<char, 100> places{};
    Rooms rooms;
    std::vector<Socket *> expected;
    for (char &place : places) {
        expected.push_back(reinterpret_cast<Socket *>(&place));
        rooms.add(u"a"_s, expected.back());
        rooms.add(u"a"_s, expected.front());
        QCOMPARE(rooms.members({u"a"_s}), expected);
    }
    rooms.remove(u"a"_s, expected[7]);
    expected[7] = expected.back(); // so that nobody else moves
    expected.pop_back();
    QCOMPARE(rooms.members({u"a"_s}), expected);
    QCOMPARE(rooms.members({u"b"_s, u"a"_s}), expected);
}

QTEST_APPLESS_MAIN(TestRooms)
#include "tst_rooms.moc"
