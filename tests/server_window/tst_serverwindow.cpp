// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

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
using runtime::StartError;
using server::ServerWindow;

/// The window by its widgets' names, driven by values instead of a hub.
class TestServerWindow : public ServerWindowTest
{
    Q_OBJECT

private Q_SLOTS:
    void waitsForTheFirstPerson();
    void aFailedStoreIsToldUntilItWorksAgain();
    void loopbackHasNoQrCode();
    void startsAndStops();
    void stoppedKeepsTheHistory();
    void busyPortOffersAnother();
    void putAwayNoticeStaysAway();
    void failedStartSaysWhatToDo();
    void warnsWithoutNetwork();
    void severalAddressesAreChosenFrom();
    void copiesTheAddress();
    void showsTheFingerprint();
    void showsAndSharesThePin();
    void tellsWhatWasRefused();
    void opensChatAndBrowser();
    void keysChooseThePage();
    void projectorOpensAndCloses();
    void fitsTheSmallestSize();
    void joinBarShowsTheAddressAtEveryWidth();
    void problemsArePlainText();
    void everyWidgetHasAName();
};

void TestServerWindow::waitsForTheFirstPerson()
{
    showState(HubState::Starting);
    QVERIFY(!part("emptyState")->isVisible());
    m_window->showStatus(samples::running(lan));
    QVERIFY(part("emptyState")->isVisible());
    QVERIFY(part("emptyStateCode")->isVisible());
    QCOMPARE(part<QLabel>("emptyStateAddress")->text(), u"http://192.168.1.20:3000"_s);
    m_window->showStatus(samples::running(lan, samples::mixedClients()));
    QVERIFY(!part("emptyState")->isVisible());
    m_window->appendMessages(samples::mixedMessages());
    m_window->showStatus(samples::running(lan));
    QVERIFY(!part("emptyState")->isVisible()); // history stays readable when all have gone
    QVERIFY(part("messageLog")->isVisible());
}

void TestServerWindow::loopbackHasNoQrCode()
{
    m_window->showStatus(samples::running({samples::loopback()}));
    QVERIFY(part("emptyState")->isVisible());
    QVERIFY(!part("emptyStateCode")->isVisible());
    QVERIFY(!part("qrButton")->isEnabled());
    QVERIFY(!part("projectorButton")->isEnabled());
    QVERIFY(part("openChatButton")->isEnabled());
    m_window->showStatus(samples::running(lan));
    QVERIFY(part("emptyStateCode")->isVisible());
    QVERIFY(part("qrButton")->isEnabled());
}

void TestServerWindow::startsAndStops()
{
    QSignalSpy starts(m_window.get(), &ServerWindow::startRequested);
    QSignalSpy stops(m_window.get(), &ServerWindow::stopRequested);
    auto *button = part<QToolButton>("startStopButton");
    QCOMPARE(part<QLabel>("stateWord")->text(), u"Stopped"_s);
    button->click();
    QCOMPARE(starts.size(), 1);
    showState(HubState::Starting);
    QVERIFY(!button->isEnabled());
    m_window->showStatus(samples::running(lan));
    QCOMPARE(part<QLabel>("stateWord")->text(), u"Running"_s);
    QCOMPARE(button->text(), u"Stop"_s);
    button->click();
    QCOMPARE(stops.size(), 1);
    QCOMPARE(starts.size(), 1);
    showState(HubState::Stopping);
    QVERIFY(!button->isEnabled());
    showState(HubState::Stopped);
    QCOMPARE(button->text(), u"Start"_s);
}

void TestServerWindow::stoppedKeepsTheHistory()
{
    m_window->showStatus(samples::running(lan, samples::mixedClients()));
    m_window->appendMessages(samples::mixedMessages());
    showState(HubState::Stopped);
    QVERIFY(part("messageLog")->isVisible());
    QCOMPARE(part<QTableView>("messageLog")->model()->rowCount(), samples::mixedMessages().size());
    QVERIFY(!part("hostInput")->isEnabled());
    QVERIFY(!part("copyButton")->isEnabled());
    QVERIFY(part<QLabel>("statusWords")->text().isEmpty());
}

