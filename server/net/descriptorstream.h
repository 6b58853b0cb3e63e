// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/net/outputqueue.h"
#include "server/net/prefetch.h"
#include "server/net/streambase.h"

#include <memory>

namespace confab::net {

class StreamTurn;

/// The plain Stream on Linux, straight on the descriptor: an idle one holds no buffer, and what is written in
/// a turn of the event loop leaves with one system call when the turn ends. Thread: the shard's.
class DescriptorStream final : public StreamBase
{
    Q_OBJECT

public:
    /// Takes over a connected descriptor. `turn` is common to the streams of a thread.
    DescriptorStream(qintptr descriptor, quint64 connectionId, Traffic &traffic,
                     std::shared_ptr<StreamTurn> turn);
    ~DescriptorStream() override;

    [[nodiscard]] bool isOpen() const override { return m_descriptor >= 0; }
    void leaveThread() override;
    void enterThread(const StreamHome &home) override;

    [[nodiscard]] QByteArray read(qint64 maxBytes) override;
    [[nodiscard]] qint64 bytesAvailable() const override { return m_unread.size() + m_arriving.size(); }
    void write(const QByteArray &bytes) override;
    void prefetch() const override { net::prefetch(*this); }
    [[nodiscard]] qint64 bytesQueued() const override { return m_output.bytes(); }
    void closeWhenWritten() override;
    void finishWriting() override;

private:
    friend class StreamTurn;
    class Notifier;

    enum class Ending {
        No,
        Finish, ///< FIN follows what is queued
        Close ///< nothing goes on behind it
    };

    void receive();
    void keepTheRest();
    void endOfInput();
    void send();
    void handOver();
    void waitForRoom();
    void end();

    std::shared_ptr<StreamTurn> m_turn; ///< null between two threads
    int m_descriptor = -1; ///< -1 when it has ended
    Ending m_ending = Ending::No;
    qsizetype m_placeInTurn = -1; ///< the turn's; negative when it will not ask us to send
    std::unique_ptr<Notifier> m_readable;
    std::unique_ptr<Notifier> m_writable; ///< only of a peer that once read too slowly
    QByteArray m_unread; ///< what the listener has left
    QByteArrayView m_arriving; ///< behind m_unread, while the listener is told
    OutputQueue m_output;
};

} // namespace confab::net
