// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/models/fewemoji.h"
#include "client/models/harmlesstext.h"
#include "client/models/linkfinder.h"
#include "client/models/readyname.h"

#include "tests/support/effort.h"
#include "tests/support/hostiletexts.h"

#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace confab::client;
using confab::test::Effort;
using namespace Qt::StringLiterals;

/// What is made of texts from the network before they are shown.
class TestTexts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsLinks_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("links");
        const auto row = [](const char *name, const QString &text, const QStringList &links) {
            QTest::newRow(name) << text << links;
        };
        row("none", u"no link here, http or https: or mailto"_s, {});
        row("alone", u"https://example.org"_s, {u"https://example.org"_s});
        row("in a sentence", u"see http://a.example/x?y=1&z=2#top, then"_s,
            {u"http://a.example/x?y=1&z=2#top"_s});
        row("two", u"http://a.example http://b.example"_s, {u"http://a.example"_s, u"http://b.example"_s});
        row("upper case", u"HTTPS://EXAMPLE.ORG/"_s, {u"HTTPS://EXAMPLE.ORG/"_s});
        row("full stop", u"It is https://example.org."_s, {u"https://example.org"_s});
        row("brackets around", u"(https://example.org/a)"_s, {u"https://example.org/a"_s});
        row("brackets inside", u"https://example.org/a_(b)"_s, {u"https://example.org/a_(b)"_s});
        row("IPv6", u"http://[::1]:3000/ x"_s, {u"http://[::1]:3000/"_s});
        row("quoted", u"\"https://example.org\""_s, {u"https://example.org"_s});
        row("angle brackets", u"<https://example.org>"_s, {u"https://example.org"_s});
        row("line end", u"https://example.org\nnext"_s, {u"https://example.org"_s});
        row("umlauts", u"https://müller.example/straße"_s, {u"https://müller.example/straße"_s});
        row("mail", u"mailto:ana@example.org!"_s, {u"mailto:ana@example.org"_s});
        row("mail without at", u"mailto:ana"_s, {});
        row("script", u"javascript:alert(1) data:text/html,x file:///etc/passwd"_s, {});
        row("inside a word", u"xhttp://example.org"_s, {});
        row("scheme only", u"http:// https://"_s, {});
        row("no host", u"http:///etc/passwd"_s, {});
        row("bad port", u"http://example.org:999999/"_s, {});
        row("direction override", u"https://example.org/\u202Egpj.exe"_s, {u"https://example.org/"_s});
    }

    void findsLinks()
    {
        QFETCH(QString, text);
        QFETCH(QStringList, links);
        QStringList found;
        for (const Link &link : findLinks(text)) {
            found.append(text.sliced(link.start, link.length));
            QVERIFY(QStringList({u"http"_s, u"https"_s, u"mailto"_s}).contains(link.url.scheme()));
        }
        QCOMPARE(found, links);
    }

    void linksTakeLinearTime()
    {
        const Effort effort;
        (void)findLinks(u"http://a("_s.repeated(200'000));
        (void)findLinks(u"http://"_s.repeated(200'000));
        (void)findLinks(u"h"_s.repeated(1'000'000));
        QVERIFY2(effort.milliseconds() < 5000, "a quadratic search takes minutes");
    }

    void namesAreHarmless_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("shown");
        QTest::newRow("plain") << u"Ana"_s << u"Ana"_s;
        QTest::newRow("markup stays text") << u"<b>Ana</b>"_s << u"<b>Ana</b>"_s;
        QTest::newRow("controls") << u"A\u0007n\u001Ba\u0000"_s << u"Ana"_s;
        QTest::newRow("override") << u"ana\u202Egpj"_s << u"anagpj"_s;
        QTest::newRow("isolates and marks") << u"\u2067ana\u2069\u200F\u061C"_s << u"ana"_s;
        QTest::newRow("lines") << u" Ana\n\n\t of\u2028Home "_s << u"Ana of Home"_s;
        QTest::newRow("Hebrew") << u"דנה"_s << u"דנה"_s;
        QTest::newRow("joined emoji") << u"👩\u200D💻"_s << u"👩\u200D💻"_s;
        QTest::newRow("nothing to see") << u"\u200B\u2060 \u200D"_s << QString();
        QTest::newRow("blank letters") << u"\u3164\uFFA0\u115F\u1160\u2800"_s << QString();
        QTest::newRow("tag characters") << u"a\U000E0041b"_s << u"ab"_s;
        QTest::newRow("half a pair") << u"a"_s + QChar(0xD83D) + u"b"_s << u"ab"_s;
        QTest::newRow("only an accent") << u"\u0301"_s << QString();
        QTest::newRow("too long") << u"a"_s.repeated(100) << u"a"_s.repeated(63) + u'…';
        QTest::newRow("cut at a whole character") << u"😀"_s.repeated(50) << u"😀"_s.repeated(31) + u'…';
    }

    void namesAreHarmless()
    {
        QFETCH(QString, name);
        QFETCH(QString, shown);
        QCOMPARE(harmlessName(name), shown);
    }

    void textsKeepTheirLinesAndLoseTheirTricks()
    {
        QCOMPARE(harmlessText(u"a\r\nb\rc\u2028d"_s), u"a\nb\nc\nd"_s);
        QCOMPARE(harmlessText(u"tab\there"_s), u"tab\there"_s);
        QCOMPARE(harmlessText(u"bell\u0007 esc\u001B nul\u0000 del\u007F"_s),
                 u"bell\u2407 esc\u241B nul\u2400 del\u2421"_s);
        QCOMPARE(harmlessText(u"invoice\u202Efdp.exe"_s), u"invoice\uFFFDfdp.exe"_s);
        QCOMPARE(harmlessText(u"\u2067שלום\u2069"_s), u"\u2067שלום\u2069"_s);
        QCOMPARE(harmlessText(u"👩\u200D💻"_s), u"👩\u200D💻"_s);
        QCOMPARE(harmlessText(QString(QChar(0xDC00)) + u"a"_s + QChar(0xD83D)), u"\uFFFDa\uFFFD"_s);
    }

    void hostileTextsAreHarmless_data() { confab::test::addHostileRows(); }
    void hostileTextsAreHarmless()
    {
        QFETCH(QString, text);
        QVERIFY(confab::test::isHarmlessLine(harmlessName(text)));
        QVERIFY(harmlessName(text).size() <= 64);
        QString shown = harmlessText(text);
        QVERIFY(shown.size() <= text.size());
        QVERIFY(!shown.contains(QChar(0x202E)) && !shown.contains(QChar(0x202D)));
        // Embeddings and isolates end with their paragraph, and a paragraph is a message's own.
        static const QRegularExpression kept(u"[\n\t\u202A-\u202C\u2066-\u2069]"_s);
        QVERIFY(confab::test::isHarmlessLine(shown.remove(kept)));
        for (const Link &link : findLinks(text))
            QVERIFY(QStringList({u"http"_s, u"https"_s, u"mailto"_s}).contains(link.url.scheme()));
    }

    void aFewEmojiAreNotText() // the same as in tests/web/logic.test.mjs: both surfaces draw them alike
    {
        for (const QString &few :
             {u"👋"_s, u"👋🏽🎉"_s, u"👩\u200D💻 ❤\uFE0F 🎉"_s, u"👍🏽👍🏽👍🏽"_s, u"🇩🇪 🇫🇷"_s,
              u"👩🏽\u200D🤝\u200D👩🏻"_s, u"👨\u200D👩\u200D👧\u200D👦"_s.repeated(3)})
            QVERIFY2(isFewEmoji(few), qPrintable(few));
        for (const QString &other : {QString(), u" "_s, u"👋👋👋👋"_s, u"a👋"_s, u"12"_s, u"#"_s, u"🇩"_s, u"©"_s,
                                     u"™"_s, u"\u200D"_s, u"\uFE0F"_s, u"é"_s, u"😀"_s.repeated(5000)})
            QVERIFY2(!isFewEmoji(other), qPrintable(other));
    }

    void readyNamesAreStableAndMany()
    {
        QSet<QString> names;
        for (quint32 seed = 0; seed < 500; ++seed)
            names.insert(readyName(seed));
        QCOMPARE(names.size(), 500);
        QCOMPARE(readyName(7), readyName(7));
        QVERIFY(!readyName(0xFFFFFFFF).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestTexts)
#include "tst_texts.moc"
