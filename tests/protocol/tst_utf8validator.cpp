// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/websocket/utf8validator.h"
#include "tests/protocol/splits.h"

#include <QTest>

using confab::websocket::isValidUtf8;
using confab::websocket::Utf8Validator;

class TestUtf8Validator : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void acceptsValidText_data();
    void acceptsValidText();
    void failsAtTheFirstWrongByte_data();
    void failsAtTheFirstWrongByte();
    void isIncompleteInsideACharacter();
    void knowsEveryCodePoint();
    void failsForGoodUntilReset();
};

void TestUtf8Validator::acceptsValidText_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("empty") << QByteArray("");
    QTest::newRow("ascii") << QByteArray("The quick brown fox jumps over the lazy dog\x7f");
    QTest::newRow("mixed") << QByteArray(
        "12345678\xce\xba\xe1\xbd\xb9\xcf\x83 and 12345678 \xf0\x9f\x98\x80!");
    QTest::newRow("byte order mark") << QByteArray("\xef\xbb\xbf");
    QTest::newRow("nul") << QByteArray("a\0b", 3);
    QTest::newRow("non-characters") << QByteArray("\xef\xbf\xbf\xf4\x8f\xbf\xbf");
    QTest::newRow("around the surrogates") << QByteArray("\xed\x9f\xbf\xee\x80\x80");
}

void TestUtf8Validator::acceptsValidText()
{
    QFETCH(QByteArray, text);
    QVERIFY(isValidUtf8(text));
    for (const auto &parts : confab::test::allSplits(text)) {
        Utf8Validator validator;
        for (const QByteArray &part : parts)
            QVERIFY(validator.feed(part));
        QVERIFY(validator.isComplete());
    }
}

void TestUtf8Validator::failsAtTheFirstWrongByte_data()
{
    QTest::addColumn<QByteArray>("text"); // everything but its last byte is a possible start
    QTest::newRow("continuation") << QByteArray("a\x80");
    QTest::newRow("overlong 2, c0") << QByteArray("\xc0");
    QTest::newRow("overlong 2, c1") << QByteArray("12345678\xc1");
    QTest::newRow("overlong 3") << QByteArray("\xe0\x9f");
    QTest::newRow("overlong 4") << QByteArray("\xf0\x8f");
    QTest::newRow("surrogate") << QByteArray("\xed\xa0");
    QTest::newRow("too high") << QByteArray("\xf4\x90");
    QTest::newRow("far too high") << QByteArray("\xf5");
    QTest::newRow("ff") << QByteArray("\xff");
    QTest::newRow("cut by ascii") << QByteArray("\xe2\x82z");
    QTest::newRow("cut by a lead") << QByteArray("\xf0\x9f\x98\xc3");
}

void TestUtf8Validator::failsAtTheFirstWrongByte()
{
    QFETCH(QByteArray, text);
    for (const auto &parts : confab::test::allSplits(text.chopped(1))) {
        Utf8Validator validator;
        for (const QByteArray &part : parts)
            QVERIFY(validator.feed(part));
        QVERIFY(!validator.feed(text.right(1)));
        QVERIFY(!validator.isComplete());
    }
    QVERIFY(!isValidUtf8(text + "12345678"));
}

void TestUtf8Validator::isIncompleteInsideACharacter()
{
    const QByteArray character("\xf0\x9f\x98\x80");
    for (qsizetype size = 1; size < character.size(); ++size) {
        Utf8Validator validator;
        QVERIFY(validator.feed(character.left(size)));
        QVERIFY(!validator.isComplete());
        QVERIFY(!isValidUtf8(character.left(size)));
    }
}

void TestUtf8Validator::knowsEveryCodePoint()
{
    for (char32_t point = 0; point <= 0x10ffff; ++point) {
        const bool isSurrogate = point >= 0xd800 && point <= 0xdfff;
        if (!isSurrogate && !isValidUtf8(QString::fromUcs4(&point, 1).toUtf8()))
            QFAIL(qPrintable(QStringLiteral("U+%1").arg(uint(point), 4, 16)));
    }
}

void TestUtf8Validator::failsForGoodUntilReset()
{
    Utf8Validator validator;
    QVERIFY(!validator.feed("\xff"));
    QVERIFY(!validator.feed("a"));
    validator.reset();
    QVERIFY(validator.feed("a"));
    QVERIFY(validator.isComplete());
}

QTEST_GUILESS_MAIN(TestUtf8Validator)
#include "tst_utf8validator.moc"
