// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/socketio/ack.h"

#include "server/socketio/namespace.h"
#include "server/socketio/socket.h"

#include <utility>

namespace confab::socketio {

namespace {

constexpr qint64 none = -1;

}

Ack::Ack(std::weak_ptr<Socket> socket, qint64 id)
    : m_socket(std::move(socket))
    , m_id(id)
{ }

Ack::Ack(Ack &&other) noexcept
    : m_socket(std::move(other.m_socket))
    , m_id(std::exchange(other.m_id, none))
{ }

Ack &Ack::operator=(Ack &&other) noexcept
{
    m_socket = std::move(other.m_socket);
    m_id = std::exchange(other.m_id, none);
    return *this;
}

Ack::~Ack() = default;

bool Ack::isWanted() const
{
    if (m_id == none)
        return false;
    const auto socket = m_socket.lock();
    return socket && socket->isConnected();
}

void Ack::answer(const QCborArray &args)
{
    const qint64 id = std::exchange(m_id, none);
    const auto socket = m_socket.lock();
    if (id != none && socket && socket->isConnected())
        socket->send(Packet::ack(socket->nsp().name(), id, args));
}

} // namespace confab::socketio
