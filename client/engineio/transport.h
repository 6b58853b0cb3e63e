// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/net/problem.h"
#include "protocol/engineio/packet.h"
#include "protocol/engineio/revision.h"

#include <QList>
#include <QObject>
#include <QUrl>

namespace confab::client {

/// The way by which packets of an Engine.IO session come and go. Opened once. Thread: the one it lives in.
class Transport : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    virtual void open(const QUrl &url) = 0;
    virtual void send(const QList<engineio::Packet> &packets) = 0;
    /// Ends the session from our side; there are no signals afterwards.
    virtual void close() = 0;

    /// The one that packets are sent in, and read in once it is known.
    void setRevision(engineio::Revision revision) { m_revision = revision; }
    [[nodiscard]] engineio::Revision revision() const { return m_revision; }

Q_SIGNALS:
    void packetReceived(const confab::engineio::Packet &packet);
    /// The last signal, once. `detail` is for a log or the small print, in the server's or the system's
    /// words.
    void ended(confab::client::Problem problem, const QString &detail);

private:
    engineio::Revision m_revision = engineio::Revision::V4;
};

} // namespace confab::client
