// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/chat/rules.h"

#include <QList>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace confab::chat {

namespace {

constexpr qsizetype maximumRoomLength = 64;
constexpr qsizetype maximumIdLength = 64;

/// Characters that would let a name change how the text around it reads.
bool isFormatting(char32_t c)
{
    switch (QChar::category(c)) {
    case QChar::Other_Control:
    case QChar::Other_Surrogate:
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph:
        return true;
    case QChar::Other_Format:
        return c != 0x200D && c != 0x200C; // joiners belong to emoji and to several scripts
    default:
        return false;
    }
}

/// Letters and a sign that fonts draw as nothing: the fillers of Hangul and the empty Braille cell.
bool isBlank(char32_t c)
{
    return QChar::isSpace(c) || c == 0x3164 || c == 0xFFA0 || c == 0x115F || c == 0x1160 || c == 0x2800;
}

/// Whether it shows anything without a character in front of it.
bool standsAlone(char32_t c)
{
    return !isBlank(c) && !QChar::isMark(c) && QChar::category(c) != QChar::Other_Format;
}

/// UTF-8 has no place for half of a surrogate pair (JavaScript cuts emoji in two): U+FFFD stands for it at
/// every door, in the log and in exports, and not something different at each.
QString wellFormed(const QString &text)
{
    if (text.isValidUtf16())
        return text;
    QString whole = text;
    for (qsizetype i = 0; i < whole.size(); ++i) {
        if (whole.at(i).isHighSurrogate() && i + 1 < whole.size() && whole.at(i + 1).isLowSurrogate())
            ++i;
        else if (whole.at(i).isSurrogate())
            whole[i] = QChar::ReplacementCharacter;
    }
    return whole;
}

Refusal badRequest(const QString &detail) { return Refusal{u"bad_request"_s, detail}; }

} // namespace

QString lobby() { return u"lobby"_s; }

Result<QString, Refusal> checkedText(const QString &text)
{
    const Refusal tooLong{u"too_long"_s,
                          u"A message has at most %1 UTF-8 bytes of text."_s.arg(maximumTextBytes)};
    if (text.size() > maximumTextBytes) // a UTF-16 unit is at least one byte: no need to encode it
        return Failure{tooLong};
    const QString whole = wellFormed(text);
    if (whole.toUtf8().size() > maximumTextBytes)
        return Failure{tooLong};
    return whole;
}

Result<QString, Refusal> checkedName(const QString &name)
{
    // Bounded before it is worked on: a name of a megabyte is cut, not searched.
    QString visible;
    for (const uint c : name.left(maximumNameLength * 8).toUcs4()) {
        const auto codePoint = static_cast<char32_t>(c);
        if (isBlank(codePoint))
            visible += u' ';
        else if (!isFormatting(codePoint))
            visible += QString::fromUcs4(&codePoint, 1);
    }
    QList<uint> codePoints = visible.simplified().toUcs4();
    codePoints.resize(std::min(codePoints.size(), maximumNameLength));
    const QString kept =
        QString::fromUcs4(reinterpret_cast<const char32_t *>(codePoints.constData()), codePoints.size())
            .trimmed();
    const QList<uint> shown = kept.toUcs4();
    if (std::none_of(shown.begin(), shown.end(), [](uint c) { return standsAlone(c); }))
        return Failure{badRequest(u"A name needs at least one visible character."_s)};
    return kept;
}

Result<QString, Refusal> checkedRoom(const QString &room)
{
    const auto isAllowed = [](QChar c) {
        return c.isLetterOrNumber() || c == u'.' || c == u'_' || c == u'-';
    };
    if (room.isEmpty() || room.size() > maximumRoomLength
        || !std::all_of(room.begin(), room.end(), isAllowed)) {
        return Failure{badRequest(
            u"A room's name has 1 to %1 letters, digits, '.', '_' or '-'."_s.arg(maximumRoomLength))};
    }
    return room;
}

Result<QString, Refusal> checkedId(const QString &id)
{
    const auto isAllowed = [](QChar c) {
        return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9') || c == u'_'
            || c == u'-';
    };
    if (id.isEmpty() || id.size() > maximumIdLength || !std::all_of(id.begin(), id.end(), isAllowed))
        return Failure{
            badRequest(u"An id has 1 to %1 of A-Z, a-z, 0-9, '_' and '-'."_s.arg(maximumIdLength))};
    return id;
}

} // namespace confab::chat
