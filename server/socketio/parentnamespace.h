// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/socketio/namespace.h"

#include <QCborMap>
#include <QList>

#include <functional>

namespace confab::socketio {

/// Namespaces that come into being when a client asks for them, because their name fits. Each gets the
/// middleware and the handlers that were set here before. Made and owned by Server::ofMatching.
class ParentNamespace
{
public:
    /// Whether there is a namespace of that name for a client with that auth.
    using Predicate = std::function<bool(const QString &name, const QCborMap &auth)>;

    explicit ParentNamespace(Predicate predicate)
        : m_predicate(std::move(predicate))
    { }
    Q_DISABLE_COPY_MOVE(ParentNamespace)

    /// See Namespace.
    void use(Namespace::Middleware middleware) { m_middleware.append(std::move(middleware)); }
    void onConnection(Namespace::ConnectionHandler handler) { m_onConnection = std::move(handler); }

    /// Those that exist now, in the order of their making.
    [[nodiscard]] const QList<Namespace *> &children() const { return m_children; }
    /// Sends an event to every socket of every child.
    void emitEvent(const QString &event, const QCborArray &args = {});

private:
    friend class Server;

    const Predicate m_predicate;
    QList<Namespace::Middleware> m_middleware;
    Namespace::ConnectionHandler m_onConnection;
    QList<Namespace *> m_children;
};

} // namespace confab::socketio
