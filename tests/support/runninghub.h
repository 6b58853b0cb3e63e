// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/runtime/hub.h"
#include "tests/support/patience.h"
#include "tests/support/shards.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QWebSocket>

namespace confab::testing {

using namespace Qt::StringLiterals;

inline runtime::Options loopbackOptions()
{
    runtime::Options options;
    options.port = 0;
    options.bind = QHostAddress(QHostAddress::LocalHost);
    options.reportStatus = true;
    options.shards = shardsUnderTest();
    // The whole program runs a second time over Qt's own event loop.
    if (qEnvironmentVariable("CONFAB_EVENT_LOOP") == u"stock"_s)
        options.eventLoop = runtime::EventLoop::Stock;
    return options;
}

/// A hub that listens.
struct RunningHub
{
    explicit RunningHub(const runtime::Options &options = loopbackOptions())
        : hub(options)
    {
        QSignalSpy started(&hub, &runtime::Hub::started);
        hub.start();
        isRunning = started.wait(patience) && hub.state() == runtime::HubState::Running;
    }
    [[nodiscard]] quint16 port() const { return hub.status().endpoints.constFirst().port; }
    [[nodiscard]] QUrl webSocketUrl(const QString &path) const
    {
        return QUrl(u"ws://127.0.0.1:%1%2"_s.arg(port()).arg(path));
    }
    runtime::Hub hub;
    bool isRunning = false;
};

/// A WebSocket client that remembers the texts it got.
struct Client
{
    explicit Client(const QUrl &url)
    {
        QObject::connect(&socket, &QWebSocket::textMessageReceived, &socket,
                         [this](const QString &text) { received.append(text); });
        QObject::connect(&socket, &QWebSocket::disconnected, &socket, [this] { isClosed = true; });
        socket.open(url);
    }
    QWebSocket socket;
    QStringList received;
    bool isClosed = false;
};

/// A Socket.IO client in the lobby, just far enough to send events and see what comes.
struct SocketIoClient : Client
{
    explicit SocketIoClient(const RunningHub &hub)
        : Client(hub.webSocketUrl(u"/socket.io/?EIO=4&transport=websocket"_s))
    {
        QObject::connect(&socket, &QWebSocket::connected, &socket,
                         [this] { socket.sendTextMessage(u"40"_s); });
    }
    [[nodiscard]] bool isJoined() const { return received.size() >= 2 && received.at(1).startsWith(u"40"_s); }
    [[nodiscard]] QStringList events() const { return received.filter(QRegularExpression(u"^42"_s)); }
    /// The object of the acknowledgement with this number, empty before it came.
    [[nodiscard]] QJsonObject ack(int id) const
    {
        const QString prefix = u"43%1"_s.arg(id);
        for (const QString &text : received) {
            if (text.startsWith(prefix + u'['))
                return QJsonDocument::fromJson(text.mid(prefix.size()).toUtf8()).array().first().toObject();
        }
        return {};
    }
};

} // namespace confab::testing
