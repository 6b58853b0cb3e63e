// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/window/messagefilter.h"
#include "server/window/messagelogmodel.h"
#include "tests/server_window/samples.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace confab::server;
using namespace Qt::StringLiterals;
using confab::runtime::MessageRecord;

namespace {

QList<MessageRecord> numbered(quint64 first, quint64 last)
{
    QList<MessageRecord> messages;
    for (quint64 i = first; i <= last; ++i)
        messages.append(samples::message(i, u"Ana"_s, u"text %1"_s.arg(i)));
    return messages;
}

} // namespace

class TestMessageLogModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void insertsABatchAtOnce();
    void keepsTheLatest_data();
    void keepsTheLatest();
    void clears();
    void showsHarmlessText();
    void shortensLongTexts();
    void filterWantsEveryWord_data();
    void filterWantsEveryWord();
};

void TestMessageLogModel::insertsABatchAtOnce()
{
    MessageLogModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
    QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    model.append({});
    QCOMPARE(inserted.size(), 0);
    model.append(numbered(1, 5));
    model.append(numbered(6, 7));
    QCOMPARE(inserted.size(), 2);
    QCOMPARE(inserted.at(1).at(1).toInt(), 5);
    QCOMPARE(inserted.at(1).at(2).toInt(), 6);
    QCOMPARE(reset.size(), 0);
    QCOMPARE(model.rowCount(), 7);
    QCOMPARE(model.record(6).seq, 7U);
}

void TestMessageLogModel::keepsTheLatest_data()
{
    QTest::addColumn<quint64>("before");
    QTest::addColumn<quint64>("batch");
    QTest::addColumn<int>("removed");
    QTest::newRow("fits") << quint64(3) << quint64(7) << 0;
    QTest::newRow("one too many") << quint64(3) << quint64(8) << 1;
    QTest::newRow("full") << quint64(10) << quint64(4) << 4;
    QTest::newRow("batch is all") << quint64(4) << quint64(10) << 4;
    QTest::newRow("batch is more than all") << quint64(4) << quint64(25) << 4;
    QTest::newRow("first batch is more than all") << quint64(0) << quint64(25) << 0;
}

void TestMessageLogModel::keepsTheLatest()
{
    QFETCH(const quint64, before);
    QFETCH(const quint64, batch);
    QFETCH(const int, removed);
    constexpr int Capacity = 10;
    MessageLogModel model(nullptr, Capacity);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.append(numbered(1, before));
    QSignalSpy removals(&model, &QAbstractItemModel::rowsRemoved);
    model.append(numbered(before + 1, before + batch));
    QCOMPARE(model.rowCount(), int(qMin<quint64>(Capacity, before + batch)));
    QCOMPARE(model.record(model.rowCount() - 1).seq, before + batch);
    QCOMPARE(model.record(0).seq, before + batch - quint64(model.rowCount()) + 1);
    QCOMPARE(removals.size(), removed == 0 ? 0 : 1);
    if (removed > 0)
        QCOMPARE(removals.first().at(2).toInt() - removals.first().at(1).toInt() + 1, removed);
}

void TestMessageLogModel::clears()
{
    MessageLogModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.clear();
    model.append(numbered(1, 3));
    model.clear();
    QCOMPARE(model.rowCount(), 0);
    model.append(numbered(4, 4));
    QCOMPARE(model.record(0).seq, 4U);
}

void TestMessageLogModel::showsHarmlessText()
{
    MessageLogModel model;
    auto message = samples::message(1, u"\u202EAna"_s, u"<b>a</b>\nb"_s, 0);
    message.room = u"lob\nby"_s;
    model.append({message});
    const auto shown = [&model](int column) { return model.index(0, column).data().toString(); };
    QCOMPARE(shown(MessageLogModel::WhoColumn), u"[U+202E]Ana"_s);
    QCOMPARE(shown(MessageLogModel::TextColumn), u"<b>a</b>\u21B5b"_s);
    QCOMPARE(shown(MessageLogModel::RoomColumn), u"lob\u21B5by"_s);
    QCOMPARE(shown(MessageLogModel::ClientColumn), u"host"_s);
    QVERIFY(model.index(0, MessageLogModel::TextColumn)
                .data(Qt::ToolTipRole)
                .toString()
                .contains(u"&lt;b&gt;"_s));
    const auto kept = model.index(0, 0).data(MessageLogModel::RecordRole).value<MessageRecord>();
    QCOMPARE(kept.text, message.text);
}

void TestMessageLogModel::shortensLongTexts()
{
    MessageLogModel model;
    model.append({samples::message(1, u"Ana"_s, QString(16384, u'x'))});
    QVERIFY(model.index(0, MessageLogModel::TextColumn).data().toString().size() < 1100);
    QCOMPARE(model.record(0).text.size(), 16384);
}

void TestMessageLogModel::filterWantsEveryWord_data()
{
    QTest::addColumn<QString>("filter");
    QTest::addColumn<QList<quint64>>("found");
    using List = QList<quint64>;
    QTest::newRow("nothing") << u"  "_s << List{1, 2, 3};
    QTest::newRow("text, any case") << u"HELLO"_s << List{1, 3};
    QTest::newRow("name and text") << u"hello ana"_s << List{1};
    QTest::newRow("client") << u"#12"_s << List{3};
    QTest::newRow("room") << u"lob"_s << List{1, 2, 3};
    QTest::newRow("not across columns") << u"anahello"_s << List{};
    QTest::newRow("far inside a long text") << u"needle"_s << List{2};
}

void TestMessageLogModel::filterWantsEveryWord()
{
    QFETCH(const QString, filter);
    QFETCH(const QList<quint64>, found);
    MessageLogModel model;
    MessageFilter filtered;
    filtered.setSourceModel(&model);
    QAbstractItemModelTester tester(&filtered, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.append({samples::message(1, u"Ana"_s, u"Hello there"_s, 1),
                  samples::message(2, u"Bob"_s, QString(5000, u'x') + u"needle"_s, 2)});
    filtered.setWords(filter);
    model.append({samples::message(3, u"Cid"_s, u"hello again"_s, 12)});
    QList<quint64> rows;
    for (int row = 0; row < filtered.rowCount(); ++row)
        rows.append(filtered.index(row, 0).data(MessageLogModel::RecordRole).value<MessageRecord>().seq);
    QCOMPARE(rows, found);
}

QTEST_GUILESS_MAIN(TestMessageLogModel)
#include "tst_messagelogmodel.moc"
