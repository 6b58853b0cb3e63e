// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// What the servers and their commands end with.
namespace confab::app::exitcode {

inline constexpr int success = 0;
inline constexpr int internalError = 1;
inline constexpr int usage = 2; ///< wrong options, an unusable path, cannot listen
inline constexpr int dataUnusable = 3; ///< the data folder is in use, newer or corrupt

} // namespace confab::app::exitcode
