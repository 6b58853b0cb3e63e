// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Covers JSON as JavaScript reads and writes it. What packets make of it is covered by tst_socketiodecoder.

#include "protocol/socketio/json.h"
#include "tests/support/effort.h"

#include <QCborArray>
#include <QCborMap>
#include <QDateTime>
#include <QTest>

#include <limits>

using namespace confab::socketio;
using namespace Qt::StringLiterals;

class TestSocketIoJson : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsAndWrites_data();
    void readsAndWrites();
    void refuses_data();
    void refuses();
    void boundsTheNesting();
    void keysKeepTheirOrder();
    void ofTwoKeysTheFirstPlaceAndTheLastValueCount();
    void manyKeysTakeLinearTime();
    void writesWhatOnlyCborHas();
    void writesNumbersAsJavaScript_data();
    void writesNumbersAsJavaScript();
    void writesAscii();
    void keepsHalvesOfSurrogatePairs_data();
    void keepsHalvesOfSurrogatePairs();
    void everyPrefixIsRefused();
};

void TestSocketIoJson::readsAndWrites_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QByteArray>("written"); // null: the same
    QTest::newRow("empty array") << QByteArray("[]") << QByteArray();
    QTest::newRow("empty object") << QByteArray("{}") << QByteArray();
    QTest::newRow("scalars") << QByteArray(R"([null,true,false,"",0,-1,0.5])") << QByteArray();
    QTest::newRow("a string alone") << QByteArray(R"("a")") << QByteArray();
    QTest::newRow("a number alone") << QByteArray("-12") << QByteArray();
    QTest::newRow("null alone") << QByteArray("null") << QByteArray();
    QTest::newRow("nested") << QByteArray(R"({"z":[{"b":{},"a":[[]]}],"a":{"":0}})") << QByteArray();
    QTest::newRow("white space") << QByteArray(" [ 1 , {\t\"a\" :\r\n2 } ] ") << QByteArray(R"([1,{"a":2}])");
    QTest::newRow("escapes") << QByteArray(R"(["\"\\\/\b\f\n\r\t\u0000\u001f\u00e4\ud83d\ude00"])")
                             << QByteArray(R"(["\"\\/\b\f\n\r\t\u0000\u001f)"
                                           "\xc3\xa4\xf0\x9f\x98\x80\"]");
    QTest::newRow("UTF-8") << QByteArray("[\"\xc3\xa4\xe2\x82\xac\xf0\x9f\x98\x80\x7f\"]") << QByteArray();
    QTest::newRow("byte order mark in a string") << QByteArray("[\"\xef\xbb\xbf\",\"\xef\xbb\xbf"
                                                               "a\"]")
                                                 << QByteArray();
    QTest::newRow("escaped byte order mark") << QByteArray(R"(["\ufeffa"])")
                                             << QByteArray("[\"\xef\xbb\xbf"
                                                           "a\"]");
    QTest::newRow("NUL in a key") << QByteArray(R"({"a\u0000b":1,"a":2})") << QByteArray();
    QTest::newRow("prototype") << QByteArray(R"({"__proto__":{"x":1},"constructor":2})") << QByteArray();
    QTest::newRow("largest integers")
        << QByteArray("[9223372036854775807,-9223372036854775808]") << QByteArray();
    QTest::newRow("beyond 64 bits") << QByteArray("[18446744073709551616]")
                                    << QByteArray("[18446744073709552000]");
    QTest::newRow("beyond signed 64 bits")
        << QByteArray("[18446744073709551615]") << QByteArray("[18446744073709552000]");
    QTest::newRow("fraction of none") << QByteArray("[1.0,-0.0,1e2,100E-2]") << QByteArray("[1,0,100,1]");
}

void TestSocketIoJson::readsAndWrites()
{
    QFETCH(QByteArray, json);
    QFETCH(QByteArray, written);
    const auto value = parseJson(json, 64);
    QVERIFY(value.has_value());
    QCOMPARE(toJson(*value), written.isNull() ? json : written);
    // From memory of exactly that size, for the sanitizer.
    const std::vector<char> exact(json.begin(), json.end());
    QVERIFY(parseJson(QByteArrayView(exact.data(), qsizetype(exact.size())), 64) == value);
}

