// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/chat/wire.h"

#include <QTest>

using namespace confab::chat;
using namespace confab;
using namespace Qt::StringLiterals;

namespace {

log::Message messageNumber7(const QString &text)
{
    log::Message message;
    message.seq = 7;
    message.at = 1700000000123;
    message.room = u"lobby"_s;
    message.personId = u"p1"_s;
    message.personName = u"Ana"_s;
    message.id = u"id1"_s;
    message.text = text;
    return message;
}

} // namespace

class TestWire : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsMessages_data();
    void readsMessages();
    void aMessageWithoutAnIdGetsOne();
    void readsHello();
    void aBareHelloMeansTheLobby();
    void refusesBadHellos_data();
    void refusesBadHellos();
    void writesAMessage();
    void writesAcknowledgements();
    void theRosterIsBounded();
};

void TestWire::readsMessages_data()
{
    QTest::addColumn<QCborArray>("args");
    QTest::addColumn<QString>("error"); // empty: accepted
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("room");
    const auto object = [](QCborMap map) { return QCborArray{map}; };
    QTest::newRow("bare text") << QCborArray{u"hi"_s} << u""_s << u"hi"_s << u"lobby"_s;
    QTest::newRow("empty text") << QCborArray{u""_s} << u""_s << u""_s << u"lobby"_s;
    QTest::newRow("object") << object({{u"text"_s, u"hi"_s}, {u"id"_s, u"a-1"_s}, {u"room"_s, u"den"_s}})
                            << u""_s << u"hi"_s << u"den"_s;
    QTest::newRow("further arguments are ignored")
        << QCborArray{u"hi"_s, 5, u"x"_s} << u""_s << u"hi"_s << u"lobby"_s;
    QTest::newRow("nothing") << QCborArray{} << u"bad_request"_s << QString() << QString();
    QTest::newRow("number") << QCborArray{5} << u"bad_request"_s << QString() << QString();
    QTest::newRow("null") << QCborArray{nullptr} << u"bad_request"_s << QString() << QString();
    QTest::newRow("binary") << QCborArray{QByteArray("hi")} << u"bad_request"_s << QString() << QString();
    QTest::newRow("array") << QCborArray{QCborArray{u"hi"_s}} << u"bad_request"_s << QString() << QString();
    QTest::newRow("no text") << object({{u"id"_s, u"a"_s}}) << u"bad_request"_s << QString() << QString();
    QTest::newRow("number as text") << object({{u"text"_s, 5}}) << u"bad_request"_s << QString() << QString();
    QTest::newRow("bad id") << object({{u"text"_s, u"x"_s}, {u"id"_s, u"a b"_s}}) << u"bad_request"_s
                            << QString() << QString();
    QTest::newRow("number as id") << object({{u"text"_s, u"x"_s}, {u"id"_s, 7}}) << u"bad_request"_s
                                  << QString() << QString();
    QTest::newRow("bad room") << object({{u"text"_s, u"x"_s}, {u"room"_s, u"a b"_s}}) << u"bad_request"_s
                              << QString() << QString();
    QTest::newRow("an answer to another")
        << object({{u"text"_s, u"x"_s}, {u"replyTo"_s, 3}}) << u"bad_request"_s << QString() << QString();
    QTest::newRow("too long") << QCborArray{QString(16385, u'x')} << u"too_long"_s << QString() << QString();
}

void TestWire::readsMessages()
{
    QFETCH(QCborArray, args);
    QFETCH(QString, error);
    const auto request = parseMessage(args);
    QCOMPARE(request.has_value(), error.isEmpty());
    if (!request) {
        QCOMPARE(request.error().error, error);
        QVERIFY(!request.error().detail.isEmpty());
        return;
    }
    QTEST(request->text, "text");
    QTEST(request->room, "room");
}

void TestWire::aMessageWithoutAnIdGetsOne()
{
    const auto first = parseMessage({u"hi"_s});
    const auto second = parseMessage({u"hi"_s});
    QVERIFY(checkedId(first->id).has_value());
    QVERIFY(first->id != second->id);
}

void TestWire::readsHello()
{
    const QCborMap cursor{{u"epoch"_s, u"e1"_s}, {u"seq"_s, 17.0}};
    const auto hello = parseHello({QCborMap{{u"name"_s, u" Ana "_s},
                                            {u"rooms"_s, QCborArray{u"lobby"_s, u"den"_s, u"den"_s}},
                                            {u"since"_s, QCborMap{{u"den"_s, cursor}}},
                                            {u"token"_s, u"0123456789abcdef"_s}}});
    QVERIFY(hello.has_value());
    QCOMPARE(hello->name, u"Ana"_s);
    QCOMPARE(hello->token, u"0123456789abcdef"_s);
    QCOMPARE(hello->rooms, (QStringList{u"lobby"_s, u"den"_s}));
    QCOMPARE(hello->since.value(u"den"_s).after, 17U);
    QCOMPARE(hello->since.value(u"den"_s).epoch, QByteArray("e1"));
}

