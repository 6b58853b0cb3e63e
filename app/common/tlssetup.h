// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/result.h"
#include "server/runtime/options.h"

#include <QString>

namespace confab::app {

/// Reads (or makes) the certificate that the options ask for into `options.tls`. The value is a sentence for
/// the person, empty when there is nothing to say; the error is one too, and the program ends with 2.
[[nodiscard]] Result<QString, QString> prepareTls(runtime::Options &options);

} // namespace confab::app