void TestSocketIoJson::refuses_data()
{
    QTest::addColumn<QByteArray>("json");
    for (const char *json : {"",
                             " ",
                             "[",
                             "]",
                             "{",
                             "[1,]",
                             "[,1]",
                             "[1 2]",
                             "{\"a\"}",
                             "{\"a\":}",
                             "{a:1}",
                             "{1:2}",
                             "{\"a\":1,}",
                             "['a']",
                             "[\"a]",
                             "[01]",
                             "[+1]",
                             "[.5]",
                             "[1.]",
                             "[1e]",
                             "[0x10]",
                             "[NaN]",
                             "[Infinity]",
                             "[1e999]",
                             "[undefined]",
                             "nul",
                             "[true]x",
                             "[] []",
                             "[\"\t\"]",
                             "[\"\\x41\"]",
                             "[\"\\u12\"]",
                             "[\"\\ud83\"]",
                             "/**/[]",
                             "[\"\xff\"]",
                             "[\"\xc3\"]",
                             "[\"\xed\xa0\x80\"]",
                             "\xef\xbb\xbf[]"})
        QTest::newRow(json) << QByteArray(json);
    QTest::newRow("NUL behind it") << QByteArray("[]\0", 3);
}

void TestSocketIoJson::refuses()
{
    QFETCH(QByteArray, json);
    QVERIFY(!parseJson(json, 64));
}

void TestSocketIoJson::boundsTheNesting()
{
    const auto nested = [](qsizetype depth) { return QByteArray(depth, '[') + QByteArray(depth, ']'); };
    QVERIFY(parseJson(nested(64), 64));
    QVERIFY(!parseJson(nested(65), 64));
    QVERIFY(!parseJson(QByteArray(1000000, '['), 64));
    QVERIFY(parseJson(R"({"a":{"b":[]}})", 3));
    QVERIFY(!parseJson(R"({"a":{"b":[]}})", 2));
    QVERIFY(parseJson("[[],[],[[]]]", 3)); // depth, not number
}

void TestSocketIoJson::keysKeepTheirOrder()
{
    QByteArray many = "{";
    for (int i = 0; i < 100; ++i)
        many += '"' + QByteArray::number((i * 37) % 100) + "\":" + QByteArray::number(i) + ',';
    many.back() = '}';
    for (const QByteArray &json : {QByteArray(R"({"b":1,"a":2,"10":3,"9":4})"), many})
        QCOMPARE(toJson(*parseJson(json, 64)), json);
}

void TestSocketIoJson::ofTwoKeysTheFirstPlaceAndTheLastValueCount()
{
    QCOMPARE(toJson(*parseJson(R"({"a":1,"b":2,"a":{"c":3}})", 64)), QByteArray(R"({"a":{"c":3},"b":2})"));
    QByteArray many = "{";
    for (int i = 0; i < 100; ++i)
        many += "\"k" + QByteArray::number(i % 50) + "\":" + QByteArray::number(i) + ',';
    many.back() = '}';
    const QCborMap map = parseJson(many, 64)->toMap();
    QCOMPARE(map.size(), 50);
    QCOMPARE(map.begin().key().toString(), u"k0"_s);
    QCOMPARE(map.begin().value().toInteger(), 50);
}

void TestSocketIoJson::manyKeysTakeLinearTime()
{
    const auto timeFor = [](int keys) {
        QByteArray json = "{";
        for (int i = 0; i < keys; ++i)
            json += '"' + QByteArray::number(i) + "\":0,";
        json.back() = '}';
        const confab::test::Effort effort;
        const auto value = parseJson(json, 64);
        const QByteArray written = toJson(*value);
        return written == json ? effort.milliseconds() : -1;
    };
    const double small = timeFor(5000);
    const double large = timeFor(50000);
    QVERIFY(small > 0 && large > 0);
    QVERIFY2(large < 60 * small, "ten times the keys took more than sixty times as long");
}