void TestWire::aBareHelloMeansTheLobby()
{
    for (const QCborArray &args :
         {QCborArray{}, QCborArray{QCborMap{}}, QCborArray{QCborMap{{u"rooms"_s, QCborArray{}}}}}) {
        const auto hello = parseHello(args);
        QVERIFY(hello.has_value());
        QCOMPARE(hello->rooms, QStringList{u"lobby"_s});
        QVERIFY(!hello->name);
    }
}

void TestWire::refusesBadHellos_data()
{
    QTest::addColumn<QCborValue>("hello");
    QCborArray many;
    for (int i = 0; i < 17; ++i)
        many.append(QString::number(i));
    QTest::newRow("text") << QCborValue(u"Ana"_s);
    QTest::newRow("bad name") << QCborValue(QCborMap{{u"name"_s, u" "_s}});
    QTest::newRow("name is a number") << QCborValue(QCborMap{{u"name"_s, 5}});
    QTest::newRow("rooms is a text") << QCborValue(QCborMap{{u"rooms"_s, u"lobby"_s}});
    QTest::newRow("bad room") << QCborValue(QCborMap{{u"rooms"_s, QCborArray{u"a b"_s}}});
    QTest::newRow("too many rooms") << QCborValue(QCborMap{{u"rooms"_s, many}});
    QTest::newRow("short token") << QCborValue(QCborMap{{u"token"_s, u"x"_s}});
    QTest::newRow("since is a number") << QCborValue(QCborMap{{u"since"_s, 3}});
    for (const QCborValue &seq : {QCborValue(-1), QCborValue(1.5), QCborValue(1e300), QCborValue(qQNaN()),
                                  QCborValue(u"1"_s), QCborValue()}) {
        const QCborMap cursor{{u"epoch"_s, u"e"_s}, {u"seq"_s, seq}};
        QTest::addRow("seq %s", qPrintable(seq.toDiagnosticNotation()))
            << QCborValue(QCborMap{{u"since"_s, QCborMap{{u"lobby"_s, cursor}}}});
    }
}

void TestWire::refusesBadHellos()
{
    QFETCH(QCborValue, hello);
    const auto parsed = parseHello({hello});
    QVERIFY(!parsed.has_value());
    QCOMPARE(parsed.error().error, u"bad_request"_s);
}

void TestWire::writesAMessage()
{
    const log::Message message = messageNumber7(u"<b>hi</b>"_s);
    const QCborMap wire = toWire(message);
    QCOMPARE(wire.value(u"message"_s).toString(), u"<b>hi</b>"_s);
    QCOMPARE(wire.value(u"seq"_s).toInteger(), 7);
    QCOMPARE(wire.value(u"at"_s).toString(), u"2023-11-14T22:13:20.123Z"_s);
    QCOMPARE(wire.value(u"from"_s).toMap().value(u"name"_s).toString(), u"Ana"_s);
    QCOMPARE(wire.size(), 6);
    log::Message unnumbered = message;
    unnumbered.seq = 0;
    QVERIFY(!toWire(unnumbered).contains(u"seq"_s));
}

void TestWire::writesAcknowledgements()
{
    log::Outcome outcome;
    outcome.message = messageNumber7(u"hi"_s);
    for (const auto kind : {log::Outcome::Kind::Stored, log::Outcome::Kind::Duplicate}) {
        outcome.kind = kind;
        QCOMPARE(toWire(outcome).value(u"ok"_s).toBool(), true);
        QCOMPARE(toWire(outcome).value(u"id"_s).toString(), u"id1"_s);
        QCOMPARE(toWire(outcome).value(u"seq"_s).toInteger(), 7);
    }
    outcome.isInMemoryOnly = true;
    QCOMPARE(toWire(outcome).value(u"ok"_s).toBool(), true);
    QCOMPARE(toWire(outcome).value(u"stored"_s).toBool(true), false);
    QCOMPARE(toWire(outcome).value(u"id"_s).toString(), u"id1"_s);
    QCOMPARE(toWire(outcome).value(u"at"_s).toString(), u"2023-11-14T22:13:20.123Z"_s);
    QVERIFY(!toWire(outcome).contains(u"seq"_s));
    outcome.kind = log::Outcome::Kind::Failed;
    QCOMPARE(toWire(outcome).value(u"ok"_s).toBool(true), false);
    QCOMPARE(toWire(outcome).value(u"error"_s).toString(), u"storage"_s);
    QVERIFY(!toWire(outcome).contains(u"seq"_s));
}

void TestWire::theRosterIsBounded()
{
    QList<Person> members(250, Person{u"p"_s, u"n"_s});
    const QCborMap wire = toWire(log::Page{}, members);
    QCOMPARE(wire.value(u"roster"_s).toArray().size(), 200);
    QCOMPARE(wire.value(u"count"_s).toInteger(), 250);
}

QTEST_GUILESS_MAIN(TestWire)
#include "tst_wire.moc"
