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

Refusal badRequest(const QString &detail) { return Refusal{u"bad_request"_s, detail}; }

} // namespace

QString lobby() { return u"lobby"_s; }

Result<QString, Refusal> checkedText(const QString &text)
{
    // A UTF-16 unit is at least one byte: no need to encode what is too long anyway.
    const qsizetype bytes = text.size() > maximumTextBytes ? text.size() : text.toUtf8().size();
    if (bytes > maximumTextBytes) {
        return Failure{
            Refusal{u"too_long"_s, u"A message has at most %1 UTF-8 bytes of text."_s.arg(maximumTextBytes)}};
    }
    return text;
}

Result<QString, Refusal> checkedName(const QString &name)
{
    // Bounded before it is worked on: a name of a megabyte is cut, not searched.
    QString visible;
    for (const uint c : name.left(maximumNameLength * 8).toUcs4()) {
        const auto codePoint = static_cast<char32_t>(c);
        if (QChar::isSpace(codePoint))
            visible += u' ';
        else if (!isFormatting(codePoint))
            visible += QString::fromUcs4(&codePoint, 1);
    }
    QList<uint> codePoints = visible.simplified().toUcs4();
    codePoints.resize(std::min(codePoints.size(), maximumNameLength));
    const QString kept =
        QString::fromUcs4(reinterpret_cast<const char32_t *>(codePoints.constData()), codePoints.size())
            .trimmed();
    if (kept.isEmpty())
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
