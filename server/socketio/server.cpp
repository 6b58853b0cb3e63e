// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/socketio/server.h"

#include "server/socketio/client.h"

namespace confab::socketio {

using namespace Qt::StringLiterals;

Server::Server(engineio::Server &engine, Config config)
    : m_engine(engine)
    , m_config(config)
{
    of(u"/"_s);
    m_engine.setSessionOpened([this](engineio::Session &session) { sessionOpened(session); });
}

Server::~Server()
{
    m_engine.setSessionOpened(nullptr);
    for (const auto &[key, client] : m_clients)
        client->abandon();
}

Namespace &Server::of(const QString &name)
{
    const QString path = name.startsWith(u'/') ? name : u'/' + name;
    std::unique_ptr<Namespace> &nsp = m_namespaces[path];
    if (!nsp)
        nsp.reset(new Namespace(path));
    return *nsp;
}

void Server::onConnection(Namespace::ConnectionHandler handler)
{
    of(u"/"_s).onConnection(std::move(handler));
}

void Server::use(Namespace::Middleware middleware) { of(u"/"_s).use(std::move(middleware)); }

Namespace *Server::find(const QString &name) const
{
    const auto found = m_namespaces.find(name);
    return found == m_namespaces.end() ? nullptr : found->second.get();
}

void Server::sessionOpened(engineio::Session &session)
{
    auto client = std::make_shared<Client>(*this, session, m_config, m_engine.timers());
    m_clients.emplace(client.get(), client);
    client->begin();
}

void Server::remove(Client &client) { m_clients.erase(&client); }

} // namespace confab::socketio
