// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/http/chunkeddecoder.h"
#include "protocol/http/fieldparser.h"
#include "protocol/http/message.h"
#include "protocol/http/parseerror.h"

namespace confab::http {

/// Reads what a server wrote: here Qt's servers, into a pipe. One response at a time; what follows stays with
/// the caller.
///
/// A response to HEAD ends with its head and keeps its Content-Length. Qt 6.4 writes the body all the same,
/// in the same turn: the caller drops what is left in the buffer before the pipe gets its next request.
class ResponseParser
{
public:
    enum class Progress { NeedMore, ResponseComplete, Failed };

    static constexpr qsizetype maximumFields = 100;

    /// Consumes from the front of `buffer` (removes what it used).
    Progress feed(QByteArray &buffer);
    /// The server closed: completes a body that has no length of its own (RFC 9112 6.3), fails in the middle
    /// of a response.
    Progress endOfStream();
    /// The method of the request that this answers; GET unless set. Holds until takeResponse().
    void setRequestMethod(QByteArray method) { m_requestMethod = std::move(method); }

    /// After ResponseComplete: without Content-Length (except for HEAD) and Transfer-Encoding. The parser is
    /// ready for the next one.
    [[nodiscard]] Response takeResponse();
    /// After Failed. The status is 502: the fault is the server's.
    [[nodiscard]] const ParseError &error() const { return m_error; }
    [[nodiscard]] bool isIdle() const { return m_state == State::StatusLine && m_statusLine.isEmpty(); }

private:
    enum class State { StatusLine, Fields, SizedBody, ChunkedBody, OpenBody, Complete, Failed };

    void acceptHead(char c);
    void readStatusLine();
    void finishHead();
    void readBody(QByteArray &buffer);
    [[nodiscard]] Progress progress() const;
    void fail(const char *detail);

    State m_state = State::StatusLine;
    QByteArray m_requestMethod{"GET"};
    QByteArray m_statusLine;
    qsizetype m_headBytes = 0;
    qint64 m_missingBytes = 0;
    Response m_response;
    FieldParser m_fields{maximumFields};
    ChunkedDecoder m_chunks;
    ParseError m_error;
};

} // namespace confab::http
