// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/runtime/consolelog.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <limits>

using namespace Qt::StringLiterals;

namespace confab::runtime {

namespace {

/// What steers a terminal or cannot be written; white space and quotes are each format's own matter.
bool isUnsafe(QChar c)
{
    const char16_t u = c.unicode();
    return c.category() == QChar::Other_Control || u == 0x2028 || u == 0x2029 || u == 0x061C || u == 0x200E
        || u == 0x200F || (u >= 0x202A && u <= 0x202E) || (u >= 0x2066 && u <= 0x2069) || u == 0xFEFF;
}

QString hexEscape(QChar c) { return u"\\u%1"_s.arg(ushort(c.unicode()), 4, 16, QLatin1Char('0')); }

QString escaped(const QString &text)
{
    QString out;
    out.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text.at(i);
        const bool isPair = c.isHighSurrogate() && i + 1 < text.size() && text.at(i + 1).isLowSurrogate();
        if (isPair)
            out += QStringView(text).sliced(i++, 2);
        else if (c == u'\n')
            out += "\\n"_L1;
        else if (c == u'\t')
            out += "\\t"_L1;
        else if (isUnsafe(c) || c.isSurrogate())
            out += hexEscape(c);
        else
            out += c;
    }
    return out;
}

/// The system is asked for its time zone once a minute, not for every message: it looks for its file each
/// time. Summer begins and ends with a minute.
QDateTime localTime(const QDateTime &at)
{
    struct Known
    {
        qint64 minute = std::numeric_limits<qint64>::min();
        int offset = 0; ///< seconds from UTC
    };
    thread_local Known known;
    const qint64 minute = at.toMSecsSinceEpoch() / 60000;
    if (minute != known.minute)
        known = {minute, at.toLocalTime().offsetFromUtc()};
    return at.toOffsetFromUtc(known.offset);
}

QByteArray jsonLine(const MessageRecord &message)
{
    const QJsonObject object{
        {u"at"_s, message.at.toUTC().toString(Qt::ISODateWithMs)},
        {u"room"_s, message.room},
        {u"seq"_s, static_cast<qint64>(message.seq)},
        {u"id"_s, message.messageId},
        {u"from"_s, QJsonObject{{u"id"_s, message.personId}, {u"name"_s, message.name}}},
        {u"text"_s, message.text},
    };
    // Such characters stand nowhere but inside strings, where an escape is the same to whoever reads JSON.
    const QString json = QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
    QString line;
    line.reserve(json.size());
    for (const QChar c : json) {
        if (isUnsafe(c))
            line += hexEscape(c);
        else
            line += c;
    }
    return line.toUtf8();
}

} // namespace

QByteArray consoleLine(const MessageRecord &message, LogFormat format)
{
    if (format == LogFormat::Json)
        return jsonLine(message);
    return u"%1 %2 %3: %4"_s
        .arg(localTime(message.at).toString(u"HH:mm:ss.zzz"_s), escaped(message.room), escaped(message.name),
             escaped(message.text))
        .toUtf8();
}

} // namespace confab::runtime