void TestSocketIoJson::writesWhatOnlyCborHas()
{
    const QDateTime time(QDate(2026, 11, 23), QTime(1, 2, 3, 4), Qt::UTC);
    const QCborValue undefined(QCborValue::Undefined);
    QCOMPARE(toJson(QCborArray{undefined, QCborValue(time)}),
             QByteArray(R"([null,"2026-11-23T01:02:03.004Z"])"));
    QCOMPARE(toJson(QCborMap{{u"a"_s, undefined}, {u"b"_s, 1}, {3, 4}}), QByteArray(R"({"b":1,"3":4})"));
    QCOMPARE(toJson(undefined), QByteArray());
}

void TestSocketIoJson::writesNumbersAsJavaScript_data()
{
    QTest::addColumn<double>("number");
    QTest::addColumn<QByteArray>("json");
    QTest::newRow("1") << 1.0 << QByteArray("1");
    QTest::newRow("-0") << -0.0 << QByteArray("0");
    QTest::newRow("0.1") << 0.1 << QByteArray("0.1");
    QTest::newRow("2^53 - 1") << 9007199254740991.0 << QByteArray("9007199254740991");
    QTest::newRow("1e21") << 1e21 << QByteArray("1e+21");
    QTest::newRow("smallest") << 5e-324 << QByteArray("5e-324");
    QTest::newRow("infinity") << std::numeric_limits<double>::infinity() << QByteArray("null");
    QTest::newRow("NaN") << qQNaN() << QByteArray("null");
}

void TestSocketIoJson::writesNumbersAsJavaScript()
{
    QFETCH(double, number);
    QTEST(toJson(QCborValue(number)), "json");
}

void TestSocketIoJson::writesAscii()
{
    QCOMPARE(toJson(QCborArray{u"aä€😀\n"_s}, JsonCharacters::Ascii),
             QByteArray(R"(["a\u00e4\u20ac\ud83d\ude00\n"])"));
    QCOMPARE(toJson(QCborMap{{u"ä"_s, 1}}, JsonCharacters::Ascii), QByteArray(R"({"\u00e4":1})"));
}

void TestSocketIoJson::keepsHalvesOfSurrogatePairs_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::newRow("high") << QByteArray(R"(["a\ud800b"])");
    QTest::newRow("low") << QByteArray(R"(["a\udfffb"])");
    QTest::newRow("the wrong way round") << QByteArray(R"(["\udc00\ud800"])");
    QTest::newRow("high before a pair") << QByteArray("[\"\\ud83d\xf0\x9f\x98\x80\"]");
    QTest::newRow("at the end") << QByteArray(R"(["\ud83d"])");
    QTest::newRow("in a key") << QByteArray(R"({"\udbff":"x"})");
    QTest::newRow("not an escape") << QByteArray(R"(["\\ud83d"])");
}

void TestSocketIoJson::keepsHalvesOfSurrogatePairs()
{
    QFETCH(QByteArray, json);
    const auto value = parseJson(json, 64);
    QVERIFY(value.has_value());
    QCOMPARE(toJson(*value), json);
    QVERIFY(QUtf8StringView(toJson(*value)).isValidUtf8());
}

void TestSocketIoJson::everyPrefixIsRefused()
{
    const QByteArray json("[{\"\xc3\xa4\":[1.5e3,\"\\ud83d\\ude00\\ud83d\"]},null]");
    QVERIFY(parseJson(json, 64));
    for (qsizetype size = 0; size < json.size(); ++size) {
        const std::vector<char> prefix(json.begin(), json.begin() + size);
        QVERIFY(!parseJson(QByteArrayView(prefix.data(), size), 64));
    }
}

QTEST_GUILESS_MAIN(TestSocketIoJson)
#include "tst_socketiojson.moc"
