// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/models/harmlesstext.h"

namespace confab::client {

namespace {

constexpr char16_t zeroWidthJoiner = 0x200D; // holds emoji sequences together
constexpr char16_t zeroWidthNonJoiner = 0x200C; // Persian and Indic spelling

bool isInvisible(QChar c)
{
    switch (c.category()) {
    case QChar::Other_Control:
    case QChar::Other_NotAssigned:
    case QChar::Other_PrivateUse:
        return true;
    case QChar::Other_Format:
        return c.unicode() != zeroWidthJoiner && c.unicode() != zeroWidthNonJoiner;
    default:
        return false;
    }
}

} // namespace

QString harmlessName(const QString &name, qsizetype maximumLength)
{
    QString out;
    out.reserve(qMin(name.size(), maximumLength));
    bool visible = false;
    for (const QChar c : name) {
        if (c.isSpace()) {
            if (!out.isEmpty() && !out.endsWith(u' '))
                out += u' ';
            continue;
        }
        if (isInvisible(c))
            continue;
        visible = visible || (c.category() != QChar::Other_Format && !c.isMark());
        out += c;
        if (out.size() > maximumLength)
            break;
    }
    if (out.size() > maximumLength) {
        out.truncate(maximumLength - 1);
        if (out.back().isHighSurrogate())
            out.chop(1);
        out += QChar(u'…');
    }
    return visible ? out.trimmed() : QString();
}

QString harmlessText(const QString &text)
{
    QString out = text;
    out.replace(QLatin1String("\r\n"), QLatin1String("\n"));
    for (QChar &c : out) {
        const char16_t unit = c.unicode();
        if (unit == u'\r' || unit == 0x0B || unit == 0x0C || unit == 0x85 || unit == 0x2028 || unit == 0x2029)
            c = u'\n';
        else if (unit < 0x20 && unit != u'\n' && unit != u'\t')
            c = QChar(char16_t(0x2400 + unit));
        else if (unit == 0x7F)
            c = QChar(0x2421);
        else if ((unit > 0x7F && unit < 0xA0) || unit == 0x202D || unit == 0x202E)
            c = QChar::ReplacementCharacter;
    }
    return out;
}

QString isolated(const QString &name) { return QChar(0x2068) + name + QChar(0x2069); }

} // namespace confab::client
