// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/runtime/eventdispatcher.h"

#ifdef Q_OS_LINUX
#include "server/net/epolldispatcher.h"
#endif

#include <QLoggingCategory>
#include <QThread>

#include <memory>

namespace confab::runtime {

namespace {
Q_LOGGING_CATEGORY(logEventLoop, "confab.runtime.eventdispatcher", QtInfoMsg)
} // namespace

void installEventDispatcher(QThread &thread, EventLoop wanted)
{
    if (wanted == EventLoop::Stock)
        return;
#ifdef Q_OS_LINUX
    auto dispatcher = std::make_unique<net::EpollDispatcher>();
    if (dispatcher->isUsable()) {
        thread.setEventDispatcher(dispatcher.release()); // the thread owns it
        return;
    }
    qCWarning(logEventLoop) << "No descriptor left for epoll: using Qt's event loop";
#else
    if (wanted == EventLoop::Epoll)
        qCWarning(logEventLoop) << "This system has no epoll: using Qt's event loop";
    Q_UNUSED(thread)
#endif
}

} // namespace confab::runtime
