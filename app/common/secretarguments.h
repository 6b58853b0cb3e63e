// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

namespace confab::app {

/// Overwrites what was given for secret options on the command line, which other users of the machine can
/// read, and takes it out of the environment, which the programs that this one starts would get. To be called
/// when the options have been read.
void hideSecretArguments(int argc, char **argv);

} // namespace confab::app
