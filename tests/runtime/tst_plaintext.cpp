// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/runtime/plaintext.h"

#include <QTest>
#include <QTextDocument>

using namespace confab::runtime;
using namespace Qt::StringLiterals;

class TestPlainText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void makesALineHarmless_data();
    void makesALineHarmless();
    void leavesNoControlCharacter();
    void toolTipShowsMarkupAsText();
    void toolTipIsBounded();
};

void TestPlainText::makesALineHarmless_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("shown");
    QTest::newRow("nothing") << QString() << QString();
    QTest::newRow("plain") << u"Hello, שלום 👋"_s << u"Hello, שלום 👋"_s;
    QTest::newRow("joined emoji") << u"👩\u200D👧"_s << u"👩\u200D👧"_s;
    QTest::newRow("direction marks") << u"a\u200Eb\u200Fc"_s << u"a\u200Eb\u200Fc"_s;
    QTest::newRow("line feed") << u"a\nb"_s << u"a\u21B5b"_s;
    QTest::newRow("both line ends") << u"a\r\nb"_s << u"a\u21B5b"_s;
    QTest::newRow("carriage return") << u"a\rb"_s << u"a\u240Db"_s;
    QTest::newRow("paragraph separator") << u"a\u2029b"_s << u"a\u21B5b"_s;
    QTest::newRow("tab") << u"a\tb"_s << u"a b"_s;
    QTest::newRow("escape") << u"\u001B[31m"_s << u"\u241B[31m"_s;
    QTest::newRow("null") << QString(QChar(0)) << u"\u2400"_s;
    QTest::newRow("delete") << u"\u007F"_s << u"\u2421"_s;
    QTest::newRow("C1") << u"\u009B"_s << u"\uFFFD"_s;
    QTest::newRow("override") << u"\u202Eabc\u202C"_s << u"[U+202E]abc[U+202C]"_s;
    QTest::newRow("isolate") << u"\u2067abc\u2069"_s << u"[U+2067]abc[U+2069]"_s;
    QTest::newRow("zero width space") << u"a\u200Bb"_s << u"a[U+200B]b"_s;
    QTest::newRow("not characters") << u"a\uFDD0\uFFFFb"_s << u"a\uFFFD\uFFFDb"_s;
    QTest::newRow("half a pair") << QString(QChar(0xD83D)) + u'x' << u"\uFFFDx"_s;
    QTest::newRow("other half") << QString(QChar(0xDC4B)) << u"\uFFFD"_s;
}

void TestPlainText::makesALineHarmless()
{
    QFETCH(const QString, text);
    QFETCH(const QString, shown);
    QCOMPARE(visibleLine(text), shown);
}

void TestPlainText::leavesNoControlCharacter()
{
    QString all;
    for (int unit = 1; unit < 0xFFFF; ++unit)
        all += QChar(unit);
    const QString line = visibleLine(all);
    for (const QChar c : line) {
        const bool bidi =
            (c >= QChar(0x202A) && c <= QChar(0x202E)) || (c >= QChar(0x2066) && c <= QChar(0x2069));
        QVERIFY2(c.category() != QChar::Other_Control && !bidi, qPrintable(QString::number(c.unicode(), 16)));
    }
}

void TestPlainText::toolTipShowsMarkupAsText()
{
    const QString tip = toolTipFor(u"<img src='x'>&\nnext \u202E"_s);
    QVERIFY(Qt::mightBeRichText(tip));
    QVERIFY(!tip.contains(u"<img"_s));
    QVERIFY(tip.contains(u"&lt;img"_s));
    QVERIFY(tip.contains(u"&amp;<br>next [U+202E]"_s));
}

void TestPlainText::toolTipIsBounded()
{
    const QString tip = toolTipFor(QString(100000, u'x'), 100);
    QVERIFY(tip.size() < 200);
    const QString many = toolTipFor(QString(u"a\n"_s).repeated(500));
    QCOMPARE(many.count(u"<br>"_s), 19);
    QVERIFY(many.contains(u'…'));
    QVERIFY(tip.contains(u'…'));
}

QTEST_APPLESS_MAIN(TestPlainText)
#include "tst_plaintext.moc"
