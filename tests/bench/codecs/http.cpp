// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/http/requestparser.h"
#include "protocol/http/responsewriter.h"
#include "tests/bench/codecs/measure.h"

using namespace confab;

namespace {

/// The upgrade request of a browser.
QByteArray upgradeRequest()
{
    return "GET /socket.io/?EIO=4&transport=websocket&sid=lv_VI97HAXpY6yYWAAAC HTTP/1.1\r\n"
           "Host: 192.168.1.20:3000\r\nConnection: Upgrade\r\nPragma: no-cache\r\nCache-Control: no-cache\r\n"
           "User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0 "
           "Safari/537.36\r\n"
           "Upgrade: websocket\r\nOrigin: http://192.168.1.20:3000\r\nSec-WebSocket-Version: 13\r\n"
           "Accept-Encoding: gzip, deflate\r\nAccept-Language: de-DE,de;q=0.9,en;q=0.8\r\n"
           "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
}

void httpHead(benchmark::State &state)
{
    const QByteArray request = upgradeRequest();
    bench::measure(state, request.size(), [&] {
        http::RequestParser parser;
        QByteArray bytes = request;
        return parser.feed(bytes) == http::RequestParser::Progress::HeadComplete;
    });
}

void httpWriteResponse(benchmark::State &state)
{
    const http::Response response{200, {{"Content-Type", "text/plain; charset=UTF-8"}}, QByteArray(200, 'x')};
    const auto write = [&response] { return http::serialize(response, "GET", 1, true); };
    const qsizetype bytes = write().size();
    bench::measure(state, bytes, [&] { return write().size() == bytes; });
}

} // namespace

BENCHMARK(httpHead)->Name("HTTP head, read (an upgrade request)");
BENCHMARK(httpWriteResponse)->Name("HTTP response, written (200 bytes)");
