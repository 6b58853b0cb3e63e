// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/runtime/shardparts.h"

#include "server/engineio/sessionid.h"
#include "server/runtime/flowcontrol.h"
#include "server/runtime/pinmiddleware.h"

#include <algorithm>
#include <limits>

namespace confab::runtime {

namespace {

static_assert(mostShards <= static_cast<int>(engineio::mostHomes));

engineio::Config engineConfig(const Options &options, log::ShardPlace place)
{
    engineio::Config config;
    config.pingInterval = options.pingInterval;
    config.pingTimeout = options.pingTimeout;
    config.allowRevision3 = options.allowRevision3;
    config.maxPayload = options.maxPayload;
    // As much as may wait for anybody else: what goes to WebSockets, too, is kept twice, as it is and as a
    // frame.
    config.maxBuffered = net::Limits{}.outputBytes / 2;
    config.home = place.index;
    if (const auto &origins = options.guard.origins; !origins.isEmpty()) {
        engineio::CorsConfig cors;
        cors.origins = origins;
        cors.credentials = !origins.contains("*");
        config.cors = cors;
    }
    return config;
}

net::Limits connectionLimits(const Options &options)
{
    net::Limits limits;
    // A browser opens several connections, and those of pages are short: twice the clients and some.
    limits.connections =
        static_cast<int>(std::min<qint64>(2LL * options.maxClients + 100, std::numeric_limits<int>::max()));
    return limits;
}

} // namespace

Shard::Parts::Parts(const Options &options, log::MessageLog &log, log::ShardPlace place)
    : limits(connectionLimits(options))
    , guard(options.guard, guard::namesOfThisMachine(), timers)
    , webServer(web::WebServerOptions{options.webRoot})
    , chat(log, timers, place)
    , clientCount(chat.news(), options.maxClients)
    , engine(timers, engineConfig(options, place))
    , sockets(engine)
    , conversations(chat, timers)
    , socketIoDoor(chat, conversations, sockets)
    , plainDoor(chat, conversations, timers, {options.pingInterval, options.pingTimeout})
    , eventsDoor(chat, timers, options.pingInterval)
    , messagesDoor(chat, timers)
    , guardNews(chat.news(), guard, messagesDoor.rates())
    , metricsDoor(chat.news(), timers, [this] { return metrics(); })
    , doors({engine, plainDoor, eventsDoor, messagesDoor, pages, clientCount, metricsDoor}, place.count)
    , guardedDoors(doors, engine, guard)
{
    uptime.start();
    const auto admit = [this, &log](const net::Peer &peer) {
        return std::make_unique<FlowControl>(guard.admit(peer), log, &clientCount);
    };
    engine.setAdmit(admit);
    plainDoor.setAdmit(admit);
    eventsDoor.setAdmit(admit);
    messagesDoor.rates().setAdmit([this, &log](const net::Peer &peer) {
        return std::make_unique<FlowControl>(guard.admitScript(peer), log);
    });
    sockets.use([this](socketio::Socket &socket) { return askForPin(guard, socket); });
}

QList<ClientStatus> Shard::Parts::clients() const
{
    QList<ClientStatus> clients = socketIoDoor.clients() + plainDoor.clients() + eventsDoor.clients();
    std::sort(clients.begin(), clients.end(),
              [](const ClientStatus &a, const ClientStatus &b) { return a.id < b.id; });
    return clients;
}

Metrics Shard::Parts::metrics() const
{
    Metrics metrics;
    count(clients(), metrics.totals);
    metrics.totals.connections = listener ? listener->connectionCount() : 0;
    metrics.totals.bytesIn = traffic.in;
    metrics.totals.bytesOut = traffic.out;
    metrics.messages = messages;
    metrics.uptimeSeconds = static_cast<double>(uptime.elapsed()) / 1000;
    return metrics;
}

} // namespace confab::runtime
