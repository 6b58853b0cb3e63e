// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/core/serveraddress.h"
#include "client/models/messagesmodel.h"
#include "client/window/clientwindow.h"
#include "client/window/messageview.h"
#include "client/window/profile.h"
#include "tests/client_window/fakesession.h"
#include "tests/support/effort.h"
#include "widgets/theme.h"

#include <QElapsedTimer>
#include <QPlainTextEdit>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <memory>

using namespace confab;
using namespace confab::client;
using confab::test::Effort;
using namespace Qt::StringLiterals;

/// The list at 100,000 messages. The budgets (append 8 ms, resize step 50 ms, open 100 ms, in a release
/// build) are printed beside the figures, which are processor time; the ceilings that fail leave room for a
/// debug or sanitizer build, and are far below what laying out every row costs (seconds).
class TestMessageListSpeed : public QObject
{
    Q_OBJECT

private:
    static constexpr int rows = 100'000;

    std::unique_ptr<widgets::Theme> theme;
    MessagesModel model;
    std::unique_ptr<MessageView> view;
    quint64 seq = 0;

    ChatMessage next()
    {
        ChatMessage message;
        message.seq = ++seq;
        message.localId = QString::number(seq);
        message.at = QDateTime::fromMSecsSinceEpoch(1'700'000'000'000 + qint64(seq) * 20'000, Qt::UTC);
        message.senderId = QString::number(seq / 3 % 11);
        message.senderName = u"Person "_s + message.senderId;
        message.text =
            u"Message with some words, and https://example.org/ sometimes. "_s.repeated(1 + int(seq % 5));
        return message;
    }

    void paint() { view->viewport()->repaint(); }

private Q_SLOTS:
    void initTestCase()
    {
        theme = std::make_unique<widgets::Theme>();
        theme->setChoice(widgets::ThemeChoice::Light);
        QList<ChatMessage> messages;
        for (int i = 0; i < rows; ++i)
            messages.append(next());
        model.upsert(messages);
    }
    void cleanupTestCase()
    {
        view.reset();
        theme.reset();
    }

    void opensARoom()
    {
        const Effort effort;
        view = std::make_unique<MessageView>(*theme);
        view->resize(460, 600);
        view->setMessages(&model);
        view->show();
        QVERIFY(QTest::qWaitForWindowExposed(view.get()));
        paint();
        const double took = effort.milliseconds();
        qInfo("open: %.1f ms (budget 100)", took);
        QVERIFY(took < 1500);
        QCOMPARE(view->visibleRows().second, rows - 1);
    }

    void appendsAMessage()
    {
        std::vector<double> times;
        for (int i = 0; i < 200; ++i) {
            const Effort effort;
            model.upsert({next()});
            paint();
            times.push_back(effort.milliseconds());
        }
        std::sort(times.begin(), times.end());
        const double p95 = times[times.size() * 95 / 100];
        qInfo("append: p50 %.2f ms, p95 %.2f ms (budget 8)", times[times.size() / 2], p95);
        QVERIFY(p95 < 80);
        QVERIFY(view->isAtEnd());
    }

    void resizes()
    {
        double worst = 0;
        for (int step = 0; step < 10; ++step) {
            const Effort effort;
            view->resize(460 + 10 * step, 600);
            paint();
            worst = std::max(worst, effort.milliseconds());
        }
        qInfo("resize step: worst %.1f ms (budget 50)", worst);
        QVERIFY(worst < 800);
    }

    void scrollsByPages()
    {
        double worst = 0;
        for (int page = 0; page < 30; ++page) {
            const Effort effort;
            QTest::keyClick(view.get(), Qt::Key_PageUp);
            paint();
            worst = std::max(worst, effort.milliseconds());
        }
        qInfo("page up: worst %.1f ms", worst);
        QVERIFY(worst < 500);
    }

    void aBurstLeavesTheKeyboardQuick()
    {
        auto owned = std::make_unique<FakeSession>();
        FakeSession &session = *owned;
        const QTemporaryDir home;
        Profile profile(home.path(), u"speed"_s);
        ClientWindow window(std::move(owned), *theme, profile, &addressFromUserInput);
        window.show();
        window.joinNow();
        session.enter(ConnectionState::Online);
        auto *composer = window.findChild<QPlainTextEdit *>(u"composer"_s);
        double worst = 0;
        for (int i = 0; i < 100; ++i) { // 10 messages every 20 ms are 500 a second
            QElapsedTimer frame;
            frame.start();
            for (int j = 0; j < 10; ++j)
                session.receive(u"Ana"_s, u"Message %1 of many"_s.arg(i * 10 + j));
            const Effort key;
            QTest::keyClick(composer, Qt::Key_A);
            composer->viewport()->repaint();
            worst = std::max(worst, key.milliseconds());
            QTest::qWait(int(qMax<qint64>(0, 20 - frame.elapsed())));
        }
        qInfo("key during a burst of 500 messages a second: worst %.1f ms (budget 100)", worst);
        QVERIFY(worst < 500);
        QTRY_COMPARE(window.findChild<MessageView *>()->model()->rowCount(), 1000);
    }

    void editsAMessageFarAway()
    {
        ChatMessage edit = model.message(10);
        edit.text = u"edited"_s;
        const Effort effort;
        model.upsert({edit});
        paint();
        const double took = effort.milliseconds();
        qInfo("edit: %.2f ms", took);
        QVERIFY(took < 80);
    }
};

QTEST_MAIN(TestMessageListSpeed)
#include "tst_messagelistspeed.moc"
