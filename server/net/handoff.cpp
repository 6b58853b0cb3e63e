// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/net/handoff.h"

#include <QThread>

#include <unistd.h>

namespace confab::net {

AcceptedDescriptor::~AcceptedDescriptor()
{
    if (m_descriptor >= 0)
        ::close(static_cast<int>(m_descriptor));
}

ParkedStream::ParkedStream(std::unique_ptr<StreamBase> stream)
    : m_stream(std::move(stream))
{
    m_stream->leaveThread();
}

ParkedStream::~ParkedStream()
{
    if (m_stream)
        m_stream->moveToThread(QThread::currentThread()); // what Qt still does for it, it does here
}

std::unique_ptr<StreamBase> ParkedStream::arrive(const StreamHome &home)
{
    m_stream->enterThread(home);
    return std::move(m_stream);
}

} // namespace confab::net
