// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/guard/refusalbook.h"

#include <QLoggingCategory>

#include <algorithm>

namespace confab::guard {

namespace {

Q_LOGGING_CATEGORY(logRefusals, "confab.guard.refusals", QtInfoMsg)

constexpr qsizetype longestDetail = 100;

const char *words(RefusalKind kind)
{
    switch (kind) {
    case RefusalKind::WrongPin:
        return "a wrong PIN";
    case RefusalKind::PinLocked:
        return "too many wrong PINs";
    case RefusalKind::ForeignOrigin:
        return "a page of another origin (--allow-origin lets it in)";
    case RefusalKind::ForeignHost:
        return "a name that is not this machine's (--allow-host lets it in)";
    case RefusalKind::TooManyClients:
        return "too many clients from there (--max-per-address)";
    }
    Q_UNREACHABLE();
}

/// A flood of refusals is not to become a flood of lines: the first ones, then each time there are twice as
/// many.
bool isWorthALine(quint64 count) { return count <= 5 || (count & (count - 1)) == 0; }

} // namespace

void RefusalBook::note(RefusalKind kind, const QHostAddress &address, const QByteArray &detail)
{
    Refusals refusals{kind, address.toString(), {}, 0};
    const auto known = std::find_if(m_entries.cbegin(), m_entries.cend(), [&](const Refusals &entry) {
        return entry.kind == kind && entry.address == refusals.address;
    });
    if (known != m_entries.cend()) {
        refusals.count = known->count;
        m_entries.erase(known);
    } else if (m_entries.size() >= mostEntries) {
        m_entries.removeFirst();
    }
    ++refusals.count;
    refusals.detail = QString::fromUtf8(detail.left(longestDetail));
    if (isWorthALine(refusals.count)) {
        const QByteArray shown = detail.isEmpty() ? QByteArray("-") : detail.left(longestDetail);
        qCInfo(logRefusals).nospace() << "refused " << qPrintable(refusals.address) << ": " << words(kind)
                                      << ", " << refusals.count << " so far, asked for " << shown;
    }
    m_entries.append(std::move(refusals));
}

} // namespace confab::guard
