// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <benchmark/benchmark.h>

#include <QByteArray>

namespace confab::bench {

/// Runs `once` as often as the library wants, on `bytes` of wire each. It says whether the result was right:
/// a codec that is quick because it refuses everything ends the measurement.
template <typename Once> void measure(benchmark::State &state, qsizetype bytes, Once once)
{
    for (auto turn : state) {
        Q_UNUSED(turn)
        if (!once()) {
            state.SkipWithError("the result is wrong");
            return;
        }
    }
    state.SetBytesProcessed(static_cast<int64_t>(state.iterations()) * bytes);
}

} // namespace confab::bench
