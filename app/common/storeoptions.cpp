// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/common/optionrow.h"

#include <array>

using namespace Qt::StringLiterals;

namespace confab::app {

namespace {

QString applyData(runtime::Options &, const QString &)
{
    return OptionWords::tr(
        "--data is not available in this version: messages are kept in memory until the server ends. "
        "Start without it (or with --ephemeral).");
}

constexpr std::array rows = {
    OptionRow{"data", "FOLDER",
              QT_TRANSLATE_NOOP("confab::app::ServerOptions",
                                "Folder to keep messages in (refused: this version keeps them in memory)."),
              applyData},
};

} // namespace

std::span<const OptionRow> storeOptions() { return rows; }

} // namespace confab::app
