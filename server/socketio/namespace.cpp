// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/socketio/namespace.h"

#include <algorithm>
#include <functional>

namespace confab::socketio {

Namespace::Namespace(QString name, std::function<void()> emptied)
    : m_name(std::move(name))
    , m_emptied(std::move(emptied))
{ }

Namespace::~Namespace() = default;

void Namespace::recoverWith(std::unique_ptr<RecoveryStore> store, bool skipMiddleware)
{
    m_recovery = std::move(store);
    m_skipMiddleware = skipMiddleware;
}

void Namespace::onConnection(ConnectionHandler handler)
{
    m_onConnection = std::make_shared<const ConnectionHandler>(std::move(handler));
}

Socket *Namespace::find(const QString &socketId) const { return m_sockets.value(socketId).get(); }

void Namespace::emitEvent(const QString &event, const QCborArray &args) { all().emitEvent(event, args); }

std::optional<Refusal> Namespace::ask(Socket &socket)
{
    const QList<Middleware> middleware = m_middleware; // one may add another
    for (const Middleware &next : middleware) {
        if (auto refusal = next(socket))
            return refusal;
    }
    return std::nullopt;
}

void Namespace::add(const std::shared_ptr<Socket> &socket)
{
    m_sockets.insert(socket->id(), socket);
    socket->m_connected = true;
    socket->join(socket->id());
    for (const QString &room : std::exchange(socket->m_recovery.rooms, {}))
        socket->join(room);
}

void Namespace::remove(Socket &socket)
{
    for (const QString &room : std::as_const(socket.m_rooms))
        m_rooms.remove(room, &socket);
    socket.m_rooms.clear();
    m_sockets.remove(socket.id());
    if (m_sockets.isEmpty() && m_emptied)
        m_emptied();
}

void Namespace::announce(Socket &socket)
{
    if (const auto handler = m_onConnection; handler && *handler)
        (*handler)(socket);
}

std::vector<Socket *> Namespace::select(const QStringList &rooms, const QStringList &except) const
{
    std::vector<Socket *> sockets;
    if (rooms.isEmpty()) {
        sockets.reserve(static_cast<std::size_t>(m_sockets.size()));
        for (const auto &socket : m_sockets)
            sockets.push_back(socket.get());
    } else {
        sockets = m_rooms.members(rooms);
    }
    std::vector<Socket *> excepted = m_rooms.members(except);
    std::sort(excepted.begin(), excepted.end(), std::less<>());
    std::erase_if(sockets, [&excepted](Socket *socket) {
        return std::binary_search(excepted.begin(), excepted.end(), socket, std::less<>());
    });
    return sockets;
}

} // namespace confab::socketio
