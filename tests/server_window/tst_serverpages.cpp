// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/window/messagespage.h"
#include "tests/server_window/serverwindowtest.h"

#include <QAbstractButton>
#include <QClipboard>
#include <QDialog>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QTextDocument>
#include <QToolButton>

using namespace confab;
using namespace Qt::StringLiterals;
using runtime::HubState;
using server::ServerWindow;

/// What people do on the pages of messages and clients.
class TestServerPages : public ServerWindowTest
{
    Q_OBJECT

private Q_SLOTS:
    void hostSays();
    void hostCannotSayTooMuch();
    void filterShowsWhatMatches();
    void chosenMessageStaysInViewWithoutFilter();
    void newRowsAreCountedWhileReading();
    void copiesMessages();
    void exportsWhatIsShown();
    void failedExportIsTold();
    void clientsAreDisconnected();
};

void TestServerPages::hostSays()
{
    QSignalSpy said(m_window.get(), &ServerWindow::sayRequested);
    m_window->showStatus(samples::running(lan, samples::mixedClients()));
    auto *input = part<QLineEdit>("hostInput");
    auto *submit = part<QAbstractButton>("hostSubmit");
    QVERIFY(!submit->isEnabled());
    QTest::keyClick(input, Qt::Key_Return);
    QCOMPARE(said.size(), 0);
    input->setText(u"Hello"_s);
    QTest::keyClick(input, Qt::Key_Return);
    QCOMPARE(said.size(), 1);
    QCOMPARE(said.first(), (QVariantList{u"lobby"_s, u"Hello"_s}));
    QVERIFY(input->text().isEmpty());
    input->setText(u"again"_s);
    submit->click();
    QCOMPARE(said.size(), 2);
}

void TestServerPages::hostCannotSayTooMuch()
{
    QSignalSpy said(m_window.get(), &ServerWindow::sayRequested);
    m_window->showStatus(samples::running(lan, samples::mixedClients()));
    auto *input = part<QLineEdit>("hostInput");
    input->setText(QString(8192, u'é')); // 16,384 bytes
    QVERIFY(!part("hostComplaint")->isVisible());
    input->setText(QString(8192, u'é') + u'x');
    QVERIFY(part("hostComplaint")->isVisible());
    QTest::keyClick(input, Qt::Key_Return);
    QCOMPARE(said.size(), 0);
    QCOMPARE(input->text().size(), 8193); // what was typed stays
    input->setText(QString(8192, u'é'));
    QTest::keyClick(input, Qt::Key_Return);
    QCOMPARE(said.size(), 1);
}

void TestServerPages::filterShowsWhatMatches()
{
    m_window->showStatus(samples::running(lan, samples::mixedClients()));
    m_window->appendMessages(samples::mixedMessages());
    QTest::keyClick(m_window.get(), Qt::Key_F, Qt::ControlModifier);
    auto *filter = part<QLineEdit>("messageFilter");
    QVERIFY(filter->hasFocus());
    QTest::keyClicks(filter, u"otter projector"_s);
    QCOMPARE(part<QTableView>("messageLog")->model()->rowCount(), 1);
    QTest::keyClicks(filter, u"nothing"_s);
    QVERIFY(!part("messageLog")->isVisible());
    QVERIFY(part("messagesPlaceholder")->isVisible());
    filter->clear();
    QVERIFY(part("messageLog")->isVisible());
    QTest::keyClick(m_window.get(), Qt::Key_L, Qt::ControlModifier);
    QCOMPARE(part<QTableView>("messageLog")->model()->rowCount(), 0);
}

void TestServerPages::chosenMessageStaysInViewWithoutFilter()
{
    m_window->showStatus(samples::running(lan, samples::mixedClients()));
    for (quint64 i = 1; i < 300; ++i)
        m_window->appendMessages({samples::message(i, u"Ana"_s, u"text %1"_s.arg(i))});
    auto *log = part<QTableView>("messageLog");
    auto *filter = part<QLineEdit>("messageFilter");
    filter->setText(u"text 150"_s);
    QCOMPARE(log->model()->rowCount(), 1);
    log->selectRow(0);
    filter->clear();
    QCoreApplication::processEvents();
    QCOMPARE(log->selectionModel()->selectedRows().size(), 1);
    const QModelIndex chosen = log->selectionModel()->selectedRows(3).constFirst();
    QCOMPARE(chosen.data().toString(), u"text 150"_s);
    QVERIFY(log->viewport()->rect().contains(log->visualRect(chosen)));
    // Without a choice the latest are shown.
    log->clearSelection();
    filter->setText(u"text"_s);
    filter->clear();
    QCoreApplication::processEvents();
    QVERIFY(log->viewport()->rect().intersects(log->visualRect(log->model()->index(298, 0))));
}

