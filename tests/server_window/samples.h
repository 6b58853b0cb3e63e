// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/runtime/hubstatus.h"

/// Values as a busy hub would send them, for the tests of the window and its pictures.
namespace samples {

[[nodiscard]] confab::runtime::Endpoint endpoint(const char *address, quint16 port = 3000,
                                                 const char *interfaceName = "eth0");
[[nodiscard]] confab::runtime::Endpoint loopback(quint16 port = 3000);

[[nodiscard]] confab::runtime::ClientStatus client(quint64 id, const QString &name);
/// Every transport, long names, emoji, right-to-left, hostile ones.
[[nodiscard]] QList<confab::runtime::ClientStatus> mixedClients();

[[nodiscard]] confab::runtime::MessageRecord message(quint64 seq, const QString &name, const QString &text,
                                                     quint64 clientId = 1);
/// Short and long texts, emoji, right-to-left, several lines, control characters.
[[nodiscard]] QList<confab::runtime::MessageRecord> mixedMessages();

/// Running since an hour and twelve minutes.
[[nodiscard]] confab::runtime::HubStatus running(QList<confab::runtime::Endpoint> endpoints,
                                                 QList<confab::runtime::ClientStatus> clients = {});

} // namespace samples
