// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/http/chunkeddecoder.h"
#include "protocol/http/fieldparser.h"
#include "protocol/http/message.h"
#include "protocol/http/parseerror.h"

namespace confab::http {

struct RequestLimits
{
    qsizetype headBytes = 16384; ///< request line and fields with their line ends
    qsizetype headers = 100;
};

/// Reads requests from a connection, strictly (RFC 9112): whatever two readers could understand differently
/// is an error, and an error shows at the first byte that proves it. One request at a time; what follows
/// stays with the caller.
class RequestParser
{
public:
    explicit RequestParser(RequestLimits limits = {});

    /// Consumes from the front of `buffer` (removes what it used). Returns when it needs more, has a head,
    /// has a request or failed. HeadComplete is returned once for each request, with nothing behind the head
    /// consumed: the moment to look at head(), to set the limit of the body, or to take the connection away
    /// for a WebSocket.
    enum class Progress { NeedMore, HeadComplete, RequestComplete, Failed };
    Progress feed(QByteArray &buffer);

    /// For the body of this request; without a call none is accepted. Over it is 413, as soon as that is
    /// known.
    void setBodyLimit(qint64 bytes) { m_bodyLimit = bytes; }

    /// Valid from HeadComplete on.
    [[nodiscard]] const RequestHead &head() const { return m_request.head; }
    /// Whether the client waits for "100 Continue" before it sends the body (RFC 9110 10.1.1).
    [[nodiscard]] bool expectsContinue() const;
    [[nodiscard]] bool hasBody() const { return m_contentLength != 0; }
    /// Bytes of the body, 0 without one, -1 when it comes in chunks.
    [[nodiscard]] qint64 contentLength() const { return m_contentLength; }
    /// How much of the body has come so far.
    [[nodiscard]] qint64 bodyBytes() const { return m_request.body.size(); }

    /// After RequestComplete: the request, absolute targets turned into origin form and chunks joined. The
    /// parser is ready for the next one.
    [[nodiscard]] Request takeRequest();
    /// After Failed.
    [[nodiscard]] const ParseError &error() const { return m_error; }
    /// No byte of a request seen yet (an empty line before it is none).
    [[nodiscard]] bool isIdle() const { return m_state == State::Start; }

private:
    enum class State {
        Start,
        StartLineFeed,
        Method,
        Target,
        Version,
        LineFeed,
        Fields,
        Body,
        Complete,
        Failed
    };

    void acceptHead(char c);
    [[nodiscard]] qsizetype acceptRun(QByteArrayView bytes);
    void acceptStart(char c);
    void acceptRequestLine(char c);
    void acceptVersion(char c);
    void acceptField(char c);
    void finishHead();
    void readFraming();
    void readBody(QByteArray &buffer);
    void fail(int status, const char *detail);

    RequestLimits m_limits;
    State m_state = State::Start;
    int m_emptyLines = 0;
    int m_versionBytes = 0;
    qsizetype m_headBytes = 0;
    qint64 m_contentLength = 0;
    qint64 m_bodyLimit = 0;
    Request m_request;
    FieldParser m_fields;
    ChunkedDecoder m_chunks;
    ParseError m_error;
};

} // namespace confab::http
