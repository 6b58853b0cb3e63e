// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/client_window/windowtest.h"

using namespace confab;
using namespace confab::client;
using namespace Qt::StringLiterals;

/// Writing messages and reading those of others.
class TestChatPage : public WindowTest
{
    Q_OBJECT

private Q_SLOTS:
    void enterSendsAndTheFieldIsEmptyAgain()
    {
        goOnline();
        QTest::keyClicks(composer(), u"hello"_s);
        QTest::keyClick(composer(), Qt::Key_Return, Qt::ShiftModifier);
        QTest::keyClicks(composer(), u"there"_s);
        QTest::keyClick(composer(), Qt::Key_Return);
        QCOMPARE(session->sent, QStringList{u"hello\nthere"_s});
        QVERIFY(composer()->toPlainText().isEmpty());
        QCOMPARE(rowCount(), 1); // at once, without an answer
        QVERIFY(composer()->hasFocus());
        QTest::keyClicks(composer(), u"again"_s);
        click("submitButton");
        QCOMPARE(session->sent.size(), 2);
        QVERIFY(composer()->hasFocus());
    }

    void enterCanBeANewLine()
    {
        goOnline();
        find<QAction>("enterSendsAction")->trigger();
        QVERIFY(!profile->enterSends());
        QTest::keyClicks(composer(), u"a"_s);
        QTest::keyClick(composer(), Qt::Key_Return);
        QTest::keyClicks(composer(), u"b"_s);
        QVERIFY(session->sent.isEmpty());
        QTest::keyClick(composer(), Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(session->sent, QStringList{u"a\nb"_s});
    }

    void nothingIsSentForNothing()
    {
        goOnline();
        QTest::keyClicks(composer(), u"   "_s);
        QTest::keyClick(composer(), Qt::Key_Return);
        QVERIFY(session->sent.isEmpty());
    }

    void anInputMethodKeepsItsEnter()
    {
        goOnline();
        QInputMethodEvent composing(u"に"_s, {});
        QApplication::sendEvent(composer(), &composing);
        QTest::keyClick(composer(), Qt::Key_Return);
        click("submitButton");
        QVERIFY(session->sent.isEmpty());
        QInputMethodEvent committed;
        committed.setCommitString(u"日本"_s);
        QApplication::sendEvent(composer(), &committed);
        QTest::keyClick(composer(), Qt::Key_Return);
        QCOMPARE(session->sent.size(), 1);
        QVERIFY(session->sent.first().startsWith(u"日本"_s));
    }

    void theComposerGrowsToSixLines()
    {
        goOnline();
        const int one = composer()->height();
        composer()->setPlainText(u"1\n2"_s);
        const int two = composer()->height();
        QVERIFY(two > one);
        composer()->setPlainText(u"1\n2\n3\n4\n5\n6"_s);
        const int six = composer()->height();
        QVERIFY(six > two);
        composer()->setPlainText(u"x\n"_s.repeated(50));
        QCOMPARE(composer()->height(), six);
        composer()->clear();
        QCOMPARE(composer()->height(), one);
    }

    void tabLeavesTheComposer()
    {
        goOnline();
        QTest::keyClick(composer(), Qt::Key_Tab);
        QVERIFY(!composer()->hasFocus());
        QVERIFY(composer()->toPlainText().isEmpty());
    }

    void theLimitIsCountedInBytesAndSaid()
    {
        goOnline();
        auto *note = find<QLabel>("composerNote");
        composer()->setPlainText(u"ä"_s.repeated(7372)); // 14,744 bytes: just below 90 %
        QVERIFY(!note->isVisible());
        composer()->setPlainText(u"ä"_s.repeated(8192)); // 16,384 bytes
        QVERIFY(note->isVisible());
        composer()->insertPlainText(u"x"_s);
        QTest::keyClick(composer(), Qt::Key_Return);
        QVERIFY(session->sent.isEmpty());
        QVERIFY(note->text().contains(u"too long"_s));
        QCOMPARE(composer()->toPlainText().size(), 8193); // nothing typed is lost
        QTest::keyClick(composer(), Qt::Key_Backspace);
        QTest::keyClick(composer(), Qt::Key_Return);
        QCOMPARE(session->sent.size(), 1);
        QVERIFY(!note->isVisible());
    }

    void othersMessagesArriveAndStayInOrder()
    {
        goOnline();
        session->receive(u"Ana"_s, u"one"_s);
        session->receive(u"Ben"_s, u"two"_s);
        QTRY_COMPARE(rowCount(), 2);
        QCOMPARE(rowText(0), u"one"_s);
        QCOMPARE(rowText(1), u"two"_s);
        QVERIFY(!find<QWidget>("emptyState")->isVisible());
    }

    void anotherServersMessagesAreGone()
    {
        goOnline();
        session->receive(u"Ana"_s, u"one"_s);
        QTRY_COMPARE(rowCount(), 1);
        find<QAction>("leaveAction")->trigger();
        click("joinButton");
        QCOMPARE(rowCount(), 1); // the same room again
        find<QAction>("leaveAction")->trigger();
        find<QLineEdit>("addressEdit")->setText(u"127.0.0.1:4000"_s);
        click("joinButton");
        QCOMPARE(rowCount(), 0);
    }

    void newMessagesBelowAreCountedNotShown()
    {
        goOnline();
        fillScreen();
        list()->verticalScrollBar()->setValue(100);
        session->receive(u"Ana"_s, u"new"_s);
        session->receive(u"Ana"_s, u"newer"_s);
        QTRY_VERIFY(find<QPushButton>("newMessagesButton")->isVisible());
        QVERIFY(find<QPushButton>("newMessagesButton")->text().contains(u'2'));
        QVERIFY(!list()->isAtEnd());
        click("newMessagesButton");
        QVERIFY(list()->isAtEnd());
        QVERIFY(!find<QPushButton>("newMessagesButton")->isVisible());
    }

    void onesOwnMessageIsAlwaysShown()
    {
        goOnline();
        fillScreen();
        list()->verticalScrollBar()->setValue(0);
        QTest::keyClicks(composer(), u"mine"_s);
        QTest::keyClick(composer(), Qt::Key_Return);
        QVERIFY(list()->isAtEnd());
        QCOMPARE(list()->visibleRows().second, 60);
    }

    void theUnreadLineComesWhileAwayAndGoesWithAnAnswer()
    {
        goOnline();
        fillScreen();
        QWidget other;
        other.show();
        other.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&other));
        session->receive(u"Ana"_s, u"first unread"_s);
        session->receive(u"Ana"_s, u"second unread"_s);
        QTRY_COMPARE(rowCount(), 62);
        const auto isFirstUnread = [this](int row) {
            return list()->model()->index(row, 0).data(MessagesModel::FirstUnreadRole).toBool();
        };
        QVERIFY(isFirstUnread(60));
        QVERIFY(!isFirstUnread(61));
        window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(window.get()));
        QVERIFY(isFirstUnread(60));
        QTest::keyClicks(composer(), u"answer"_s);
        QTest::keyClick(composer(), Qt::Key_Return);
        QVERIFY(!isFirstUnread(60));
    }

    void whatWasNotSentIsRetriedAndDeleted()
    {
        goOnline();
        ChatMessage failed = session->own(u"mine"_s, Delivery::NotSent);
        session->receive({failed});
        QTRY_COMPARE(rowCount(), 1);
        list()->setCurrentIndex(list()->model()->index(0, 0));
        QTest::keyClick(list(), Qt::Key_Return);
        QCOMPARE(session->resent, QStringList{failed.localId});
        QTest::keyClick(list(), Qt::Key_Delete);
        QCOMPARE(session->discarded, QStringList{failed.localId});
        QCOMPARE(rowCount(), 0);
    }

    void whatIsNotSavedSaysSoAndOffersNothing()
    {
        goOnline();
        session->receive({session->own(u"mine"_s, Delivery::NotSaved)});
        QTRY_COMPARE(rowCount(), 1);
        const QModelIndex row = list()->model()->index(0, 0);
        QVERIFY(row.data(Qt::AccessibleTextRole).toString().endsWith(u"mine. Not saved by the server."_s));
        list()->setCurrentIndex(row);
        QTest::keyClick(list(), Qt::Key_Return);
        QTest::keyClick(list(), Qt::Key_Delete);
        QVERIFY(session->resent.isEmpty());
        QVERIFY(session->discarded.isEmpty());
    }

    void aGapIsSaidToScreenReaders()
    {
        goOnline();
        const ChatMessage sooner = session->from(u"Ana"_s, u"sooner"_s);
        ChatMessage later = session->from(u"Ana"_s, u"later"_s);
        later.gapBefore = true;
        session->receive({sooner, later});
        QTRY_COMPARE(rowCount(), 2);
        const auto spoken = [this](int row) {
            return list()->model()->index(row, 0).data(Qt::AccessibleTextRole).toString();
        };
        QVERIFY(!spoken(0).contains(u"missing"_s));
        QVERIFY(spoken(1).startsWith(u"Messages may be missing here. "_s));
    }

    void aDiskThatKeepsNothingIsSpokenOf()
    {
        goOnline();
        const QString words = u"Messages cannot be kept on this computer: the disk is full."_s;
        session->setStoreProblem(StoreProblem{StoreProblem::Kind::Full, {}});
        QCOMPARE(bannerText(), words);
        session->retryMs = 3000;
        session->enter(ConnectionState::Reconnecting, Problem::Dropped);
        QVERIFY(bannerText().contains(u"Connection lost"_s));
        QVERIFY(bannerText().endsWith(words));
        session->enter(ConnectionState::Online);
        session->setStoreProblem(std::nullopt);
        QVERIFY(bannerText().isEmpty());
    }

    void linksGoToTheOpener()
    {
        goOnline();
        QList<QUrl> opened;
        window->setLinkOpener([&](const QUrl &url) { opened.append(url); });
        session->receive(u"Ana"_s, u"https://example.org"_s);
        QTRY_COMPARE(rowCount(), 1);
        list()->setCurrentIndex(list()->model()->index(0, 0));
        QTest::keyClick(list(), Qt::Key_Return);
        QCOMPARE(opened, QList<QUrl>{QUrl(u"https://example.org"_s)});
    }
};

QTEST_MAIN(TestChatPage)
#include "tst_chatpage.moc"
