// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>

namespace confab::log {

/// A new name for a log: 96 random bits in letters that fit into a URL and an SSE id.
[[nodiscard]] QByteArray randomEpoch();

} // namespace confab::log
