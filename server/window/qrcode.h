// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QBitArray>
#include <QString>

namespace confab::server {

/// The dark and light squares of a QR code, error correction level M, without the quiet zone.
class QrCode
{
public:
    QrCode() = default;
    /// Null when the text does not fit into a QR code (more than 2331 bytes).
    explicit QrCode(const QString &text);

    [[nodiscard]] bool isNull() const { return m_side == 0; }
    /// Squares in a row.
    [[nodiscard]] int side() const { return m_side; }
    [[nodiscard]] bool isDark(int x, int y) const { return m_dark.testBit(y * m_side + x); }

private:
    int m_side = 0;
    QBitArray m_dark;
};

} // namespace confab::server
