// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/common/patientoutput.h"

#include <QDeadlineTimer>

#include <algorithm>
#include <cerrno>
#include <climits>

#include <poll.h>
#include <unistd.h>

namespace confab::app {

namespace {
/// A pipe that is ready takes this much without making us wait (POSIX).
constexpr qsizetype piece = PIPE_BUF;
constexpr int patienceAtTheEndMs = 1000;
} // namespace

PatientOutput::PatientOutput(int descriptor, QObject *parent)
    : QObject(parent)
    , m_descriptor(descriptor)
{ }

PatientOutput::~PatientOutput()
{
    const QDeadlineTimer end(patienceAtTheEndMs);
    while (!m_kept.isEmpty() && writeSome(static_cast<int>(end.remainingTime()))) { }
}

bool PatientOutput::write(const QByteArray &bytes)
{
    if (m_isClosed)
        return true; // as with a pipe to nowhere
    if (m_kept.size() + bytes.size() > mostKept && !m_kept.isEmpty())
        return false;
    m_kept += bytes;
    if (!m_notifier || !m_notifier->isEnabled())
        writeWhatGoes();
    return true;
}

void PatientOutput::writeWhatGoes()
{
    while (!m_kept.isEmpty() && writeSome(0)) { }
    const bool waits = !m_kept.isEmpty();
    if (waits && !m_notifier) {
        m_notifier = std::make_unique<QSocketNotifier>(m_descriptor, QSocketNotifier::Write);
        connect(m_notifier.get(), &QSocketNotifier::activated, this, [this] { writeWhatGoes(); });
    }
    if (m_notifier)
        m_notifier->setEnabled(waits);
}

bool PatientOutput::writeSome(int timeoutMs)
{
    pollfd ready{m_descriptor, POLLOUT, 0};
    if (::poll(&ready, 1, timeoutMs) <= 0)
        return false;
    const ssize_t written = ::write(m_descriptor, m_kept.constData(),
                                    static_cast<size_t>(std::min<qsizetype>(m_kept.size(), piece)));
    if (written < 0 && errno != EAGAIN && errno != EINTR) {
        m_isClosed = true;
        m_kept.clear();
        return false;
    }
    m_kept.remove(0, std::max<qsizetype>(written, 0));
    return written > 0;
}

} // namespace confab::app
