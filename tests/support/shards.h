// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtGlobal>

#include <algorithm>

namespace confab::testing {

/// How many shards the hubs of this run have: some programs run a second time with CONFAB_SHARDS=3.
inline int shardsUnderTest() { return std::max(1, qEnvironmentVariableIntValue("CONFAB_SHARDS")); }

} // namespace confab::testing
