// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/window/peoplepopup.h"
#include "client/window/typingline.h"
#include "tests/client_window/windowtest.h"

#include <QListView>

using namespace confab;
using namespace confab::client;
using namespace Qt::StringLiterals;

namespace {

QList<Person> crowd(int count)
{
    QList<Person> people{{u"me"_s, u"Blue Otter"_s}};
    for (int i = 1; i < count; ++i)
        people.append({u"p%1"_s.arg(i), u"Person %1"_s.arg(i, 3, 10, QLatin1Char('0'))});
    return people;
}

QString plain(QString text) { return text.remove(QChar(0x2068)).remove(QChar(0x2069)); }

} // namespace

/// Older messages, who is writing, who is there.
class TestRoom : public WindowTest
{
    Q_OBJECT

private:
    QString typing() const { return plain(find<TypingLine>("typingLine")->text()); }
    QString state() const { return find<QLabel>("stateLabel")->text(); }
    /// The numbers of the messages above which older ones were asked for, each once.
    QList<quint64> takeLoads() const
    {
        QList<quint64> numbers;
        const auto loads = std::exchange(session->loads, {});
        for (const ChatMessage &message : loads) {
            if (!numbers.contains(message.seq))
                numbers.append(message.seq);
        }
        return numbers;
    }
    QList<ChatMessage> page(quint64 from, quint64 to) const
    {
        QList<ChatMessage> messages;
        for (quint64 seq = from; seq <= to; ++seq) {
            ChatMessage message = session->from(u"Ana"_s, u"number %1"_s.arg(seq));
            message.seq = seq;
            message.localId = QString::number(seq);
            messages.append(message);
        }
        return messages;
    }
    /// Messages with these numbers, seen from the end.
    void show(quint64 from, quint64 to) const
    {
        session->receive(page(from, to), false);
        QTRY_COMPARE(rowCount(), int(to - from + 1));
        list()->doItemsLayout();
        list()->scrollToEnd();
    }
    /// The top row and where it is.
    std::pair<QString, int> place() const
    {
        const QModelIndex top = list()->indexAt(QPoint(5, 0));
        return {top.data().toString(), list()->visualRect(top).top()};
    }

private Q_SLOTS:
    void olderMessagesAreAskedForAhead()
    {
        goOnline();
        show(1001, 1200);
        QVERIFY(takeLoads().isEmpty()); // the first row is far away
        QScrollBar *bar = list()->verticalScrollBar();
        const int screen = list()->viewport()->height();
        bar->setValue(4 * screen);
        QVERIFY(takeLoads().isEmpty());
        bar->setValue(2 * screen);
        QCOMPARE(takeLoads(), QList<quint64>{1001});
        session->enter(ConnectionState::Reconnecting, Problem::Dropped);
        bar->setValue(screen);
        QVERIFY(takeLoads().isEmpty()); // nobody to ask
        session->enter(ConnectionState::Online);
        QCOMPARE(takeLoads(), QList<quint64>{1001});
    }

    void thePlaceOfTheReaderStays()
    {
        goOnline();
        show(1001, 1100);
        list()->verticalScrollBar()->setValue(0); // at the first row, which has a header and a day
        const auto message = [this](int number) {
            const QModelIndex index = list()->model()->index(
                static_cast<MessagesModel *>(list()->model())->rowOf(QString::number(number)), 0);
            const QRect row = list()->visualRect(index);
            return row.bottom(); // where its text ends
        };
        const int before = message(1001);
        session->receive(page(951, 1000), false);
        QTRY_COMPARE(rowCount(), 150);
        list()->doItemsLayout();
        QCOMPARE(message(1001), before);
        QVERIFY(!list()->model()->index(50, 0).data(MessagesModel::StartsDayRole).toBool());
        session->setComplete(true); // far above
        list()->doItemsLayout();
        QCOMPARE(message(1001), before);
    }

    void theStartIsSaid()
    {
        goOnline();
        show(1, 60);
        list()->verticalScrollBar()->setValue(0);
        list()->doItemsLayout();
        const int before = list()->visualRect(list()->model()->index(0, 0)).bottom();
        session->setComplete(true);
        list()->doItemsLayout();
        QVERIFY(list()->model()->index(0, 0).data(MessagesModel::StartRole).toBool());
        QCOMPARE(list()->visualRect(list()->model()->index(0, 0)).bottom(), before); // the line is above it
        list()->verticalScrollBar()->setValue(0);
        QVERIFY(list()->visualRect(list()->model()->index(0, 0)).bottom() > before); // and can be scrolled to
    }

