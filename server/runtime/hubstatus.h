// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/chat/clientstatus.h"
#include "server/guard/refusalbook.h"
#include "server/log/storeerror.h"

#include <QDateTime>
#include <QHostAddress>
#include <QList>
#include <QMetaType>
#include <QString>

#include <optional>

namespace confab::runtime {

/// An address at which people can join.
struct Endpoint
{
    QHostAddress address;
    quint16 port = 0;
    QString interfaceName; ///< "eth0"; empty for the loopback address
    bool isLoopback = false; ///< only this computer can use it
    bool isVirtual = false; ///< a bridge or tunnel (docker0, virbr0, tun0), rarely what people want
    bool isSecure = false; ///< by https

    /// "http://192.168.1.20:3000" or "https://...", IPv6 addresses in brackets.
    [[nodiscard]] QString url() const;
    friend bool operator==(const Endpoint &, const Endpoint &) = default;
};

using chat::ClientStatus;
using chat::Transport;
using guard::RefusalKind;
using guard::Refusals;

using StoreProblem = log::StoreError::Kind;

enum class HubState { Stopped, Starting, Running, Stopping };

/// Everything the window shows about the running hub, ten times a second at most.
struct HubStatus
{
    HubState state = HubState::Stopped;
    QList<Endpoint> endpoints; ///< best one to tell people first; empty unless running
    QList<ClientStatus> clients; ///< in the order of joining
    /// Of the certificate that nobody vouches for: "AB:CD:...", 32 pairs; else empty.
    QString fingerprint;
    QDateTime startedAt; ///< UTC
    quint64 messages = 0; ///< since the start
    double messagesPerSecond = 0;
    quint64 bytesIn = 0;
    quint64 bytesOut = 0;
    /// The store has failed: messages are kept in memory only, until Hub::returnToStore() or a restart.
    std::optional<StoreProblem> storeProblem;
    QList<Refusals> refusals; ///< since the program began, the latest one last
};

/// One message that went through the hub.
struct MessageRecord
{
    quint64 seq = 0;
    QDateTime at; ///< UTC, milliseconds
    QString room;
    quint64 clientId = 0; ///< ClientStatus::id of the sender, 0 for the host
    QString personId;
    QString name;
    QString text;
    QString messageId; ///< the sender's own id of it
};

enum class StartError {
    PortInUse, ///< and so were the next ones, where the caller allowed to try them
    AddressNotOurs,
    PermissionDenied,
    WebRootUnusable,
    StoreCorrupt, ///< the messages are damaged, or not Confab's; `detail` is the file, here and below
    StoreNewer, ///< written by a newer version
    StoreReadOnly,
    StoreLocked,
    StoreFull,
    StoreUnusable,
    Other
};

} // namespace confab::runtime

Q_DECLARE_METATYPE(confab::runtime::HubStatus)
Q_DECLARE_METATYPE(confab::runtime::MessageRecord)
