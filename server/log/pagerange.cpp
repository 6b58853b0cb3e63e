// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/log/pagerange.h"

#include <algorithm>

namespace confab::log {

PageRange pageRange(const Query &query, const QByteArray &epoch, quint64 head, quint64 oldest)
{
    using Kind = Query::Kind;
    PageRange range;
    range.before = head + 1;
    range.limit = std::max(query.limit, 0);
    const bool takesCursor = query.kind == Kind::Newest || query.kind == Kind::Since;
    const bool hasCursor = takesCursor && !query.epoch.isEmpty();
    const bool isContinued =
        hasCursor && query.epoch == epoch && query.after <= head && query.after + 1 >= oldest;
    range.gap = hasCursor && !isContinued;
    switch (query.kind) {
    case Kind::Newest:
        range.isNewestFirst = true;
        // Before the oldest event everything that is kept is what was missed.
        range.after = hasCursor && query.epoch == epoch && query.after <= head ? query.after : 0;
        break;
    case Kind::Since:
        range.isNewestFirst = !isContinued;
        range.isMessagesOnly = !isContinued;
        range.after = isContinued ? query.after : 0;
        break;
    case Kind::After:
        range.after = std::min(query.after, head);
        break;
    case Kind::Before:
        range.isNewestFirst = true;
        range.before = std::min(query.before, head + 1);
        break;
    case Kind::Search:
        range.isNewestFirst = true;
        break;
    }
    return range;
}

Page emptyPage(const Query &query, const QByteArray &epoch, quint64 head, quint64 oldest)
{
    Page page;
    page.ticket = query.ticket;
    page.room = query.room;
    page.epoch = epoch;
    page.head = head;
    page.oldest = oldest;
    return page;
}

void finishPage(Page &page, const Query &query, const PageRange &range)
{
    const auto limit = static_cast<size_t>(range.limit);
    page.more = page.messages.size() > limit;
    if (page.more && range.isNewestFirst)
        page.messages.erase(page.messages.begin());
    else if (page.more)
        page.messages.pop_back();
    const bool hasCursor = query.kind == Query::Kind::Newest && !query.epoch.isEmpty();
    page.gap = range.gap || (hasCursor && page.more);
}

} // namespace confab::log
