// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArrayView>

#include <optional>

namespace confab::web {

struct ByteRange
{
    qint64 first = 0;
    qint64 length = 0;
    friend bool operator==(const ByteRange &, const ByteRange &) = default;
};

/// What a Range header asks of something of `size` bytes (RFC 9110 14.1.2).
struct RangeRequest
{
    enum class Kind {
        Whole, ///< none, not understood, or several ranges, which a server may ignore
        Part,
        Unsatisfiable ///< to be answered with 416
    };
    Kind kind = Kind::Whole;
    ByteRange range;
};

[[nodiscard]] RangeRequest parseRange(QByteArrayView header, qint64 size);

} // namespace confab::web
