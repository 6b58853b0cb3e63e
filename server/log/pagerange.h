// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/log/message.h"

namespace confab::log {

/// What a store has to read for a query: `limit` events with numbers in (after, before), from one end.
struct PageRange
{
    quint64 after = 0; ///< exclusive
    quint64 before = 0; ///< exclusive
    int limit = 0;
    bool isNewestFirst = false; ///< which end is kept when `limit` cuts; the page is ascending in any case
    bool isMessagesOnly = true;
    bool gap = false; ///< known before reading
};

/// The rules of cursors, the same for every store. `head` and `oldest` are the room's, `epoch` the store's.
[[nodiscard]] PageRange pageRange(const Query &query, const QByteArray &epoch, quint64 head, quint64 oldest);

/// The answer to a query before anything was read.
[[nodiscard]] Page emptyPage(const Query &query, const QByteArray &epoch, quint64 head, quint64 oldest);

/// Completes a page whose `messages` are the events of `range`, at most limit + 1 of them, ascending: takes
/// out the one too many and says whether there was one.
void finishPage(Page &page, const Query &query, const PageRange &range);

} // namespace confab::log
