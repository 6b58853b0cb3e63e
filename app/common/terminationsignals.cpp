// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/common/terminationsignals.h"

#include <array>
#include <csignal>
#include <fcntl.h>
#include <unistd.h>

namespace confab::app {

namespace {

/// A signal handler may only do what is async-signal-safe: it writes a byte, the event loop reads it.
volatile std::sig_atomic_t writeEnd = -1;

void handleSignal(int signal)
{
    const char byte = 1;
    (void)!::write(writeEnd, &byte, 1);
    std::signal(signal, SIG_DFL);
}

} // namespace

TerminationSignals::TerminationSignals(QObject *parent)
    : QObject(parent)
{
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC | O_NONBLOCK) != 0)
        return; // the default action stays: the signal ends the process
    m_readEnd = ends[0];
    writeEnd = ends[1];
    m_notifier = std::make_unique<QSocketNotifier>(m_readEnd, QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, &TerminationSignals::readPipe);
    std::signal(SIGTERM, handleSignal);
    std::signal(SIGINT, handleSignal);
}

TerminationSignals::~TerminationSignals()
{
    if (m_readEnd < 0)
        return;
    std::signal(SIGTERM, SIG_DFL);
    std::signal(SIGINT, SIG_DFL);
    m_notifier.reset();
    ::close(m_readEnd);
    ::close(writeEnd);
    writeEnd = -1;
}

void TerminationSignals::readPipe()
{
    char byte = 0;
    while (::read(m_readEnd, &byte, 1) == 1)
        Q_EMIT terminationRequested();
}

} // namespace confab::app
