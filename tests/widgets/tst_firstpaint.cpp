// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/firstpaint.h"

#include <QLoggingCategory>
#include <QTest>
#include <QWidget>

using namespace confab::widgets;
using namespace Qt::StringLiterals;

namespace {

int notes = 0;

void countNotes(QtMsgType, const QMessageLogContext &context, const QString &message)
{
    if (QLatin1StringView(context.category) == "confab.widgets.firstpaint"_L1) {
        QCOMPARE(message, u"window has been painted"_s);
        ++notes;
    }
}

/// Counts how often it has been painted.
class Painted : public QWidget
{
public:
    int paints = 0;

protected:
    void paintEvent(QPaintEvent *) override { ++paints; }
};

} // namespace

class TestFirstPaint : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsTheFirstPaintOnce_data();
    void tellsTheFirstPaintOnce();
};

void TestFirstPaint::tellsTheFirstPaintOnce_data()
{
    QTest::addColumn<bool>("isWanted");
    QTest::newRow("switched on") << true;
    QTest::newRow("switched off") << false;
}

void TestFirstPaint::tellsTheFirstPaintOnce()
{
    QFETCH(const bool, isWanted);
    QLoggingCategory::setFilterRules(
        u"confab.widgets.firstpaint.debug=%1"_s.arg(QVariant(isWanted).toString()));
    notes = 0;
    const auto handler = qInstallMessageHandler(countNotes);
    Painted window;
    window.setObjectName(u"window"_s);
    noteFirstPaint(window);
    QCOMPARE(notes, 0);
    window.show();
    QTRY_VERIFY(window.paints >= 1); // how often is the platform's
    QTRY_COMPARE(notes, isWanted ? 1 : 0);
    const int before = window.paints;
    window.repaint();
    QTRY_VERIFY(window.paints > before);
    QCoreApplication::processEvents();
    qInstallMessageHandler(handler);
    QCOMPARE(notes, isWanted ? 1 : 0);
}

QTEST_MAIN(TestFirstPaint)
#include "tst_firstpaint.moc"
