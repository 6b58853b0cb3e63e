// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/models/messagesmodel.h"
#include "client/window/messagedelegate.h"
#include "client/window/messageview.h"
#include "widgets/theme.h"

#include <QAccessible>
#include <QApplication>
#include <QClipboard>
#include <QHelpEvent>
#include <QMenu>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QToolTip>

#include <memory>

using namespace confab;
using namespace confab::client;
using namespace Qt::StringLiterals;
using Part = MessageLayout::Part;

namespace {

ChatMessage make(quint64 seq, const QString &text)
{
    ChatMessage message;
    message.seq = seq;
    message.localId = QString::number(seq);
    message.at = QDateTime(QDate(2026, 3, 5), QTime(12, 0)).addSecs(qint64(seq) * 40);
    message.senderId = seq % 7 < 3 ? u"ana"_s : u"ben"_s;
    message.senderName = message.senderId;
    message.text = text;
    return message;
}

QList<ChatMessage> many(quint64 first, int count)
{
    QList<ChatMessage> messages;
    for (int i = 0; i < count; ++i)
        messages.append(
            make(first + quint64(i), u"Some words of a message that may wrap. "_s.repeated(1 + i % 6)));
    return messages;
}

} // namespace

class TestMessageView : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<widgets::Theme> theme;
    std::unique_ptr<MessagesModel> model;
    std::unique_ptr<MessageView> view;

    QModelIndex index(int row) const { return model->index(row); }

    /// Where in the viewport a row's part is; a null point when the row has none.
    QPoint find(int row, Part part) const
    {
        const QRect rect = view->visualRect(index(row));
        const MessageLayout &layout = view->delegate().layoutOf(index(row), rect.width());
        for (int y = 0; y < rect.height(); y += 3) {
            for (int x = 0; x < rect.width(); x += 3) {
                if (layout.hitAt(QPointF(x, y)).part == part)
                    return rect.topLeft() + QPoint(x, y);
            }
        }
        return {};
    }

    /// The row at the top of the viewport and how much of it is above: what must not change when others come
    /// and go.
    std::pair<QString, int> place() const
    {
        const QModelIndex top = view->indexAt(QPoint(5, 0));
        return {top.data(MessagesModel::LocalIdRole).toString(), view->visualRect(top).top()};
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
        model = std::make_unique<MessagesModel>();
        view = std::make_unique<MessageView>(*theme);
        view->setMessages(model.get());
        view->resize(400, 500);
        view->show();
        QVERIFY(QTest::qWaitForWindowExposed(view.get()));
    }
    void cleanup()
    {
        view.reset();
        model.reset();
    }

    void aFewEmojiAreTwiceTheSize()
    {
        // One person, one group: nothing but the text tells the rows apart after the first.
        model->upsert({make(3, u"Hi"_s), make(4, u"😀"_s), make(5, u"ab"_s), make(6, u"😀 ab"_s)});
        const auto height = [this](int row) { return view->delegate().layoutOf(index(row), 400).height(); };
        QVERIFY2(height(1) - height(2) >= 10, qPrintable(QString::number(height(1) - height(2))));
        QVERIFY(height(3) - height(2) < 6); // among words they are as tall as words
    }

    void followsNewMessagesAtTheEnd()
    {
        model->upsert(many(1, 100));
        QTRY_COMPARE(view->visibleRows().second, 99);
        QVERIFY(view->isAtEnd());
        model->upsert(many(101, 3));
        QTRY_COMPARE(view->visibleRows().second, 102);
        const QRect last = view->visualRect(index(102));
        QVERIFY(last.bottom() < view->viewport()->height());
    }

    void rowsStandOneBelowTheOther()
    {
        model->upsert(many(1, 60));
        QTRY_COMPARE(view->visibleRows().second, 59);
        const auto [first, last] = view->visibleRows();
        for (int row = first; row < last; ++row) {
            QCOMPARE(view->visualRect(index(row)).bottom() + 1, view->visualRect(index(row + 1)).top());
            QCOMPARE(view->indexAt(view->visualRect(index(row)).center()).row(), row);
        }
    }

    void theReadersPlaceNeverJumps_data()
    {
        QTest::addColumn<int>("what");
        QTest::newRow("a message at the end") << 0;
        QTest::newRow("a page of history above") << 1;
        QTest::newRow("an edit above that grows") << 2;
        QTest::newRow("a row above goes") << 3;
        QTest::newRow("rows in the middle above") << 4;
    }

    void theReadersPlaceNeverJumps()
    {
        QFETCH(int, what);
        model->upsert(many(1000, 150));
        model->upsert(many(1160, 50));
        QTRY_COMPARE(view->visibleRows().second, 199);
        view->scrollTo(index(170), QAbstractItemView::PositionAtTop);
        view->verticalScrollBar()->setValue(view->verticalScrollBar()->value() + 7);
        QVERIFY(!view->isAtEnd());
        const auto before = place();
        QVERIFY(before.second < 0);
        switch (what) {
        case 0:
            model->upsert(many(2000, 5));
            break;
        case 1:
            model->upsert(many(900, 50));
            break;
        case 2: {
            ChatMessage edit = model->message(165);
            edit.text = u"much longer now\n"_s.repeated(15);
            model->upsert({edit});
            break;
        }
        case 3:
            model->remove(model->message(100).localId);
            break;
        default:
            model->upsert(many(1152, 6));
        }
        QCoreApplication::sendPostedEvents();
        QTest::qWait(0);
        QCOMPARE(place(), before);
        QVERIFY(!view->isAtEnd());
    }

    void scrollingUpMeetsEveryRowOnce()
    {
        model->upsert(many(1, 300));
        QTRY_COMPARE(view->visibleRows().second, 299);
        int top = view->visibleRows().first;
        for (int step = 0; step < 1000 && view->verticalScrollBar()->value() > 0; ++step) {
            const auto before = place();
            view->verticalScrollBar()->setValue(view->verticalScrollBar()->value() - 40);
            const int now = view->visibleRows().first;
            QVERIFY2(now <= top && top - now <= 3, "the view jumped");
            // What was at the top moved down by exactly what was scrolled.
            const QRect moved = view->visualRect(index(model->rowOf(before.first)));
            if (view->verticalScrollBar()->value() > 0)
                QCOMPARE(moved.top(), before.second + 40);
            top = now;
        }
        QCOMPARE(view->visibleRows().first, 0);
    }

    void resizingKeepsTheEndAtTheEnd()
    {
        model->upsert(many(1, 200));
        QTRY_COMPARE(view->visibleRows().second, 199);
        view->resize(330, 420);
        QTRY_COMPARE(view->visibleRows().second, 199);
        QVERIFY(view->isAtEnd());
    }

    void keysWalkThroughTheMessages()
    {
        model->upsert(many(1, 50));
        QTRY_COMPARE(view->visibleRows().second, 49);
        view->activateWindow();
        view->setFocus(Qt::TabFocusReason);
        QTest::keyClick(view.get(), Qt::Key_End);
        QCOMPARE(view->currentIndex().row(), 49);
        QTest::keyClick(view.get(), Qt::Key_Up);
        QCOMPARE(view->currentIndex().row(), 48);
        QTest::keyClick(view.get(), Qt::Key_PageUp);
        QVERIFY(view->currentIndex().row() < 47);
        QTest::keyClick(view.get(), Qt::Key_Home);
        QCOMPARE(view->currentIndex().row(), 0);
        QCOMPARE(view->visibleRows().first, 0);
        QTest::keyClick(view.get(), Qt::Key_Down, Qt::ShiftModifier);
        QCOMPARE(view->selectionModel()->selectedRows().size(), 2);
    }

    void copiesTheSelectedRows()
    {
        model->upsert({make(1, u"one"_s), make(2, u"two\nlines"_s), make(4, u"three"_s)});
        view->selectionModel()->select(index(1), QItemSelectionModel::ClearAndSelect);
        QTest::keyClick(view.get(), Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QApplication::clipboard()->text(), u"two\nlines"_s);
        view->selectAll();
        view->copySelection();
        const QStringList lines = QApplication::clipboard()->text().split(u'\n');
        QCOMPARE(lines.size(), 4);
        QVERIFY(lines.first().endsWith(u"ana: one"_s));
        QVERIFY(lines.last().endsWith(u"ben: three"_s));
    }

    void aClickOpensALinkAndNothingElse()
    {
        model->upsert({make(1, u"see https://example.org/a?b=1 or javascript:alert(1)"_s)});
        QSignalSpy opened(view.get(), &MessageView::linkActivated);
        view->doItemsLayout();
        QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, find(0, Part::Link));
        QCOMPARE(opened.size(), 1);
        QCOMPARE(opened.first().first().toUrl(), QUrl(u"https://example.org/a?b=1"_s));
        QVERIFY(view->selectionModel()->selectedRows().isEmpty());
        QTest::mouseClick(view->viewport(), Qt::LeftButton, {},
                          view->visualRect(index(0)).topLeft() + QPoint(3, 3));
        QCOMPARE(opened.size(), 1);
        QCOMPARE(view->selectionModel()->selectedRows().size(), 1);
    }

    void linksInRightToLeftTextAreHitToo()
    {
        model->upsert({make(1, u"שלום https://example.org/x עולם"_s)});
        QSignalSpy opened(view.get(), &MessageView::linkActivated);
        view->doItemsLayout();
        QVERIFY(!find(0, Part::Link).isNull());
        QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, find(0, Part::Link));
        QCOMPARE(opened.size(), 1);
    }

    void aLinksTipShowsWhereItReallyLeads()
    {
        model->upsert({make(1, u"http://bank.example@\u0430pple.example/?q=\"<b>"_s)});
        view->doItemsLayout();
        const QPoint position = find(0, Part::Link);
        QHelpEvent event(QEvent::ToolTip, position, view->viewport()->mapToGlobal(position));
        QApplication::sendEvent(view->viewport(), &event);
        // The Cyrillic letter is a different host, and nothing of it is markup.
        QCOMPARE(QToolTip::text(), u"http://bank.example@xn--pple-43d.example/?q="_s);
        QVERIFY(!Qt::mightBeRichText(QToolTip::text()));
        QToolTip::hideText();
    }

    void aMessageThatWasNotSentOffersWhatToDo()
    {
        ChatMessage failed = make(1, u"mine"_s);
        failed.seq = 0;
        failed.own = true;
        failed.delivery = Delivery::Sending;
        model->upsert({failed});
        view->doItemsLayout();
        QVERIFY(find(0, Part::Retry).isNull());
        failed.delivery = Delivery::NotSent;
        failed.failure = SendFailure::NoAnswer;
        model->upsert({failed});
        QTest::qWait(0);
        QSignalSpy retried(view.get(), &MessageView::retryRequested);
        QSignalSpy deleted(view.get(), &MessageView::deleteRequested);
        QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, find(0, Part::Retry));
        QCOMPARE(retried.size(), 1);
        QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, find(0, Part::Delete));
        QCOMPARE(deleted.size(), 1);
        view->setCurrentIndex(index(0));
        QTest::keyClick(view.get(), Qt::Key_Return);
        QCOMPARE(retried.size(), 2);
        QTest::keyClick(view.get(), Qt::Key_Delete);
        QCOMPARE(deleted.size(), 2);
        QCOMPARE(deleted.first().first().toString(), failed.localId);
    }

    void longMessagesAreShownInPart_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("lines") << u"x\n"_s.repeated(21);
        QTest::newRow("characters") << u"word "_s.repeated(700);
        QTest::newRow("one word") << u"w"_s.repeated(16000);
        QTest::newRow("only line ends") << u"\n"_s.repeated(16000);
        QTest::newRow("directions") << u"a\nא\n"_s.repeated(4000);
    }

    void longMessagesAreShownInPart()
    {
        QFETCH(QString, text);
        model->upsert({make(1, text)});
        view->doItemsLayout();
        const int collapsed = view->visualRect(index(0)).height();
        const int line = view->fontMetrics().height();
        QVERIFY2(collapsed < 32 * line, qPrintable(QString::number(collapsed)));
        QVERIFY(!view->delegate().layoutOf(index(0), view->viewport()->width()).content().text.isEmpty());
        view->toggleExpanded(index(0));
        QVERIFY(view->visualRect(index(0)).height() > collapsed);
        view->toggleExpanded(index(0));
        QCOMPARE(view->visualRect(index(0)).height(), collapsed);
    }

    void twentyLinesAreShownWhole()
    {
        model->upsert({make(1, u"x\n"_s.repeated(19) + u'x')});
        view->doItemsLayout();
        QVERIFY(!view->delegate().layoutOf(index(0), view->viewport()->width()).canCollapse());
    }

    void hostileTextsAreOnlyPainted()
    {
        QList<ChatMessage> messages;
        quint64 seq = 0;
        for (const QString &text :
             {QString(), u"\u0000\u0007\u202E"_s, QString(QChar(0xD800)), u"<img src='file:///etc/passwd'>"_s,
              u"Z\u0335\u0336\u0337"_s.repeated(500), u"\t\t\t"_s,
              u"👩‍👩‍👧‍👦"_s.repeated(200)}) {
            ChatMessage message = make(++seq, text);
            message.senderName = text;
            messages.append(message);
        }
        model->upsert(messages);
        QTRY_COMPARE(view->visibleRows().second, int(messages.size()) - 1);
        QVERIFY(!view->grab().isNull());
    }

    void aRowIsOneAccessibleItem()
    {
        model->setDescriber([](const ChatMessage &message) { return u"described: "_s + message.text; });
        model->upsert({make(1, u"one"_s), make(2, u"two"_s)});
        QAccessibleInterface *list = QAccessible::queryAccessibleInterface(view.get());
        QVERIFY(list);
        QCOMPARE(list->role(), QAccessible::List);
        QCOMPARE(list->childCount(), 2);
        QCOMPARE(list->child(1)->text(QAccessible::Name), u"described: two"_s);
        QTRY_COMPARE(list->child(1)->rect().size(), view->visualRect(index(1)).size());
    }

    void theContextMenuActsOnTheRow()
    {
        model->upsert({make(1, u"copy me, or https://example.org"_s)});
        view->doItemsLayout();
        const QPoint position = view->visualRect(index(0)).center();
        QContextMenuEvent event(QContextMenuEvent::Mouse, position, view->viewport()->mapToGlobal(position));
        QApplication::sendEvent(view->viewport(), &event);
        auto *menu = view->findChild<QMenu *>(u"messageMenu"_s);
        QVERIFY(menu);
        QCOMPARE(menu->actions().size(), 3); // copy, open link, copy link; nothing to retry
        menu->actions().first()->trigger();
        QCOMPARE(QApplication::clipboard()->text(), u"copy me, or https://example.org"_s);
        menu->close();
    }

    void typingInTheListIsReported()
    {
        model->upsert(many(1, 3));
        QSignalSpy typed(view.get(), &MessageView::typed);
        QTest::keyClick(view.get(), Qt::Key_H);
        QTest::keyClick(view.get(), Qt::Key_Down);
        QTest::keyClick(view.get(), Qt::Key_A, Qt::ControlModifier);
        QCOMPARE(typed.size(), 1);
        QCOMPARE(typed.first().first().toString(), u"h"_s);
    }
};

QTEST_MAIN(TestMessageView)
#include "tst_messageview.moc"
