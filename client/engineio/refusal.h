// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/net/httpchannel.h"

namespace confab::client {

struct Refusal
{
    Problem problem = Problem::None;
    QString detail; ///< the server's words if it has some
};

/// What an HTTP answer that is not 200, or none at all, says about the server ("Error" of Engine.IO's
/// handshake: {"code":n,"message":"..."}). `isOpen`: of a session that had been open.
[[nodiscard]] Refusal refusalOf(const HttpAnswer &answer, bool isOpen);

} // namespace confab::client
