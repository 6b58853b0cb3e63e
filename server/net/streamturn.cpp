// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/net/streamturn.h"

#include "server/net/descriptorstream.h"

#include <QCoreApplication>
#include <QEvent>

#include <utility>

namespace confab::net {

namespace {
/// With fewer, a call for each costs less than the ring.
constexpr size_t worthABatch = 4;
} // namespace

StreamTurn::StreamTurn() = default;
StreamTurn::~StreamTurn() = default;

void StreamTurn::add(DescriptorStream *stream)
{
    if (stream->m_placeInTurn >= 0)
        return;
    // Behind everything else that was posted: what that writes is still of this turn.
    if (m_writers.empty() && !m_isSending)
        QCoreApplication::postEvent(this, new QEvent(QEvent::User), Qt::LowEventPriority);
    stream->m_placeInTurn = static_cast<qsizetype>(m_writers.size());
    m_writers.push_back(stream);
}

void StreamTurn::remove(DescriptorStream *stream)
{
    const qsizetype place = std::exchange(stream->m_placeInTurn, -1);
    if (place < 0)
        return;
    for (auto *streams : {&m_sending, &m_writers}) {
        const auto index = static_cast<size_t>(place);
        if (index < streams->size() && (*streams)[index] == stream)
            (*streams)[index] = nullptr;
    }
}

void StreamTurn::customEvent(QEvent *) { sendAll(); }

void StreamTurn::timerEvent(QTimerEvent *)
{
    m_nextTurn.stop();
    sendAll();
}

void StreamTurn::sendAll()
{
    const auto self = shared_from_this(); // the last stream may go
    m_isSending = true;
    m_sending.swap(m_writers);
    if (m_batchSender && m_sending.size() >= worthABatch)
        sendTogether();
    for (size_t i = 0; i < m_sending.size(); ++i) { // any of them may go meanwhile
        if (DescriptorStream *stream = std::exchange(m_sending[i], nullptr)) {
            stream->m_placeInTurn = -1;
            stream->send();
        }
    }
    m_sending.clear();
    m_isSending = false;
    m_joined.clear();
    // Not by an event, which would be sent in this turn: however they answer each other, sockets are read in
    // between.
    if (!m_writers.empty())
        m_nextTurn.start(0, this);
}

// Tells nobody: what the system did not take, and who is to hear of it, is left to each stream's send().
void StreamTurn::sendTogether()
{
    m_batch.reserve(m_sending.size());
    for (const DescriptorStream *stream : m_sending)
        m_batch.push_back(stream ? BatchSender::Send{stream->m_descriptor, stream->m_output.onlyPiece()}
                                 : BatchSender::Send());
    if (!m_batchSender->send(m_batch))
        m_batchSender.reset();
    for (size_t i = 0; i < m_batch.size(); ++i) {
        if (m_batch[i].sent > 0)
            m_sending[i]->m_output.advance(m_batch[i].sent);
    }
    m_batch.clear();
}

std::span<char> StreamTurn::lend(DescriptorStream *reader)
{
    if (m_reader)
        return {};
    m_reader = reader;
    return {m_buffer.get(), bufferBytes};
}

bool StreamTurn::takeBack(DescriptorStream *reader) { return std::exchange(m_reader, nullptr) == reader; }

void StreamTurn::forget(DescriptorStream *stream)
{
    remove(stream);
    if (m_reader == stream)
        m_reader = nullptr;
}

} // namespace confab::net
