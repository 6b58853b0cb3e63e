// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/chat/person.h"
#include "server/chat/rules.h"
#include "tests/support/hostiletexts.h"

#include <QTest>

using namespace confab;
using namespace confab::chat;
using namespace Qt::StringLiterals;

class TestRules : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void textUpToTheLimit_data();
    void textUpToTheLimit();
    void names_data();
    void names();
    void hostileTexts_data();
    void hostileTexts();
    void rooms_data();
    void rooms();
    void ids_data();
    void ids();
    void aTokenMakesAPerson();
    void namesAreMadeUpForGood();
};

void TestRules::textUpToTheLimit_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("fits");
    QTest::newRow("empty") << QString(u""_s) << true;
    QTest::newRow("at the limit") << QString(16384, u'x') << true;
    QTest::newRow("one byte over") << QString(16385, u'x') << false;
    QTest::newRow("two bytes each, at the limit") << QString(8192, u'ä') << true;
    QTest::newRow("two bytes each, over") << QString(8193, u'ä') << false;
    QTest::newRow("a megabyte") << QString(1000000, u'x') << false;
    QTest::newRow("white space and U+FEFF are kept") << QString(u"\uFEFF \n\t "_s) << true;
}

void TestRules::textUpToTheLimit()
{
    QFETCH(QString, text);
    QFETCH(bool, fits);
    const auto checked = checkedText(text);
    QCOMPARE(checked.has_value(), fits);
    if (fits)
        QCOMPARE(*checked, text);
    else
        QCOMPARE(checked.error().error, u"too_long"_s);
}

void TestRules::names_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("expected"); // empty: refused
    QTest::newRow("plain") << u"Ana"_s << u"Ana"_s;
    QTest::newRow("white space joined") << u"  Ana \t\n Lena "_s << u"Ana Lena"_s;
    QTest::newRow("empty") << u""_s << u""_s;
    QTest::newRow("only spaces") << u" \u2003\t"_s << u""_s;
    QTest::newRow("only invisible") << u"\u200B\u202E\u2066"_s << u""_s;
    QTest::newRow("bidi override") << u"A\u202Eevil\u202C"_s << u"Aevil"_s;
    QTest::newRow("line separators") << u"A\u2028B"_s << u"A B"_s;
    QTest::newRow("markup stays text") << u"<b>Ana</b>"_s << u"<b>Ana</b>"_s;
    QTest::newRow("family emoji keeps its joiners") << u"👩‍👧"_s << u"👩‍👧"_s;
    QTest::newRow("forty code points beyond the BMP") << u"😀"_s.repeated(40) << u"😀"_s.repeated(40);
    QTest::newRow("forty-one are cut") << u"😀"_s.repeated(41) << u"😀"_s.repeated(40);
    QTest::newRow("a megabyte is cut") << QString(1000000, u'x') << QString(40, u'x');
    QTest::newRow("blank letters") << u"\u3164\uFFA0\u115F\u1160\u2800"_s << u""_s;
    QTest::newRow("blank letters around") << u"\u3164Ana\u2800Lena"_s << u"Ana Lena"_s;
    QTest::newRow("only an accent") << u"\u0301\uFE0F"_s << u""_s;
    QTest::newRow("only joiners") << u"\u200D\u200C"_s << u""_s;
    QTest::newRow("lone surrogate") << u"A"_s + QChar(0xD800) << u"A\uFFFD"_s;
}

void TestRules::names()
{
    QFETCH(QString, name);
    QFETCH(QString, expected);
    const auto checked = checkedName(name);
    QCOMPARE(checked.has_value(), !expected.isEmpty());
    if (checked)
        QCOMPARE(*checked, expected);
    else
        QCOMPARE(checked.error().error, u"bad_request"_s);
}

void TestRules::hostileTexts_data() { test::addHostileRows(); }