void TestServerWindow::busyPortOffersAnother()
{
    m_window->showStarted(3000);
    QVERIFY(!part("portNotice")->isVisible());
    m_window->showStatus(samples::running({samples::endpoint("192.168.1.20", 3001)}));
    QVERIFY(part("portNotice")->isVisible());
    QCOMPARE(wordsOf("portNotice"), u"Port 3000 is used by another program. Using 3001"_s);

    QSignalSpy changes(m_window.get(), &ServerWindow::portChangeRequested);
    part("portNotice")->findChild<QAbstractButton *>(u"noticeAction"_s)->click();
    auto *dialog = part<QDialog>("portDialog");
    QVERIFY(dialog->isVisible());
    part<QSpinBox>("portSpinBox")->setValue(4000);
    part<QAbstractButton>("portAccept")->click();
    QCOMPARE(changes.size(), 1);
    QCOMPARE(changes.first().first().value<quint16>(), 4000);
    m_window->showStatus(samples::running({samples::endpoint("192.168.1.20", 4000)}));
    m_window->showStarted(4000);
    QVERIFY(!part("portNotice")->isVisible());
}

void TestServerWindow::putAwayNoticeStaysAway()
{
    const auto status = samples::running({samples::endpoint("192.168.1.20", 3001)});
    m_window->showStarted(3000);
    m_window->showStatus(status);
    part("portNotice")->findChild<QAbstractButton *>(u"noticeClose"_s)->click();
    QVERIFY(!part("portNotice")->isVisible());
    m_window->showStatus(status);
    QVERIFY(!part("portNotice")->isVisible());
    m_window->showStarted(3000); // started again: it is news again
    QVERIFY(part("portNotice")->isVisible());
}

void TestServerWindow::failedStartSaysWhatToDo()
{
    for (const auto error : {StartError::PortInUse, StartError::AddressNotOurs, StartError::PermissionDenied,
                             StartError::WebRootUnusable, StartError::Other}) {
        showState(HubState::Stopped);
        m_window->showStartFailed(error, u"DETAIL"_s);
        QVERIFY(part("errorNotice")->isVisible());
        QVERIFY(!wordsOf("errorNotice").isEmpty());
        const bool portHelps = error == StartError::PortInUse || error == StartError::PermissionDenied;
        QCOMPARE(part("errorNotice")->findChild<QWidget *>(u"noticeAction"_s)->isVisible(), portHelps);
        showState(HubState::Starting);
        QVERIFY(!part("errorNotice")->isVisible());
    }
}

void TestServerWindow::warnsWithoutNetwork()
{
    m_window->showStatus(samples::running(lan));
    QVERIFY(!part("networkNotice")->isVisible());
    m_window->showStatus(samples::running({samples::loopback()}));
    QVERIFY(part("networkNotice")->isVisible());
    m_window->showStatus(samples::running(lan));
    QVERIFY(!part("networkNotice")->isVisible());

    server::WindowSettings onlyHere;
    onlyHere.onlyThisComputer = true;
    makeWindow(onlyHere);
    m_window->showStatus(samples::running({samples::loopback()}));
    QVERIFY(!part("networkNotice")->isVisible());
}

