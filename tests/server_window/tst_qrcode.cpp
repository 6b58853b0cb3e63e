// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/window/qrcode.h"
#include "server/window/qrcodewidget.h"

#include <QImage>
#include <QTest>

using namespace confab::server;
using namespace Qt::StringLiterals;

/// Not covered: that a camera reads it; the encoder is a library with tests of its own.
class TestQrCode : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void hasTheFinderPatterns();
    void sizeGrowsWithTheText();
    void refusesWhatDoesNotFit();
    void drawsBlackOnWhiteWithQuietZone_data();
    void drawsBlackOnWhiteWithQuietZone();
    void changesWithTheText();
};

void TestQrCode::hasTheFinderPatterns()
{
    const QrCode code(u"http://192.168.1.20:3000"_s);
    QCOMPARE(code.side(), 25); // version 2 at level M holds 26 bytes
    const int last = code.side() - 1;
    for (int i = 0; i < 7; ++i) {
        QVERIFY(code.isDark(i, 0) && code.isDark(0, i));
        QVERIFY(code.isDark(last - i, 0) && code.isDark(last, i));
        QVERIFY(code.isDark(0, last - i) && code.isDark(i, last));
    }
    QVERIFY(!code.isDark(1, 1));
    QVERIFY(code.isDark(3, 3));
}

void TestQrCode::sizeGrowsWithTheText()
{
    QVERIFY(QrCode(QString(200, u'x')).side() > QrCode(u"x"_s).side());
}

void TestQrCode::refusesWhatDoesNotFit()
{
    QVERIFY(QrCode().isNull());
    QVERIFY(QrCode(QString()).isNull());
    QVERIFY(!QrCode(QString(2331, u'x')).isNull());
    QVERIFY(QrCode(QString(2332, u'x')).isNull());
}

void TestQrCode::drawsBlackOnWhiteWithQuietZone_data()
{
    QTest::addColumn<QSize>("size");
    QTest::newRow("square") << QSize(330, 330);
    QTest::newRow("wide") << QSize(500, 200);
    QTest::newRow("tall") << QSize(120, 600);
    QTest::newRow("odd") << QSize(251, 253);
}

void TestQrCode::drawsBlackOnWhiteWithQuietZone()
{
    QFETCH(const QSize, size);
    QrCodeWidget widget;
    // In a dark window, too.
    QPalette dark;
    dark.setColor(QPalette::Window, Qt::darkBlue);
    widget.setPalette(dark);
    widget.setText(u"http://192.168.1.20:3000"_s);
    widget.resize(size);
    const QImage image = widget.grab().toImage();

    const QrCode code(widget.text());
    const int square = qMin(size.width(), size.height()) / (code.side() + 8);
    const int left = (size.width() - square * (code.side() + 8)) / 2;
    const int top = (size.height() - square * (code.side() + 8)) / 2;
    for (int y = -4; y < code.side() + 4; ++y) {
        for (int x = -4; x < code.side() + 4; ++x) {
            const bool corner = (x < -2 || x > code.side() + 1) && (y < -2 || y > code.side() + 1);
            if (corner)
                continue; // rounded
            const bool inside = x >= 0 && y >= 0 && x < code.side() && y < code.side();
            const QRgb wanted = inside && code.isDark(x, y) ? qRgb(0, 0, 0) : qRgb(255, 255, 255);
            const QPoint first(left + (x + 4) * square, top + (y + 4) * square);
            QCOMPARE(image.pixel(first + QPoint(square / 2, square / 2)), wanted);
            if (inside) { // sharp to the edge
                QCOMPARE(image.pixel(first), wanted);
                QCOMPARE(image.pixel(first + QPoint(square - 1, square - 1)), wanted);
            }
        }
    }
}

void TestQrCode::changesWithTheText()
{
    QrCodeWidget widget;
    widget.resize(200, 200);
    widget.setText(u"http://10.0.0.1:3000"_s);
    const QImage before = widget.grab().toImage();
    widget.setText(u"http://10.0.0.2:3000"_s);
    QVERIFY(widget.grab().toImage() != before);
    QCOMPARE(widget.accessibleDescription(), u"http://10.0.0.2:3000"_s);
}

QTEST_MAIN(TestQrCode)
#include "tst_qrcode.moc"