/// Whatever comes: it is refused with a reason, or it is a text that every door and every export can carry.
void TestRules::hostileTexts()
{
    QFETCH(QString, text);
    if (const auto checked = checkedText(text)) {
        QVERIFY(test::isWellFormed(*checked));
        QCOMPARE(checked->size(), text.size());
        if (test::isWellFormed(text))
            QCOMPARE(*checked, text);
        for (qsizetype i = 0; i < text.size(); ++i)
            QVERIFY(checked->at(i) == text.at(i)
                    || (text.at(i).isSurrogate() && checked->at(i) == QChar::ReplacementCharacter));
    } else {
        QCOMPARE(checked.error().error, u"too_long"_s);
        QVERIFY(!checked.error().detail.isEmpty());
    }
    if (const auto name = checkedName(text)) {
        QVERIFY(test::isHarmlessLine(*name));
        QVERIFY(name->toUcs4().size() <= maximumNameLength);
        QCOMPARE(*name, name->simplified());
        QCOMPARE(*checkedName(*name), *name);
    } else {
        QCOMPARE(name.error().error, u"bad_request"_s);
        QVERIFY(!name.error().detail.isEmpty());
    }
    if (const auto room = checkedRoom(text)) {
        QCOMPARE(*room, text);
        QVERIFY(test::isHarmlessLine(*room));
    } else {
        QVERIFY(!room.error().detail.isEmpty());
    }
}

void TestRules::rooms_data()
{
    QTest::addColumn<QString>("room");
    QTest::addColumn<bool>("isValid");
    QTest::newRow("lobby") << u"lobby"_s << true;
    QTest::newRow("umlaut and digits") << u"Büro_2.OG-west"_s << true;
    QTest::newRow("empty") << u""_s << false;
    QTest::newRow("64") << QString(64, u'r') << true;
    QTest::newRow("65") << QString(65, u'r') << false;
    QTest::newRow("space") << u"a b"_s << false;
    QTest::newRow("slash") << u"../etc"_s << false;
    QTest::newRow("line end") << u"a\n"_s << false;
    QTest::newRow("prototype") << u"__proto__"_s << true;
    QTest::newRow("accent") << u"a\u0301"_s << false;
}

void TestRules::rooms()
{
    QFETCH(QString, room);
    QTEST(checkedRoom(room).has_value(), "isValid");
}

void TestRules::ids_data()
{
    QTest::addColumn<QString>("id");
    QTest::addColumn<bool>("isValid");
    QTest::newRow("all kinds") << u"aZ09_-"_s << true;
    QTest::newRow("empty") << u""_s << false;
    QTest::newRow("64") << QString(64, u'a') << true;
    QTest::newRow("65") << QString(65, u'a') << false;
    QTest::newRow("dot") << u"a.b"_s << false;
    QTest::newRow("umlaut") << u"ä"_s << false;
}

void TestRules::ids()
{
    QFETCH(QString, id);
    QTEST(checkedId(id).has_value(), "isValid");
}

void TestRules::aTokenMakesAPerson()
{
    const QString token = newToken();
    QVERIFY(isUsableToken(token));
    QVERIFY(newToken() != token);
    QCOMPARE(personIdOf(token), personIdOf(token));
    QVERIFY(personIdOf(token) != personIdOf(newToken()));
    QVERIFY(!token.contains(personIdOf(token)));
    QVERIFY(checkedId(personIdOf(token)).has_value());
    QVERIFY(!isUsableToken(u"short"_s));
    QVERIFY(!isUsableToken(QString(129, u'x')));
    QVERIFY(!isUsableToken(u"sixteen chars\u00e4\u00e4\u00e4\u00e4"_s));
}

void TestRules::namesAreMadeUpForGood()
{
    const QString id = newPersonId();
    QCOMPARE(madeUpName(id), madeUpName(id));
    QCOMPARE(madeUpName(id).split(u' ').size(), 2);
    QVERIFY(checkedName(madeUpName(id)).has_value());
}

QTEST_GUILESS_MAIN(TestRules)
#include "tst_rules.moc"
