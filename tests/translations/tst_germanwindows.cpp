// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/window/clientwindow.h"
#include "client/window/profile.h"
#include "server/window/serverwindow.h"
#include "tests/client_window/fakesession.h"
#include "tests/server_window/samples.h"
#include "widgets/theme.h"

#include <QAbstractButton>
#include <QAbstractItemModel>
#include <QAbstractItemView>
#include <QLabel>
#include <QTemporaryDir>
#include <QTest>
#include <QTranslator>

using namespace confab;
using namespace Qt::StringLiterals;

namespace {

/// The first button or label whose words do not fit into it; a name may be elided.
QString cutOff(const QWidget &window)
{
    const auto fits = [](const QWidget *widget, const QString &words) {
        return words.isEmpty() || !widget->isVisible() || widget->width() >= widget->sizeHint().width();
    };
    for (const auto *button : window.findChildren<QAbstractButton *>()) {
        if (!fits(button, button->text()))
            return button->objectName() + u": "_s + button->text();
    }
    for (const auto *label : window.findChildren<QLabel *>()) {
        if (!label->wordWrap() && label->objectName() != "whoLabel"_L1 && !fits(label, label->text()))
            return label->objectName() + u": "_s + label->text();
    }
    return {};
}

} // namespace

/// The windows in German, whose words are longer: nothing may be cut off.
class TestGermanWindows : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void clientWindowFits_data();
    void clientWindowFits();
    void serverWindowFits_data();
    void serverWindowFits();

private:
    QTranslator m_german;
};

void TestGermanWindows::initTestCase()
{
    QVERIFY(m_german.load(u":/translations/confab_de.qm"_s));
    QVERIFY(QCoreApplication::installTranslator(&m_german));
}

void TestGermanWindows::clientWindowFits_data()
{
    QTest::addColumn<QSize>("size");
    QTest::newRow("normal") << QSize(460, 680);
    QTest::newRow("smallest") << QSize(320, 360);
}

void TestGermanWindows::clientWindowFits()
{
    QFETCH(QSize, size);
    const QTemporaryDir home;
    client::Profile profile(home.path(), u"german"_s);
    widgets::Theme theme;
    auto owned = std::make_unique<client::FakeSession>();
    client::FakeSession &session = *owned;
    client::ClientWindow window(std::move(owned), theme, profile,
                                [](const QString &text) { return QUrl(u"http://"_s + text); });
    window.offer(u"192.168.1.20:3000"_s, u"Blauer Otter"_s);
    window.resize(size);
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    auto *submit = window.findChild<QAbstractButton *>(u"submitButton"_s);
    QVERIFY(submit);
    QCOMPARE(submit->text(), u"Absenden"_s);
    QCOMPARE(cutOff(window), QString());

    window.joinNow();
    session.enter(client::ConnectionState::Online);
    QCoreApplication::sendPostedEvents();
    QVERIFY(submit->isVisible());
    QTRY_COMPARE(cutOff(window), QString());

    session.retryMs = 3600;
    session.waiting = 2;
    session.enter(client::ConnectionState::Reconnecting, client::Problem::Dropped);
    QTRY_COMPARE(cutOff(window), QString());
    session.detail = u"Der Name ist vergeben"_s;
    session.enter(client::ConnectionState::Rejected, client::Problem::RejectedByServer);
    QTRY_COMPARE(cutOff(window), QString());
}

void TestGermanWindows::serverWindowFits_data()
{
    QTest::addColumn<QSize>("size");
    QTest::newRow("normal") << QSize(1120, 720);
    QTest::newRow("smallest") << QSize(720, 480);
}

void TestGermanWindows::serverWindowFits()
{
    QFETCH(QSize, size);
    widgets::Theme theme;
    server::ServerWindow window(theme,
                                {.hubName = {},
                                 .heartbeat = std::chrono::milliseconds(45000),
                                 .onlyThisComputer = false,
                                 .port = 3000});
    window.resize(size);
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    QTRY_COMPARE(cutOff(window), QString());

    const QList<runtime::Endpoint> lan{samples::endpoint("192.168.1.20", 3001), samples::loopback(3001)};
    window.showStarted(3000);
    window.showStatus(samples::running(lan));
    QTRY_COMPARE(cutOff(window), QString());
    window.showStatus(samples::running(lan, samples::mixedClients()));
    window.appendMessages(samples::mixedMessages());
    QTRY_COMPARE(cutOff(window), QString());

    auto *pages = window.findChild<QAbstractItemView *>(u"navigation"_s);
    QVERIFY(pages);
    QCOMPARE(pages->model()->index(0, 0).data().toString(), u"Nachrichten"_s);
    pages->setCurrentIndex(pages->model()->index(1, 0));
    QTRY_COMPARE(cutOff(window), QString());
}

QTEST_MAIN(TestGermanWindows)
#include "tst_germanwindows.moc"