void TestServerWindow::severalAddressesAreChosenFrom()
{
    auto docker = samples::endpoint("172.17.0.1", 3000, "docker0");
    docker.isVirtual = true;
    const QList<runtime::Endpoint> many{samples::endpoint("192.168.1.20"), docker,
                                        samples::endpoint("10.0.0.7", 3000, "wlan0"), samples::loopback()};
    m_window->showStatus(samples::running({samples::endpoint("192.168.1.20")}));
    QVERIFY(!part("addressMenuButton")->isVisible());
    m_window->showStatus(samples::running(many));
    QVERIFY(part("addressMenuButton")->isVisible());
    QStringList shown;
    const auto actions = part<QMenu>("addressMenu")->actions();
    for (const QAction *action : actions)
        shown << action->text().section(u' ', 0, 0);
    QCOMPARE(shown,
             (QStringList{u"http://192.168.1.20:3000"_s, u"http://10.0.0.7:3000"_s, u"Other"_s,
                          u"http://172.17.0.1:3000"_s, u"http://127.0.0.1:3000"_s}));
    actions.at(1)->trigger();
    QCOMPARE(part<QLabel>("addressLabel")->text(), u"http://10.0.0.7:3000"_s);
    QCOMPARE(part<QLabel>("emptyStateAddress")->text(), u"http://10.0.0.7:3000"_s);
    // The choice outlives the next status and the loss of another address, not its own.
    m_window->showStatus(samples::running({many.at(2), many.at(3)}));
    QCOMPARE(part<QLabel>("addressLabel")->text(), u"http://10.0.0.7:3000"_s);
    m_window->showStatus(samples::running(lan));
    QCOMPARE(part<QLabel>("addressLabel")->text(), u"http://192.168.1.20:3000"_s);
}

