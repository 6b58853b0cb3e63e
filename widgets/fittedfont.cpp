// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/fittedfont.h"

#include <QFontMetricsF>

namespace confab::widgets {

namespace {

constexpr int SmallestPixels = 11;

} // namespace

QFont fittedFont(QFont font, const QString &text, int pixels, int width)
{
    font.setPixelSize(qMax(SmallestPixels, pixels));
    const qreal needed = QFontMetricsF(font).horizontalAdvance(text);
    if (needed > width)
        font.setPixelSize(qMax(SmallestPixels, int(font.pixelSize() * width / needed)));
    return font;
}

} // namespace confab::widgets
