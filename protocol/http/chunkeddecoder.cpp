// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/http/chunkeddecoder.h"

#include "protocol/http/syntax.h"

#include <algorithm>

namespace confab::http {

namespace {

constexpr int maximumSizeDigits = 15; // fits a qint64 with room for a sum
constexpr qsizetype maximumExtensionBytes =
    4096; // nobody uses them; many small chunks must not multiply them
constexpr qsizetype maximumTrailerBytes = 16384;

} // namespace

ChunkedDecoder::Progress ChunkedDecoder::feed(QByteArrayView input, qsizetype &consumed, QByteArray &body,
                                              qint64 limit)
{
    qsizetype at = 0;
    while (at < input.size() && m_state != State::Done && m_state != State::Failed) {
        if (m_state == State::Data) {
            const qsizetype taken = qsizetype(std::min<qint64>(m_chunkBytes, input.size() - at));
            body.append(input.sliced(at, taken));
            at += taken;
            m_chunkBytes -= taken;
            if (m_chunkBytes == 0)
                m_state = State::DataCr;
            continue;
        }
        const char c = input[at++];
        if (m_state == State::SizeLineFeed && c == '\n')
            endSizeLine(body.size(), limit);
        else
            acceptFraming(c);
    }
    consumed += at;
    if (m_state == State::Failed)
        return Progress::Failed;
    return m_state == State::Done ? Progress::Done : Progress::NeedMore;
}

void ChunkedDecoder::acceptFraming(char c)
{
    switch (m_state) {
    case State::SizeStart:
    case State::Size:
        return acceptSize(c);
    case State::Extension:
        return acceptExtension(c);
    case State::DataCr:
        m_state = State::DataLineFeed;
        if (c != '\r')
            fail(400, "chunk is longer than its size");
        return;
    case State::DataLineFeed:
        m_state = State::SizeStart;
        if (c != '\n')
            fail(400, "CR without LF");
        return;
    case State::Trailers:
        return acceptTrailer(c);
    case State::SizeLineFeed:
        return fail(400, "CR without LF");
    case State::Data:
    case State::Done:
    case State::Failed:
        break;
    }
}

void ChunkedDecoder::acceptSize(char c)
{
    const int digit = hexValue(c);
    if (digit >= 0) {
        if (m_state == State::SizeStart) {
            m_chunkBytes = 0;
            m_sizeDigits = 0;
        }
        if (++m_sizeDigits > maximumSizeDigits)
            return fail(400, "chunk size has too many digits");
        m_chunkBytes = m_chunkBytes * 16 + digit;
        m_state = State::Size;
    } else if (m_state == State::Size && c == ';') {
        m_state = State::Extension;
    } else if (m_state == State::Size && c == '\r') {
        m_state = State::SizeLineFeed;
    } else {
        fail(400, "chunk size is not hexadecimal");
    }
}

void ChunkedDecoder::acceptExtension(char c)
{
    if (c == '\r')
        m_state = State::SizeLineFeed;
    else if (!isFieldValueChar(c))
        fail(400, "invalid character in a chunk extension");
    else if (++m_extensionBytes > maximumExtensionBytes)
        fail(400, "chunk extensions are too long");
}

void ChunkedDecoder::endSizeLine(qint64 bodySize, qint64 limit)
{
    if (m_chunkBytes > limit - bodySize)
        fail(413, "body is too large");
    else
        m_state = m_chunkBytes == 0 ? State::Trailers : State::Data;
}

void ChunkedDecoder::acceptTrailer(char c)
{
    if (++m_trailerBytes > maximumTrailerBytes)
        return fail(431, "trailers are too large");
    switch (m_trailers.accept(c)) {
    case FieldParser::Step::More:
        break;
    case FieldParser::Step::Done:
        m_state = State::Done;
        break;
    case FieldParser::Step::Failed:
        m_state = State::Failed;
        m_error = m_trailers.error();
        break;
    }
}

void ChunkedDecoder::fail(int status, const char *detail)
{
    m_state = State::Failed;
    m_error = {status, detail};
}

} // namespace confab::http
