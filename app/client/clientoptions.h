// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/result.h"

#include <QStringList>

#include <optional>

namespace confab::app {

/// What confab-client is asked for on its command line.
struct ClientOptions
{
    QString url; ///< as typed; empty without one
    QString name; ///< empty: the profile's
    QString room;
    QString profile;
    std::optional<QString> text; ///< --help or --version: print this and end
};

/// The error is a sentence for the person who typed.
[[nodiscard]] Result<ClientOptions, QString> readClientOptions(const QStringList &arguments);

} // namespace confab::app
