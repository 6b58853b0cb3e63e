// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>
#include <QStringList>

namespace confab::log {

/// The words of a text as the search sees them: runs of letters and digits, without case and accents. The
/// same for every store, and close to what SQLite's unicode61 tokenizer does.
[[nodiscard]] QStringList searchWords(const QString &text);

} // namespace confab::log
