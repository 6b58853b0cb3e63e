// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>

namespace confab::engineio {

/// 15 bytes of the system's secure random source in base64url: 20 characters, as node's servers make them.
[[nodiscard]] QByteArray randomId();

/// The same of 192 bits, for what lasts longer than a session: 32 characters.
[[nodiscard]] QByteArray randomSecret();

} // namespace confab::engineio
