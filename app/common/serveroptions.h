// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/result.h"
#include "server/runtime/options.h"

#include <QStringList>

namespace confab::app {

/// What the command line asked for.
struct ServerCommand
{
    enum class Kind {
        Run,
        ShowText ///< --help or --version: print `text` on standard output and end with 0
    };
    Kind kind = Kind::Run;
    runtime::Options options;
    QString text;
    QString notice = {}; ///< to be told once, before it runs; mostly empty
    QStringList warnings{}; ///< sentences for standard error
};

/// The options of both servers, from the command line, then `CONFAB_*`, then `--config FILE` (INI), then the
/// defaults. Reads, or makes, the certificate that they ask for. The error is a sentence that says what to
/// do; the program prints it and ends with 2.
[[nodiscard]] Result<ServerCommand, QString> readServerOptions(const QStringList &arguments,
                                                               const QString &programDescription);

} // namespace confab::app
