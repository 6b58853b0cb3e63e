// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/chat/conversations.h"
#include "server/chat/eventsdoor.h"
#include "server/chat/jsonclient.h"
#include "server/chat/messagesdoor.h"
#include "server/chat/plaindoor.h"
#include "server/chat/socketiodoor.h"
#include "server/guard/guard.h"
#include "server/http/webserver.h"
#include "server/net/httpgateway.h"
#include "server/net/listener.h"
#include "server/net/timerqueue.h"
#include "server/net/websocketgateway.h"
#include "server/runtime/clientcount.h"
#include "server/runtime/doors.h"
#include "server/runtime/guardeddoors.h"
#include "server/runtime/guardnews.h"
#include "server/runtime/hubstatus.h"
#include "server/runtime/metricsdoor.h"
#include "server/runtime/options.h"
#include "server/runtime/shard.h"
#include "server/socketio/server.h"

#include <QElapsedTimer>
#include <QTimer>

#include <memory>

namespace confab::runtime {

/// Everything that lives in the shard's thread. Declared in the order of dependence: destroyed in the
/// opposite one.
struct Shard::Parts
{
    /// The log outlives it.
    Parts(const Options &options, log::MessageLog &log, log::ShardPlace place);

    /// Of every door, in the order of joining.
    [[nodiscard]] QList<ClientStatus> clients() const;
    /// What this shard tells at GET /metrics.
    [[nodiscard]] Metrics metrics() const;

    net::TimerQueue timers;
    net::Limits limits;
    net::Traffic traffic; // outlives every stream
    guard::Guard guard; // outlives every client
    net::WebSocketGateway webSockets{{QString::fromLatin1(chat::jsonSubprotocol)}};
    net::HttpGateway pages;
    web::WebServer webServer;
    chat::ChatService chat;
    ClientCount clientCount; // outlives every client
    engineio::Server engine;
    socketio::Server sockets;
    chat::Conversations conversations;
    chat::SocketIoDoor socketIoDoor;
    chat::PlainDoor plainDoor;
    chat::EventsDoor eventsDoor;
    chat::MessagesDoor messagesDoor;
    GuardNews guardNews;
    MetricsDoor metricsDoor;
    Doors doors;
    GuardedDoors guardedDoors;
    std::unique_ptr<net::Listener> listener;

    QTimer sampler;
    QElapsedTimer uptime;
    QElapsedTimer rateClock;
    quint64 messages = 0;
    quint64 messagesAtWindow = 0;
    double messagesPerSecond = 0;
    HubStatus lastSample;
    int quietSamples = 0;
};

} // namespace confab::runtime
