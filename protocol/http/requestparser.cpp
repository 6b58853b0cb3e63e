// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/http/requestparser.h"

#include "protocol/http/requesttarget.h"
#include "protocol/http/syntax.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace confab::http {

namespace {

constexpr int maximumEmptyLines =
    2; // before a request line: some clients end a body with one too many (RFC 9112 2.2)
constexpr qsizetype maximumMethodBytes = 32; // the longest registered one has 17
constexpr qsizetype maximumLengthDigits = 18; // fits a qint64

std::optional<qint64> parseLength(const QByteArray &text)
{
    if (text.isEmpty() || text.size() > maximumLengthDigits
        || !std::all_of(text.cbegin(), text.cend(), isDigit))
        return std::nullopt;
    return text.toLongLong();
}

/// 0 for exactly "chunked", else the status to refuse with.
int checkTransferEncoding(const RequestHead &head)
{
    const QByteArray codings = head.headers.value("Transfer-Encoding");
    for (const QByteArray &coding : codings.split(',')) {
        if (coding.trimmed().compare("chunked", Qt::CaseInsensitive) != 0)
            return coding.trimmed().isEmpty() ? 400 : 501;
    }
    const bool once = !codings.contains(',') && head.headers.count("Transfer-Encoding") == 1;
    return once && head.minorVersion >= 1 ? 0 : 400; // HTTP/1.0 has no such field (RFC 9112 6.1)
}

} // namespace

RequestParser::RequestParser(RequestLimits limits)
    : m_limits(limits)
    , m_fields(limits.headers)
{ }

RequestParser::Progress RequestParser::feed(QByteArray &buffer)
{
    if (m_state < State::Body) {
        qsizetype used = 0;
        const QByteArrayView input = buffer;
        while (used < input.size() && m_state < State::Body) {
            acceptHead(input[used++]);
            used += acceptRun(input.sliced(used));
        }
        buffer.remove(0, used);
        if (m_state == State::Body)
            return Progress::HeadComplete;
    } else if (m_state == State::Body) {
        readBody(buffer);
    }
    if (m_state == State::Failed)
        return Progress::Failed;
    return m_state == State::Complete ? Progress::RequestComplete : Progress::NeedMore;
}

void RequestParser::acceptHead(char c)
{
    if (m_state == State::Start || m_state == State::StartLineFeed) {
        acceptStart(c);
        if (m_state != State::Method)
            return;
    }
    if (++m_headBytes > m_limits.headBytes) {
        const bool inLine = m_state != State::Fields;
        return fail(inLine ? 414 : 431, inLine ? "request line is too long" : "head is too large");
    }
    if (m_state == State::Fields)
        acceptField(c);
    else
        acceptRequestLine(c);
}

/// What is most of a head, the middle of the target, of a name or of a value, at once. Whatever needs a
/// second look is left to acceptHead().
qsizetype RequestParser::acceptRun(QByteArrayView bytes)
{
    if (m_state != State::Target && m_state != State::Fields)
        return 0;
    bytes = bytes.first(std::min(bytes.size(), m_limits.headBytes - m_headBytes));
    qsizetype taken = 0;
    if (m_state == State::Fields) {
        taken = m_fields.acceptRun(bytes);
    } else if (!m_request.head.target.isEmpty()) {
        const QByteArrayView run = leadingRun(bytes, isTargetChar);
        m_request.head.target.append(run);
        taken = run.size();
    }
    m_headBytes += taken;
    return taken;
}

void RequestParser::acceptStart(char c)
{
    if (m_state == State::StartLineFeed) {
        m_state = State::Start;
        if (c != '\n')
            fail(400, "CR without LF");
    } else if (c != '\r') {
        m_state = State::Method;
    } else if (++m_emptyLines > maximumEmptyLines) {
        fail(400, "too many empty lines before the request");
    } else {
        m_state = State::StartLineFeed;
    }
}

