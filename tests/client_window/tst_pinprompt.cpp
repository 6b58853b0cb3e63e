// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/window/pinprompt.h"
#include "tests/client_window/windowtest.h"

#include <QClipboard>
#include <QFileInfo>

using namespace confab::client;
using namespace Qt::StringLiterals;

/// A chat that asks for a PIN, as a person meets it.
class TestPinPrompt : public WindowTest
{
    Q_OBJECT

private:
    const QUrl server{u"http://127.0.0.1:4000"_s};

    PinPrompt *prompt() const { return find<PinPrompt>("pinPrompt"); }
    QLineEdit *field() const { return find<QLineEdit>("pinEdit"); }
    QString problem() const
    {
        auto *label = find<QLabel>("pinProblem");
        return label->isVisible() ? label->text() : QString();
    }
    void join(const QString &address = u"127.0.0.1:4000"_s) const
    {
        window->offer(address, u"Ana"_s);
        window->joinNow();
    }
    void ask(Problem why = Problem::PinWanted) const { session->enter(ConnectionState::Rejected, why); }
    void enter(const QString &pin) const
    {
        field()->selectAll();
        QTest::keyClicks(field(), pin);
        const int before = session->retries;
        QTest::keyClick(field(), Qt::Key_Return);
        if (session->retries > before)
            session->enter(ConnectionState::Connecting);
    }

private Q_SLOTS:
    void asksInPlaceOfTheBanner()
    {
        join();
        QVERIFY(!prompt()->isVisible());
        ask();
        QVERIFY(prompt()->isVisible());
        QCOMPARE(bannerText(), QString());
        QCOMPARE(problem(), QString());
        QVERIFY(field()->hasFocus());
        QCOMPARE(prompt()->accessibleName(), u"This chat asks for a PIN"_s);
        QCOMPARE(find<QLabel>("pinTitle")->buddy(), field());
        QVERIFY(field()->height() >= 32 && find<QPushButton>("pinButton")->height() >= 32);
    }

    void entersAndComesIn()
    {
        join();
        ask();
        enter(u" 1234 "_s);
        QCOMPARE(session->retries, 1);
        QCOMPARE(session->joins, 1); // joining anew would leave first, and be seen to
        QCOMPARE(session->pin(), u"1234"_s);
        QCOMPARE(session->address(), server);
        QVERIFY(prompt()->isVisible()); // it does not flicker while the server thinks
        QVERIFY(field()->isReadOnly() && !find<QPushButton>("pinButton")->isEnabled());
        session->enter(ConnectionState::Online);
        QVERIFY(!prompt()->isVisible());
        QVERIFY(composer()->hasFocus());
        QCOMPARE(profile->pinFor(server), u"1234"_s);
        QCOMPARE(profile->pinFor(QUrl(u"http://127.0.0.1:4001"_s)), QString());
    }

    void nothingIsNoPin()
    {
        join();
        ask();
        enter(u"   "_s);
        QCOMPARE(session->retries, 0);
    }

    void saysThatItWasWrongAndForgetsIt()
    {
        profile->setPinFor(server, u"old"_s);
        join();
        QCOMPARE(session->pin(), u"old"_s);
        ask(Problem::PinWrong);
        QVERIFY(problem().contains(u"not the PIN"_s));
        QCOMPARE(prompt()->accessibleName(), problem());
        QCOMPARE(profile->pinFor(server), QString());
        enter(u"1235"_s);
        ask(Problem::PinWrong);
        QVERIFY(problem().contains(u"not the PIN"_s));
        QCOMPARE(field()->text(), u"1235"_s); // to be mended
        QVERIFY(field()->hasFocus() && field()->hasSelectedText());
        QVERIFY(!field()->isReadOnly());
    }

