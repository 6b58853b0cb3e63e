// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

namespace confab::client {

/// Whether a message is one to three emoji and nothing else: it is shown at double size. Joined sequences,
/// skin tones and flags are one emoji each. The page has the same rule (resources/web/text.js).
[[nodiscard]] bool isFewEmoji(const QString &text);

} // namespace confab::client
