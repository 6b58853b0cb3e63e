// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/common/optionrow.h"

#include <QThread>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace confab::app {

namespace {

QString applyEventLoop(runtime::Options &options, const QString &value)
{
    if (value == "stock"_L1)
        options.eventLoop = runtime::EventLoop::Stock;
    else if (value == "epoll"_L1)
        options.eventLoop = runtime::EventLoop::Epoll;
    else
        return OptionWords::tr("--event-loop is stock or epoll, not \"%1\".").arg(value);
    return {};
}

QString applyOutputSubmission(runtime::Options &options, const QString &value)
{
    if (value == "auto"_L1)
        options.outputSubmission = runtime::OutputSubmission::Best;
    else if (value == "send"_L1)
        options.outputSubmission = runtime::OutputSubmission::Send;
    else if (value == "io_uring"_L1)
        options.outputSubmission = runtime::OutputSubmission::Uring;
    else
        return OptionWords::tr("--output-submission is auto, send or io_uring, not \"%1\".").arg(value);
    return {};
}

QString applyShards(runtime::Options &options, const QString &value)
{
    return takeNumber("shards", value, 1, runtime::mostShards, options.shards);
}

constexpr std::array rows = {
    OptionRow{"shards", "COUNT",
              QT_TRANSLATE_NOOP("confab::app::ServerOptions",
                                "Threads that serve clients (as many as this machine has cores, less one)."),
              applyShards},
    OptionRow{"event-loop", "KIND",
              QT_TRANSLATE_NOOP("confab::app::ServerOptions",
                                "What the hub waits with: epoll, or stock for Qt's own (epoll on Linux)."),
              applyEventLoop},
    OptionRow{"output-submission", "KIND",
              QT_TRANSLATE_NOOP("confab::app::ServerOptions",
                                "How many clients are sent to at once: send, or io_uring (auto: where there is one)."),
              applyOutputSubmission},
};

} // namespace

std::span<const OptionRow> threadOptions() { return rows; }

// The log and the owner of the hub need a core, too.
int defaultShards() { return std::clamp(QThread::idealThreadCount() - 1, 1, runtime::mostShards); }

} // namespace confab::app
