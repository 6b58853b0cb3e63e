// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

namespace confab::testing {

/// How long is waited, in milliseconds, for what has to come, where a busy machine may take more than the
/// five seconds of QtTest. A wait ends when it comes.
inline constexpr int patience = 30000;

} // namespace confab::testing
