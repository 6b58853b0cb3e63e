// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QStringList>

#include <optional>

namespace confab::app {

/// `confabd backup FILE` and `confabd export [FILE|-]`, beside a running server or without one. The exit
/// code, or nothing when the arguments ask for neither.
[[nodiscard]] std::optional<int> runStoreCommand(const QStringList &arguments);

} // namespace confab::app