void TestServerPages::newRowsAreCountedWhileReading()
{
    m_window->showStatus(samples::running(lan, samples::mixedClients()));
    for (int i = 0; i < 20; ++i)
        m_window->appendMessages(samples::mixedMessages());
    QCoreApplication::processEvents();
    QVERIFY(!part("latestButton")->isVisible());
    auto *log = part<QTableView>("messageLog");
    log->scrollToTop();
    QVERIFY(part("latestButton")->isVisible());
    m_window->appendMessages(samples::mixedMessages());
    QCOMPARE(part<QToolButton>("latestButton")->text(), u"10 new"_s);
    part<QToolButton>("latestButton")->click();
    QVERIFY(!part("latestButton")->isVisible());
}

void TestServerPages::copiesMessages()
{
    m_window->showStatus(samples::running(lan, samples::mixedClients()));
    m_window->appendMessages(samples::mixedMessages());
    auto *log = part<QTableView>("messageLog");
    log->setFocus();
    log->selectAll();
    QTest::keyClick(log, Qt::Key_C, Qt::ControlModifier);
    const QStringList lines = QGuiApplication::clipboard()->text().split(u'\n');
    QCOMPARE(lines.size(), samples::mixedMessages().size());
    QVERIFY(lines.at(0).endsWith(u"lobby Ana: Hello"_s));
}

void TestServerPages::exportsWhatIsShown()
{
    const QTemporaryDir folder;
    m_window->showStatus(samples::running(lan, samples::mixedClients()));
    m_window->appendMessages(samples::mixedMessages());
    part<QLineEdit>("messageFilter")->setText(u"ana"_s);
    auto *page = part<server::MessagesPage>("messagesPage");
    QSignalSpy exported(page, &server::MessagesPage::exported);
    page->exportTo(folder.filePath(u"log.jsonl"_s));
    QCOMPARE(exported.size(), 1);
    const int rows = part<QTableView>("messageLog")->model()->rowCount();
    QVERIFY(rows > 0 && rows < samples::mixedMessages().size());
    QCOMPARE(exported.first().at(1).toInt(), rows);
    QFile file(folder.filePath(u"log.jsonl"_s));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll().count('\n'), rows);
}

void TestServerPages::failedExportIsTold()
{
    m_window->appendMessages(samples::mixedMessages());
    part<server::MessagesPage>("messagesPage")->exportTo(u"/nonexistent-folder/log.csv"_s);
    QVERIFY(part("problemNotice")->isVisible());
    QVERIFY(wordsOf("problemNotice").contains(u"/nonexistent-folder/log.csv"_s));
}

void TestServerPages::clientsAreDisconnected()
{
    QSignalSpy ended(m_window.get(), &ServerWindow::disconnectRequested);
    QTest::keyClick(m_window.get(), Qt::Key_2, Qt::ControlModifier);
    QVERIFY(part("clientsPlaceholder")->isVisible());
    m_window->showStatus(samples::running(lan, samples::mixedClients()));
    auto *table = part<QTableView>("clientsTable");
    QVERIFY(table->isVisible());
    QVERIFY(!part("disconnectButton")->isEnabled());
    table->selectRow(1);
    m_window->showStatus(samples::running(lan, samples::mixedClients())); // the selection survives
    part<QAbstractButton>("disconnectButton")->click();
    QCOMPARE(ended.size(), 1);
    QCOMPARE(ended.first().first().toULongLong(), 2U);
    table->setFocus();
    QTest::keyClick(table, Qt::Key_Delete);
    QCOMPARE(ended.size(), 2);
}

QTEST_MAIN(TestServerPages)
#include "tst_serverpages.moc"
