// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/common/optionrow.h"

#include <array>

using namespace Qt::StringLiterals;

namespace confab::app {

namespace {

constexpr qint64 longestMs = 24 * 60 * 60 * 1000;

QString applyPingInterval(runtime::Options &options, const QString &value)
{
    return takeNumber("ping-interval", value, 10, longestMs, options.pingInterval);
}

QString applyPingTimeout(runtime::Options &options, const QString &value)
{
    return takeNumber("ping-timeout", value, 10, longestMs, options.pingTimeout);
}

QString applyMaxPayload(runtime::Options &options, const QString &value)
{
    constexpr qint64 least = 32 * 1024; // a message of the chat, escaped, must fit
    constexpr qint64 most = 64 * 1024 * 1024;
    return takeNumber("max-payload", value, least, most, options.maxPayload);
}

QString applyMaxClients(runtime::Options &options, const QString &value)
{
    return takeNumber("max-clients", value, 1, 1000000, options.maxClients);
}

QString applyNoEio3(runtime::Options &options, const QString &value)
{
    const auto refuse = yesOrNo(value);
    if (!refuse)
        return OptionWords::tr("no-eio3 is true or false, not \"%1\".").arg(value);
    options.allowRevision3 = !*refuse;
    return {};
}

constexpr std::array rows = {
    OptionRow{"ping-interval", "MS",
              QT_TRANSLATE_NOOP("confab::app::ServerOptions", "Milliseconds between two heartbeats (25000)."),
              applyPingInterval},
    OptionRow{"ping-timeout", "MS",
              QT_TRANSLATE_NOOP("confab::app::ServerOptions",
                                "Milliseconds a client has to answer a heartbeat (20000)."),
              applyPingTimeout},
    OptionRow{"max-payload", "BYTES",
              QT_TRANSLATE_NOOP("confab::app::ServerOptions", "Largest packet a client may send (1000000)."),
              applyMaxPayload},
    OptionRow{"max-clients", "COUNT",
              QT_TRANSLATE_NOOP("confab::app::ServerOptions",
                                "Clients at the same time; more are refused (10000)."),
              applyMaxClients},
    OptionRow{"no-eio3", nullptr,
              QT_TRANSLATE_NOOP("confab::app::ServerOptions",
                                "Refuse clients of Socket.IO 1 and 2 (Engine.IO protocol 3)."),
              applyNoEio3},
};

} // namespace

std::span<const OptionRow> protocolOptions() { return rows; }

} // namespace confab::app
