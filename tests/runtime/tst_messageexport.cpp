// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/runtime/messageexport.h"
#include "tests/server_window/samples.h"

#include <QBuffer>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace confab::runtime;
using namespace Qt::StringLiterals;

namespace {

/// A disk with room for `room` bytes.
class FullDisk : public QIODevice
{
public:
    explicit FullDisk(qint64 room)
        : m_room(room)
    {
        open(WriteOnly | Unbuffered);
    }

protected:
    qint64 readData(char *, qint64) override { return -1; }
    qint64 writeData(const char *, qint64 size) override
    {
        const qint64 taken = qMin(size, m_room);
        m_room -= taken;
        return taken;
    }

private:
    qint64 m_room;
};

} // namespace

class TestMessageExport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void formatComesFromTheName_data();
    void formatComesFromTheName();
    void textIsOneHarmlessLine();
    void jsonKeepsEverything();
    void csvDefusesFormulas_data();
    void csvDefusesFormulas();
    void csvQuotes();
    void csvHasAHeader();
    void tellsThatTheDiskIsFull();
};

void TestMessageExport::formatComesFromTheName_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<ExportFormat>("format");
    QTest::newRow("txt") << u"a.txt"_s << ExportFormat::Text;
    QTest::newRow("none") << u"a"_s << ExportFormat::Text;
    QTest::newRow("csv") << u"a.CSV"_s << ExportFormat::Csv;
    QTest::newRow("jsonl") << u"a.jsonl"_s << ExportFormat::JsonLines;
    QTest::newRow("json") << u"a.csv.json"_s << ExportFormat::JsonLines;
}

void TestMessageExport::formatComesFromTheName()
{
    QFETCH(const QString, name);
    QFETCH(const ExportFormat, format);
    QCOMPARE(exportFormatFor(name), format);
}

void TestMessageExport::textIsOneHarmlessLine()
{
    const QByteArray line = exportLine(samples::message(1, u"A\nb"_s, u"x\n2026-01-01 faked: \u202E\u001B"_s),
                                       ExportFormat::Text);
    QCOMPARE(line.count('\n'), 1);
    QVERIFY(line.endsWith('\n'));
    QVERIFY(!line.contains('\x1B'));
    QVERIFY(line.contains("lobby A\u21B5b: x\u21B52026-01-01 faked: [U+202E]"));
}

void TestMessageExport::jsonKeepsEverything()
{
    const auto message = samples::message(7, u"\u202EAna"_s, u"a\nb \"c\" 👋"_s, 3);
    const QByteArray line = exportLine(message, ExportFormat::JsonLines);
    QCOMPARE(line.count('\n'), 1);
    const QJsonObject object = QJsonDocument::fromJson(line).object();
    QCOMPARE(object.value(u"text"_s).toString(), message.text);
    QCOMPARE(object.value(u"from"_s).toObject().value(u"name"_s).toString(), message.name);
    QCOMPARE(object.value(u"from"_s).toObject().value(u"id"_s).toString(), message.personId);
    QCOMPARE(object.value(u"seq"_s).toInt(), 7);
    QCOMPARE(object.value(u"client"_s).toInt(), 3);
    QCOMPARE(object.value(u"room"_s).toString(), u"lobby"_s);
    QCOMPARE(QDateTime::fromString(object.value(u"at"_s).toString(), Qt::ISODateWithMs), message.at);
}

void TestMessageExport::csvDefusesFormulas_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("defused");
    QTest::newRow("equals") << u"=HYPERLINK(\"http://x\")"_s << true;
    QTest::newRow("plus") << u"+1"_s << true;
    QTest::newRow("minus") << u"-1+cmd|' /C calc'!A0"_s << true;
    QTest::newRow("at") << u"@SUM(A1)"_s << true;
    QTest::newRow("tab") << u"\tx"_s << true;
    QTest::newRow("carriage return") << u"\rx"_s << true;
    QTest::newRow("space first") << u"  =1"_s << true;
    QTest::newRow("full width") << u"\uFF1D1"_s << true;
    QTest::newRow("invisible first") << u"\u200B=1"_s << true;
    QTest::newRow("inside") << u"1=1"_s << false;
    QTest::newRow("word") << u"hello"_s << false;
    QTest::newRow("empty") << QString() << false;
}

void TestMessageExport::csvDefusesFormulas()
{
    QFETCH(const QString, text);
    QFETCH(const bool, defused);
    const QString wanted =
        u',' + (defused ? u"\"'"_s : u"\""_s) + QString(text).replace(u'"', u"\"\""_s) + u"\"\r\n"_s;
    const QString asText =
        QString::fromUtf8(exportLine(samples::message(1, u"Ana"_s, text), ExportFormat::Csv));
    QVERIFY2(asText.endsWith(wanted), qPrintable(asText));
    // The name is as much the network's as the text.
    const QString asName =
        QString::fromUtf8(exportLine(samples::message(1, text, u"x"_s), ExportFormat::Csv));
    QCOMPARE(asName.contains(u",\"'"_s), defused);
}

void TestMessageExport::csvQuotes()
{
    const QByteArray line = exportLine(samples::message(4, u"An\"a"_s, u"a,b\nc"_s, 9), ExportFormat::Csv);
    QVERIFY2(line.endsWith(",\"lobby\",4,9,\"An\"\"a\",\"a,b\nc\"\r\n"), line.constData());
}

void TestMessageExport::csvHasAHeader()
{
    QBuffer file;
    file.open(QIODevice::WriteOnly);
    QVERIFY(exportMessages(samples::mixedMessages(), ExportFormat::Csv, file));
    QVERIFY(file.data().startsWith("\xEF\xBB\xBFtime,room,number,client,name,text\r\n"));
}

void TestMessageExport::tellsThatTheDiskIsFull()
{
    const auto messages = samples::mixedMessages();
    for (const auto format : {ExportFormat::Text, ExportFormat::JsonLines, ExportFormat::Csv}) {
        QBuffer whole;
        whole.open(QIODevice::WriteOnly);
        QVERIFY(exportMessages(messages, format, whole));
        // Whatever the byte at which it is full.
        for (qint64 room = 0; room < whole.size(); room += 7) {
            FullDisk disk(room);
            QVERIFY(!exportMessages(messages, format, disk));
        }
        FullDisk enough(whole.size());
        QVERIFY(exportMessages(messages, format, enough));
    }
}

QTEST_APPLESS_MAIN(TestMessageExport)
#include "tst_messageexport.moc"
