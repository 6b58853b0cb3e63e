// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

namespace confab::runtime {

/// Text from the network as one harmless line: line ends become a sign, control characters their pictures,
/// bidi overrides, embeddings and isolates a readable token, so that nobody can reorder or hide what a row
/// says.
[[nodiscard]] QString visibleLine(const QString &text);

/// The same for a cell of a table, which shows the start of it: laying out 16 KiB on every repaint would be
/// work for nothing.
[[nodiscard]] QString visibleCell(const QString &text);

/// The same for tool tips, which guess whether their text is rich: escaped, lines kept, at most `maxChars`
/// long, no more than fits a screen: 20 lines, and words without end broken.
[[nodiscard]] QString toolTipFor(const QString &text, qsizetype maxChars = 2000);

} // namespace confab::runtime
