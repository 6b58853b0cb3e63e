// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// HTTP responses as net::PipeSocket reads them from Qt's servers. An input that begins with "HEAD " is the
// answer to one.

#include "protocol/http/responseparser.h"
#include "protocol/http/responsewriter.h"
#include "tests/fuzz/fuzz.h"

using namespace confab;
using http::ResponseParser;

namespace {

const QByteArray headMark("HEAD ");

/// What we send is what Qt's server said, with at most three fields more: Date, Content-Length, Connection.
void checkWritten(const http::Response &response, const QByteArray &method)
{
    if (response.headers.fields().size() > ResponseParser::maximumFields - 3)
        return; // the parser here would have no room for them
    QByteArray bytes = http::serialize(response, method, 1, true, QDateTime::fromSecsSinceEpoch(0, Qt::UTC));
    ResponseParser parser;
    parser.setRequestMethod(method);
    if (parser.feed(bytes) != ResponseParser::Progress::ResponseComplete)
        fuzz::require(false, "what is written can be read");
    fuzz::require(bytes.isEmpty(), "nothing stands behind it");
    const http::Response again = parser.takeResponse();
    fuzz::require(again.status == response.status && again.body == response.body, "it says the same");
}

fuzz::Transcript read(const QList<QByteArray> &pieces, const QByteArray &method)
{
    fuzz::Transcript transcript;
    ResponseParser parser;
    parser.setRequestMethod(method);
    QByteArray buffer;
    const auto take = [&](ResponseParser::Progress progress) {
        if (progress == ResponseParser::Progress::Failed) {
            transcript.append("failed " + QByteArray::number(parser.error().status) + parser.error().detail);
            return false;
        }
        if (progress == ResponseParser::Progress::NeedMore)
            return false;
        const http::Response response = parser.takeResponse();
        transcript.append(QByteArray::number(response.status) + ' ' + response.body);
        for (const http::Header &field : response.headers.fields())
            transcript.append(field.name + ": " + field.value);
        checkWritten(response, method);
        parser.setRequestMethod(method);
        return true;
    };
    for (const QByteArray &piece : pieces) {
        buffer.append(piece);
        while (!buffer.isEmpty() && take(parser.feed(buffer)))
            ;
        if (!transcript.isEmpty() && transcript.constLast().startsWith("failed "))
            return transcript;
        fuzz::require(buffer.isEmpty(), "what is not understood yet is held once, by the parser");
    }
    take(parser.endOfStream());
    return transcript;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    const fuzz::Input input(data, size);
    const QByteArray method = input.whole().startsWith(headMark) ? "HEAD" : "GET";
    const auto withoutMark = [&](QList<QByteArray> pieces) {
        for (qsizetype missing = method == "HEAD" ? headMark.size() : 0; missing > 0;) {
            const qsizetype taken = std::min(missing, pieces.constFirst().size());
            pieces.first().remove(0, taken);
            missing -= taken;
            if (pieces.constFirst().isEmpty() && pieces.size() > 1)
                pieces.removeFirst();
        }
        return pieces;
    };
    fuzz::requireSame(read(withoutMark({input.whole()}), method), read(withoutMark(input.pieces()), method),
                      "responses are the same however they come");
    return 0;
}
