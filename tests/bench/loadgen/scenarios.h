// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "options.h"

namespace loadgen {

/// Runs the scenario and prints one JSON object with what was measured on standard output.
void run(const Options &options);

} // namespace loadgen
