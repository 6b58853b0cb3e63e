// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/common/optionrow.h"

#include <QDir>
#include <QStandardPaths>

#include <array>

using namespace Qt::StringLiterals;

namespace confab::app {

namespace {

QString applyData(runtime::Options &options, const QString &value)
{
    if (value.isEmpty())
        return OptionWords::tr("--data needs a folder. To keep messages in memory only, use --ephemeral.");
    options.dataFolder = QDir::cleanPath(QDir::current().absoluteFilePath(value));
    return {};
}

QString applyEphemeral(runtime::Options &options, const QString &value)
{
    const auto isEphemeral = yesOrNo(value);
    if (!isEphemeral)
        return OptionWords::tr("ephemeral is true or false, not \"%1\".").arg(value);
    if (*isEphemeral)
        options.dataFolder.clear();
    return {};
}

QString applyKeepDays(runtime::Options &options, const QString &value)
{
    constexpr qint64 most = 36500;
    return takeNumber("keep-days", value, 0, most, options.keepDays);
}

QString applyKeepMessages(runtime::Options &options, const QString &value)
{
    constexpr qint64 most = 1000000000;
    return takeNumber("keep-messages", value, 0, most, options.keepMessages);
}

constexpr std::array rows = {
    OptionRow{"data", "FOLDER",
              QT_TRANSLATE_NOOP("confab::app::ServerOptions",
                                "Folder to keep messages in (confab in the user's data folder)."),
              applyData},
    OptionRow{"ephemeral", nullptr,
              QT_TRANSLATE_NOOP("confab::app::ServerOptions",
                                "Keep messages in memory only, until the server ends."),
              applyEphemeral},
    OptionRow{
        "keep-days", "DAYS",
        QT_TRANSLATE_NOOP("confab::app::ServerOptions", "Forget messages after so many days; 0 never (0)."),
        applyKeepDays},
    OptionRow{"keep-messages", "COUNT",
              QT_TRANSLATE_NOOP("confab::app::ServerOptions",
                                "Keep only so many messages of each room; 0 all of them (0)."),
              applyKeepMessages},
};

} // namespace

std::span<const OptionRow> storeOptions() { return rows; }

QString defaultDataFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + u"/confab"_s;
}

} // namespace confab::app
