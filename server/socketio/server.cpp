// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/socketio/server.h"

#include "server/socketio/client.h"
#include "server/socketio/memoryrecovery.h"

namespace confab::socketio {

using namespace Qt::StringLiterals;

Server::Server(engineio::Server &engine, Config config)
    : m_engine(engine)
    , m_config(std::move(config))
    , m_removal(engine.timers())
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
        nsp = make(path, false);
    return *nsp;
}

std::unique_ptr<Namespace> Server::make(const QString &name, bool isChild)
{
    std::function<void()> emptied;
    if (isChild && m_config.removeEmptyChildren)
        emptied = [this] { m_removal.set(std::chrono::milliseconds(0), [this] { removeEmptyChildren(); }); };
    std::unique_ptr<Namespace> nsp(new Namespace(name, std::move(emptied)));
    if (const auto &recovery = m_config.recovery)
        nsp->recoverWith(std::make_unique<MemoryRecovery>(*recovery, m_engine.timers()),
                         recovery->skipMiddleware);
    return nsp;
}

ParentNamespace &Server::ofMatching(const QRegularExpression &pattern)
{
    const QRegularExpression whole(QRegularExpression::anchoredPattern(pattern.pattern()),
                                   pattern.patternOptions());
    return ofMatching(
        [whole](const QString &name, const QCborMap &) { return whole.match(name).hasMatch(); });
}

ParentNamespace &Server::ofMatching(ParentNamespace::Predicate predicate)
{
    return *m_parents.emplace_back(std::make_unique<ParentNamespace>(std::move(predicate)));
}

Namespace *Server::findOrMake(const QString &name, const QCborMap &auth)
{
    if (Namespace *known = find(name))
        return known;
    for (std::size_t i = 0; i < m_parents.size(); ++i) { // a predicate may add a parent
        ParentNamespace &parent = *m_parents.at(i);
        if (!parent.m_predicate(name, auth))
            continue;
        if (Namespace *made = find(name)) // by the predicate
            return made;
        std::unique_ptr<Namespace> child = make(name, true);
        child->m_middleware = parent.m_middleware;
        child->onConnection(parent.m_onConnection);
        parent.m_children.append(child.get());
        return m_namespaces.emplace(name, std::move(child)).first->second.get();
    }
    return nullptr;
}

void Server::removeEmptyChildren()
{
    for (const auto &parent : m_parents) {
        parent->m_children.removeIf([this](Namespace *child) {
            const bool isEmpty = child->socketCount() == 0;
            if (isEmpty)
                m_namespaces.erase(child->name());
            return isEmpty;
        });
    }
}

void Server::disconnectAll()
{
    std::vector<std::shared_ptr<Client>> clients; // handlers may end others meanwhile
    for (const auto &[key, client] : m_clients)
        clients.push_back(client);
    for (const auto &client : clients)
        client->disconnectAll();
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