    void gapsAreFilledWhenTheyComeNear()
    {
        goOnline();
        QList<ChatMessage> messages = page(1001, 1100) + page(2001, 2100);
        messages[100].gapBefore = true;
        session->receive(messages, false);
        QTRY_COMPARE(rowCount(), 200);
        list()->scrollToEnd();
        QVERIFY(takeLoads().isEmpty());
        list()->scrollTo(list()->model()->index(120, 0), QAbstractItemView::PositionAtTop);
        QCOMPARE(takeLoads(), QList<quint64>{2001});
        const auto before = place();
        session->receive(page(1951, 2000), false);
        Q_EMIT session->gapClosed(u"2001"_s);
        QCOMPARE(rowCount(), 250); // at once: what closed it is there
        list()->doItemsLayout();
        QCOMPARE(place(), before);
        QVERIFY(!list()->model()->index(150, 0).data(MessagesModel::GapBeforeRole).toBool());
    }

    void whoTypesIsSaidInALineOfItsOwn()
    {
        goOnline();
        show(1, 60);
        auto *line = find<TypingLine>("typingLine");
        const QRect place = line->geometry();
        const QRect listPlace = list()->geometry();
        QCOMPARE(typing(), QString());
        session->setTypists({u"Ana"_s});
        QCOMPARE(typing(), u"Ana is typing…"_s);
        session->setTypists({u"Ana"_s, u"Ben"_s});
        QCOMPARE(typing(), u"Ana and Ben are typing…"_s);
        session->setTypists({u"Ana"_s, u"Ben"_s, u"Cem"_s});
        QCOMPARE(typing(), u"Several people are typing…"_s);
        session->setTypists({u"A name that goes on and on and on and on"_s, u"<b>دانا</b>\u202E"_s});
        QCOMPARE(line->textFormat(), Qt::PlainText);
        QCOMPARE(typing(), u"A name that goes on and… and <b>دانا</b> are typing…"_s);
        QVERIFY(line->text().contains(QChar(0x2068) + u"<b>دانا</b>"_s + QChar(0x2069)));
        session->setTypists({});
        QCOMPARE(typing(), QString());
        QCOMPARE(line->geometry(), place);
        QCOMPARE(list()->geometry(), listPlace);
    }

    void oneIsSaidToType()
    {
        goOnline();
        QTest::keyClicks(composer(), u"  "_s);
        QCOMPARE(session->typed, 0);
        QTest::keyClicks(composer(), u"ab"_s);
        QCOMPARE(session->typed, 2);
        QTest::keyClick(composer(), Qt::Key_Return);
        QCOMPARE(session->typed, 2); // it is empty again
    }

    void theHeaderSaysHowManyAreThere()
    {
        auto *button = find<QToolButton>("peopleButton");
        goOnline();
        QCOMPARE(session->watches, 1);
        QCOMPARE(state(), u"Online"_s);
        QVERIFY(!button->isVisible());
        session->setPeople(crowd(3), 3);
        QCOMPARE(state(), u"3 online"_s);
        QVERIFY(button->isVisible());
        session->enter(ConnectionState::Reconnecting, Problem::Dropped);
        QCOMPARE(state(), u"Reconnecting"_s);
        QVERIFY(!button->isVisible());
    }

    void theListNamesThem()
    {
        goOnline();
        session->setPeople(crowd(3), 3);
        QTest::mouseClick(find<QToolButton>("peopleButton"), Qt::LeftButton);
        auto *popup = find<PeoplePopup>("peoplePopup");
        QVERIFY(popup->isVisible());
        QCOMPARE(find<QLabel>("peopleTitle")->text(), u"3 online"_s);
        const QAbstractItemModel *people = find<QListView>("peopleList")->model();
        QCOMPARE(people->rowCount(), 3);
        QCOMPARE(plain(people->index(0, 0).data().toString()), u"Blue Otter (you)"_s);
        QCOMPARE(plain(people->index(1, 0).data().toString()), u"Person 001"_s);
        QVERIFY(!find<QLabel>("peopleMore")->isVisible());
        session->setPeople(crowd(200), 1234);
        QCOMPARE(people->rowCount(), 200);
        QVERIFY(find<QLabel>("peopleMore")->isVisible());
        QCOMPARE(find<QLabel>("peopleMore")->text(), u"and %1 more"_s.arg(QLocale().toString(1034)));
        QVERIFY(popup->height() < window->height());
        QTest::keyClick(find<QListView>("peopleList"), Qt::Key_Escape);
        QVERIFY(!popup->isVisible());
        QTest::mouseClick(find<QToolButton>("peopleButton"), Qt::LeftButton);
        QVERIFY(popup->isVisible());
        session->setPeople({}, 0);
        QVERIFY(!popup->isVisible());
    }
};

QTEST_MAIN(TestRoom)
#include "tst_room.moc"
