// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/http/builtinpage.h"
#include "server/http/embeddedfiles.h"
#include "server/http/staticfolder.h"

#include <QHttpServer>
#include <QObject>

#include <optional>

class QTcpServer;

namespace confab::web {

struct WebServerOptions
{
    QString webRoot; ///< folder served at "/" instead of the built-in page; none when empty
};

/// What browsers are served besides Engine.IO, through QHttpServer: the built-in page ("/", with a web root
/// only
/// "/confab/"), the Socket.IO client that npm brought ("/socket.io/socket.io.js" and its siblings),
/// "/healthz" and the web root. The built-in doors win over files of the web root. Thread: the one it lives
/// in.
class WebServer : public QObject
{
    Q_OBJECT

public:
    /// A web root that cannot be used answers 404; ask StaticFolder::open() before, to tell the user.
    explicit WebServer(const WebServerOptions &options, QObject *parent = nullptr);

    /// Serves the connections of `connections` and becomes its owner. On Qt 6.8 it has to be listening.
    [[nodiscard]] bool bind(QTcpServer *connections);

private:
    void addRoutes();

    BuiltinPage m_page;
    EmbeddedFiles m_socketIoClient;
    std::optional<StaticFolder> m_webRoot;
    QHttpServer m_server;
};

} // namespace confab::web
