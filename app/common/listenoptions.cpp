// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/common/optionrow.h"

#include <QDir>
#include <QFileInfo>

#include <array>

using namespace Qt::StringLiterals;

namespace confab::app {

namespace {

QString applyPort(runtime::Options &options, const QString &value)
{
    return takeNumber("port", value, 0, 65535, options.port);
}

QString applyBind(runtime::Options &options, const QString &value)
{
    QHostAddress address;
    if (!address.setAddress(value))
        return OptionWords::tr("--bind needs an IP address of this machine, not \"%1\".").arg(value);
    options.bind = address;
    return {};
}

QString applyWebRoot(runtime::Options &options, const QString &value)
{
    const QFileInfo folder(value);
    if (!folder.exists())
        return OptionWords::tr("The folder of --web-root does not exist: %1")
            .arg(QDir::toNativeSeparators(value));
    if (!folder.isDir())
        return OptionWords::tr("--web-root needs a folder, and this is none: %1")
            .arg(QDir::toNativeSeparators(value));
    if (!folder.isReadable() || !folder.isExecutable())
        return OptionWords::tr("The folder of --web-root may not be read by this user: %1")
            .arg(QDir::toNativeSeparators(value));
    options.webRoot = folder.canonicalFilePath();
    return {};
}

QString applyLogFormat(runtime::Options &options, const QString &value)
{
    if (value == "text"_L1)
        options.logFormat = runtime::LogFormat::Text;
    else if (value == "json"_L1)
        options.logFormat = runtime::LogFormat::Json;
    else
        return OptionWords::tr("--log-format is text or json, not \"%1\".").arg(value);
    return {};
}

constexpr std::array rows = {
    OptionRow{
        "port", "PORT",
        QT_TRANSLATE_NOOP("confab::app::ServerOptions", "Port to listen on; 0 picks a free one (3000)."),
        applyPort},
    OptionRow{"bind", "ADDRESS",
              QT_TRANSLATE_NOOP("confab::app::ServerOptions",
                                "IP address to listen on (all addresses of this machine)."),
              applyBind},
    OptionRow{"name", "TEXT",
              QT_TRANSLATE_NOOP("confab::app::ServerOptions", "Name of this hub, shown to people."),
              [](runtime::Options &options, const QString &value) {
                  options.name = value.simplified().left(64);
                  return QString();
              }},
    OptionRow{"web-root", "FOLDER",
              QT_TRANSLATE_NOOP("confab::app::ServerOptions",
                                "Folder of static files to serve at / instead of the built-in page."),
              applyWebRoot},
    OptionRow{
        "log-format", "FORMAT",
        QT_TRANSLATE_NOOP("confab::app::ServerOptions", "Lines on standard output: text or json (text)."),
        applyLogFormat},
};

} // namespace

std::span<const OptionRow> listenOptions() { return rows; }

} // namespace confab::app