    void saysHowLongItIsLocked_data()
    {
        QTest::addColumn<int>("milliseconds");
        QTest::addColumn<QString>("words");
        QTest::newRow("seconds") << 20'000 << u"20 second"_s;
        QTest::newRow("begun second") << 19'001 << u"20 second"_s;
        QTest::newRow("minutes") << 120'000 << u"2 minute"_s;
        QTest::newRow("begun minute") << 60'001 << u"2 minute"_s;
        QTest::newRow("not said") << -1 << u"later"_s;
    }
    void saysHowLongItIsLocked()
    {
        QFETCH(int, milliseconds);
        QFETCH(QString, words);
        join();
        ask();
        enter(u"1235"_s);
        session->retryMs = milliseconds;
        ask(Problem::PinLocked);
        QVERIFY2(problem().contains(words), qPrintable(problem()));
        QVERIFY(!find<QPushButton>("pinButton")->isEnabled());
        QTest::keyClick(field(), Qt::Key_Return);
        QCOMPARE(session->retries, 1); // it was not tried again
        session->retryMs = -1;
        ask(Problem::PinWanted);
        QCOMPARE(problem(), QString());
        QVERIFY(find<QPushButton>("pinButton")->isEnabled());
        QCOMPARE(field()->text(), u"1235"_s);
    }

    void takesNoFocusFromWhoeverWrites()
    {
        join();
        session->enter(ConnectionState::Online);
        composer()->setPlainText(u"half a sent"_s);
        session->enter(ConnectionState::Reconnecting, Problem::Dropped);
        ask();
        QVERIFY(prompt()->isVisible());
        QVERIFY(composer()->hasFocus());
        QTest::keyClicks(composer(), u"!"_s);
        QCOMPARE(field()->text(), QString());
        enter(u"1234"_s);
        session->enter(ConnectionState::Online);
        QVERIFY(composer()->toPlainText().contains(u"half a sent"_s));
    }

    void givesWayToOtherTroubles()
    {
        join();
        ask();
        enter(u"1234"_s);
        session->enter(ConnectionState::Reconnecting, Problem::TimedOut);
        QVERIFY(!prompt()->isVisible());
        QVERIFY(!bannerText().isEmpty());
    }

    void leadsBackToTheForm()
    {
        join();
        ask();
        click("pinChangeButton");
        QVERIFY(find<QLineEdit>("addressEdit")->hasFocus());
        QVERIFY(find<QLabel>("joinProblem")->text().contains(u"PIN"_s));
    }

    void comesWithTheAddress()
    {
        join(u"http://127.0.0.1:4000/#pin=a%2Bb+%C3%A4"_s);
        QCOMPARE(session->pin(), u"a+b+ä"_s);
        QCOMPARE(session->address(), QUrl(u"http://127.0.0.1:4000/"_s));
        QVERIFY(!find<QLineEdit>("addressEdit")->text().contains(u"pin"_s));
        QCOMPARE(profile->address(), u"127.0.0.1:4000"_s);
        QCOMPARE(profile->pinFor(server), QString()); // not before the server took it
        session->enter(ConnectionState::Online);
        QCOMPARE(profile->pinFor(server), u"a+b+ä"_s);
        window->findChild<QAction *>(u"copyAddressAction"_s)->trigger();
        QCOMPARE(QUrl(QApplication::clipboard()->text()),
                 QUrl(u"http://127.0.0.1:4000/#pin=a%2Bb%2B%C3%A4"_s));
        QVERIFY(!window->windowTitle().contains(u"pin"_s));
    }

    void nobodyElseReadsTheProfile()
    {
        profile->setPinFor(server, u"1234"_s);
        profile.reset(); // writes it
        window.reset();
        const QFileInfo file(home->filePath(u"test.ini"_s));
        QVERIFY(file.size() > 0);
        QCOMPARE(file.permissions()
                     & (QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther),
                 QFile::Permissions());
        profile = std::make_unique<Profile>(home->path(), u"test"_s);
        QCOMPARE(profile->pinFor(server), u"1234"_s);
    }
};

QTEST_MAIN(TestPinPrompt)
#include "tst_pinprompt.moc"
