// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/common/serveroptions.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QSettings>

#include <algorithm>
#include <array>
#include <optional>

using namespace Qt::StringLiterals;

namespace confab::app {

namespace {

/// The translation context of this file's free functions.
struct OptionWords
{
    Q_DECLARE_TR_FUNCTIONS(confab::app::ServerOptions)
};

/// A row of the table of options: what --help says and where the value goes. Value options only.
struct OptionRow
{
    const char *name;
    const char *valueName;
    const char *description;
    /// Stores the value; the error is a sentence, empty when all is well.
    QString (*apply)(runtime::Options &options, const QString &value);
};

QString notANumber(const char *name, const QString &value, qint64 from, qint64 to)
{
    return OptionWords::tr("--%1 needs a whole number from %2 to %3, not \"%4\".")
        .arg(QLatin1StringView(name), QString::number(from), QString::number(to), value);
}

std::optional<qint64> numberIn(const QString &value, qint64 from, qint64 to)
{
    bool isNumber = false;
    const qint64 number = value.toLongLong(&isNumber);
    if (!isNumber || number < from || number > to)
        return std::nullopt;
    return number;
}

constexpr qint64 longestMs = 24 * 60 * 60 * 1000;

QString applyPort(runtime::Options &options, const QString &value)
{
    const auto port = numberIn(value, 0, 65535);
    if (!port)
        return notANumber("port", value, 0, 65535);
    options.port = static_cast<quint16>(*port);
    return {};
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

QString applyPingInterval(runtime::Options &options, const QString &value)
{
    const auto ms = numberIn(value, 10, longestMs);
    if (!ms)
        return notANumber("ping-interval", value, 10, longestMs);
    options.pingInterval = std::chrono::milliseconds(*ms);
    return {};
}

QString applyPingTimeout(runtime::Options &options, const QString &value)
{
    const auto ms = numberIn(value, 10, longestMs);
    if (!ms)
        return notANumber("ping-timeout", value, 10, longestMs);
    options.pingTimeout = std::chrono::milliseconds(*ms);
    return {};
}

QString applyMaxPayload(runtime::Options &options, const QString &value)
{
    constexpr qint64 least = 32 * 1024; // a message of the chat, escaped, must fit
    constexpr qint64 most = 64 * 1024 * 1024;
    const auto bytes = numberIn(value, least, most);
    if (!bytes)
        return notANumber("max-payload", value, least, most);
    options.maxPayload = *bytes;
    return {};
}

QString applyMaxClients(runtime::Options &options, const QString &value)
{
    const auto count = numberIn(value, 1, 1000000);
    if (!count)
        return notANumber("max-clients", value, 1, 1000000);
    options.maxClients = static_cast<int>(*count);
    return {};
}

/// The value of an option that is either there or not, when a file or the environment gives one.
std::optional<bool> yesOrNo(const QString &value)
{
    const QString word = value.trimmed().toLower();
    if (word == "true"_L1 || word == "yes"_L1 || word == "on"_L1 || word == "1"_L1)
        return true;
    if (word == "false"_L1 || word == "no"_L1 || word == "off"_L1 || word == "0"_L1)
        return false;
    return std::nullopt;
}

QString applyNoEio3(runtime::Options &options, const QString &value)
{
    const auto refuse = yesOrNo(value);
    if (!refuse)
        return OptionWords::tr("no-eio3 is true or false, not \"%1\".").arg(value);
    options.allowRevision3 = !*refuse;
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

QString applyData(runtime::Options &, const QString &)
{
    return OptionWords::tr(
        "--data is not available in this version: messages are kept in memory until the server ends. "
        "Start without it (or with --ephemeral).");
}

constexpr std::array optionRows = {
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
    OptionRow{"data", "FOLDER",
              QT_TRANSLATE_NOOP("confab::app::ServerOptions",
                                "Folder to keep messages in (refused: this version keeps them in memory)."),
              applyData},
    OptionRow{"web-root", "FOLDER",
              QT_TRANSLATE_NOOP("confab::app::ServerOptions",
                                "Folder of static files to serve at / instead of the built-in page."),
              applyWebRoot},
    OptionRow{"ping-interval", "MS",
              QT_TRANSLATE_NOOP("confab::app::ServerOptions", "Milliseconds between two heartbeats (25000)."),
              applyPingInterval},
    OptionRow{"ping-timeout", "MS",
              QT_TRANSLATE_NOOP("confab::app::ServerOptions",
                                "Milliseconds a client has to answer a heartbeat (20000)."),
              applyPingTimeout},
    OptionRow{"max-payload", "BYTES",
              QT_TRANSLATE_NOOP("confab::app::ServerOptions", "Largest packet a client may send (1000000)."),
              applyMaxPayload},
    OptionRow{"max-clients", "COUNT",
              QT_TRANSLATE_NOOP("confab::app::ServerOptions",
                                "Clients at the same time; more are refused (10000)."),
              applyMaxClients},
    OptionRow{"no-eio3", nullptr,
              QT_TRANSLATE_NOOP("confab::app::ServerOptions",
                                "Refuse clients of Socket.IO 1 and 2 (Engine.IO protocol 3)."),
              applyNoEio3},
    OptionRow{
        "log-format", "FORMAT",
        QT_TRANSLATE_NOOP("confab::app::ServerOptions", "Lines on standard output: text or json (text)."),
        applyLogFormat},
};

/// web-root -> CONFAB_WEB_ROOT
QByteArray environmentName(const char *option)
{
    return "CONFAB_" + QByteArray(option).toUpper().replace('-', '_');
}

/// The keys of an INI file with their values; the error is a sentence.
Result<QHash<QString, QString>, QString> readConfig(const QString &path)
{
    if (!QFileInfo(path).isReadable())
        return Failure{
            OptionWords::tr("The file of --config cannot be read: %1").arg(QDir::toNativeSeparators(path))};
    const QSettings file(path, QSettings::IniFormat);
    if (file.status() != QSettings::NoError)
        return Failure{OptionWords::tr("The file of --config is not a valid INI file: %1")
                           .arg(QDir::toNativeSeparators(path))};
    QHash<QString, QString> values;
    for (const QString &key : file.allKeys()) {
        const bool isKnown = key == "ephemeral"_L1
            || std::any_of(optionRows.begin(), optionRows.end(),
                           [&](const OptionRow &row) { return key == QLatin1StringView(row.name); });
        if (!isKnown)
            return Failure{
                OptionWords::tr("The file of --config has an unknown key \"%1\": %2").arg(key, path)};
        values.insert(key, file.value(key).toStringList().join(u','));
    }
    return values;
}

} // namespace

Result<ServerCommand, QString> readServerOptions(const QStringList &arguments,
                                                 const QString &programDescription)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(programDescription);
    const QCommandLineOption help = parser.addHelpOption();
    const QCommandLineOption version = parser.addVersionOption();
    parser.addOption(
        {u"config"_s, OptionWords::tr("INI file with these options as keys (port=3000)."), u"FILE"_s});
    parser.addOption({u"ephemeral"_s, OptionWords::tr("Keep messages in memory only.")});
    for (const OptionRow &row : optionRows) {
        QCommandLineOption option(QString::fromLatin1(row.name), OptionWords::tr(row.description));
        if (row.valueName)
            option.setValueName(QString::fromLatin1(row.valueName));
        parser.addOption(option);
    }
    if (!parser.parse(arguments))
        return Failure{parser.errorText() + u' ' + OptionWords::tr("Try --help.")};
    if (parser.isSet(help))
        return ServerCommand{ServerCommand::Kind::ShowText, {}, parser.helpText()};
    if (parser.isSet(version)) {
        return ServerCommand{ServerCommand::Kind::ShowText,
                             {},
                             QCoreApplication::applicationName() + u' '
                                 + QCoreApplication::applicationVersion() + u'\n'};
    }
    if (!parser.positionalArguments().isEmpty())
        return Failure{
            OptionWords::tr("Unexpected \"%1\". Try --help.").arg(parser.positionalArguments().constFirst())};

    QHash<QString, QString> config;
    QString configPath = parser.value(u"config"_s);
    if (configPath.isEmpty())
        configPath = qEnvironmentVariable("CONFAB_CONFIG");
    if (!configPath.isEmpty()) {
        auto read = readConfig(configPath);
        if (!read)
            return Failure{read.error()};
        config = std::move(read).value();
    }

    ServerCommand command;
    for (const OptionRow &row : optionRows) {
        const QString name = QString::fromLatin1(row.name);
        const QByteArray variable = environmentName(row.name);
        QString value;
        if (parser.isSet(name))
            value = row.valueName ? parser.value(name) : u"true"_s;
        else if (qEnvironmentVariableIsSet(variable.constData()))
            value = qEnvironmentVariable(variable.constData());
        else if (config.contains(name))
            value = config.value(name);
        else
            continue;
        if (const QString error = row.apply(command.options, value); !error.isEmpty())
            return Failure{error};
    }
    return command;
}

} // namespace confab::app
