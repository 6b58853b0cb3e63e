// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/window/logview.h"
#include "server/window/messagelogmodel.h"
#include "tests/server_window/samples.h"

#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

using namespace confab::server;
using namespace Qt::StringLiterals;
using confab::runtime::MessageRecord;

class TestLogView : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void followsAtTheEnd();
    void staysWhereTheReaderIs();
    void staysWhenOldRowsLeave();
    void endKeyGoesBackToFollowing();
    void followsWhenMadeSmaller();
    void tablesDoNotFollow();

private:
    void append(int count);
    [[nodiscard]] quint64 topNumber() const;
    [[nodiscard]] quint64 bottomNumber() const;

    static constexpr int Capacity = 200;
    std::unique_ptr<MessageLogModel> m_model;
    std::unique_ptr<LogView> m_view;
    quint64 m_next = 1;
};

void TestLogView::init()
{
    m_next = 1;
    m_model = std::make_unique<MessageLogModel>(nullptr, Capacity);
    m_view = std::make_unique<LogView>();
    m_view->setFollowsEnd(true);
    m_view->setModel(m_model.get());
    m_view->resize(400, 300);
    m_view->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
}

void TestLogView::cleanup()
{
    m_view.reset();
    m_model.reset();
}

void TestLogView::append(int count)
{
    QList<MessageRecord> messages;
    for (int i = 0; i < count; ++i)
        messages.append(samples::message(m_next++, u"Ana"_s, u"text"_s));
    m_model->append(messages);
    QCoreApplication::processEvents(); // the view lays out later
}

quint64 TestLogView::topNumber() const
{
    const QModelIndex index = m_view->indexAt(QPoint(2, 2));
    return index.isValid() ? m_model->record(index.row()).seq : 0;
}

quint64 TestLogView::bottomNumber() const
{
    const QModelIndex index = m_view->indexAt(QPoint(2, m_view->viewport()->height() - 2));
    return index.isValid() ? m_model->record(index.row()).seq : 0;
}

void TestLogView::followsAtTheEnd()
{
    append(3);
    QVERIFY(m_view->isAtEnd());
    for (int i = 0; i < 60; ++i)
        append(1);
    QVERIFY(m_view->isAtEnd());
    QCOMPARE(bottomNumber(), 63U);
    append(120); // in one batch
    QCOMPARE(bottomNumber(), 183U);
    append(100); // old ones leave
    QCOMPARE(bottomNumber(), 283U);
}

void TestLogView::staysWhereTheReaderIs()
{
    append(100);
    QSignalSpy changes(m_view.get(), &LogView::atEndChanged);
    m_view->scrollTo(m_model->index(20, 0), QAbstractItemView::PositionAtTop);
    QCOMPARE(changes.size(), 1);
    QVERIFY(!m_view->isAtEnd());
    QCOMPARE(topNumber(), 21U);
    append(1);
    append(50);
    QCOMPARE(topNumber(), 21U);
    QVERIFY(!m_view->isAtEnd());
    QCOMPARE(changes.size(), 1);
}

void TestLogView::staysWhenOldRowsLeave()
{
    append(Capacity);
    m_view->scrollTo(m_model->index(100, 0), QAbstractItemView::PositionAtTop);
    QCOMPARE(topNumber(), 101U);
    append(30);
    QCOMPARE(topNumber(), 101U);
    append(1);
    QCOMPARE(topNumber(), 101U);
    // At last the row itself leaves: then the oldest there is.
    append(150);
    QCOMPARE(topNumber(), m_model->record(0).seq);
    QVERIFY(!m_view->isAtEnd());
}

void TestLogView::endKeyGoesBackToFollowing()
{
    append(100);
    m_view->scrollToTop();
    QVERIFY(!m_view->isAtEnd());
    QTest::keyClick(m_view.get(), Qt::Key_End);
    QVERIFY(m_view->isAtEnd());
    append(10);
    QCOMPARE(bottomNumber(), 110U);
}

void TestLogView::followsWhenMadeSmaller()
{
    append(100);
    m_view->resize(400, 150);
    QCoreApplication::processEvents();
    QVERIFY(m_view->isAtEnd());
    QCOMPARE(bottomNumber(), 100U);
    m_view->resize(400, 500);
    QCoreApplication::processEvents();
    QCOMPARE(bottomNumber(), 100U);
}

void TestLogView::tablesDoNotFollow()
{
    m_view->setFollowsEnd(false);
    append(100);
    QCOMPARE(m_view->verticalScrollBar()->value(), 0);
}

QTEST_MAIN(TestLogView)
#include "tst_logview.moc"
