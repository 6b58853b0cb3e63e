// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// How a connection goes to the thread that has to answer its request (ADR 12).

#include "server/net/connection.h"
#include "server/net/dealer.h"

#include <QLoggingCategory>

namespace confab::net {

namespace {
Q_LOGGING_CATEGORY(logMoving, "confab.net.connection", QtInfoMsg)
} // namespace

Connection::Connection(std::unique_ptr<StreamBase> stream, Services services, MovedConnection moved)
    : m_services(services)
    , m_stream(std::move(stream))
    , m_share(std::move(moved.shares.connection))
    , m_full(false) // it would have been refused before
    , m_peerFinished(moved.peerFinished)
    , m_buffer(std::move(moved.unread))
    , m_parser(std::move(moved.parser))
    , m_deadline(services.timers)
    , m_output(services.timers, services.limits, [this] { dropSlowReader(); })
{
    m_stream->setListener(this);
}

void Connection::resume()
{
    m_processing = true;
    headArrived();
    m_processing = false;
    process();
}

void Connection::leaveFor(size_t home)
{
    m_phase = Phase::Leaving;
    m_home = home;
    // What was answered before goes out first, in the peer's time; a stream leaves with nothing to write.
    m_deadline.set(m_services.limits.transferDeadline(m_stream->bytesQueued()), [this] {
        qCInfo(logMoving) << "client" << m_stream->peer().connectionId << "dropped before it went to thread"
                          << m_home << "-" << m_stream->bytesQueued() << "bytes wait for it to read";
        close();
    });
    leaveSoon();
}

/// In a turn of its own: the stream may be calling us now, and another thread takes it at once.
void Connection::leaveSoon()
{
    QMetaObject::invokeMethod(
        this, [this] { leave(); }, Qt::QueuedConnection);
}

void Connection::leave()
{
    if (m_phase != Phase::Leaving || m_stream->bytesQueued() > 0) // drained() follows
        return;
    if (!m_stream->isOpen())
        return; // disconnected() follows
    m_deadline.cancel();
    m_phase = Phase::Over;
    Dealer &dealer = *m_services.dealer;
    const quint64 connectionId = m_stream->peer().connectionId;
    MovedConnection moved{ParkedStream(std::move(m_stream)),
                          std::move(m_parser),
                          std::exchange(m_buffer, {}),
                          m_peerFinished,
                          {std::move(m_share), Tally::Share(dealer.load(m_home))}};
    if (!dealer.deal(m_home, std::move(moved)))
        qCWarning(logMoving) << "client" << connectionId << "dropped: thread" << m_home
                             << "does not come to its connections";
    Q_EMIT finished();
}

} // namespace confab::net
