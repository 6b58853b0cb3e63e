// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/window/messageexport.h"

#include "server/window/plaintext.h"

#include <QIODevice>
#include <QJsonDocument>
#include <QJsonObject>

namespace confab::server {

using namespace Qt::StringLiterals;
using runtime::MessageRecord;

namespace {

/// Cells starting with these run as formulas in spreadsheets (OWASP, CSV injection); white space in front is
/// skipped by some of them.
bool looksLikeFormula(const QString &cell)
{
    if (cell.startsWith(u'\t') || cell.startsWith(u'\r') || cell.startsWith(u'\n'))
        return true;
    const QString trimmed = cell.trimmed();
    if (trimmed.isEmpty())
        return false;
    static const QString Starters = u"=+-@\uFF1D\uFF0B\uFF0D\uFF20|%"_s;
    return Starters.contains(trimmed.front());
}

QString csvCell(QString cell)
{
    if (looksLikeFormula(cell))
        cell.prepend(u'\'');
    cell.replace(u'"', u"\"\""_s);
    return u'"' + cell + u'"';
}

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

bool exportMessages(const QList<MessageRecord> &messages, ExportFormat format, QIODevice &device)
{
    const auto write = [&device](const QByteArray &bytes) { return device.write(bytes) == bytes.size(); };
    if (format == ExportFormat::Csv && !write("\xEF\xBB\xBFtime,room,number,client,name,text\r\n"))
        return false;
    for (const MessageRecord &message : messages) {
        if (!write(exportLine(message, format)))
            return false;
    }
    return true;
}

} // namespace confab::server
