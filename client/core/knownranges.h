// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtGlobal>

#include <map>
#include <optional>

namespace confab::client {

/// Which numbers of a log are known: ranges that neither overlap nor touch.
class KnownRanges
{
public:
    void clear() { m_ranges.clear(); }
    /// `from` to `to`, both included; nothing when `to` is less.
    void add(quint64 from, quint64 to);
    /// Where the range with this number in it begins; nothing when it is not known.
    [[nodiscard]] std::optional<quint64> startOf(quint64 number) const;
    /// The least known number; nothing without any.
    [[nodiscard]] std::optional<quint64> lowest() const;

private:
    std::map<quint64, quint64> m_ranges; ///< first to last
};

} // namespace confab::client
