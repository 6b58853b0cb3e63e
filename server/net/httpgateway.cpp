// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/net/httpgateway.h"

#include "protocol/http/responseparser.h"
#include "protocol/http/responsewriter.h"
#include "server/net/pipesocket.h"

#include <QLoggingCategory>

#include <algorithm>
#include <array>

namespace confab::net {

namespace {
Q_LOGGING_CATEGORY(logGateway, "confab.net.httpgateway", QtInfoMsg)

bool isKnownMethod(QByteArrayView method)
{
    constexpr std::array<QByteArrayView, 7> known{"GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"};
    return std::find(known.begin(), known.end(), method) != known.end();
}
} // namespace

/// One pipe to the HTTP server and the exchange that uses it, if any.
class HttpGateway::Lane : public QObject
{
public:
    explicit Lane(QPointer<PipeServer> server)
        : m_server(std::move(server))
    { }
    ~Lane() override
    {
        if (m_pipe)
            m_pipe->hangUp(); // its server deletes it
    }

    [[nodiscard]] bool isFree() const { return !m_busy; }

    void begin(std::unique_ptr<HttpExchange> exchange)
    {
        m_busy = true;
        m_exchange = std::move(exchange);
        // No abort handler: the pipe stays busy until the server has answered, whether or not anybody still
        // waits.
        if (!m_pipe)
            openPipe();
        http::Request request = m_exchange->request();
        // QHttpServer 6.4 answers HEAD with a body; Connection sends an answer to HEAD without one, whatever
        // it holds.
        if (request.head.method == "HEAD")
            request.head.method = QByteArrayLiteral("GET");
        m_response = http::ResponseParser();
        m_pipe->feed(http::serializeRequest(request));
        readAnswer();
    }

private:
    void openPipe()
    {
        m_pipe = new PipeSocket(m_exchange->peer().address, m_exchange->peer().port);
        m_written.clear();
        connect(m_pipe, &PipeSocket::written, this, &Lane::readAnswerSoon);
        connect(m_pipe, &PipeSocket::closedByServer, this, [this] { pipeClosed(); });
        m_server->connectPipe(m_pipe);
    }

    /// The server writes an answer in a dozen pieces: look at them once.
    void readAnswerSoon()
    {
        if (std::exchange(m_scheduled, true))
            return;
        QMetaObject::invokeMethod(
            this, [this] { readAnswer(); }, Qt::QueuedConnection);
    }

    void readAnswer()
    {
        m_scheduled = false;
        if (!m_pipe || !m_busy)
            return;
        m_written += m_pipe->takeWritten();
        take(m_response.feed(m_written));
    }

    void take(http::ResponseParser::Progress progress)
    {
        switch (progress) {
        case http::ResponseParser::Progress::NeedMore:
            return;
        case http::ResponseParser::Progress::ResponseComplete:
            finish(m_response.takeResponse());
            return;
        case http::ResponseParser::Progress::Failed:
            qCWarning(logGateway) << "The HTTP server wrote something that is no answer";
            if (m_pipe)
                m_pipe->hangUp();
            m_pipe.clear();
            finish(http::Response{500, {}, {}});
            return;
        }
    }

    void pipeClosed()
    {
        readAnswer();
        m_pipe.clear();
        if (m_busy)
            take(m_response.endOfStream());
    }

    void finish(http::Response response)
    {
        m_busy = false;
        if (const auto exchange = std::move(m_exchange))
            exchange->respond(std::move(response));
    }

    QPointer<PipeServer> m_server;
    QPointer<PipeSocket> m_pipe;
    std::unique_ptr<HttpExchange> m_exchange;
    http::ResponseParser m_response;
    QByteArray m_written;
    bool m_busy = false;
    bool m_scheduled = false;
};

HttpGateway::HttpGateway(QObject *parent)
    : QObject(parent)
    , m_server(new PipeServer(this))
{
    if (!m_server->openForBinding())
        qCCritical(logGateway) << "No loopback port to bind the HTTP server to:" << m_server->errorString();
}

HttpGateway::~HttpGateway() = default;

void HttpGateway::handle(std::unique_ptr<HttpExchange> exchange)
{
    if (!m_server) { // the HTTP server has gone, and its connections with it
        exchange->respond(http::Response{503, {}, {}});
        return;
    }
    const http::RequestHead &head = exchange->request().head;
    if (!isKnownMethod(head.method)) { // QHttpServer would look for a file (RFC 9110 9.1)
        exchange->respond(http::Response{501, {}, {}});
        return;
    }
    freeLane().begin(std::move(exchange));
}

HttpGateway::Lane &HttpGateway::freeLane()
{
    const auto free =
        std::find_if(m_lanes.begin(), m_lanes.end(), [](const auto &lane) { return lane->isFree(); });
    if (free != m_lanes.end())
        return **free;
    return *m_lanes.emplace_back(std::make_unique<Lane>(m_server));
}

} // namespace confab::net
