// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/http/message.h"

#include <QDateTime>

#include <optional>

// Validators and conditional requests (RFC 9110 8.8, 13).

namespace confab::web {

/// A strong entity tag: the same exactly for the same bytes.
[[nodiscard]] QByteArray strongETag(QByteArrayView content);
/// A weak one from size and time of change, in the form express gives: W/"size-time", both in hexadecimal.
[[nodiscard]] QByteArray weakETag(qint64 size, const QDateTime &modified);

/// "Sun, 06 Nov 1994 08:49:37 GMT" (RFC 9110 5.6.7).
[[nodiscard]] QByteArray httpDate(const QDateTime &time);
/// Nothing for what is not in the form of httpDate; the two obsolete forms are not read.
[[nodiscard]] std::optional<QDateTime> parseHttpDate(QByteArrayView text);

/// Whether a GET or HEAD with these headers is to be answered with 304: If-None-Match names the tag (compared
/// weakly) or, only in its absence, If-Modified-Since is not before the last change. Cache-Control: no-cache
/// asks for the whole thing, as node's servers take it (a browser's forced reload).
[[nodiscard]] bool isNotModified(const http::Headers &request, QByteArrayView etag,
                                 const std::optional<QDateTime> &modified = std::nullopt);

} // namespace confab::web
