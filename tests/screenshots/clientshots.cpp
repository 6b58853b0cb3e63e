// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Renders the client window in all its states into PNG files: clientshots FOLDER. Run it once with
// QT_SCALE_FACTOR=1 and once with 2; works offscreen.

#include "client/window/clientwindow.h"
#include "client/window/profile.h"
#include "client/window/shortcutsdialog.h"
#include "tests/client_window/fakesession.h"
#include "tests/support/hostiletexts.h"
#include "widgets/theme.h"

#include <QApplication>
#include <QDir>
#include <QLineEdit>
#include <QListView>
#include <QPainter>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

#include <functional>

using namespace confab;
using namespace confab::client;
using namespace Qt::StringLiterals;

namespace {

QString g_folder;

void conversation(FakeSession &session)
{
    const QDateTime today(QDate::currentDate(), QTime(14, 2));
    QList<ChatMessage> messages;
    const auto say = [&](const QString &who, const QString &text, int minute,
                         Delivery own = Delivery::Received) {
        session.now = today.addSecs(60 * minute).toUTC();
        messages.append(who.isEmpty() ? session.own(text, own) : session.from(who, text));
    };
    say(u"Ana"_s, u"See you tomorrow"_s, -1440);
    say({}, u"Bye!"_s, -1439, Delivery::Sent);
    say(u"Ana"_s, u"Hello"_s, 0);
    say(u"Ana"_s, u"second line; same sender within 5 min: no header"_s, 1);
    say({}, u"Hi Ana! How do I join from my phone?"_s, 2, Delivery::Sent);
    say(u"דנה כהן"_s, u"שלום לכולם! איך מצטרפים?\nwith an English line between\nועוד שורה בעברית"_s, 3);
    say(u"محمد"_s, u"مرحبا، العنوان هو https://example.org/دردشة?x=1 شكرا"_s, 4);
    say(u"Blue Otter"_s,
        u"Scan the code, or open http://192.168.1.20:3000 (mailto:host@example.org if it fails)."_s, 5);
    say(u"👩‍💻 Zoë"_s,
        u"🎉🎉 Done 👍🏽 family 👨‍👩‍👧‍👦 flags 🇩🇪🇫🇷"_s, 6);
    say({},
        u"Great, that works.\n\nThis one has an empty line above and goes on for a while, so that it wraps."_s,
        7, Delivery::Sent);
    say({}, u"On its way"_s, 8, Delivery::Sending);
    session.receive(messages, false);
}

void extremes(FakeSession &session)
{
    QList<ChatMessage> messages;
    messages.append(session.from(
        u"A person with a very long name that does not fit into the row"_s,
        u"Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"_s.repeated(3)));
    messages.append(session.from(
        u"<b>Eve</b>\u202E\u0007"_s,
        u"<img src=x> **bold?** & \u202Edlrow\u0007 Z\u0335\u0336a\u0337l\u0338go\u0301\u0302\u0303\u0304\u0305\u0306\u0307"_s));
    messages.append(session.from(u"Bo"_s, u"line\n"_s.repeated(30)));
    ChatMessage failed = session.own(u"This one did not make it"_s, Delivery::NotSent);
    failed.failure = SendFailure::NoAnswer;
    messages.append(failed);
    session.receive(messages, false);
}

/// What this computer, the server, or the time in between has not kept.
void notKept(FakeSession &session)
{
    QList<ChatMessage> messages{session.from(u"Ana"_s, u"Read before the restart"_s),
                                session.from(u"Ana"_s, u"The first one of a new log"_s),
                                session.from(u"דנה כהן"_s, u"שלום לכולם!"_s)};
    messages[1].gapBefore = true;
    messages[2].gapBefore = true;
    messages.append(session.own(u"Everybody has this one, the server's disk does not"_s, Delivery::NotSaved));
    messages.append(session.own(u"ok"_s, Delivery::NotSaved));
    ChatMessage failed = session.own(u"And this one nobody"_s, Delivery::NotSent);
    failed.failure = SendFailure::Storage;
    messages.append(failed);
    session.receive(messages, false);
    session.setStoreProblem(StoreProblem{StoreProblem::Kind::Full, {}});
}

/// A room with more people than are named.
void people(FakeSession &session)
{
    QList<Person> names{{u"me"_s, u"Blue Otter"_s}};
    for (const QString &name :
         {u"Ana"_s, u"דנה כהן"_s, u"محمد"_s, u"<b>Eve</b>\u202E\u0007"_s, u"👩‍💻 Zoë"_s,
          u"Wolfeschlegelsteinhausenbergerdorff the Elder of Somewhere"_s})
        names.append({name, name});
    for (int i = 1; i <= 20; ++i)
        names.append({QString::number(i), u"Person %1"_s.arg(i)});
    session.setPeople(names, 1234);
}

/// Everything that somebody may write to do harm, one after the other.
void hostile(FakeSession &session)
{
    QList<ChatMessage> messages;
    const auto texts = test::hostileTexts();
    for (const test::HostileText &one : texts)
        messages.append(session.from(one.text, one.text));
    session.receive(messages, false);
}

class Shots
{
public:
    Shots(widgets::Theme &theme, Profile &profile, const QString &prefix)
        : m_theme(theme)
        , m_profile(profile)
        , m_prefix(prefix)
    { }

