// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/runtime/metrics.h"

#include <array>

namespace confab::runtime {

namespace {

using chat::Transport;

struct TransportName
{
    Transport transport;
    const char *name;
};
constexpr std::array transports = {
    TransportName{Transport::Polling, "polling"},      TransportName{Transport::WebSocket, "websocket"},
    TransportName{Transport::PlainWebSocket, "plain"}, TransportName{Transport::JsonWebSocket, "json"},
    TransportName{Transport::EventStream, "events"},
};
static_assert(transports.size() == log::ShardTotals::transports);

void describe(QByteArray &text, const char *name, const char *type, const char *help)
{
    text.append("# HELP ").append(name).append(' ').append(help).append("\n# TYPE ");
    text.append(name).append(' ').append(type).append('\n');
}

void sample(QByteArray &text, const char *name, const char *type, const char *help, const QByteArray &value)
{
    describe(text, name, type, help);
    text.append(name).append(' ').append(value).append('\n');
}

} // namespace

void count(const QList<chat::ClientStatus> &clients, log::ShardTotals &totals)
{
    for (const chat::ClientStatus &client : clients) {
        ++totals.clients.at(static_cast<size_t>(client.transport));
        totals.bytesQueued += client.bytesQueued;
    }
}

QByteArray prometheusText(const Metrics &metrics)
{
    const log::ShardTotals &totals = metrics.totals;
    QByteArray text;
    describe(text, "confab_clients", "gauge", "Clients of the chat by transport.");
    for (const TransportName &row : transports) {
        text.append("confab_clients{transport=\"").append(row.name).append("\"} ");
        text.append(QByteArray::number(totals.clients.at(static_cast<size_t>(row.transport)))).append('\n');
    }
    sample(text, "confab_queued_bytes", "gauge", "Bytes that wait for clients to read them.",
           QByteArray::number(totals.bytesQueued));
    sample(text, "confab_http_connections", "gauge", "Connections that speak HTTP.",
           QByteArray::number(totals.connections));
    sample(text, "confab_messages_total", "counter", "Messages since the start.",
           QByteArray::number(metrics.messages));
    sample(text, "confab_received_bytes_total", "counter", "Bytes from clients since the start.",
           QByteArray::number(totals.bytesIn));
    sample(text, "confab_sent_bytes_total", "counter", "Bytes to clients since the start.",
           QByteArray::number(totals.bytesOut));
    sample(text, "confab_uptime_seconds", "gauge", "Seconds since the start.",
           QByteArray::number(metrics.uptimeSeconds, 'f', 3));
    return text;
}

} // namespace confab::runtime
