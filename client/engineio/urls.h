// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/engineio/revision.h"

#include <QByteArray>
#include <QUrl>

namespace confab::client {

/// Where the polls of a session go. `endpoint` is http or https with the path, and a query of the user's own
/// if any; `sid` is empty for a new session.
[[nodiscard]] QUrl pollingUrl(const QUrl &endpoint, engineio::Revision revision, const QByteArray &sid);

/// Where its WebSocket goes.
[[nodiscard]] QUrl webSocketUrl(const QUrl &endpoint, engineio::Revision revision, const QByteArray &sid);

/// `url` with something that makes it one of its own, for caches that do not ask.
[[nodiscard]] QUrl withTimestamp(QUrl url, quint64 number);

} // namespace confab::client
