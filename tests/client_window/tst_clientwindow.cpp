// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/client_window/windowtest.h"
#include "tests/support/patience.h"

using namespace confab;
using namespace confab::client;
using namespace Qt::StringLiterals;

/// Joining, the states of the connection, names and keys, and whose window it is.
class TestClientWindow : public WindowTest
{
    Q_OBJECT

private Q_SLOTS:
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
        QTRY_VERIFY_WITH_TIMEOUT(bannerText().contains(u"Connecting to"_s), testing::patience);
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

    void aCertificateIsAskedAboutOnce()
    {
        find<QLineEdit>("addressEdit")->setText(u"https://box:3000"_s);
        click("joinButton");
        const QString pairs = QStringList(32, u"AB"_s).join(u':');
        session->detail = pairs;
        session->enter(ConnectionState::Rejected, Problem::CertificateUnknown);
        QVERIFY(bannerText().contains(u"First time"_s));
        QVERIFY(bannerText().contains(u"box:3000"_s));
        QCOMPARE(bannerText().count(u"AB"_s), 32);
        QCOMPARE(session->trusted, 0);
        click("trustButton");
        QCOMPARE(session->trusted, 1);
        QVERIFY(composer()->hasFocus());
    }

    void aCertificateThatNobodyTrustsIsLeft()
    {
        goOnline();
        session->detail = u"AB:CD"_s;
        session->enter(ConnectionState::Rejected, Problem::CertificateChanged);
        QVERIFY(bannerText().contains(u"AB:CD"_s));
        QVERIFY(!find<QPushButton>("connectButton")); // it would lead here again
        // A warning is not answered by a key that was meant for something else.
        QVERIFY(!find<QPushButton>("trustButton")->hasFocus());
        QTest::keyClick(composer(), Qt::Key_Return);
        QCOMPARE(session->trusted, 0);
        click("cancelButton");
        QCOMPARE(session->state(), ConnectionState::Idle);
        QCOMPARE(session->trusted, 0);
    }

    void theWholeFingerprintFitsTheSmallestWindow()
    {
        goOnline();
        window->resize(window->minimumSize());
        session->detail =
            u"3A:91:0C:7F:E2:55:B8:1D:46:AA:90:03:CD:72:1E:F4:88:5B:29:D6:60:13:97:EE:04:BC:71:38:A5:DF:6C:12"_s;
        session->enter(ConnectionState::Rejected, Problem::CertificateChanged);
        QCoreApplication::sendPostedEvents();
        QTRY_VERIFY(find<QLabel>("bannerText")->isVisible());
        const auto *text = find<QLabel>("bannerText");
        QTRY_VERIFY2(text->height() >= text->heightForWidth(text->width()),
                     qPrintable(u"%1 of %2"_s.arg(text->height()).arg(text->heightForWidth(text->width()))));
    }

    void aMoveToHttpsIsRemembered()
    {
        find<QLineEdit>("addressEdit")->setText(u"127.0.0.1:4000"_s);
        click("joinButton");
        session->move(QUrl(u"https://127.0.0.1:4000"_s));
        QCOMPARE(profile->address(), u"https://127.0.0.1:4000"_s);
        QCOMPARE(find<QLineEdit>("addressEdit")->text(), u"https://127.0.0.1:4000"_s);
        session->enter(ConnectionState::Online);
        session->receive({session->from(u"Ana"_s, u"kept"_s)}, false);
        QTRY_COMPARE(rowCount(), 1);
        find<QAction>("leaveAction")->trigger();
        click("joinButton"); // the same place: what was read there is still there
        QCOMPARE(session->address(), QUrl(u"https://127.0.0.1:4000"_s));
        QCOMPARE(rowCount(), 1);
    }

    void addressesAreRememberedSoThatTheyLeadThereAgain_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("remembered");
        QTest::newRow("host and port") << u"box:4000"_s << u"box:4000"_s;
        QTest::newRow("usual port") << u"box"_s << u"box:3000"_s;
        QTest::newRow("https") << u"https://box:4000"_s << u"https://box:4000"_s;
        QTest::newRow("https without a port") << u"https://box"_s << u"https://box"_s;
        QTest::newRow("wss") << u"wss://box:4000/ws"_s << u"https://box:4000"_s;
        QTest::newRow("http without a port") << u"http://box"_s << u"http://box"_s;
        QTest::newRow("IPv6") << u"https://[::1]:4000"_s << u"https://[::1]:4000"_s;
    }

    void addressesAreRememberedSoThatTheyLeadThereAgain()
    {
        QFETCH(QString, typed);
        QFETCH(QString, remembered);
        find<QLineEdit>("addressEdit")->setText(typed);
        click("joinButton");
        QCOMPARE(profile->address(), remembered);
        const QUrl again = addressFromUserInput(remembered);
        QCOMPARE(again.host(), session->address().host());
        QCOMPARE(again.port(), session->address().port());
        QCOMPARE(isSecure(again), isSecure(session->address()));
    }

    void trustIsKeptInTheProfile()
    {
        profile->certificatePins()->trust(u"::1:3000"_s, u"AB:CD"_s);
        window.reset();
        profile.reset();
        const Profile again(home->path(), u"test"_s);
        QCOMPARE(again.certificatePins()->trustedAt(u"::1:3000"_s), u"AB:CD"_s);
        QVERIFY(again.certificatePins()->trustedAt(u"::1:3001"_s).isEmpty());
        const Profile other(home->path(), u"other"_s);
        QVERIFY(other.certificatePins()->trustedAt(u"::1:3000"_s).isEmpty());
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
        profile->setPersonName(u"Ana"_s); // no name that is made up for somebody: the second may get any
        QVERIFY(second.personName() != u"Ana"_s);
        profile.reset();
        const Profile again(home->path(), u"test"_s);
        QCOMPARE(again.id(), u"test"_s);
        QCOMPARE(again.personName(), u"Ana"_s);
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

    void aProfileIsAloneInItsFolderAndItsFile()
    {
        const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup | QFile::ReadOther
            | QFile::WriteOther | QFile::ExeOther;
        QVERIFY(!(QFile::permissions(home->path()) & others));
        const Profile second(home->path(), u"test"_s); // the first one is in use: another person
        QCOMPARE(profile->messagesFile(), home->filePath(u"test.sqlite"_s));
        QCOMPARE(second.messagesFile(), home->filePath(u"test-2.sqlite"_s));
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
