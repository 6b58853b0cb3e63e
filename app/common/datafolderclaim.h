// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/log/datafolder.h"

#include <memory>

namespace confab::runtime {
class Hub;
}

namespace confab::app {

/// Why the folder cannot be used, in a sentence.
[[nodiscard]] QString dataFolderProblem(const log::DataFolderError &error);
/// The same, with what to do on a command line.
[[nodiscard]] QString dataFolderErrorText(const log::DataFolderError &error);
[[nodiscard]] int exitCodeOf(const log::DataFolderError &error);

/// Writes into the folder where the hub is to be found, from its next start on. Both outlive the connection;
/// no folder, nothing to do.
void announceIn(log::DataFolder *folder, runtime::Hub &hub);

} // namespace confab::app
