// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/server/servercontrol.h"
#include "server/runtime/hub.h"
#include "server/window/serverwindow.h"
#include "tests/support/freeport.h"
#include "tests/support/patience.h"

#include <QApplication>
#include <QLabel>
#include <QSignalSpy>
#include <QTableView>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace confab;
using namespace Qt::StringLiterals;
using runtime::HubState;
using testing::freePort;

/// The window and a real hub on the loopback address, as confab-server connects them.
class TestServerControl : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void startsAndShowsTheAddress();
    void stopsAndStartsAgain();
    void portInUseIsTold();
    void changesThePortWhileRunning();
    void changesThePortAfterAFailure();
    void hostsWordsComeBackIntoTheLog();
    void missingChatWindowIsTold();
    void shutDownStopsTheHubFirst();

private:
    void build(quint16 port, bool tryNextPorts = false);
    [[nodiscard]] QString address() const { return m_window->findChild<QLabel *>(u"addressLabel"_s)->text(); }
    [[nodiscard]] QString stateWord() const { return m_window->findChild<QLabel *>(u"stateWord"_s)->text(); }
    [[nodiscard]] bool isShown(const char *notice) const
    {
        return m_window->findChild<QWidget *>(QString::fromLatin1(notice))->isVisible();
    }

    QTemporaryDir m_emptyFolder;
    std::unique_ptr<widgets::Theme> m_theme;
    std::unique_ptr<server::ServerWindow> m_window;
    std::unique_ptr<runtime::Hub> m_hub;
    std::unique_ptr<app::ServerControl> m_control;
};

void TestServerControl::build(quint16 port, bool tryNextPorts)
{
    runtime::Options options;
    options.port = port;
    options.bind = QHostAddress(QHostAddress::LocalHost);
    options.tryNextPorts = tryNextPorts;
    options.name = u"Test hub"_s;
    m_window = std::make_unique<server::ServerWindow>(
        *m_theme, server::WindowSettings{.hubName = options.name, .onlyThisComputer = true, .port = port});
    m_hub = std::make_unique<runtime::Hub>(options);
    m_control =
        std::make_unique<app::ServerControl>(*m_hub, *m_window, server::Launcher(m_emptyFolder.path()));
    m_window->show();
    m_hub->start();
}

void TestServerControl::init()
{
    m_theme = std::make_unique<widgets::Theme>();
    m_theme->setChoice(widgets::ThemeChoice::Light);
}

void TestServerControl::cleanup()
{
    m_control.reset();
    m_hub.reset();
    m_window.reset();
    m_theme.reset();
}

void TestServerControl::startsAndShowsTheAddress()
{
    build(0);
    QTRY_COMPARE(stateWord(), u"Running"_s);
    const quint16 port = m_hub->status().endpoints.constFirst().port;
    QCOMPARE(address(), u"http://127.0.0.1:%1"_s.arg(port));
    QTcpSocket socket;
    socket.connectToHost(QHostAddress::LocalHost, port);
    QVERIFY(socket.waitForConnected());
    QVERIFY(!isShown("portNotice")); // any port was asked for
}

void TestServerControl::stopsAndStartsAgain()
{
    build(0);
    QTRY_COMPARE(stateWord(), u"Running"_s);
    Q_EMIT m_window->stopRequested();
    QTRY_COMPARE(stateWord(), u"Stopped"_s);
    QVERIFY(address().isEmpty());
    Q_EMIT m_window->startRequested();
    QTRY_COMPARE(stateWord(), u"Running"_s);
}

void TestServerControl::portInUseIsTold()
{
    QTcpServer other;
    QVERIFY(other.listen(QHostAddress::LocalHost, 0));
    build(other.serverPort(), true);
    QTRY_COMPARE(stateWord(), u"Running"_s);
    QTRY_VERIFY(isShown("portNotice"));
    QVERIFY(m_hub->status().endpoints.constFirst().port != other.serverPort());
}

void TestServerControl::changesThePortWhileRunning()
{
    build(0);
    QTRY_COMPARE(stateWord(), u"Running"_s);
    const quint16 port = freePort();
    QSignalSpy starts(m_hub.get(), &runtime::Hub::started);
    Q_EMIT m_window->portChangeRequested(port);
    QTRY_COMPARE(starts.size(), 1);
    QTRY_COMPARE(address(), u"http://127.0.0.1:%1"_s.arg(port));
    // Stopping by hand afterwards is no restart.
    Q_EMIT m_window->stopRequested();
    QTRY_COMPARE(stateWord(), u"Stopped"_s);
    QCoreApplication::processEvents();
    QCOMPARE(m_hub->state(), HubState::Stopped);
}

void TestServerControl::changesThePortAfterAFailure()
{
    QTcpServer other;
    QVERIFY(other.listen(QHostAddress::LocalHost, 0));
    build(other.serverPort());
    QTRY_VERIFY(isShown("errorNotice"));
    QCOMPARE(stateWord(), u"Stopped"_s);
    const quint16 port = freePort();
    Q_EMIT m_window->portChangeRequested(port);
    QTRY_COMPARE(address(), u"http://127.0.0.1:%1"_s.arg(port));
    QVERIFY(!isShown("errorNotice"));
}

void TestServerControl::hostsWordsComeBackIntoTheLog()
{
    build(0);
    QTRY_COMPARE(stateWord(), u"Running"_s);
    Q_EMIT m_window->sayRequested(u"lobby"_s, u"Welcome"_s);
    auto *log = m_window->findChild<QTableView *>(u"messageLog"_s);
    QTRY_COMPARE(log->model()->rowCount(), 1);
    QCOMPARE(log->model()->index(0, 1).data().toString(), u"Test hub"_s);
    QCOMPARE(log->model()->index(0, 3).data().toString(), u"Welcome"_s);
    QCOMPARE(log->model()->index(0, 4).data().toString(), u"host"_s);
}

void TestServerControl::missingChatWindowIsTold()
{
    build(0);
    QTRY_COMPARE(stateWord(), u"Running"_s);
    Q_EMIT m_window->openChatRequested(QUrl(address()));
    QVERIFY(isShown("problemNotice"));
}

void TestServerControl::shutDownStopsTheHubFirst()
{
    build(0);
    QTRY_COMPARE(stateWord(), u"Running"_s);
    QSignalSpy stops(m_hub.get(), &runtime::Hub::stopped);
    m_control->shutDown();
    QVERIFY(stops.wait(testing::patience));
    QCOMPARE(m_hub->state(), HubState::Stopped);
}

QTEST_MAIN(TestServerControl)
#include "tst_servercontrol.moc"