void RequestParser::acceptRequestLine(char c)
{
    RequestHead &head = m_request.head;
    switch (m_state) {
    case State::Method:
        if (c == ' ' && !head.method.isEmpty())
            m_state = State::Target;
        else if (!isTokenChar(c))
            fail(400, "invalid character in the method");
        else if (head.method.size() >= maximumMethodBytes)
            fail(400, "method is too long");
        else
            head.method += c;
        break;
    case State::Target:
        if (c == ' ' && !head.target.isEmpty()) {
            head.target.squeeze(); // a session keeps it
            m_state = State::Version;
        } else if (!isTargetChar(c))
            fail(400, "invalid character in the target");
        else if (head.target.isEmpty() && !QByteArrayView("/*hH").contains(c))
            fail(400, "invalid target");
        else
            head.target += c;
        break;
    case State::Version:
        acceptVersion(c);
        break;
    case State::LineFeed:
        m_state = State::Fields;
        if (c != '\n')
            fail(400, "CR without LF");
        break;
    default:
        break;
    }
}

void RequestParser::acceptVersion(char c)
{
    constexpr QByteArrayView name("HTTP/");
    const int at = m_versionBytes++;
    if (at < name.size()) {
        if (c != name[at])
            fail(400, "invalid version");
    } else if (at == 5 || at == 7) {
        if (!isDigit(c))
            fail(400, "invalid version");
        else if (at == 5 ? c != '1' : c > '1')
            fail(505, "HTTP version is neither 1.0 nor 1.1");
        else
            m_request.head.minorVersion = c - '0'; // the major digit is overwritten by the minor one
    } else if (c != (at == 6 ? '.' : '\r')) {
        fail(400, "invalid version");
    } else if (at == 8) {
        m_state = State::LineFeed;
    }
}

void RequestParser::acceptField(char c)
{
    switch (m_fields.accept(c)) {
    case FieldParser::Step::More:
        break;
    case FieldParser::Step::Done:
        m_request.head.headers = m_fields.take();
        finishHead();
        break;
    case FieldParser::Step::Failed:
        m_state = State::Failed;
        m_error = m_fields.error();
        break;
    }
}

void RequestParser::finishHead()
{
    m_state = State::Body;
    RequestHead &head = m_request.head;
    const qsizetype hosts = head.headers.count("Host");
    if (hosts > 1 || (hosts == 0 && head.minorVersion >= 1))
        return fail(400, "exactly one Host field is needed");
    if (!isHostValue(head.headers.value("Host")))
        return fail(400, "invalid Host field");
    if (!normaliseTarget(head))
        return fail(400, "invalid target");
    if (head.minorVersion >= 1 && !head.headers.hasOnlyTokens("Expect", "100-continue"))
        return fail(417, "unknown expectation");
    readFraming();
}

void RequestParser::readFraming()
{
    const Headers &headers = m_request.head.headers;
    const qsizetype lengths = headers.count("Content-Length");
    if (headers.contains("Transfer-Encoding")) {
        if (lengths > 0)
            return fail(400, "Content-Length beside Transfer-Encoding");
        if (const int status = checkTransferEncoding(m_request.head))
            return fail(status, "Transfer-Encoding is not chunked");
        m_contentLength = -1;
    } else if (lengths > 0) {
        const std::optional<qint64> length = parseLength(headers.value("Content-Length"));
        if (lengths > 1 || !length)
            return fail(400, "invalid Content-Length");
        m_contentLength = *length;
    }
}

void RequestParser::readBody(QByteArray &buffer)
{
    if (m_contentLength < 0) {
        qsizetype used = 0;
        const auto progress = m_chunks.feed(buffer, used, m_request.body, m_bodyLimit);
        buffer.remove(0, used);
        if (progress == ChunkedDecoder::Progress::Done) {
            m_state = State::Complete;
        } else if (progress == ChunkedDecoder::Progress::Failed) {
            m_state = State::Failed;
            m_error = m_chunks.error();
        }
        return;
    }
    if (m_contentLength > m_bodyLimit)
        return fail(413, "body is too large");
    const qint64 missing = m_contentLength - m_request.body.size();
    const qsizetype taken = qsizetype(std::min<qint64>(missing, buffer.size()));
    m_request.body.append(QByteArrayView(buffer).first(taken));
    buffer.remove(0, taken);
    if (taken == missing)
        m_state = State::Complete;
}

bool RequestParser::expectsContinue() const
{
    return head().minorVersion >= 1 && hasBody() && head().headers.hasToken("Expect", "100-continue");
}

Request RequestParser::takeRequest()
{
    Q_ASSERT(m_state == State::Complete);
    Request request = std::exchange(m_request, {});
    *this = RequestParser(m_limits);
    return request;
}

void RequestParser::fail(int status, const char *detail)
{
    m_state = State::Failed;
    m_error = {status, detail};
}

} // namespace confab::http
