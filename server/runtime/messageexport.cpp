// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/runtime/messageexport.h"

#include "server/runtime/plaintext.h"

#include <QIODevice>
#include <QJsonDocument>
#include <QJsonObject>

namespace confab::runtime {

using namespace Qt::StringLiterals;

namespace {

/// Cells that start with these run as formulas in spreadsheets (OWASP, CSV injection).
bool startsFormula(QChar c) { return u"=+-@\uFF1D\uFF0B\uFF0D\uFF20|%"_s.contains(c); }

/// What a spreadsheet may skip in front of a formula.
bool isSkipped(QChar c)
{
    return c.isSpace() || c.category() == QChar::Other_Control || c.category() == QChar::Other_Format
        || c == u'"';
}

/// Where a reader that separates cells by semicolons or tabs, as spreadsheets do in many countries, begins a
/// new one: our quotes mean nothing to it there.
bool endsCell(QChar c) { return c == u';' || c == u'\t' || c == u'\n' || c == u'\r'; }

/// The text with an apostrophe in front of whatever would run as a formula: spreadsheets show the rest as
/// text.
QString withoutFormulas(const QString &cell)
{
    QString out;
    out.reserve(cell.size() + 1);
    if (!cell.isEmpty() && endsCell(cell.front()) && cell.front() != u';')
        out += u'\'';
    bool atStart = out.isEmpty();
    for (qsizetype i = 0, cellStart = 0; i < cell.size(); ++i) {
        const QChar c = cell.at(i);
        if (atStart && startsFormula(c))
            out.insert(cellStart, u'\'');
        out += c;
        if (endsCell(c)) {
            atStart = true;
            cellStart = out.size();
        } else {
            atStart = atStart && isSkipped(c);
        }
    }
    return out;
}

QString csvCell(const QString &cell) { return u'"' + withoutFormulas(cell).replace(u'"', u"\"\""_s) + u'"'; }

QString isoTime(const QDateTime &at) { return at.toUTC().toString(Qt::ISODateWithMs); }

} // namespace

ExportFormat exportFormatFor(const QString &fileName)
{
    const auto endsWith = [&fileName](QLatin1StringView suffix) {
        return fileName.endsWith(suffix, Qt::CaseInsensitive);
    };
    if (endsWith(".csv"_L1))
        return ExportFormat::Csv;
    if (endsWith(".jsonl"_L1) || endsWith(".ndjson"_L1) || endsWith(".json"_L1))
        return ExportFormat::JsonLines;
    return ExportFormat::Text;
}

QByteArray exportLine(const MessageRecord &message, ExportFormat format)
{
    switch (format) {
    case ExportFormat::Text:
        return u"%1 %2 %3: %4\n"_s
            .arg(message.at.toLocalTime().toString(u"yyyy-MM-dd HH:mm:ss.zzz"_s), visibleLine(message.room),
                 visibleLine(message.name), visibleLine(message.text))
            .toUtf8();
    case ExportFormat::JsonLines: {
        const QJsonObject object{
            {u"at"_s, isoTime(message.at)},
            {u"room"_s, message.room},
            {u"seq"_s, qint64(message.seq)},
            {u"client"_s, qint64(message.clientId)},
            {u"from"_s, QJsonObject{{u"id"_s, message.personId}, {u"name"_s, message.name}}},
            {u"text"_s, message.text},
        };
        return QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n';
    }
    case ExportFormat::Csv: {
        const QStringList cells{isoTime(message.at),          csvCell(message.room),
                                QString::number(message.seq), QString::number(message.clientId),
                                csvCell(message.name),        csvCell(message.text)};
        return cells.join(u',').toUtf8() + "\r\n";
    }
    }
    return {};
}

QByteArray exportHead(ExportFormat format)
{
    return format == ExportFormat::Csv ? "\xEF\xBB\xBFtime,room,number,client,name,text\r\n" : QByteArray();
}

bool exportMessages(const QList<MessageRecord> &messages, ExportFormat format, QIODevice &device)
{
    const auto write = [&device](const QByteArray &bytes) { return device.write(bytes) == bytes.size(); };
    if (!write(exportHead(format)))
        return false;
    for (const MessageRecord &message : messages) {
        if (!write(exportLine(message, format)))
            return false;
    }
    return true;
}

} // namespace confab::runtime
