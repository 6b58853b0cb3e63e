// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/window/qrcode.h"

#include <qrcodegen.hpp>

#include <stdexcept>

namespace confab::server {

QrCode::QrCode(const QString &text)
{
    if (text.isEmpty())
        return;
    try {
        const auto code =
            qrcodegen::QrCode::encodeText(text.toUtf8().constData(), qrcodegen::QrCode::Ecc::MEDIUM);
        m_side = code.getSize();
        m_dark.resize(qsizetype(m_side) * m_side);
        for (int y = 0; y < m_side; ++y) {
            for (int x = 0; x < m_side; ++x)
                m_dark.setBit(y * m_side + x, code.getModule(x, y));
        }
    } catch (const std::length_error &) {
        m_side = 0; // too long: stays null
    }
}

} // namespace confab::server
