// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/net/stream.h"
#include "server/net/tally.h"

#include <QObject>

#include <memory>

namespace confab::net {

class StreamTurn;

/// What the streams of one thread have in common.
struct StreamHome
{
    Traffic &traffic; ///< outlives them
    std::shared_ptr<StreamTurn> turn; ///< of DescriptorStreams
};

/// What every Stream over a real socket does alike: who the peer is, what has passed, and when the listener
/// is told.
class StreamBase : public QObject, public Stream
{
public:
    /// Whether the descriptor that it was given is a connection.
    [[nodiscard]] virtual bool isOpen() const = 0;

    /// Counted in there from now on.
    void setLoad(Tally::Share load) { m_load = std::move(load); }
    /// For ParkedStream: belongs to no thread, until enterThread() is called in another one.
    virtual void leaveThread();
    virtual void enterThread(const StreamHome &home);

    void setListener(StreamListener *listener) final;
    [[nodiscard]] const Peer &peer() const final { return m_peer; }
    [[nodiscard]] quint64 bytesIn() const final { return m_bytesIn; }
    [[nodiscard]] quint64 bytesOut() const final { return m_bytesOut; }

protected:
    /// `traffic` outlives the stream.
    explicit StreamBase(Traffic &traffic)
        : m_traffic(&traffic)
    { }

    void setPeer(quint64 connectionId, const QHostAddress &address, quint16 port);
    void setSecure() { m_peer.secure = true; }
    void countIn(qint64 bytes);
    void countOut(qint64 bytes);

    // May destroy the stream: the last thing that a caller does.
    void tellReadable();
    void tellDrained();
    void tellDisconnected();
    /// Tells it once, and again to who comes later.
    void noteThatPeerFinished();
    [[nodiscard]] bool hasPeerFinished() const { return m_peerFinished; }

private:
    Traffic *m_traffic;
    Tally::Share m_load;
    Peer m_peer;
    StreamListener *m_listener = nullptr;
    bool m_peerFinished = false;
    quint64 m_bytesIn = 0;
    quint64 m_bytesOut = 0;
};

} // namespace confab::net
