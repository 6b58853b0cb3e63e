// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/window/clientsmodel.h"
#include "tests/server_window/samples.h"

#include <QAbstractItemModelTester>
#include <QItemSelectionModel>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>

using namespace confab::server;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using confab::runtime::ClientStatus;

namespace {

QList<ClientStatus> clients(std::initializer_list<quint64> ids)
{
    QList<ClientStatus> list;
    for (const quint64 id : ids)
        list.append(samples::client(id, u"client %1"_s.arg(id)));
    return list;
}

QList<quint64> idsOf(const ClientsModel &model)
{
    QList<quint64> ids;
    for (int row = 0; row < model.rowCount(); ++row)
        ids.append(model.clientId(row));
    return ids;
}

} // namespace

class TestClientsModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsWhoIsSlowed();
    void showsWhatItIsGiven_data();
    void showsWhatItIsGiven();
    void survivesRandomChanges();
    void tellsOnlyWhatChanged();
    void keepsTheSelection();
    void neverResets();
    void heartbeatCountsDown();
    void noHeartbeatNoBar();
    void namesAreHarmless();
    void sortsByValueNotByWords();
};

void TestClientsModel::showsWhatItIsGiven_data()
{
    QTest::addColumn<QList<ClientStatus>>("before");
    QTest::addColumn<QList<ClientStatus>>("after");
    QTest::newRow("first") << clients({}) << clients({1, 2, 3});
    QTest::newRow("more") << clients({1, 2}) << clients({1, 2, 5, 9});
    QTest::newRow("first goes") << clients({1, 2, 3}) << clients({2, 3});
    QTest::newRow("last goes") << clients({1, 2, 3}) << clients({1, 2});
    QTest::newRow("two gaps") << clients({1, 2, 3, 4, 5, 6}) << clients({1, 4, 6});
    QTest::newRow("all go") << clients({1, 2, 3}) << clients({});
    QTest::newRow("all change") << clients({1, 2, 3}) << clients({4, 5});
    QTest::newRow("one comes between") << clients({1, 3}) << clients({1, 2, 3});
    QTest::newRow("other order") << clients({1, 2, 3, 4}) << clients({4, 2, 1, 3});
}

void TestClientsModel::showsWhatItIsGiven()
{
    QFETCH(const QList<ClientStatus>, before);
    QFETCH(const QList<ClientStatus>, after);
    ClientsModel model(45s);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.update(before, 0);
    model.update(after, 100);
    QList<quint64> wanted;
    for (const ClientStatus &client : after)
        wanted.append(client.id);
    QCOMPARE(idsOf(model), wanted);
}

void TestClientsModel::survivesRandomChanges()
{
    QRandomGenerator random(20261122);
    ClientsModel model(45s);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QList<ClientStatus> now;
    quint64 nextId = 1;
    for (int round = 0; round < 200; ++round) {
        now.removeIf([&random](const ClientStatus &) { return random.bounded(4) == 0; });
        for (int added = random.bounded(5); added > 0; --added)
            now.append(samples::client(nextId++, u"x"_s));
        for (ClientStatus &client : now)
            client.bytesIn += random.bounded(2U);
        if (random.bounded(10) == 0)
            std::reverse(now.begin(), now.end());
        model.update(now, round * 100);
        QList<quint64> wanted;
        for (const ClientStatus &client : std::as_const(now))
            wanted.append(client.id);
        QCOMPARE(idsOf(model), wanted);
    }
}

void TestClientsModel::tellsOnlyWhatChanged()
{
    ClientsModel model(45s);
    auto list = clients({1, 2, 3});
    model.update(list, 0);
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    model.update(list, 0);
    QCOMPARE(changed.size(), 0);
    list[1].bytesOut += 10;
    model.update(list, 0);
    QCOMPARE(changed.size(), 1);
    QCOMPARE(changed.first().at(0).toModelIndex().row(), 1);
    QCOMPARE(changed.first().at(1).toModelIndex().row(), 1);
}

