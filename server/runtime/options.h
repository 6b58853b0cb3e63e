// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/guard/settings.h"
#include "server/tls/identity.h"

#include <QHostAddress>
#include <QString>

#include <chrono>
#include <optional>

namespace confab::runtime {

enum class LogFormat { Text, Json };

/// What the threads of the hub wait with.
enum class EventLoop {
    Best, ///< Epoll on Linux, elsewhere Stock
    Stock, ///< Qt's own
    Epoll ///< net::EpollDispatcher
};

/// How what a turn writes to many clients is handed to the system.
enum class OutputSubmission {
    Best, ///< Uring where the system has it, else Send
    Send, ///< with a system call for each client
    Uring ///< with one for all (io_uring); a warning where it is not to be had
};

/// As many as a sid can name.
inline constexpr int mostShards = 64;

/// How TLS was asked for.
struct TlsFiles
{
    QString certificate; ///< PEM
    QString key; ///< PEM
    bool selfSigned = false; ///< a certificate of our own making instead
};

/// How a server was asked to run; the defaults are what a person wants who types nothing.
struct Options
{
    quint16 port = 3000; ///< 0 picks a free one
    bool tryNextPorts = false; ///< the window: take the next free port instead of failing
    std::optional<QHostAddress> bind; ///< every address of this machine when empty
    QString name; ///< of this hub, shown to people
    QString webRoot; ///< folder served at '/', the built-in page when empty
    QString dataFolder; ///< where messages are kept; empty: in memory, until the process ends
    int keepDays = 0; ///< older messages are forgotten, 0 keeps them
    quint64 keepMessages = 0; ///< so many of each room are kept, 0 keeps all
    std::chrono::milliseconds pingInterval{25000};
    std::chrono::milliseconds pingTimeout{20000};
    qint64 maxPayload = 1000000; ///< bytes of one Engine.IO message or payload
    bool allowRevision3 = true; ///< serve clients of Socket.IO 1 and 2
    int maxClients = 10000;
    TlsFiles tlsFiles;
    std::optional<tls::Identity> tls; ///< https and wss with it, nothing else
    guard::Settings guard; ///< who may come in, and how much they may do
    bool reportStatus = false; ///< the window: tell about clients and traffic, see Hub::statusChanged
    int shards = 1; ///< threads that serve clients, up to mostShards
    EventLoop eventLoop = EventLoop::Best;
    OutputSubmission outputSubmission = OutputSubmission::Best;
    LogFormat logFormat = LogFormat::Text;
};

} // namespace confab::runtime
