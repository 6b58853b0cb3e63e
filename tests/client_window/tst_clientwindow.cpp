// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/core/serveraddress.h"
#include "client/models/messagesmodel.h"
#include "client/window/banner.h"
#include "client/window/clientwindow.h"
#include "client/window/composer.h"
#include "client/window/messageview.h"
#include "client/window/profile.h"
#include "tests/client_window/fakesession.h"
#include "widgets/theme.h"

#include <QAccessible>
#include <QAction>
#include <QApplication>
#include <QInputDialog>
#include <QInputMethodEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

#include <memory>

using namespace confab;
using namespace confab::client;
using namespace Qt::StringLiterals;

/// The whole window over a fake session, driven as a person drives it.
class TestClientWindow : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<widgets::Theme> theme;
    std::unique_ptr<QTemporaryDir> home;
    std::unique_ptr<Profile> profile;
    std::unique_ptr<ClientWindow> window;
    FakeSession *session = nullptr;

    template <typename T> T *find(const char *name) const
    {
        return window->findChild<T *>(QString::fromLatin1(name));
    }
    Composer *composer() const { return find<Composer>("composer"); }
    MessageView *list() const { return find<MessageView>("messageList"); }
    QString rowText(int row) const { return list()->model()->index(row, 0).data().toString(); }
    int rowCount() const { return list()->model()->rowCount(); }
    QString bannerText() const
    {
        return find<Banner>("banner")->isVisible() ? find<QLabel>("bannerText")->text() : QString();
    }

    void click(const char *name) const
    {
        auto *button = find<QPushButton>(name);
        QVERIFY2(button && button->isVisible(), name);
        QTest::mouseClick(button, Qt::LeftButton);
    }
    void goOnline() const
    {
        click("joinButton");
        session->enter(ConnectionState::Online);
    }
    void fillScreen() const
    {
        QList<ChatMessage> messages;
        for (int i = 0; i < 60; ++i)
            messages.append(session->from(u"Ana"_s, u"message %1"_s.arg(i)));
        session->receive(messages, false);
        QTRY_COMPARE(rowCount(), 60);
        list()->doItemsLayout();
    }

