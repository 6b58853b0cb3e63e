// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/chat/announcement.h"
#include "server/chat/clientstatus.h"
#include "server/chat/person.h"
#include "server/net/admission.h"
#include "server/net/timers.h"
#include "server/net/websocketchannel.h"

#include <QStringList>

#include <functional>
#include <memory>
#include <optional>

namespace confab::chat {

struct HeartbeatConfig
{
    std::chrono::milliseconds pingInterval{25000};
    std::chrono::milliseconds pingTimeout{20000};
};

/// One client at /ws, whatever it speaks: its connection and its heartbeat. Thread: the shard's.
class WebSocketClient : public net::WebSocketReceiver
{
public:
    /// Called last, when the client is gone; may destroy it.
    using Gone = std::function<void()>;

    struct Connection
    {
        std::unique_ptr<net::WebSocketChannel> channel;
        std::unique_ptr<net::Admission> admission; ///< null for one without limits
        net::Timers &timers;
        HeartbeatConfig heartbeat;
        Gone gone;
    };

    ~WebSocketClient() override;

    [[nodiscard]] virtual const Person &person() const = 0;
    [[nodiscard]] virtual QStringList rooms() const = 0;
    [[nodiscard]] virtual bool isIn(Audience audience, const QString &room) const = 0;
    /// Whether it takes events as JSON, else bare texts.
    [[nodiscard]] virtual bool takesJson() const = 0;

    [[nodiscard]] ClientStatus status() const;
    void sendFrame(const QByteArray &frame) { m_connection.channel->sendEncoded(frame); }
    void close(quint16 code, const QByteArray &reason = {}) { m_connection.channel->close(code, reason); }

    void textReceived(const QByteArray &utf8) final;
    void binaryReceived(const QByteArray &data) final;
    void pongReceived() final;
    void closed(quint16 code, const QByteArray &reason) final;

protected:
    WebSocketClient(quint64 id, Connection connection);

    /// A text of the client.
    virtual void heard(const QByteArray &utf8) = 0;

    [[nodiscard]] quint64 id() const { return m_id; }

private:
    void slowDown();
    void waitForPong(std::chrono::milliseconds wait);
    void waitToPing();

    const quint64 m_id;
    const Connection m_connection;
    const QDateTime m_connectedAt;
    int m_roundTripMs = -1;
    std::optional<std::chrono::milliseconds> m_pingSentAt;
    std::chrono::milliseconds m_due{};
    net::Deadline m_deadline;
};

} // namespace confab::chat
