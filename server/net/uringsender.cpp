// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/net/uringsender.h"

#include <QLoggingCategory>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include <sys/socket.h>

namespace confab::net {

namespace {

Q_LOGGING_CATEGORY(logUring, "confab.net.uringsender", QtInfoMsg)

/// Sends in one system call; the ring has room for twice as many results.
constexpr unsigned ringEntries = 512;

} // namespace

std::unique_ptr<UringSender> UringSender::make()
{
    std::unique_ptr<UringSender> sender(new UringSender);
    // The first needs Linux 6.1: results wait until we ask, instead of interrupting us.
    for (const unsigned flags :
         {IORING_SETUP_SINGLE_ISSUER | IORING_SETUP_DEFER_TASKRUN | IORING_SETUP_SUBMIT_ALL, 0U}) {
        const int result = io_uring_queue_init(ringEntries, &sender->m_ring, flags);
        if (result == 0) {
            sender->m_isOpen = true;
            return sender;
        }
        qCDebug(logUring) << "io_uring is not to be had:" << std::strerror(-result);
    }
    return nullptr;
}

UringSender::~UringSender()
{
    if (m_isOpen)
        io_uring_queue_exit(&m_ring);
}

bool UringSender::send(std::span<Send> sends)
{
    while (m_isOpen && !sends.empty()) {
        const size_t count = std::min<size_t>(sends.size(), ringEntries);
        if (!sendAtOnce(sends.first(count)))
            break;
        sends = sends.subspan(count);
    }
    return m_isOpen;
}

bool UringSender::sendAtOnce(std::span<Send> sends)
{
    unsigned prepared = 0;
    for (Send &send : sends) {
        if (send.bytes.isEmpty())
            continue;
        io_uring_sqe *entry = io_uring_get_sqe(&m_ring);
        Q_ASSERT(entry); // the ring is empty between two calls
        if (!entry)
            break;
        io_uring_prep_send(entry, send.descriptor, send.bytes.data(), static_cast<size_t>(send.bytes.size()),
                           MSG_DONTWAIT | MSG_NOSIGNAL);
        io_uring_sqe_set_data(entry, &send);
        ++prepared;
    }
    const unsigned begun = submit(prepared);
    for (unsigned done = 0; done < begun; ++done) {
        io_uring_cqe *result = nullptr;
        int error = 0;
        do
            error = io_uring_wait_cqe(&m_ring, &result); // most often it is there
        while (error == -EINTR);
        if (error != 0) {
            qCWarning(logUring) << "io_uring gives no results:" << std::strerror(-error);
            m_isOpen = false;
            io_uring_queue_exit(&m_ring);
            return false;
        }
        static_cast<Send *>(io_uring_cqe_get_data(result))->sent = std::max(result->res, 0);
        io_uring_cqe_seen(&m_ring, result);
    }
    if (begun == prepared)
        return true;
    m_isOpen = false; // with the ring goes what it has not begun
    io_uring_queue_exit(&m_ring);
    return false;
}

unsigned UringSender::submit(unsigned prepared)
{
    unsigned begun = 0;
    while (begun < prepared) {
        const int result = io_uring_submit_and_wait(&m_ring, prepared - begun);
        if (result == -EINTR)
            continue;
        if (result <= 0) {
            qCWarning(logUring) << "io_uring takes no more:" << std::strerror(-result);
            break;
        }
        begun += static_cast<unsigned>(result);
    }
    return begun;
}

} // namespace confab::net
