// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/models/messagesmodel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>
#include <QTimeZone>

#include <memory>

using namespace confab::client;
using namespace Qt::StringLiterals;

namespace {

const QDateTime noon(QDate(2026, 3, 5), QTime(12, 0));

ChatMessage make(const QString &id, quint64 seq, const QString &sender = u"ana"_s, int secondsLater = 0)
{
    ChatMessage message;
    message.localId = id;
    message.seq = seq;
    message.at = noon.addSecs(secondsLater).toUTC();
    message.senderId = sender;
    message.senderName = sender;
    message.text = u"text of "_s + id;
    return message;
}

ChatMessage own(const QString &id, quint64 seq, Delivery delivery)
{
    ChatMessage message = make(id, seq, u"me"_s);
    message.own = true;
    message.delivery = delivery;
    return message;
}

/// "a b c": the ids from top to bottom.
QString order(const MessagesModel &model)
{
    QStringList ids;
    for (int row = 0; row < model.rowCount(); ++row)
        ids.append(model.message(row).localId);
    return ids.join(u' ');
}

/// Every signal that changes rows, as one line each, so that a test states exactly what a view is told.
class Record : public QObject
{
    Q_OBJECT

public:
    explicit Record(MessagesModel &model)
    {
        connect(&model, &MessagesModel::rowsInserted, this, [this](const QModelIndex &, int from, int to) {
            lines.append(u"insert %1-%2"_s.arg(from).arg(to));
        });
        connect(&model, &MessagesModel::rowsRemoved, this, [this](const QModelIndex &, int from, int to) {
            lines.append(u"remove %1-%2"_s.arg(from).arg(to));
        });
        connect(&model, &MessagesModel::rowsMoved, this,
                [this](const QModelIndex &, int from, int, const QModelIndex &, int to) {
                    lines.append(u"move %1 to %2"_s.arg(from).arg(to));
                });
        connect(&model, &MessagesModel::dataChanged, this,
                [this](const QModelIndex &from, const QModelIndex &to) {
                    lines.append(u"change %1-%2"_s.arg(from.row()).arg(to.row()));
                });
        connect(&model, &MessagesModel::modelReset, this, [this] { lines.append(u"reset"_s); });
        connect(&model, &MessagesModel::layoutChanged, this, [this] { lines.append(u"layout"_s); });
    }

    [[nodiscard]] QStringList take() { return std::exchange(lines, {}); }

private:
    QStringList lines;
};

} // namespace

class TestMessagesModel : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<MessagesModel> model;
    std::unique_ptr<QAbstractItemModelTester> tester;
    std::unique_ptr<Record> record;

    void fill(const QList<ChatMessage> &messages)
    {
        model->upsert(messages);
        (void)record->take();
    }

    bool flag(int row, int role) const { return model->index(row).data(role).toBool(); }

