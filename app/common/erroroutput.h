// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/common/patientoutput.h"
#include "server/net/mailbox.h"

#include <QByteArray>
#include <QObject>

#include <atomic>

#include <unistd.h>

namespace confab::app {

/// Standard error of a server: what it says and what its threads log, in one order. While there is one,
/// nobody waits for who reads it: a hub that logs into a pipe which is full, or a terminal that was stopped,
/// serves on. What is too much is left out, and counted. Thread: the main one.
class ErrorOutput : public QObject
{
    Q_OBJECT

public:
    /// How many lines may wait for the main thread.
    static constexpr size_t linesBound = 65536;

    /// At most one at a time, made before the threads that log and gone after them. `descriptor` is not
    /// closed.
    explicit ErrorOutput(int descriptor = STDERR_FILENO);
    /// Gives the reader a second for what is kept.
    ~ErrorOutput() override;

    /// From any thread. Where there is no ErrorOutput it is written at once.
    static void writeLine(const QByteArray &line);

private:
    static void log(QtMsgType type, const QMessageLogContext &context, const QString &message);
    void take(const std::vector<QByteArray> &lines);
    /// False while there is no room even for that.
    bool tellOfMissing();

    PatientOutput m_output;
    quint64 m_leftOut = 0; ///< lines that the reader will not see and has not been told of
    std::atomic<quint64> m_missing = 0; ///< lines that did not fit into the mailbox, not in m_leftOut yet
    net::Mailbox<QByteArray> m_lines;
    QtMessageHandler m_handlerBefore;
};

} // namespace confab::app
