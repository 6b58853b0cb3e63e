// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QHostAddress>
#include <QList>
#include <QString>

namespace confab::guard {

enum class RefusalKind : quint8 {
    WrongPin,
    PinLocked, ///< too many wrong ones before
    ForeignOrigin,
    ForeignHost,
    TooManyClients ///< from one address
};

/// Refusals of one kind to one address.
struct Refusals
{
    RefusalKind kind = RefusalKind::WrongPin;
    QString address;
    QString detail; ///< the last origin or host, as the peer gave it
    quint64 count = 0;

    friend bool operator==(const Refusals &, const Refusals &) = default;
};

/// What was refused without a way to say so to the person at the other end: kept for the window, and a line
/// in the log. Bounded: the kinds and addresses that were refused last.
class RefusalBook
{
public:
    static constexpr qsizetype mostEntries = 32;

    void note(RefusalKind kind, const QHostAddress &address, const QByteArray &detail = {});
    /// The latest one last.
    [[nodiscard]] const QList<Refusals> &entries() const { return m_entries; }

private:
    QList<Refusals> m_entries;
};

} // namespace confab::guard