private Q_SLOTS:
    void init()
    {
        model = std::make_unique<MessagesModel>();
        tester = std::make_unique<QAbstractItemModelTester>(
            model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        record = std::make_unique<Record>(*model);
    }

    void aBatchIsOneInsertion()
    {
        model->upsert({make(u"a"_s, 1), make(u"b"_s, 2), make(u"c"_s, 3)});
        QCOMPARE(record->take(), QStringList{u"insert 0-2"_s});
        QCOMPARE(order(*model), u"a b c"_s);
    }

    void messagesWithoutNumbersStayInTheOrderTheyCame()
    {
        model->upsert({make(u"a"_s, 0), make(u"b"_s, 0)});
        model->upsert({make(u"c"_s, 0)});
        QCOMPARE(record->take(), (QStringList{u"insert 0-1"_s, u"insert 2-2"_s}));
        QCOMPARE(order(*model), u"a b c"_s);
    }

    void anEditChangesOneRowAndNamesItsRoles()
    {
        fill({make(u"a"_s, 1), make(u"b"_s, 2), make(u"c"_s, 3)});
        QSignalSpy changed(model.get(), &MessagesModel::dataChanged);
        ChatMessage edit = make(u"b"_s, 2);
        edit.text = u"edited"_s;
        model->upsert({edit});
        QCOMPARE(record->take(), QStringList{u"change 1-1"_s});
        const auto roles = changed.first().at(2).value<QList<int>>();
        QVERIFY(roles.contains(int(MessagesModel::TextRole)) && roles.contains(int(Qt::DisplayRole)));
        QVERIFY(!roles.contains(int(MessagesModel::DeliveryRole)));
        QCOMPARE(model->index(1).data().toString(), u"edited"_s);
    }

    void theSameMessageAgainTellsNobodyAnything()
    {
        fill({make(u"a"_s, 1)});
        model->upsert({make(u"a"_s, 1)});
        QCOMPARE(record->take(), QStringList());
    }

    void aMessageTwiceInOneBatchIsOneRow()
    {
        ChatMessage later = make(u"a"_s, 1);
        later.text = u"later"_s;
        model->upsert({make(u"a"_s, 1), later});
        QCOMPARE(order(*model), u"a"_s);
        QCOMPARE(model->message(0).text, u"later"_s);
    }

    void historyGoesAboveInOneInsertion()
    {
        fill({make(u"d"_s, 4), make(u"e"_s, 5)});
        model->upsert({make(u"a"_s, 1), make(u"b"_s, 2), make(u"c"_s, 3)});
        QCOMPARE(record->take().first(), u"insert 0-2"_s);
        QCOMPARE(order(*model), u"a b c d e"_s);
        QCOMPARE(model->rowOf(u"e"_s), 4);
    }

    void aGapIsFilledWhereItBelongs()
    {
        fill({make(u"a"_s, 1), make(u"d"_s, 4)});
        model->upsert({make(u"b"_s, 2), make(u"c"_s, 3), make(u"e"_s, 5)});
        QCOMPARE(order(*model), u"a b c d e"_s);
        QCOMPARE(record->take().filter(u"insert"_s), (QStringList{u"insert 1-2"_s, u"insert 4-4"_s}));
    }

    void whatIsOnItsWayStaysBelow()
    {
        fill({make(u"a"_s, 1), own(u"mine"_s, 0, Delivery::Sending)});
        model->upsert({make(u"b"_s, 2), make(u"c"_s, 3)});
        QCOMPARE(record->take().first(), u"insert 1-2"_s);
        QCOMPARE(order(*model), u"a b c mine"_s);
        model->upsert({own(u"mine"_s, 4, Delivery::Sent)});
        QCOMPARE(record->take(), QStringList{u"change 3-3"_s});
    }

    void anAcknowledgedMessageMovesBelowLowerNumbers()
    {
        fill({own(u"mine"_s, 0, Delivery::NotSent), make(u"a"_s, 1), make(u"b"_s, 2)});
        QCOMPARE(order(*model), u"mine a b"_s);
        model->upsert({own(u"mine"_s, 3, Delivery::Sent)});
        QCOMPARE(order(*model), u"a b mine"_s);
        QCOMPARE(record->take().filter(u"move"_s), QStringList{u"move 0 to 3"_s});
        QCOMPARE(model->rowOf(u"mine"_s), 2);
        QCOMPARE(model->rowOf(u"a"_s), 0);
    }

    void aMessageSentAgainMovesToTheEnd()
    {
        fill({own(u"mine"_s, 0, Delivery::NotSent)});
        fill({make(u"a"_s, 1)});
        model->upsert({own(u"mine"_s, 0, Delivery::Sending)});
        QCOMPARE(order(*model), u"a mine"_s);
    }

    void whatWasGivenUpKeepsItsPlace()
    {
        fill({make(u"a"_s, 1)});
        fill({own(u"mine"_s, 0, Delivery::NotSent)});
        model->upsert({make(u"b"_s, 2)});
        QCOMPARE(order(*model), u"a mine b"_s);
        model->remove(u"mine"_s);
        QCOMPARE(order(*model), u"a b"_s);
        QVERIFY(record->take().contains(u"remove 1-1"_s));
        model->remove(u"mine"_s);
        QCOMPARE(record->take(), QStringList());
    }

    void oneSenderSharesAHeaderForFiveMinutes_data()
    {
        QTest::addColumn<QString>("secondSender");
        QTest::addColumn<int>("secondsLater");
        QTest::addColumn<bool>("startsGroup");
        QTest::newRow("at once") << u"ana"_s << 0 << false;
        QTest::newRow("five minutes") << u"ana"_s << 300 << false;
        QTest::newRow("a second more") << u"ana"_s << 301 << true;
        QTest::newRow("somebody else") << u"ben"_s << 0 << true;
        QTest::newRow("next day") << u"ana"_s << 86400 << true;
    }

    void oneSenderSharesAHeaderForFiveMinutes()
    {
        QFETCH(QString, secondSender);
        QFETCH(int, secondsLater);
        QFETCH(bool, startsGroup);
        model->upsert({make(u"a"_s, 1), make(u"b"_s, 2, secondSender, secondsLater)});
        QVERIFY(flag(0, MessagesModel::StartsGroupRole));
        QCOMPARE(flag(1, MessagesModel::StartsGroupRole), startsGroup);
    }

    void aDayStartsWithItsFirstMessage()
    {
        model->upsert({make(u"a"_s, 1), make(u"b"_s, 2), make(u"c"_s, 3, u"ana"_s, 86400)});
        QVERIFY(flag(0, MessagesModel::StartsDayRole));
        QVERIFY(!flag(1, MessagesModel::StartsDayRole));
        QVERIFY(flag(2, MessagesModel::StartsDayRole));
    }

    void theRowBelowAChangeIsGroupedAnew()
    {
        fill({make(u"a"_s, 1), make(u"c"_s, 3)});
        model->upsert({make(u"b"_s, 2, u"ben"_s)});
        QCOMPARE(record->take(), (QStringList{u"insert 1-1"_s, u"change 2-2"_s}));
        QVERIFY(flag(2, MessagesModel::StartsGroupRole));
        model->remove(u"b"_s);
        QCOMPARE(record->take(), (QStringList{u"remove 1-1"_s, u"change 1-1"_s}));
        QVERIFY(!flag(1, MessagesModel::StartsGroupRole));
    }

    void theUnreadLineMovesAndGoes()
    {
        fill({make(u"a"_s, 1), make(u"b"_s, 2)});
        model->setFirstUnread(u"a"_s);
        model->setFirstUnread(u"b"_s);
        QCOMPARE(record->take(), (QStringList{u"change 0-0"_s, u"change 0-0"_s, u"change 1-1"_s}));
        QVERIFY(!flag(0, MessagesModel::FirstUnreadRole));
        QVERIFY(flag(1, MessagesModel::FirstUnreadRole));
        model->setFirstUnread({});
        QVERIFY(!flag(1, MessagesModel::FirstUnreadRole));
    }

    void aGapIsSeenBelowAnotherRowOnly()
    {
        ChatMessage first = make(u"b"_s, 5);
        first.gapBefore = true;
        fill({first, make(u"c"_s, 6)});
        QCOMPARE(model->index(0).data(MessagesModel::GapBeforeRole).toBool(), false);
        Record above(*model);
        model->upsert({make(u"a"_s, 1)});
        QVERIFY(model->index(1).data(MessagesModel::GapBeforeRole).toBool());
        QVERIFY(above.take().contains(u"change 1-1"_s)); // it has a line now
        first.gapBefore = false;
        model->upsert({first}); // it came again: that fills nothing
        QVERIFY(model->index(1).data(MessagesModel::GapBeforeRole).toBool());
        QVERIFY(model->index(1).data(MessagesModel::StartsGroupRole).toBool());
        Record gone(*model);
        model->remove(u"a"_s);
        QCOMPARE(model->index(0).data(MessagesModel::GapBeforeRole).toBool(), false);
        // It starts the day now, and has no line any more.
        QCOMPARE(gone.take(), (QStringList{u"remove 0-0"_s, u"change 0-0"_s, u"change 0-0"_s}));
    }

    void aGapIsClosed()
    {
        ChatMessage first = make(u"b"_s, 5);
        first.gapBefore = true;
        fill({make(u"a"_s, 1), first, make(u"c"_s, 6)});
        (void)record->take();
        model->closeGap(u"c"_s);
        model->closeGap(u"nothing"_s);
        QVERIFY(record->take().isEmpty());
        model->closeGap(u"b"_s);
        QCOMPARE(record->take(), QStringList{u"change 1-1"_s});
        QVERIFY(!flag(1, MessagesModel::GapBeforeRole));
        QVERIFY(!flag(1, MessagesModel::StartsGroupRole));
        first.gapBefore = false;
        model->upsert({first});
        QVERIFY(!flag(1, MessagesModel::GapBeforeRole));
    }

    void theStartIsAboveTheFirstRow()
    {
        model->setComplete(true);
        QVERIFY(record->take().isEmpty());
        fill({make(u"c"_s, 3), make(u"d"_s, 4)});
        (void)record->take();
        QVERIFY(flag(0, MessagesModel::StartRole));
        QVERIFY(!flag(1, MessagesModel::StartRole));
        model->upsert({make(u"a"_s, 1), make(u"b"_s, 2)});
        QCOMPARE(record->take(), (QStringList{u"insert 0-1"_s, u"change 2-2"_s, u"change 2-2"_s}));
        QVERIFY(flag(0, MessagesModel::StartRole));
        QVERIFY(!flag(2, MessagesModel::StartRole));
        model->remove(u"a"_s);
        QCOMPARE(record->take(), (QStringList{u"remove 0-0"_s, u"change 0-0"_s, u"change 0-0"_s}));
        QVERIFY(flag(0, MessagesModel::StartRole));
        model->setComplete(false);
        model->setComplete(false);
        QCOMPARE(record->take(), QStringList{u"change 0-0"_s});
        QVERIFY(!flag(0, MessagesModel::StartRole));
    }

    void whatIsNotSavedKeepsItsPlace()
    {
        fill({make(u"a"_s, 1), own(u"x"_s, 0, Delivery::Sending)});
        model->upsert({own(u"x"_s, 0, Delivery::NotSaved)});
        model->upsert({make(u"b"_s, 2), own(u"y"_s, 0, Delivery::Sending), make(u"c"_s, 3)});
        QCOMPARE(order(*model), u"a x b c y"_s);
    }

    void theDescriberWordsTheAccessibleText()
    {
        fill({make(u"a"_s, 1)});
        QCOMPARE(model->index(0).data(Qt::AccessibleTextRole).toString(), u"text of a"_s);
        model->setDescriber([](const ChatMessage &message) { return message.senderName + u" says"_s; });
        QCOMPARE(model->index(0).data(Qt::AccessibleTextRole).toString(), u"ana says"_s);
    }

    void clearingIsTheOnlyReset()
    {
        fill({make(u"a"_s, 1)});
        model->clear();
        QCOMPARE(record->take(), QStringList{u"reset"_s});
        QCOMPARE(model->rowOf(u"a"_s), -1);
    }
};

QTEST_GUILESS_MAIN(TestMessagesModel)
#include "tst_messagesmodel.moc"
