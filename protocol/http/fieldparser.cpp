// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/http/fieldparser.h"

#include "protocol/http/syntax.h"

#include <utility>

namespace confab::http {

FieldParser::Step FieldParser::accept(char c)
{
    switch (m_state) {
    case State::LineStart:
        return startLine(c);
    case State::Name:
        if (c == ':') {
            m_state = State::Value;
            return Step::More;
        }
        if (!isTokenChar(c))
            return fail(400, "invalid character in a field name");
        m_name += c;
        return Step::More;
    case State::Value:
        if (c == '\r') {
            m_state = State::LineFeed;
            return Step::More;
        }
        if (!isFieldValueChar(c))
            return fail(400, "invalid character in a field value");
        m_value += c;
        return Step::More;
    case State::LineFeed:
        return c == '\n' ? endLine() : fail(400, "CR without LF");
    case State::LastLineFeed:
        return c == '\n' ? Step::Done : fail(400, "CR without LF");
    }
    return fail(400, "invalid field"); // not reached
}

qsizetype FieldParser::acceptRun(QByteArrayView bytes)
{
    QByteArrayView run;
    if (m_state == State::Name) {
        run = leadingRun(bytes, isTokenChar);
        m_name.append(run);
    } else if (m_state == State::Value) {
        run = leadingRun(bytes, isFieldValueChar);
        m_value.append(run);
    }
    return run.size();
}

FieldParser::Step FieldParser::startLine(char c)
{
    if (c == '\r') {
        m_state = State::LastLineFeed;
        return Step::More;
    }
    if (c == ' ' || c == '\t')
        return fail(400, "folded line");
    if (!isTokenChar(c))
        return fail(400, "invalid character in a field name");
    if (m_fields.fields().size() >= m_maximumFields)
        return fail(431, "too many fields");
    m_name.resize(0);
    m_value.resize(0);
    m_name += c;
    m_state = State::Name;
    return Step::More;
}

FieldParser::Step FieldParser::endLine()
{
    // Copies of their own size: what grew by the byte has room for more, and is of use for the next field.
    m_fields.add(QByteArray(m_name.constData(), m_name.size()),
                 QByteArrayView(m_value).trimmed().toByteArray());
    m_state = State::LineStart;
    return Step::More;
}

Headers FieldParser::take()
{
    m_state = State::LineStart;
    m_name = {};
    m_value = {};
    return std::exchange(m_fields, {});
}

FieldParser::Step FieldParser::fail(int status, const char *detail)
{
    m_error = {status, detail};
    return Step::Failed;
}

} // namespace confab::http
