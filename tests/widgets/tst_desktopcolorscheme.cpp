// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/patience.h"
#include "widgets/theme.h"

#include <QApplication>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace confab::widgets;
using confab::testing::patience;
using namespace Qt::StringLiterals;

/// Answers as xdg-desktop-portal does: Read() wraps its value twice, the signal once.
class FakePortal : public QObject
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.portal.Settings")

public:
    uint scheme = 0;

public Q_SLOTS:
    QDBusVariant Read(const QString &group, const QString &key)
    {
        const bool known = group == u"org.freedesktop.appearance"_s && key == u"color-scheme"_s;
        return QDBusVariant(QVariant::fromValue(QDBusVariant(known ? scheme : 99U)));
    }
};

/// The theme and a portal on a session bus of their own. Skipped where no dbus-daemon is installed.
class TestDesktopColorScheme : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void withoutPortalItIsLight();
    void followsThePortal();

private:
    void signalScheme(const QString &key, uint value);

    QTemporaryDir m_folder;
    QProcess m_daemon;
    QString m_address;
    FakePortal m_portal;
    /// Lives to the end: QtDBus works off the destruction of a receiver later, and takes a new one at the
    /// same address for it.
    std::unique_ptr<Theme> m_early;
};

void TestDesktopColorScheme::initTestCase()
{
    const QString program = QStandardPaths::findExecutable(u"dbus-daemon"_s);
    if (program.isEmpty())
        QSKIP("dbus-daemon is not installed");
    // Not --session: that would start whatever portal is installed here.
    QFile config(m_folder.filePath(u"bus.conf"_s));
    QVERIFY(config.open(QIODevice::WriteOnly));
    config.write(
        "<busconfig><type>session</type><listen>unix:tmpdir=" + m_folder.path().toUtf8()
        + R"(</listen><policy context="default"><allow send_destination="*"/><allow receive_sender="*"/>)"
          R"(<allow own="*"/></policy></busconfig>)");
    config.close();
    m_daemon.start(program, {u"--config-file="_s + config.fileName(), u"--nofork"_s, u"--print-address"_s});
    while (!m_daemon.canReadLine())
        QVERIFY(m_daemon.waitForReadyRead());
    m_address = QString::fromLatin1(m_daemon.readLine().trimmed());
    qputenv("DBUS_SESSION_BUS_ADDRESS", m_address.toLatin1());
}

void TestDesktopColorScheme::cleanupTestCase()
{
    m_early.reset();
    QDBusConnection::disconnectFromBus(u"portal"_s);
    QDBusConnection::disconnectFromBus(QDBusConnection::sessionBus().name());
    m_daemon.kill();
    m_daemon.waitForFinished();
}

void TestDesktopColorScheme::signalScheme(const QString &key, uint value)
{
    QDBusMessage message = QDBusMessage::createSignal(
        u"/org/freedesktop/portal/desktop"_s, u"org.freedesktop.portal.Settings"_s, u"SettingChanged"_s);
    message << u"org.freedesktop.appearance"_s << key << QVariant::fromValue(QDBusVariant(value));
    QVERIFY(QDBusConnection(u"portal"_s).send(message));
}

void TestDesktopColorScheme::withoutPortalItIsLight()
{
    m_early = std::make_unique<Theme>();
    m_early->setChoice(ThemeChoice::System);
    QVERIFY(QDBusConnection::sessionBus().isConnected());
    QVERIFY(!m_early->colors().dark);
}

void TestDesktopColorScheme::followsThePortal()
{
    QDBusConnection bus = QDBusConnection::connectToBus(m_address, u"portal"_s);
    QVERIFY(
        bus.registerObject(u"/org/freedesktop/portal/desktop"_s, &m_portal, QDBusConnection::ExportAllSlots));
    m_portal.scheme = 1;
    QVERIFY(bus.registerService(u"org.freedesktop.portal.Desktop"_s));

    Theme theme;
    theme.setChoice(ThemeChoice::System);
    QVERIFY(!theme.colors().dark); // it does not wait for the answer
    QTRY_VERIFY_WITH_TIMEOUT(theme.colors().dark, patience);

    signalScheme(u"color-scheme"_s, 2);
    QTRY_VERIFY_WITH_TIMEOUT(!theme.colors().dark, patience);
    signalScheme(u"accent-color"_s, 1); // not ours
    signalScheme(u"color-scheme"_s, 1);
    QTRY_VERIFY_WITH_TIMEOUT(theme.colors().dark, patience);

    // An explicit choice wins, and the system's is known when it is wanted again. The other theme tells when
    // a signal has come; that this one had the signal before is certain with the next.
    QTRY_VERIFY_WITH_TIMEOUT(m_early->colors().dark, patience);
    theme.setChoice(ThemeChoice::Light);
    QVERIFY(!theme.colors().dark);
    signalScheme(u"color-scheme"_s, 2);
    QTRY_VERIFY_WITH_TIMEOUT(!m_early->colors().dark, patience);
    signalScheme(u"color-scheme"_s, 1);
    QTRY_VERIFY_WITH_TIMEOUT(m_early->colors().dark, patience);
    QVERIFY(!theme.colors().dark);
    theme.setChoice(ThemeChoice::System);
    QTRY_VERIFY_WITH_TIMEOUT(theme.colors().dark, patience);
}

QTEST_MAIN(TestDesktopColorScheme)
#include "tst_desktopcolorscheme.moc"
