// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/http/message.h"
#include "protocol/http/parseerror.h"

namespace confab::http {

/// Reads header or trailer fields up to and including the empty line (RFC 9112 5), a byte at a time, and
/// fails at the first byte that cannot be right: bare CR or LF, folded lines, control characters, a name that
/// is no token, whitespace before the colon, one field too many. Bytes in total are the caller's to limit.
class FieldParser
{
public:
    enum class Step { More, Done, Failed };

    explicit FieldParser(qsizetype maximumFields)
        : m_maximumFields(maximumFields)
    { }

    Step accept(char c);
    /// Takes what goes on in the name or value at hand, as accept() would byte by byte, and returns how much
    /// that was: accept() looks at the rest.
    [[nodiscard]] qsizetype acceptRun(QByteArrayView bytes);
    [[nodiscard]] const ParseError &error() const { return m_error; }
    /// The fields read; the parser is new again.
    [[nodiscard]] Headers take();

private:
    enum class State { LineStart, Name, Value, LineFeed, LastLineFeed };

    Step startLine(char c);
    Step endLine();
    Step fail(int status, const char *detail);

    qsizetype m_maximumFields;
    State m_state = State::LineStart;
    QByteArray m_name;
    QByteArray m_value;
    Headers m_fields;
    ParseError m_error;
};

} // namespace confab::http
