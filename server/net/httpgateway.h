// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/net/httpexchange.h"
#include "server/net/pipeserver.h"

#include <QObject>
#include <QPointer>

#include <memory>
#include <vector>

namespace confab::net {

/// Lets an HTTP server of Qt (bound to server()) answer HttpExchanges. Each exchange borrows a pipe for as
/// long as the answer takes, so what the server holds never dangles: a client that vanishes takes its
/// exchange along, not the pipe. Thread: the shard's.
class HttpGateway : public QObject
{
    Q_OBJECT

public:
    explicit HttpGateway(QObject *parent = nullptr);
    ~HttpGateway() override;

    /// For the HTTP server to bind to, which then owns it; call closeDoor() on it afterwards.
    [[nodiscard]] PipeServer *server() const { return m_server; }
    /// Passes the request on as one canonical HTTP/1.1 request and answers with what comes back.
    void handle(std::unique_ptr<HttpExchange> exchange);

private:
    class Lane;

    Lane &freeLane();

    QPointer<PipeServer> m_server;
    std::vector<std::unique_ptr<Lane>> m_lanes;
};

} // namespace confab::net
