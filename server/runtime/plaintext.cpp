// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/runtime/plaintext.h"

#include <QStringList>

namespace confab::runtime {

using namespace Qt::StringLiterals;

namespace {

constexpr char16_t LineEndSign = u'\u21B5';
constexpr qsizetype CellChars = 1000;
constexpr qsizetype ToolTipLines = 20;
constexpr qsizetype ToolTipWord = 60;

bool isBidiControl(char16_t c) { return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069); }

/// Not characters (Unicode 23.7): QTextDocument takes some of them for the bounds of its frames.
bool isNoCharacter(char16_t c) { return (c >= 0xFDD0 && c <= 0xFDEF) || c >= 0xFFFE; }

bool isInvisible(char16_t c)
{
    // Not the joiners U+200C and U+200D: scripts and emoji need them.
    return c == 0x200B || c == 0x2060 || c == 0xFEFF || c == 0x00AD;
}

void appendVisible(QString &out, char16_t c)
{
    if (c == u'\n' || c == 0x2028 || c == 0x2029)
        out += QChar(LineEndSign);
    else if (c == u'\t')
        out += u' ';
    else if (c < 0x20)
        out += QChar(char16_t(0x2400 + c));
    else if (c == 0x7F)
        out += QChar(0x2421);
    else if ((c >= 0x80 && c < 0xA0) || isNoCharacter(c))
        out += QChar(QChar::ReplacementCharacter);
    else if (isBidiControl(c) || isInvisible(c))
        out += u"[U+%1]"_s.arg(uint(c), 4, 16, QLatin1Char('0')).toUpper();
    else
        out += QChar(c);
}

/// With a place to break a line in every word that is longer than a tool tip is wide.
QString breakable(const QString &line)
{
    QString out;
    qsizetype word = 0;
    for (const QChar c : line) {
        word = c.isSpace() ? 0 : word + 1;
        if (word > ToolTipWord && !c.isLowSurrogate() && !c.isMark()) {
            out += QChar(0x200B);
            word = 1;
        }
        out += c;
    }
    return out;
}

} // namespace

QString visibleLine(const QString &text)
{
    QString out;
    out.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text.at(i);
        if (c.isHighSurrogate() && i + 1 < text.size() && text.at(i + 1).isLowSurrogate()) {
            out += c;
            out += text.at(++i);
        } else if (c.isSurrogate()) {
            out += QChar(QChar::ReplacementCharacter);
        } else if (c == u'\r' && i + 1 < text.size() && text.at(i + 1) == u'\n') {
            continue; // the line feed stands for both
        } else {
            appendVisible(out, c.unicode());
        }
    }
    return out;
}

QString visibleCell(const QString &text)
{
    return visibleLine(text.left(CellChars)) + (text.size() > CellChars ? u"…"_s : QString());
}

QString toolTipFor(const QString &text, qsizetype maxChars)
{
    QStringList lines = text.left(maxChars).split(u'\n');
    bool cut = text.size() > maxChars || lines.size() > ToolTipLines;
    lines = lines.first(qMin(lines.size(), ToolTipLines));
    qsizetype left = maxChars;
    for (QString &line : lines) {
        const QString visible = visibleLine(line); // may be much longer
        cut = cut || visible.size() > left;
        line = breakable(visible.left(left)).toHtmlEscaped();
        left -= qMin(left, visible.size());
    }
    return u"<div>"_s + lines.join(u"<br>"_s) + (cut ? u"…</div>"_s : u"</div>"_s);
}

} // namespace confab::runtime
