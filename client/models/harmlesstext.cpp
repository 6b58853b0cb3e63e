// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/models/harmlesstext.h"

namespace confab::client {

namespace {

constexpr char16_t zeroWidthJoiner = 0x200D; // holds emoji sequences together
constexpr char16_t zeroWidthNonJoiner = 0x200C; // Persian and Indic spelling

bool isInvisible(char32_t c)
{
    switch (QChar::category(c)) {
    case QChar::Other_Control:
    case QChar::Other_Surrogate:
    case QChar::Other_NotAssigned:
    case QChar::Other_PrivateUse:
        return true;
    case QChar::Other_Format:
        return c != zeroWidthJoiner && c != zeroWidthNonJoiner;
    default:
        return false;
    }
}

/// Letters and a sign that fonts draw as nothing: the fillers of Hangul and the empty Braille cell.
bool isBlank(char32_t c)
{
    return QChar::isSpace(c) || c == 0x3164 || c == 0xFFA0 || c == 0x115F || c == 0x1160 || c == 0x2800;
}

/// The character that begins at `i`, which is left at its last unit. Half of a pair is itself.
char32_t characterAt(const QString &text, qsizetype &i)
{
    const QChar first = text.at(i);
    if (!first.isHighSurrogate() || i + 1 >= text.size() || !text.at(i + 1).isLowSurrogate())
        return first.unicode();
    return QChar::surrogateToUcs4(first, text.at(++i));
}

} // namespace

QString harmlessName(const QString &name, qsizetype maximumLength)
{
    QString out;
    out.reserve(qMin(name.size(), maximumLength));
    bool visible = false;
    for (qsizetype i = 0; i < name.size(); ++i) {
        const char32_t c = characterAt(name, i);
        if (isBlank(c)) {
            if (!out.isEmpty() && !out.endsWith(u' '))
                out += u' ';
            continue;
        }
        if (isInvisible(c))
            continue;
        visible = visible || (QChar::category(c) != QChar::Other_Format && !QChar::isMark(c));
        out += QChar::fromUcs4(c);
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
    for (qsizetype i = 0; i < out.size(); ++i) {
        QChar &c = out[i];
        const char16_t unit = c.unicode();
        if (c.isHighSurrogate() && i + 1 < out.size() && out.at(i + 1).isLowSurrogate()) {
            ++i;
            continue;
        }
        if (unit == u'\r' || unit == 0x0B || unit == 0x0C || unit == 0x85 || unit == 0x2028 || unit == 0x2029)
            c = u'\n';
        else if (unit < 0x20 && unit != u'\n' && unit != u'\t')
            c = QChar(char16_t(0x2400 + unit));
        else if (unit == 0x7F)
            c = QChar(0x2421);
        else if ((unit > 0x7F && unit < 0xA0) || unit == 0x202D || unit == 0x202E || c.isSurrogate())
            c = QChar::ReplacementCharacter;
    }
    return out;
}

QString isolated(const QString &name) { return QChar(0x2068) + name + QChar(0x2069); }

} // namespace confab::client
