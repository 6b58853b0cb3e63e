// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/window/messagedelegate.h"
#include "tests/client_window/windowtest.h"
#include "tests/support/effort.h"
#include "tests/support/hostiletexts.h"

#include <QClipboard>

using namespace confab::client;
using namespace confab::test;
using namespace Qt::StringLiterals;

/// The whole window in a room full of people who mean harm: everything they can name or write is shown as
/// text, and nothing of it costs the others their place on the screen or their time.
class TestHostileRoom : public WindowTest
{
    Q_OBJECT

private:
    /// Without the isolates that our own sentences put around foreign words.
    static QString withoutIsolates(QString sentence)
    {
        return sentence.remove(QChar(0x2068)).remove(QChar(0x2069));
    }

    QModelIndex row(int number) const { return list()->model()->index(number, 0); }
    QImage picture() const { return list()->viewport()->grab().toImage(); }

private Q_SLOTS:
    void messageIsShownAsText_data() { addHostileRows(); }
    void messageIsShownAsText()
    {
        QFETCH(const QString, text);
        goOnline();
        Effort effort;
        session->receive(text, text);
        QTRY_COMPARE(rowCount(), 1);
        (void)picture();
        const double collapsed = effort.restart();
        QCOMPARE(rowText(0), text);
        const int tallest = (MessageLayout::collapsedLines + 5) * 2 * list()->fontMetrics().height();
        QVERIFY(list()->visualRect(row(0)).height() < tallest);

        const QString spoken = row(0).data(Qt::AccessibleTextRole).toString();
        QVERIFY(isWellFormed(spoken));
        QVERIFY(spoken.size() < MessageLayout::collapsedCharacters + 200);
        list()->selectAll();
        QVERIFY(isHarmlessLine(
            list()->selectedText().remove(QRegularExpression(u"[\n\t\u2066-\u2069\u202A-\u202C]"_s))));

        effort.restart();
        list()->toggleExpanded(row(0));
        (void)picture();
        const double expanded = effort.milliseconds();
        if (collapsed + expanded > 100)
            qInfo("%.0f ms, expanded %.0f ms", collapsed, expanded);
        // Several times what a sanitizer build needs, and far below what all of a million characters would
        // cost.
        QVERIFY2(collapsed < 1000, qPrintable(QString::number(collapsed)));
        QVERIFY2(expanded < 4000, qPrintable(QString::number(expanded)));
    }

    void namesAndReasonsAreShownAsText_data() { addHostileRows(); }
    void namesAndReasonsAreShownAsText()
    {
        QFETCH(const QString, text);
        window->setRoom(text);
        window->offer(u"host:3000"_s, text);
        window->joinNow();
        session->rename(text);
        session->detail = text;
        session->enter(ConnectionState::Rejected, Problem::RejectedByServer);
        QVERIFY(isHarmlessLine(window->windowTitle()));
        QVERIFY(window->windowTitle().size() < 100);
        const auto labels = window->findChildren<QLabel *>();
        for (const QLabel *label : labels) {
            if (!label->isVisible() || label->text().isEmpty())
                continue;
            QVERIFY2(label->textFormat() == Qt::PlainText, qPrintable(label->objectName()));
            QVERIFY2(isHarmlessLine(withoutIsolates(label->text())), qPrintable(label->objectName()));
            QVERIFY2(label->text().size() < 400, qPrintable(label->objectName()));
        }
        QVERIFY(isHarmlessLine(withoutIsolates(find<Banner>("banner")->accessibleName())));
        QCOMPARE(window->size(), QSize(460, 680)); // nobody makes it larger
    }

    void rowsKeepToThemselves_data() { addHostileRows(); }
    void rowsKeepToThemselves()
    {
        QFETCH(const QString, text);
        goOnline();
        // A day that midnight does not give another name while the pictures are taken.
        session->now = QDateTime(QDate(2026, 1, 2), QTime(3, 4), Qt::UTC);
        session->receive({session->from(u"Ana"_s, u"above"_s), session->from(u"Eve"_s, u"x"_s),
                          session->from(u"Ana"_s, u"below"_s)});
        QTRY_COMPARE(rowCount(), 3);
        list()->doItemsLayout();
        const auto neighbours = [this] {
            const QImage all = picture();
            const qreal ratio = all.devicePixelRatio();
            const auto part = [&](int number) {
                const QRectF rect(list()->visualRect(row(number)));
                return all.copy(QRectF(rect.topLeft() * ratio, rect.size() * ratio).toRect());
            };
            return std::pair(part(0), part(2));
        };
        const auto before = neighbours();
        ChatMessage hostile = session->from(text, text);
        hostile.seq = 2;
        hostile.localId = row(1).data(MessagesModel::LocalIdRole).toString();
        session->receive({hostile});
        QTRY_COMPARE(rowText(1), text);
        list()->doItemsLayout();
        window->resize(460, 2000);
        QCOMPARE(list()->visibleRows(), std::pair(0, 2));
        const auto after = neighbours();
        QVERIFY(before.first == after.first);
        QVERIFY(before.second == after.second);
    }
};

QTEST_MAIN(TestHostileRoom)
#include "tst_hostileroom.moc"
