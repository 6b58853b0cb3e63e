// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/conformance/echoes.h"

#include "protocol/http/urlquery.h"
#include "server/socketio/standaloneserver.h"

using namespace confab;
using namespace std::chrono_literals;

namespace {

constexpr qint64 echoLimit = 32 * 1024 * 1024;
constexpr QByteArrayView filePrefix = "/file/";

/// Sends back what it is sent; ends with its channel.
class EchoSocket final : public net::WebSocketReceiver
{
public:
    explicit EchoSocket(std::unique_ptr<net::WebSocketChannel> channel)
        : m_channel(std::move(channel))
    {
        m_channel->setReceiver(this);
    }
    void textReceived(const QByteArray &utf8) override { m_channel->sendText(utf8); }
    void binaryReceived(const QByteArray &data) override { m_channel->sendBinary(data); }
    void closed(quint16, const QByteArray &) override { delete this; }

private:
    std::unique_ptr<net::WebSocketChannel> m_channel;
};

http::Response text(const QByteArray &body, int status = 200)
{
    return {status, {{"Content-Type", "text/plain; charset=utf-8"}}, body};
}

http::Response methodNotAllowed(const QByteArray &allowed)
{
    http::Response response = text("Not with this method\n", 405);
    response.headers.add("Allow", allowed);
    return response;
}

http::Response answerEcho(const http::Request &request, bool isRead)
{
    if (!isRead)
        return request.head.method == "POST" ? text(request.body) : methodNotAllowed("GET, HEAD, POST");
    if (request.head.target.contains('?'))
        return text(request.head.target);
    http::Response response = text("This address is a WebSocket\n", 426);
    response.headers.add("Upgrade", "websocket");
    return response;
}

http::Response answer(const http::Request &request)
{
    const bool isRead = request.head.method == "GET" || request.head.method == "HEAD";
    const QByteArray path = request.head.path();
    if (path == "/echo")
        return answerEcho(request, isRead);
    if (path == "/body") {
        return request.head.method == "POST" ? text(QByteArray::number(request.body.size()))
                                             : methodNotAllowed("POST");
    }
    if (path == "/" || path == "/hold")
        return isRead ? text(path == "/" ? "hello" : "held") : methodNotAllowed("GET, HEAD");
    if (path.startsWith(filePrefix)) {
        const auto name = http::percentDecode(QByteArrayView(path).sliced(filePrefix.size()));
        return name ? text(*name) : text("That name cannot be decoded\n", 400);
    }
    return text("There is nothing at this address\n", 404);
}

} // namespace

void serveEchoes(socketio::StandaloneServer &server)
{
    server.addWebSocket("/echo", echoLimit, [](std::unique_ptr<net::WebSocketChannel> channel) {
        new EchoSocket(std::move(channel));
    });
    server.onRequest([&timers = server.timers()](std::unique_ptr<net::HttpExchange> exchange) {
        http::Response response = answer(exchange->request());
        if (exchange->request().head.path() != "/hold") {
            exchange->respond(std::move(response));
            return;
        }
        const std::shared_ptr<net::HttpExchange> held(std::move(exchange)); // a std::function copies
        timers.start(2s, [held, response] { held->respond(response); });
    });
}
