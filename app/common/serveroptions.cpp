// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/common/serveroptions.h"

#include "app/common/optionrow.h"
#include "app/common/tlssetup.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QSettings>

#include <algorithm>
#include <vector>

using namespace Qt::StringLiterals;

namespace confab::app {

namespace {

/// The keys of an INI file with their values; the error is a sentence.
Result<QHash<QString, QString>, QString> readConfig(const QString &path, const std::vector<OptionRow> &rows)
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
        const bool isKnown = std::any_of(rows.begin(), rows.end(), [&](const OptionRow &row) {
            return key == QLatin1StringView(row.name);
        });
        if (!isKnown)
            return Failure{
                OptionWords::tr("The file of --config has an unknown key \"%1\": %2").arg(key, path)};
        values.insert(key, file.value(key).toStringList().join(u','));
    }
    return values;
}

QString givenValue(const QCommandLineParser &parser, const OptionRow &row)
{
    const QString name = QString::fromLatin1(row.name);
    return row.kind == OptionRow::Repeatable ? parser.values(name).join(u',') : parser.value(name);
}

} // namespace

Result<ServerCommand, QString> readServerOptions(const QStringList &arguments,
                                                 const QString &programDescription)
{
    const std::vector<OptionRow> rows = allOptions();
    QCommandLineParser parser;
    parser.setApplicationDescription(programDescription);
    const QCommandLineOption help = parser.addHelpOption();
    const QCommandLineOption version = parser.addVersionOption();
    parser.addOption(
        {u"config"_s, OptionWords::tr("INI file with these options as keys (port=3000)."), u"FILE"_s});
    for (const OptionRow &row : rows) {
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
        auto read = readConfig(configPath, rows);
        if (!read)
            return Failure{read.error()};
        config = std::move(read).value();
    }

    if (parser.isSet(u"data"_s) && parser.isSet(u"ephemeral"_s))
        return Failure{OptionWords::tr("--data and --ephemeral contradict each other. Choose one.")};

    if (parser.isSet(u"pin"_s) && parser.isSet(u"pin-file"_s))
        return Failure{OptionWords::tr("The PIN is given twice. Use --pin or --pin-file, not both.")};

    // From the weakest to the strongest, so that of two that concern the same thing the stronger one stays.
    struct Given
    {
        int strength;
        const OptionRow *row;
        QString value;
    };
    std::vector<Given> given;
    for (const OptionRow &row : rows) {
        const QString name = QString::fromLatin1(row.name);
        const QByteArray variable = environmentName(row.name);
        if (parser.isSet(name))
            given.push_back({2, &row, row.valueName ? givenValue(parser, row) : u"true"_s});
        else if (qEnvironmentVariableIsSet(variable.constData()))
            given.push_back({1, &row, qEnvironmentVariable(variable.constData())});
        else if (config.contains(name))
            given.push_back({0, &row, config.value(name)});
    }
    std::stable_sort(given.begin(), given.end(),
                     [](const Given &a, const Given &b) { return a.strength < b.strength; });

    ServerCommand command;
    command.options.dataFolder = defaultDataFolder();
    command.options.shards = defaultShards();
    for (const Given &one : given) {
        if (const QString error = one.row->apply(command.options, one.value); !error.isEmpty())
            return Failure{error};
        const QString name = QString::fromLatin1(one.row->name);
        if (one.row->kind == OptionRow::Secret && parser.isSet(name))
            command.warnings.append(
                OptionWords::tr("Other users of this machine may have seen --%1 on the command line. Use "
                                "--%1-file or the environment variable %2 instead.")
                    .arg(name, QString::fromLatin1(environmentName(one.row->name))));
    }
    auto notice = prepareTls(command.options);
    if (!notice)
        return Failure{notice.error()};
    command.notice = std::move(*notice);
    return command;
}

} // namespace confab::app
