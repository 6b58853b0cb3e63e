// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/http/message.h"

namespace confab::runtime {

/// A sentence for people who look at the answer.
[[nodiscard]] inline http::Response textResponse(int status, const QByteArray &sentence)
{
    return {status, {{"Content-Type", "text/plain; charset=utf-8"}}, sentence + '\n'};
}

} // namespace confab::runtime