private Q_SLOTS:
    void initTestCase()
    {
        theme = std::make_unique<widgets::Theme>();
        theme->setChoice(widgets::ThemeChoice::Light);
    }
    void cleanupTestCase() { theme.reset(); }

    void init()
    {
        home = std::make_unique<QTemporaryDir>();
        profile = std::make_unique<Profile>(home->path(), u"test"_s);
        auto owned = std::make_unique<FakeSession>();
        session = owned.get();
        window = std::make_unique<ClientWindow>(std::move(owned), *theme, *profile, &addressFromUserInput);
        window->show();
        window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(window.get()));
    }
    void cleanup()
    {
        window.reset();
        profile.reset();
        home.reset();
    }

    void theFirstStartNeedsOneKey()
    {
        const QString name = find<QLineEdit>("nameEdit")->text();
        QVERIFY(!name.isEmpty());
        QVERIFY(!find<QLineEdit>("addressEdit")->text().isEmpty());
        QTRY_COMPARE(QApplication::focusWidget(), find<QPushButton>("joinButton"));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        QCOMPARE(session->joins, 1);
        QCOMPARE(session->address(), QUrl(u"http://localhost:3000"_s));
        QCOMPARE(session->name(), name);
        QCOMPARE(session->room(), u"lobby"_s);
        QVERIFY(composer()->hasFocus());
    }

    void aWrongAddressIsSaidAndKept()
    {
        for (const QString &wrong :
             {QString(), u"not an address"_s, u"ftp://host"_s, u"http://host:99999"_s}) {
            find<QLineEdit>("addressEdit")->setText(wrong);
            click("joinButton");
            QCOMPARE(session->joins, 0);
            QVERIFY(find<QLabel>("joinProblem")->isVisible());
            QCOMPARE(find<QLineEdit>("addressEdit")->text(), wrong);
            QCOMPARE(QApplication::focusWidget(), find<QLineEdit>("addressEdit"));
        }
        find<QLineEdit>("addressEdit")->clear();
        QTest::keyClicks(find<QLineEdit>("addressEdit"), u"127.0.0.1:4000"_s);
        QVERIFY(!find<QLabel>("joinProblem")->isVisible());
        QTest::keyClick(find<QLineEdit>("addressEdit"), Qt::Key_Return);
        QCOMPARE(session->address(), QUrl(u"http://127.0.0.1:4000"_s));
    }

    void nameAndAddressAreRemembered()
    {
        find<QLineEdit>("addressEdit")->setText(u"127.0.0.1:4000"_s);
        find<QLineEdit>("nameEdit")->setText(u"  Ana\u202E  "_s);
        click("joinButton");
        QCOMPARE(session->name(), u"Ana"_s);
        QCOMPARE(profile->personName(), u"Ana"_s);
        QCOMPARE(profile->address(), u"127.0.0.1:4000"_s);
    }

    void anEmptyNameBecomesTheReadyOne()
    {
        const QString ready = find<QLineEdit>("nameEdit")->text();
        find<QLineEdit>("nameEdit")->clear();
        click("joinButton");
        QCOMPARE(session->name(), ready);
    }

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

    void theStatesAreShownInWords()
    {
        goOnline();
        QVERIFY(bannerText().isEmpty());
        session->retryMs = 3200;
        session->waiting = 2;
        session->enter(ConnectionState::Reconnecting, Problem::Dropped);
        QVERIFY(bannerText().contains(u"Connection lost"_s));
        QVERIFY(bannerText().contains(u'4'));
        QVERIFY(bannerText().contains(u"2 message"_s));
        click("retryButton");
        QCOMPARE(session->retries, 1);
        session->enter(ConnectionState::Online);
        QVERIFY(bannerText().isEmpty());
    }

    void aWrongPortLeadsBackToTheForm()
    {
        click("joinButton");
        session->retryMs = 3000;
        session->enter(ConnectionState::Reconnecting, Problem::Refused);
        QVERIFY(bannerText().contains(u"Nobody answers at"_s));
        click("changeButton");
        QVERIFY(find<QLabel>("joinProblem")->isVisible());
        QVERIFY(find<QLabel>("joinProblem")->text().contains(u"Nobody answers at"_s));
        auto *address = find<QLineEdit>("addressEdit");
        QVERIFY(address->hasFocus());
        QCOMPARE(address->selectedText(), u"localhost:3000"_s); // there to be corrected, or typed over
        QTest::keyClicks(address, u"localhost:3001"_s);
        QVERIFY(!find<QLabel>("joinProblem")->isVisible());
        QTest::keyClick(address, Qt::Key_Return);
        QCOMPARE(session->address(), QUrl(u"http://localhost:3001"_s));
    }

    void theThemeIsChosenBeforeJoiningToo()
    {
        auto *button = find<QToolButton>("formMenuButton");
        QVERIFY(button->isVisible());
        QVERIFY(button->menu()->actions().contains(find<QAction>("newWindowAction")));
        QVERIFY(!button->menu()->actions().contains(find<QAction>("leaveAction")));
        find<QAction>("themeDarkAction")->trigger();
        QVERIFY(theme->colors().dark);
        QCOMPARE(profile->theme(), widgets::ThemeChoice::Dark);
        find<QAction>("themeLightAction")->trigger();
    }

    void aNewNameIsForEveryWindow()
    {
        goOnline();
        const QSignalSpy chosen(window.get(), &ClientWindow::nameChosen);
        find<QAction>("renameAction")->trigger();
        auto *dialog = find<QInputDialog>("renameDialog");
        dialog->setTextValue(u"Ben"_s);
        dialog->accept();
        QCOMPARE(session->name(), u"Ben"_s);
        QCOMPARE(chosen.size(), 1);
        QCOMPARE(chosen.first().first().toString(), u"Ben"_s);
        QCOMPARE(profile->personName(), u"Ben"_s);

        window->takeName(u"Cleo"_s); // chosen in another one
        QCOMPARE(session->name(), u"Cleo"_s);
        QCOMPARE(find<QLineEdit>("nameEdit")->text(), u"Cleo"_s);
        QCOMPARE(chosen.size(), 1);
    }

    void onlyAnAddressForOthersIsShared()
    {
        goOnline(); // at localhost
        QVERIFY(find<QLabel>("emptyTitle")->isVisible());
        QVERIFY(!find<QLabel>("shareAddress")->isVisible());
        QVERIFY(!find<QPushButton>("copyAddressButton")->isVisible());
        session->join(QUrl(u"http://192.168.1.20:3000"_s), u"Ana"_s, u"lobby"_s);
        session->enter(ConnectionState::Online);
        QVERIFY(find<QPushButton>("copyAddressButton")->isVisible());
        QCOMPARE(find<QLabel>("shareAddress")->text(), u"http://192.168.1.20:3000"_s);
    }

    void theBannersButtonsAreReachedOnTheWayToTheMessages()
    {
        goOnline();
        session->retryMs = 3000;
        session->enter(ConnectionState::Reconnecting, Problem::Dropped);
        QStringList way;
        for (int i = 0; i < 5; ++i) {
            way.append(QApplication::focusWidget()->objectName());
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Backtab, Qt::ShiftModifier);
        }
        QCOMPARE(way,
                 (QStringList{u"composer"_s, u"messageList"_s, u"cancelButton"_s, u"retryButton"_s,
                              u"menuButton"_s}));
    }

    void theCountdownKeepsItsButton()
    {
        goOnline();
        session->retryMs = 3000;
        session->enter(ConnectionState::Reconnecting, Problem::Dropped);
        auto *button = find<QPushButton>("retryButton");
        session->retryMs = 2000;
        Q_EMIT session->retryChanged();
        QVERIFY(bannerText().contains(u'2'));
        QCOMPARE(find<QPushButton>("retryButton"), button);
    }

    void aSlowConnectionIsNamedAndCanBeCancelled()
    {
        click("joinButton");
        QVERIFY(bannerText().isEmpty()); // not before people wonder
        QTRY_VERIFY_WITH_TIMEOUT(bannerText().contains(u"Connecting to"_s), 4000);
        click("cancelButton");
        QVERIFY(bannerText().contains(u"Offline"_s));
        click("connectButton");
        QCOMPARE(session->joins, 2);
    }

    void aRefusalSaysWhyAndKeepsWhatWasTyped()
    {
        goOnline();
        QTest::keyClicks(composer(), u"half a thought"_s);
        session->detail = u"The <b>name</b> is\u202E taken"_s;
        session->waiting = 2;
        session->enter(ConnectionState::Rejected, Problem::RejectedByServer);
        QVERIFY(bannerText().contains(u"The <b>name</b> is taken\u2069. 2 "_s));
        session->waiting = 0;
        click("changeButton");
        QVERIFY(find<QLineEdit>("nameEdit")->isVisible());
        click("joinButton");
        QCOMPARE(composer()->toPlainText(), u"half a thought"_s);
    }

    void everyProblemHasItsOwnWords()
    {
        goOnline();
        QStringList seen;
        for (int problem = int(Problem::HostNotFound); problem <= int(Problem::RejectedByServer); ++problem) {
            session->enter(ConnectionState::Rejected, Problem(problem));
            QVERIFY(!bannerText().isEmpty());
            QVERIFY2(!seen.contains(bannerText()), qPrintable(bannerText()));
            seen.append(bannerText());
        }
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

    void keysReachEveryPart()
    {
        goOnline();
        fillScreen();
        QTest::keyClick(composer(), Qt::Key_F6);
        QCOMPARE(QApplication::focusWidget()->objectName(), u"menuButton"_s);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_F6);
        QCOMPARE(QApplication::focusWidget(), list());
        QTest::keyClick(list(), Qt::Key_F6);
        QCOMPARE(QApplication::focusWidget(), composer());
        QTest::keyClick(composer(), Qt::Key_Home, Qt::AltModifier);
        QCOMPARE(list()->visibleRows().first, 0);
        QTest::keyClick(composer(), Qt::Key_End, Qt::AltModifier);
        QVERIFY(list()->isAtEnd());
        list()->setFocus();
        QTest::keyClick(list(), Qt::Key_X);
        QVERIFY(composer()->hasFocus());
        QCOMPARE(composer()->toPlainText(), u"x"_s);
        QSignalSpy another(window.get(), &ClientWindow::newWindowRequested);
        QTest::keyClick(composer(), Qt::Key_N, Qt::ControlModifier);
        QCOMPARE(another.size(), 1);
        QTest::keyClick(composer(), Qt::Key_W, Qt::ControlModifier);
        QVERIFY(!window->isVisible());
    }

    void everyPartHasANameForPeopleAndForScripts()
    {
        const auto check = [this](const QString &page) {
            for (const QWidget *widget : window->findChildren<QWidget *>()) {
                const bool inner =
                    widget->objectName().startsWith(u"qt_"_s) || qobject_cast<const QScrollBar *>(widget);
                if (!widget->isVisible() || inner)
                    continue;
                QVERIFY2(!widget->objectName().isEmpty(),
                         qPrintable(page + QLatin1String(widget->metaObject()->className())));
                if (!(widget->focusPolicy() & Qt::TabFocus))
                    continue;
                QAccessibleInterface *seen =
                    QAccessible::queryAccessibleInterface(const_cast<QWidget *>(widget));
                QVERIFY2(seen && !seen->text(QAccessible::Name).isEmpty(),
                         qPrintable(page + widget->objectName()));
            }
        };
        check(u"form: "_s);
        goOnline();
        check(u"empty chat: "_s);
        fillScreen();
        session->enter(ConnectionState::Reconnecting, Problem::Dropped);
        check(u"chat: "_s);
    }

    void aRoomNameFromTheNetworkIsHarmless()
    {
        window->setRoom(u"<b>lobby</b>\u202E"_s);
        goOnline();
        QCOMPARE(find<QLabel>("roomLabel")->text(), u"<b>lobby</b>"_s);
        QVERIFY(!window->windowTitle().contains(QChar(0x202E)));
    }

    void itFitsTheSmallestSize()
    {
        goOnline();
        fillScreen();
        session->retryMs = 1000;
        session->waiting = 3;
        session->enter(ConnectionState::Reconnecting, Problem::Refused);
        window->resize(320, 360);
        QTRY_COMPARE(window->size(), QSize(320, 360));
        QVERIFY(list()->height() > 60);
        for (const QPushButton *button : window->findChildren<QPushButton *>()) {
            if (button->isVisible())
                QVERIFY(
                    window->rect().contains(QRect(button->mapTo(window.get(), QPoint()), button->size())));
        }
    }

    void twoProcessesAreTwoPeople()
    {
        const Profile second(home->path(), u"test"_s);
        QCOMPARE(profile->id(), u"test"_s);
        QCOMPARE(second.id(), u"test-2"_s);
        QVERIFY(second.personName() != profile->personName());
        const QString name = profile->personName();
        profile.reset();
        const Profile again(home->path(), u"test"_s);
        QCOMPARE(again.id(), u"test"_s);
        QCOMPARE(again.personName(), name);
        window.reset(); // it referred to the profile that is gone
    }

    void aProfileIsOnePersonToEveryServer()
    {
        const QUrl here(u"http://here:3000"_s);
        const QString token = profile->tokenFor(here);
        QCOMPARE(profile->tokenFor(here), token);
        QVERIFY(token.size() >= 32); // the server takes 16 to 128 printable characters
        QVERIFY(profile->tokenFor(QUrl(u"http://there:3000"_s)) != token);
        QVERIFY(profile->tokenFor(QUrl(u"http://here:3001"_s)) != token);
        QVERIFY(Profile(home->path(), u"test"_s).tokenFor(here) != token); // test-2

        window.reset(); // it refers to the profile
        profile = std::make_unique<Profile>(home->path(), u"other"_s);
        QVERIFY(profile->tokenFor(here) != token);
        profile = std::make_unique<Profile>(home->path(), u"test"_s);
        QCOMPARE(profile->tokenFor(here), token);
    }

    void nobodyElseReadsAProfile()
    {
        const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
        const QString path = home->filePath(u"test.ini"_s);
        profile->setPersonName(u"Ana"_s);
        window.reset();
        profile.reset(); // writes it
        QVERIFY(QFile::exists(path));
        QVERIFY(!(QFile::permissions(path) & others));

        QVERIFY(QFile::setPermissions(path, QFile::permissions(path) | others)); // by an older version
        profile = std::make_unique<Profile>(home->path(), u"test"_s);
        QVERIFY(!(QFile::permissions(path) & others));
    }

    void profileNamesAreFileNames()
    {
        QVERIFY(Profile::isValidName(u"Ana_2-b"_s));
        for (const QString &wrong :
             {QString(), u"a/b"_s, u".."_s, u"a b"_s, u"ä"_s, u"a\n"_s, u"a"_s.repeated(41)})
            QVERIFY2(!Profile::isValidName(wrong), qPrintable(wrong));
    }
};

QTEST_MAIN(TestClientWindow)
#include "tst_clientwindow.moc"
