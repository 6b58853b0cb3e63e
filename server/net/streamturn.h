// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/net/batchsender.h"
#include "server/net/outputqueue.h"

#include <QBasicTimer>
#include <QObject>

#include <memory>
#include <span>
#include <vector>

namespace confab::net {

class DescriptorStream;

/// What the DescriptorStreams of one thread share: the memory to read into, and the moment at which
/// everything that they were given to write in a turn of the event loop is sent, with one system call for
/// each or, where there are many and the system can, for all. Shared by those streams, so it lives as long as
/// the last of them. Thread: theirs.
class StreamTurn final : public QObject, public std::enable_shared_from_this<StreamTurn>
{
    Q_OBJECT

public:
    StreamTurn();
    ~StreamTurn() override;

    /// The stream will be asked to send when the turn ends, unless it is taken out before. Once is enough.
    void add(DescriptorStream *stream);
    void remove(DescriptorStream *stream);
    /// Made in this thread; null, as at first: a system call for each.
    void setBatchSender(std::unique_ptr<BatchSender> sender) { m_batchSender = std::move(sender); }
    [[nodiscard]] JoinedPieces &joinedPieces() { return m_joined; }

    /// Room for what arrives, for one stream at a time; empty while another one has it.
    [[nodiscard]] std::span<char> lend(DescriptorStream *reader);
    /// False when the stream has been forgotten since.
    [[nodiscard]] bool takeBack(DescriptorStream *reader);
    /// A stream is being destroyed.
    void forget(DescriptorStream *stream);

protected:
    void customEvent(QEvent *event) override;
    void timerEvent(QTimerEvent *event) override;

private:
    void sendAll();
    void sendTogether();

    static constexpr size_t bufferBytes = 64 * 1024;

    std::unique_ptr<char[]> m_buffer = std::make_unique_for_overwrite<char[]>(bufferBytes);
    DescriptorStream *m_reader = nullptr;
    std::vector<DescriptorStream *> m_writers; ///< who has something to send; null where one was taken out
    std::vector<DescriptorStream *> m_sending; ///< those of the turn that ends now
    bool m_isSending = false;
    QBasicTimer m_nextTurn;
    std::unique_ptr<BatchSender> m_batchSender;
    std::vector<BatchSender::Send> m_batch; ///< empty but while it is sent
    JoinedPieces m_joined;
};

} // namespace confab::net