void TestServerWindow::copiesTheAddress()
{
    QGuiApplication::clipboard()->setText(u"before"_s);
    QTest::keyClick(m_window.get(), Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(QGuiApplication::clipboard()->text(), u"before"_s); // nothing to copy yet
    m_window->showStatus(samples::running(lan));
    part<QToolButton>("copyButton")->click();
    QCOMPARE(QGuiApplication::clipboard()->text(), u"http://192.168.1.20:3000"_s);
    QGuiApplication::clipboard()->clear();
    QTest::keyClick(m_window.get(), Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(QGuiApplication::clipboard()->text(), u"http://192.168.1.20:3000"_s);
}

void TestServerWindow::showsTheFingerprint()
{
    auto *button = m_window->findChild<QToolButton *>(u"fingerprintButton"_s);
    m_window->showStatus(samples::running({samples::loopback()}));
    QVERIFY(!button->isVisible());
    runtime::HubStatus status = samples::running({samples::loopback()});
    QStringList pairs;
    for (int i = 0; i < 32; ++i)
        pairs.append(u"%1"_s.arg(i, 2, 16, QLatin1Char('0')).toUpper());
    status.fingerprint = pairs.join(u':');
    m_window->showStatus(status);
    QVERIFY(button->isVisible());
    QVERIFY(button->text().contains(u"00:01:02:03:04:05:06:07…"_s));
    QVERIFY(!button->text().contains(u"08"_s));
    QVERIFY(button->toolTip().remove(u'\n').contains(status.fingerprint));
    QVERIFY(button->accessibleName().contains(status.fingerprint));
    button->click();
    QCOMPARE(QGuiApplication::clipboard()->text(), status.fingerprint);
    status.state = runtime::HubState::Stopped;
    status.fingerprint.clear();
    m_window->showStatus(status);
    QVERIFY(!button->isVisible());
}

void TestServerWindow::showsAndSharesThePin()
{
    m_window->showStatus(samples::running(lan));
    QVERIFY(!part("pinLabel")->isVisible());
    makeWindow({.pin = u"12#4"_s});
    QVERIFY(!part("pinLabel")->isVisible()); // nothing to join yet
    m_window->showStatus(samples::running(lan));
    QVERIFY(part("pinLabel")->isVisible());
    QCOMPARE(part<QLabel>("pinLabel")->text(), u"PIN 12#4"_s);
    QCOMPARE(part<QLabel>("addressLabel")->text(), u"http://192.168.1.20:3000"_s);
    QCOMPARE(part<QLabel>("emptyStateAddress")->text(), u"http://192.168.1.20:3000, PIN 12#4"_s);
    QCOMPARE(part<QLabel>("qrPopupAddress")->text(), u"http://192.168.1.20:3000, PIN 12#4"_s);
    part<QToolButton>("copyButton")->click();
    QCOMPARE(QGuiApplication::clipboard()->text(), u"http://192.168.1.20:3000/#pin=12%234"_s);
    // What other users of this computer can read in a list of processes has no PIN in it.
    QSignalSpy browsers(m_window.get(), &ServerWindow::openBrowserRequested);
    part<QToolButton>("browserButton")->click();
    QCOMPARE(browsers.first().first().toUrl(), QUrl(u"http://192.168.1.20:3000"_s));
    showState(HubState::Stopped);
    QVERIFY(!part("pinLabel")->isVisible());
}

void TestServerWindow::tellsWhatWasRefused()
{
    using runtime::RefusalKind;
    auto status = samples::running(lan);
    m_window->showStatus(status);
    QVERIFY(!part("refusalNotice")->isVisible());
    status.refusals = {{RefusalKind::ForeignHost, u"192.168.1.9"_s, u"evil.example"_s, 1},
                       {RefusalKind::WrongPin, u"192.168.1.7"_s, {}, 3}};
    m_window->showStatus(status);
    QVERIFY(part("refusalNotice")->isVisible());
    QCOMPARE(wordsOf("refusalNotice"), u"3 request(s) refused: wrong PIN from 192.168.1.7"_s);
    part("refusalNotice")->findChild<QAbstractButton *>(u"noticeClose"_s)->click();
    m_window->showStatus(status);
    QVERIFY(!part("refusalNotice")->isVisible()); // told
    status.refusals.last().count = 4;
    m_window->showStatus(status);
    QVERIFY(part("refusalNotice")->isVisible());
}

void TestServerWindow::opensChatAndBrowser()
{
    QSignalSpy chats(m_window.get(), &ServerWindow::openChatRequested);
    QSignalSpy browsers(m_window.get(), &ServerWindow::openBrowserRequested);
    m_window->showStatus(samples::running(lan));
    part<QToolButton>("openChatButton")->click();
    part<QAbstractButton>("emptyStateChat")->click();
    part<QToolButton>("browserButton")->click();
    part<QAbstractButton>("emptyStateBrowser")->click();
    QCOMPARE(chats.size(), 2);
    QCOMPARE(browsers.size(), 2);
    QCOMPARE(chats.first().first().toUrl(), QUrl(u"http://192.168.1.20:3000"_s));
}

void TestServerWindow::aFailedStoreIsToldUntilItWorksAgain()
{
    runtime::HubStatus status = samples::running(lan);
    m_window->showStatus(status);
    QVERIFY(!part("storeNotice")->isVisible());
    status.storeProblem = runtime::StoreProblem::Full;
    m_window->showStatus(status);
    QVERIFY(part("storeNotice")->isVisible());
    QVERIFY(wordsOf("storeNotice").contains(u"full"_s));
    QVERIFY(!part("storeNotice")->findChild<QAbstractButton *>(u"noticeClose"_s)->isVisible()); // lasting
    QSignalSpy wanted(m_window.get(), &ServerWindow::returnToStoreRequested);
    part("storeNotice")->findChild<QAbstractButton *>(u"noticeAction"_s)->click();
    QCOMPARE(wanted.size(), 1);
    QVERIFY(part("storeNotice")->isVisible()); // until the hub says so
    status.storeProblem.reset();
    m_window->showStatus(status);
    QVERIFY(!part("storeNotice")->isVisible());
}

void TestServerWindow::keysChooseThePage()
{
    QVERIFY(part("messagesPage")->isVisible());
    QTest::keyClick(m_window.get(), Qt::Key_2, Qt::ControlModifier);
    QVERIFY(part("clientsPage")->isVisible());
    QVERIFY(!part("messagesPage")->isVisible());
    QTest::keyClick(m_window.get(), Qt::Key_1, Qt::ControlModifier);
    QVERIFY(part("messagesPage")->isVisible());
}

void TestServerWindow::projectorOpensAndCloses()
{
    const auto projector = [] {
        const QWidgetList all = QApplication::topLevelWidgets();
        for (QWidget *widget : all) {
            if (widget->objectName() == u"projector"_s)
                return widget;
        }
        return static_cast<QWidget *>(nullptr);
    };
    QVERIFY(projector());
    QTest::keyClick(m_window.get(), Qt::Key_P, Qt::ControlModifier | Qt::ShiftModifier);
    QVERIFY(!projector()->isVisible()); // nothing to join yet
    m_window->showStatus(samples::running(lan, samples::mixedClients()));
    QTest::keyClick(m_window.get(), Qt::Key_P, Qt::ControlModifier | Qt::ShiftModifier);
    QVERIFY(projector()->isVisible());
    QVERIFY(projector()->isFullScreen());
    QVERIFY(projector()->findChild<QLabel *>(u"projectorPeople"_s)->text().contains(u'7'));
    QTest::keyClick(projector(), Qt::Key_Escape);
    QVERIFY(!projector()->isVisible());
}

void TestServerWindow::fitsTheSmallestSize()
{
    m_window->showStatus(
        samples::running({samples::endpoint("2001:db8:85a3:8d3:1319:8a2e:370:7348"), samples::loopback()},
                         samples::mixedClients()));
    m_window->resize(1120, 720);
    QCoreApplication::processEvents();
    QCOMPARE(part<QToolButton>("copyButton")->toolButtonStyle(), Qt::ToolButtonTextBesideIcon);
    m_window->resize(720, 480);
    QCoreApplication::processEvents();
    QCOMPARE(m_window->size(), QSize(720, 480));
    QCOMPARE(part<QToolButton>("copyButton")->toolButtonStyle(), Qt::ToolButtonIconOnly);
    const QWidget *bar = part("joinBar");
    for (const char *name : {"copyButton", "browserButton", "startStopButton", "menuButton"})
        QVERIFY2(bar->rect().contains(part(name)->geometry()), name);
}

void TestServerWindow::joinBarShowsTheAddressAtEveryWidth()
{
    m_window->showStatus(samples::running(lan));
    const auto *address = part<QLabel>("addressLabel");
    const auto *words = part<QToolButton>("qrButton");
    int changes = 0;
    for (int width = 1120; width >= 720; --width) {
        m_window->resize(width, 480);
        Qt::ToolButtonStyle style{};
        for (int turn = 0; turn < 6; ++turn) {
            QCoreApplication::processEvents();
            changes += turn > 3 && words->toolButtonStyle() != style;
            style = words->toolButtonStyle();
        }
        QVERIFY2(address->width() >= address->sizeHint().width(), qPrintable(QString::number(width)));
    }
    QCOMPARE(changes, 0);
}

void TestServerWindow::problemsArePlainText()
{
    m_window->showProblem(u"<b>bold</b>"_s);
    QCOMPARE(part("problemNotice")->findChild<QLabel *>(u"noticeText"_s)->textFormat(), Qt::PlainText);
    const auto labels = m_window->findChildren<QLabel *>();
    for (const QLabel *label : labels)
        QVERIFY2(label->textFormat() != Qt::AutoText || !Qt::mightBeRichText(label->text()),
                 qPrintable(label->objectName()));
}

void TestServerWindow::everyWidgetHasAName()
{
    const auto widgets = m_window->findChildren<QWidget *>();
    for (const QWidget *widget : widgets) {
        const bool used = qobject_cast<const QAbstractButton *>(widget)
            || qobject_cast<const QLineEdit *>(widget) || qobject_cast<const QAbstractItemView *>(widget);
        const bool own = !QByteArray(widget->metaObject()->className()).startsWith("QHeader")
            && !QByteArray(widget->metaObject()->className()).startsWith("QTableCorner");
        if (used && own && widget->parentWidget()->objectName() != u"messageFilter"_s)
            QVERIFY2(!widget->objectName().isEmpty(), widget->metaObject()->className());
        const auto *button = qobject_cast<const QToolButton *>(widget);
        if (button && own && !button->objectName().isEmpty() && !button->objectName().startsWith(u"qt_"_s))
            QVERIFY2(!button->text().isEmpty() || !button->accessibleName().isEmpty(),
                     qPrintable(button->objectName()));
    }
}

QTEST_MAIN(TestServerWindow)
#include "tst_serverwindow.moc"