    using Setup = std::function<void(ClientWindow &, FakeSession &)>;

    void take(const QString &name, QSize size, const Setup &setup)
    {
        auto owned = std::make_unique<FakeSession>();
        FakeSession &session = *owned;
        ClientWindow window(std::move(owned), m_theme, m_profile, [](const QString &text) {
            return text.contains(u' ') ? QUrl() : QUrl(u"http://"_s + text);
        });
        window.offer(u"192.168.1.20:3000"_s, u"Blue Otter"_s);
        window.resize(size);
        window.show();
        window.activateWindow();
        (void)QTest::qWaitForWindowActive(&window);
        setup(window, session);
        QTest::qWait(60);
        QPixmap picture = window.grab();
        QPainter painter(&picture);
        for (QWidget *other : QApplication::topLevelWidgets()) { // a popup is a window of its own
            if (other->isVisible() && other->windowType() == Qt::Popup)
                painter.drawPixmap(window.mapFromGlobal(other->pos()), other->grab());
        }
        painter.end();
        picture.save(g_folder + u'/' + m_prefix + name + u".png"_s);
    }

    void takeAll()
    {
        const QSize normal(460, 680);
        const QSize smallest(320, 360);
        take(u"01-form"_s, normal, [](auto &, auto &) {});
        take(u"02-form-problem"_s, smallest, [](ClientWindow &window, auto &) {
            window.offer(u"not an address"_s, u"Blue Otter"_s);
            window.joinNow();
        });
        const auto online = [](ClientWindow &window, FakeSession &session) {
            window.joinNow();
            session.enter(ConnectionState::Online);
        };
        take(u"03-empty"_s, normal, online);
        take(u"04-chat"_s, normal, [&](ClientWindow &window, FakeSession &session) {
            online(window, session);
            conversation(session);
        });
        take(u"05-extremes"_s, normal, [&](ClientWindow &window, FakeSession &session) {
            online(window, session);
            extremes(session);
        });
        for (const auto &[name, size] :
             {std::pair(u"05b-extremes-top"_s, normal), {u"05c-extremes-small"_s, smallest}}) {
            take(name, size, [&](ClientWindow &window, FakeSession &session) {
                online(window, session);
                extremes(session);
                QTest::qWait(50);
                QTest::keyClick(window.findChild<QListView *>(), Qt::Key_Home, Qt::AltModifier);
            });
        }
        take(u"06-smallest"_s, smallest, [&](ClientWindow &window, FakeSession &session) {
            online(window, session);
            conversation(session);
            extremes(session);
            window.findChild<QPlainTextEdit *>(u"composer"_s)
                ->setPlainText(u"One\nTwo\nThree\nFour\nFive\nSix\nSeven"_s);
        });
        take(u"07-reconnecting"_s, normal, [&](ClientWindow &window, FakeSession &session) {
            online(window, session);
            conversation(session);
            session.retryMs = 3600;
            session.waiting = 2;
            session.enter(ConnectionState::Reconnecting, Problem::Dropped);
        });
        take(u"08-offline"_s, normal, [&](ClientWindow &window, FakeSession &session) {
            online(window, session);
            conversation(session);
            session.waiting = 2;
            session.leave();
        });
        take(u"09-rejected"_s, smallest, [&](ClientWindow &window, FakeSession &session) {
            online(window, session);
            window.findChild<QPlainTextEdit *>(u"composer"_s)->setPlainText(u"What I was typing stays"_s);
            session.detail = u"The name is taken"_s;
            session.enter(ConnectionState::Rejected, Problem::RejectedByServer);
        });
        const QString fingerprint =
            u"3A:91:0C:7F:E2:55:B8:1D:46:AA:90:03:CD:72:1E:F4:88:5B:29:D6:60:13:97:EE:04:BC:71:38:A5:DF:6C:12"_s;
        for (const auto &[name, size, problem] :
             {std::tuple(u"15-first-certificate"_s, normal, Problem::CertificateUnknown),
              {u"15b-first-certificate-small"_s, smallest, Problem::CertificateUnknown},
              {u"16-changed-certificate"_s, normal, Problem::CertificateChanged},
              {u"16b-changed-certificate-small"_s, smallest, Problem::CertificateChanged}}) {
            take(name, size, [&](ClientWindow &window, FakeSession &session) {
                window.joinNow();
                if (problem == Problem::CertificateChanged)
                    conversation(session);
                session.detail = fingerprint;
                session.enter(ConnectionState::Rejected, problem);
            });
        }
        const auto asked = [&](Problem problem, int lockedMs) {
            return [problem, lockedMs](ClientWindow &window, FakeSession &session) {
                window.joinNow();
                session.retryMs = lockedMs;
                session.enter(ConnectionState::Rejected, problem);
                if (problem != Problem::PinWanted)
                    window.findChild<QLineEdit *>(u"pinEdit"_s)->setText(u"1235"_s);
            };
        };
        take(u"17-pin"_s, normal, asked(Problem::PinWanted, -1));
        take(u"17b-pin-wrong"_s, smallest, asked(Problem::PinWrong, -1));
        take(u"17c-pin-locked"_s, normal, asked(Problem::PinLocked, 150'000));
        for (const int page : {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}) {
            take(u"18-hostile-%1"_s.arg(page, 2, 10, QLatin1Char('0')), normal,
                 [&, page](ClientWindow &window, FakeSession &session) {
                     online(window, session);
                     hostile(session);
                     QTest::qWait(50);
                     auto *list = window.findChild<QListView *>();
                     list->scrollTo(list->model()->index(page * 6, 0), QAbstractItemView::PositionAtTop);
                 });
        }
        take(u"10-connecting"_s, normal, [&](ClientWindow &window, FakeSession &) {
            window.joinNow();
            QTest::qWait(2200);
        });
        take(u"11-counter"_s, normal, [&](ClientWindow &window, FakeSession &session) {
            online(window, session);
            conversation(session);
            window.findChild<QPlainTextEdit *>(u"composer"_s)->setPlainText(u"0123456789 "_s.repeated(1500));
            QTest::mouseClick(window.findChild<QPushButton *>(u"submitButton"_s), Qt::LeftButton);
        });
        take(u"12-new-below"_s, normal, [&](ClientWindow &window, FakeSession &session) {
            online(window, session);
            conversation(session);
            extremes(session);
            QTest::qWait(50);
            QTest::keyClick(window.findChild<QListView *>(), Qt::Key_Home, Qt::AltModifier);
            session.receive(u"Ana"_s, u"one"_s);
            session.receive(u"Ana"_s, u"two"_s);
            QTest::qWait(50);
            window.findChild<QListView *>()->setFocus();
            QTest::keyClick(window.findChild<QListView *>(), Qt::Key_Up);
        });
        for (const auto &[name, size, direction] : {std::tuple(u"19-people"_s, normal, Qt::LeftToRight),
                                                    {u"19b-people-small"_s, smallest, Qt::LeftToRight},
                                                    {u"19c-people-rtl"_s, normal, Qt::RightToLeft}}) {
            take(name, size, [&](ClientWindow &window, FakeSession &session) {
                window.setLayoutDirection(direction);
                online(window, session);
                conversation(session);
                people(session);
                session.setTypists({u"Wolfeschlegelsteinhausenbergerdorff the Elder"_s, u"דנה כהן"_s});
                QTest::mouseClick(window.findChild<QToolButton *>(u"peopleButton"_s), Qt::LeftButton);
            });
        }
        take(u"20-typing"_s, normal, [&](ClientWindow &window, FakeSession &session) {
            online(window, session);
            conversation(session);
            session.setPeople({{u"me"_s, u"Blue Otter"_s}, {u"a"_s, u"Ana"_s}}, 12);
            session.setTypists({u"Ana"_s});
        });
        take(u"21-start"_s, normal, [&](ClientWindow &window, FakeSession &session) {
            online(window, session);
            conversation(session);
            session.setComplete(true);
            QTest::qWait(50);
            QTest::keyClick(window.findChild<QListView *>(), Qt::Key_Home, Qt::AltModifier);
        });
        take(u"13-wide"_s, {1100, 560}, [&](ClientWindow &window, FakeSession &session) {
            online(window, session);
            conversation(session);
            session.receive(u"Ana"_s, u"A long line to see how wide a bubble gets. "_s.repeated(8));
        });
        take(u"14-unread"_s, normal, [&](ClientWindow &window, FakeSession &session) {
            online(window, session);
            conversation(session);
            QWidget other;
            other.show();
            other.activateWindow();
            (void)QTest::qWaitForWindowActive(&other);
            session.receive(u"Ana"_s, u"While you were away"_s);
            QTest::qWait(50);
        });
        for (const auto &[name, size] :
             {std::pair(u"15-not-kept"_s, normal), {u"15b-not-kept-small"_s, smallest}}) {
            take(name, size, [&](ClientWindow &window, FakeSession &session) {
                online(window, session);
                notKept(session);
            });
        }
        take(u"16-not-kept-offline"_s, normal, [&](ClientWindow &window, FakeSession &session) {
            online(window, session);
            notKept(session);
            session.waiting = 2;
            session.leave();
        });
    }

private:
    widgets::Theme &m_theme;
    Profile &m_profile;
    QString m_prefix;
};

} // namespace

int main(int argc, char **argv)
{
    QApplication app(argc, argv);
    if (argc != 2) {
        fprintf(stderr, "usage: clientshots FOLDER\n");
        return 2;
    }
    g_folder = QString::fromLocal8Bit(argv[1]);
    QDir().mkpath(g_folder);
    const QTemporaryDir home;
    Profile profile(home.path(), u"shots"_s);
    widgets::Theme theme;
    const QString scale = u"-%1x-"_s.arg(app.devicePixelRatio());
    for (const auto &[choice, word] :
         {std::pair(widgets::ThemeChoice::Light, u"light"_s), {widgets::ThemeChoice::Dark, u"dark"_s}}) {
        theme.setChoice(choice);
        Shots(theme, profile, word + scale).takeAll();
    }
    return 0;
}
