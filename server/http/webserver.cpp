// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/http/webserver.h"

#include "server/http/answers.h"
#include "server/http/qhttpservercompat.h"

using namespace Qt::StringLiterals;

namespace confab::web {

namespace {

constexpr auto socketIoFolder = "/socket.io/"_L1;

} // namespace

WebServer::WebServer(const WebServerOptions &options, QObject *parent)
    : QObject(parent)
    , m_socketIoClient(u":/confab/socket.io"_s,
                       "application/javascript; charset=utf-8") // as node's server says
{
    if (!options.webRoot.isEmpty()) {
        if (auto opened = StaticFolder::open(options.webRoot))
            m_webRoot = std::move(opened).value();
    }
    addRoutes();
    if (options.webRoot.isEmpty()) {
        compat::route(m_server, u"/"_s,
                      [this](const http::RequestHead &request) { return m_page.respondWithPage(request); });
    }
}

void WebServer::addRoutes()
{
    compat::routeFolder(m_server, QString::fromLatin1(BuiltinPage::folder),
                        [this](const http::RequestHead &request) { return m_page.respond(request); });
    compat::route(m_server, u"/confab"_s,
                  [](const http::RequestHead &) { return movedTo(BuiltinPage::folder); });
    compat::routeFolder(m_server, socketIoFolder, [this](const http::RequestHead &request) {
        return m_socketIoClient.respond(request,
                                        QString::fromLatin1(request.path().mid(socketIoFolder.size())));
    });
    compat::route(m_server, u"/healthz"_s, [](const http::RequestHead &request) {
        return isRead(request) ? healthy() : methodNotAllowed();
    });
    compat::setMissingHandler(m_server, [this](const http::RequestHead &request) {
        return m_webRoot ? m_webRoot->respond(request) : notFound();
    });
}

bool WebServer::bind(QTcpServer *connections) { return compat::bind(m_server, connections); }

} // namespace confab::web
