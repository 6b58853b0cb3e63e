// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// HTTP requests as net::Connection reads them (RFC 9112).

#include "protocol/http/requestparser.h"
#include "protocol/http/responsewriter.h"
#include "tests/fuzz/fuzz.h"

using namespace confab;
using http::RequestParser;

namespace {

// Small enough to be reached.
constexpr qint64 bodyLimit = 4096;
constexpr http::RequestLimits limits{.headBytes = 1024, .headers = 16};

void checkRequest(const http::Request &request)
{
    const http::RequestHead &head = request.head;
    fuzz::require(request.body.size() <= bodyLimit, "a body is within its limit");
    // And Host, which an absolute target names.
    fuzz::require(head.headers.fields().size() <= limits.headers + 1, "fields are counted");
    fuzz::require(head.target == "*" || head.target.startsWith('/'), "the target has origin form");
    for (const http::Header &field : head.headers.fields()) {
        for (const char c : field.value)
            fuzz::require(c != '\r' && c != '\n' && c != '\0', "a value is one line");
    }
}

/// Qt's server must read what we give it as we read it.
void checkCanonicalForm(const http::Request &request)
{
    QByteArray bytes = http::serializeRequest(request);
    RequestParser parser(
        {.headBytes = bytes.size() + 1, .headers = request.head.headers.fields().size() + 1});
    const bool hasHead = parser.feed(bytes) == RequestParser::Progress::HeadComplete;
    // HTTP/1.0 needs no Host, which the canonical form, 1.1, does.
    fuzz::require(hasHead || !request.head.headers.contains("Host"), "the canonical form can be read");
    if (!hasHead)
        return;
    parser.setBodyLimit(bodyLimit);
    fuzz::require(parser.feed(bytes) == RequestParser::Progress::RequestComplete, "its body can be read");
    const http::Request again = parser.takeRequest();
    fuzz::require(bytes.isEmpty(), "nothing stands behind it");
    // Of several slashes at the beginning one stays: QUrl takes what follows two for an authority.
    QByteArray target = request.head.target;
    while (target.startsWith("//"))
        target.remove(0, 1);
    fuzz::require(again.head.method == request.head.method && again.head.target == target
                      && again.body == request.body,
                  "the canonical form says the same");
}

fuzz::Transcript read(const QList<QByteArray> &pieces)
{
    fuzz::Transcript transcript;
    RequestParser parser(limits);
    QByteArray buffer;
    for (const QByteArray &piece : pieces) {
        buffer.append(piece);
        for (auto progress = parser.feed(buffer); progress != RequestParser::Progress::NeedMore;
             progress = parser.feed(buffer)) {
            if (progress == RequestParser::Progress::Failed) {
                const int status = parser.error().status;
                fuzz::require(status == 400 || status == 413 || status == 414 || status == 417
                                  || status == 431 || status == 501 || status == 505,
                              "a refusal has one of its statuses");
                transcript.append("failed " + QByteArray::number(status) + ' ' + parser.error().detail);
                return transcript;
            }
            if (progress == RequestParser::Progress::HeadComplete) {
                transcript.append("head " + parser.head().method + ' ' + parser.head().target
                                  + (parser.head().keepAlive() ? " keep-alive" : " close")
                                  + (parser.expectsContinue() ? " expects" : "")
                                  + (parser.head().isWebSocketUpgrade() ? " upgrade" : ""));
                parser.setBodyLimit(bodyLimit);
                continue;
            }
            const http::Request request = parser.takeRequest();
            fuzz::require(parser.isIdle(), "the parser is ready for the next request");
            checkRequest(request);
            checkCanonicalForm(request);
            transcript.append("body " + request.body);
        }
        fuzz::require(buffer.isEmpty(), "what is not understood yet is held once, by the parser");
    }
    return transcript;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    const fuzz::Input input(data, size);
    fuzz::requireSame(read({input.whole()}), read(input.pieces()), "requests are the same however they come");
    return 0;
}
