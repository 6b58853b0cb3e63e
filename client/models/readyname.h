// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

namespace confab::client {

/// A name to start with, such as "Blue Otter"; the same for the same seed.
[[nodiscard]] QString readyName(quint32 seed);

} // namespace confab::client
