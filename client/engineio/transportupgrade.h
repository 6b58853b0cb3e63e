// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/engineio/pollingtransport.h"
#include "client/engineio/websockettransport.h"
#include "client/net/timers.h"

#include <memory>

namespace confab::client {

/// Changes a session from long polling to a WebSocket ("Upgrade" of the Engine.IO protocol): tries the
/// WebSocket with a probe, lets the polling run dry, and takes over. When something goes wrong before, the
/// polling goes on as if nothing had been.
class TransportUpgrade : public QObject
{
    Q_OBJECT

public:
    /// For all of it.
    static constexpr std::chrono::seconds timeout{10};

    TransportUpgrade(PollingTransport *polling, std::unique_ptr<WebSocketTransport> webSocket, Timers &timers,
                     QObject *parent = nullptr);
    ~TransportUpgrade() override;

    void start(const QUrl &webSocketUrl);
    /// Gives it up; there are no signals afterwards.
    void cancel();

    /// The WebSocket, after succeeded().
    [[nodiscard]] std::unique_ptr<WebSocketTransport> take();

Q_SIGNALS:
    /// The WebSocket works. Nothing may be given to the polling any more until failed().
    void probed();
    /// All that the polling had is delivered. The last signal, or failed() is.
    void succeeded();
    void failed(const QString &detail);

private:
    enum class State { Opening, Probing, Pausing, Done };

    void receive(const engineio::Packet &packet);
    void finish();
    void fail(const QString &detail);

    PollingTransport *m_polling;
    std::unique_ptr<WebSocketTransport> m_webSocket;
    Deadline m_deadline;
    State m_state = State::Opening;
};

} // namespace confab::client