void TestClientsModel::keepsTheSelection()
{
    ClientsModel model(45s);
    QItemSelectionModel selection(&model);
    model.update(clients({1, 2, 3, 4}), 0);
    selection.select(model.index(2, 0), QItemSelectionModel::Select | QItemSelectionModel::Rows);
    model.update(clients({2, 3, 4, 5}), 100);
    QCOMPARE(selection.selectedRows().size(), 1);
    QCOMPARE(selection.selectedRows().constFirst().data(ClientsModel::IdRole).toULongLong(), 3U);
    model.update(clients({2, 4, 5}), 200);
    QVERIFY(selection.selectedRows().isEmpty());
}

void TestClientsModel::neverResets()
{
    ClientsModel model(45s);
    QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    QSignalSpy layout(&model, &QAbstractItemModel::layoutChanged);
    for (int i = 0; i < 20; ++i)
        model.update(i % 2 ? clients({1, 2, 3}) : clients({3, 7}), i);
    QCOMPARE(reset.size(), 0);
    QCOMPARE(layout.size(), 0);
}

void TestClientsModel::heartbeatCountsDown()
{
    ClientsModel model(40s);
    auto list = clients({1});
    list[0].heartbeatDueMs = 30000;
    model.update(list, 1000);
    const auto cell = model.index(0, ClientsModel::HeartbeatColumn);
    QCOMPARE(cell.data(ClientsModel::HeartbeatShareRole).toDouble(), 0.75);
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    model.setNow(11000);
    QCOMPARE(changed.size(), 1);
    QCOMPARE(changed.first().at(0).toModelIndex().column(), int(ClientsModel::HeartbeatColumn));
    QCOMPARE(cell.data(ClientsModel::HeartbeatShareRole).toDouble(), 0.5);
    QCOMPARE(cell.data().toString(), u"20 s"_s);
    model.setNow(1000000);
    QCOMPARE(cell.data(ClientsModel::HeartbeatShareRole).toDouble(), 0.0);
    QCOMPARE(cell.data().toString(), u"0 s"_s);
}

void TestClientsModel::noHeartbeatNoBar()
{
    ClientsModel model(40s);
    auto list = clients({1});
    list[0].heartbeatDueMs = -1;
    model.update(list, 0);
    const auto cell = model.index(0, ClientsModel::HeartbeatColumn);
    QVERIFY(!cell.data(ClientsModel::HeartbeatShareRole).isValid());
    QCOMPARE(cell.data().toString(), u"–"_s);
}

void TestClientsModel::namesAreHarmless()
{
    ClientsModel model(40s);
    auto list = clients({1});
    list[0].name = u"<b>x</b>\n\u202E"_s;
    list[0].room = u"\u0007"_s;
    model.update(list, 0);
    QCOMPARE(model.index(0, ClientsModel::NameColumn).data().toString(), u"<b>x</b>\u21B5[U+202E]"_s);
    QVERIFY(!model.index(0, ClientsModel::NameColumn).data(Qt::ToolTipRole).toString().contains(u"<b>"_s));
    QCOMPARE(model.index(0, ClientsModel::RoomColumn).data().toString(), u"\u2407"_s);
}

void TestClientsModel::sortsByValueNotByWords()
{
    ClientsModel model(40s);
    auto list = clients({2, 10});
    list[0].bytesIn = 900;
    list[1].bytesIn = 1200000;
    model.update(list, 0);
    for (const int column : {int(ClientsModel::NumberColumn), int(ClientsModel::InColumn)}) {
        QVERIFY(model.index(0, column).data(ClientsModel::SortRole).toULongLong()
                < model.index(1, column).data(ClientsModel::SortRole).toULongLong());
    }
}

void TestClientsModel::tellsWhoIsSlowed()
{
    ClientsModel model(45s);
    auto list = clients({1, 2});
    model.update(list, 0);
    const QModelIndex transport = model.index(1, ClientsModel::TransportColumn);
    QCOMPARE(transport.data().toString(), u"websocket"_s);
    list[1].isSlowed = true;
    QSignalSpy changed(&model, &ClientsModel::dataChanged);
    model.update(list, 0);
    QCOMPARE(changed.size(), 1);
    QCOMPARE(transport.data().toString(), u"websocket, slowed"_s);
    QVERIFY(transport.data(Qt::ToolTipRole).toString().contains(u"--rate"_s));
    QVERIFY(model.index(0, ClientsModel::TransportColumn).data(Qt::ToolTipRole).isNull());
}

QTEST_GUILESS_MAIN(TestClientsModel)
#include "tst_clientsmodel.moc"
