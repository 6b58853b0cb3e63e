// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QFont>

namespace confab::widgets {

/// `font` at `pixels`, or smaller (not below 11) where one line of `text` would be wider than `width`.
[[nodiscard]] QFont fittedFont(QFont font, const QString &text, int pixels, int width);

} // namespace confab::widgets
