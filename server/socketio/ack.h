// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/socketio/value.h"

#include <memory>

namespace confab::socketio {

class Socket;

/// The answer that a client asked for with an event. Move-only: keep it as long as you like (in a container,
/// until the store has answered) and answer once; its socket may be gone by then. Dropping it unanswered is
/// allowed: the client then waits in vain, or for its timeout.
class Ack
{
public:
    /// One that nobody waits for.
    Ack() = default;
    Ack(std::weak_ptr<Socket> socket, qint64 id);
    Ack(Ack &&other) noexcept;
    Ack &operator=(Ack &&other) noexcept;
    Q_DISABLE_COPY(Ack)
    ~Ack();

    /// Whether the client asked for an answer, has none yet and is still connected.
    [[nodiscard]] bool isWanted() const;
    /// Sends the answer; ignored when it is not wanted (any more).
    void answer(const QCborArray &args = {});
    void answer(const QJsonObject &object) { answer(args(object)); }

private:
    std::weak_ptr<Socket> m_socket;
    qint64 m_id = -1;
};

} // namespace confab::socketio
