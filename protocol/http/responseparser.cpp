// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/http/responseparser.h"

#include "protocol/http/syntax.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace confab::http {

namespace {

constexpr qsizetype maximumHeadBytes = 65536;

bool hasNoBody(int status, const QByteArray &requestMethod)
{
    return status < 200 || status == 204 || status == 304 || requestMethod == "HEAD";
}

} // namespace

ResponseParser::Progress ResponseParser::feed(QByteArray &buffer)
{
    if (m_state <= State::Fields) {
        qsizetype used = 0;
        const QByteArrayView input = buffer;
        while (used < input.size() && m_state <= State::Fields)
            acceptHead(input[used++]);
        buffer.remove(0, used);
    }
    if (m_state > State::Fields && m_state < State::Complete)
        readBody(buffer);
    return progress();
}

ResponseParser::Progress ResponseParser::endOfStream()
{
    if (m_state == State::OpenBody)
        m_state = State::Complete;
    else if (m_state != State::Complete && !isIdle())
        fail("response ends early");
    return progress();
}

void ResponseParser::acceptHead(char c)
{
    if (++m_headBytes > maximumHeadBytes)
        return fail("head is too large");
    if (m_state == State::StatusLine) {
        m_statusLine += c;
        if (c == '\n')
            readStatusLine();
        return;
    }
    switch (m_fields.accept(c)) {
    case FieldParser::Step::More:
        break;
    case FieldParser::Step::Done:
        m_response.headers = m_fields.take();
        finishHead();
        break;
    case FieldParser::Step::Failed:
        fail(m_fields.error().detail.constData());
        break;
    }
}

void ResponseParser::readStatusLine()
{
    // HTTP/1.1 200 OK, the reason may be missing
    const QByteArrayView line = m_statusLine;
    const bool shaped = line.size() >= 14 && line.startsWith("HTTP/1.") && isDigit(line[7]) && line[8] == ' '
        && line.endsWith("\r\n") && isDigit(line[9]) && isDigit(line[10]) && isDigit(line[11])
        && (line[12] == ' ' || line[12] == '\r');
    if (!shaped)
        return fail("invalid status line");
    m_response.status = line.sliced(9, 3).toInt();
    m_state = State::Fields;
    if (m_response.status < 100 || m_response.status > 599)
        fail("invalid status");
}

void ResponseParser::finishHead()
{
    Headers &headers = m_response.headers;
    const bool chunked = headers.hasToken("Transfer-Encoding", "chunked");
    const QByteArray length = headers.value("Content-Length");
    if (m_requestMethod != "HEAD")
        headers.remove("Content-Length");
    headers.remove("Transfer-Encoding");

    if (hasNoBody(m_response.status, m_requestMethod)) {
        m_state = State::Complete;
    } else if (chunked) {
        m_state = State::ChunkedBody;
    } else if (length.isNull()) {
        m_state = State::OpenBody;
    } else {
        bool isNumber = false;
        m_missingBytes = length.toLongLong(&isNumber);
        m_state = m_missingBytes == 0 ? State::Complete : State::SizedBody;
        if (!isNumber || m_missingBytes < 0)
            fail("invalid Content-Length");
    }
}

void ResponseParser::readBody(QByteArray &buffer)
{
    if (m_state == State::OpenBody) {
        m_response.body.append(std::exchange(buffer, {}));
    } else if (m_state == State::SizedBody) {
        const qsizetype taken = qsizetype(std::min<qint64>(m_missingBytes, buffer.size()));
        m_response.body.append(QByteArrayView(buffer).first(taken));
        buffer.remove(0, taken);
        m_missingBytes -= taken;
        if (m_missingBytes == 0)
            m_state = State::Complete;
    } else {
        qsizetype used = 0;
        const auto result = m_chunks.feed(buffer, used, m_response.body, std::numeric_limits<qint64>::max());
        buffer.remove(0, used);
        if (result == ChunkedDecoder::Progress::Done)
            m_state = State::Complete;
        else if (result == ChunkedDecoder::Progress::Failed)
            fail(m_chunks.error().detail.constData());
    }
}

Response ResponseParser::takeResponse()
{
    Q_ASSERT(m_state == State::Complete);
    Response response = std::exchange(m_response, {});
    *this = ResponseParser();
    return response;
}

ResponseParser::Progress ResponseParser::progress() const
{
    if (m_state == State::Failed)
        return Progress::Failed;
    return m_state == State::Complete ? Progress::ResponseComplete : Progress::NeedMore;
}

void ResponseParser::fail(const char *detail)
{
    m_state = State::Failed;
    m_error = {502, detail};
}

} // namespace confab::http
