// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/confabd/storecommands.h"

#include "app/common/consoleoutput.h"
#include "app/common/exitcode.h"
#include "app/common/optionrow.h"
#include "server/log/datafolder.h"
#include "server/log/storecopies.h"
#include "server/runtime/messageexport.h"
#include "server/runtime/messagerecord.h"

#include <QCommandLineParser>
#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <cstdio>

using namespace Qt::StringLiterals;

namespace confab::app {

namespace {

struct StoreCommandWords
{
    Q_DECLARE_TR_FUNCTIONS(confab::app::StoreCommands)
};

int complain(int exitCode, const QString &sentence)
{
    ConsoleOutput::complain(sentence);
    return exitCode;
}

/// The log that the options, or the environment, name.
QString databaseOf(const QCommandLineParser &parser)
{
    QString folder = parser.value(u"data"_s);
    if (folder.isEmpty())
        folder = qEnvironmentVariable("CONFAB_DATA");
    return log::databasePath(folder.isEmpty() ? defaultDataFolder() : folder);
}

int failed(const log::StoreError &error, const QString &database)
{
    using Kind = log::StoreError::Kind;
    const QString path = QDir::toNativeSeparators(database);
    switch (error.kind) {
    case Kind::Newer:
        return complain(
            exitcode::dataUnusable,
            StoreCommandWords::tr("The messages in %1 were written by a newer version of Confab. Use that one.")
                .arg(path));
    case Kind::Corrupt:
        return complain(
            exitcode::dataUnusable,
            StoreCommandWords::tr("The messages in %1 are damaged, or not Confab's: %2").arg(path, error.detail));
    case Kind::Locked:
        return complain(exitcode::dataUnusable,
                        StoreCommandWords::tr("Another program holds the messages in %1. Try again later.").arg(path));
    case Kind::Full:
    case Kind::ReadOnly:
    case Kind::Unusable:
        break;
    }
    return complain(exitcode::usage,
                    StoreCommandWords::tr("The messages in %1 cannot be copied: %2").arg(path, error.detail));
}

void addCommonOptions(QCommandLineParser &parser)
{
    parser.addHelpOption();
    parser.addOption(
        {u"data"_s, StoreCommandWords::tr("Folder of the messages (confab in the user's data folder)."), u"FOLDER"_s});
}

/// The exit code, when there is nothing more to do than to tell the options, or that they are wrong.
std::optional<int> parse(QCommandLineParser &parser, const QStringList &arguments)
{
    if (!parser.parse(arguments))
        return complain(exitcode::usage, parser.errorText() + u' ' + StoreCommandWords::tr("Try --help."));
    if (parser.isSet(u"help"_s)) {
        std::fputs(parser.helpText().toLocal8Bit().constData(), stdout);
        return exitcode::success;
    }
    return std::nullopt;
}

int backUp(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        StoreCommandWords::tr("Copies the stored messages into a new file, beside a running server."));
    addCommonOptions(parser);
    parser.addPositionalArgument(
        u"FILE"_s, StoreCommandWords::tr("The new file. To go back to it, put it into a data folder as confab.db."));
    if (const auto done = parse(parser, arguments))
        return *done;
    const QStringList files = parser.positionalArguments();
    if (files.size() != 1)
        return complain(exitcode::usage, StoreCommandWords::tr("backup needs the name of one new file. Try --help."));
    if (QFileInfo::exists(files.first()))
        return complain(exitcode::usage,
                        StoreCommandWords::tr("The file exists already and is not overwritten: %1").arg(files.first()));
    const QString database = databaseOf(parser);
    if (const auto error = log::backUp(database, files.first()))
        return failed(*error, database);
    return exitcode::success;
}

/// Where an export goes: a new file, or standard output.
std::optional<int> openTarget(QFile &target, const QString &name)
{
    if (name == u"-"_s) {
        if (target.open(stdout, QIODevice::WriteOnly))
            return std::nullopt;
    } else {
        if (QFileInfo::exists(name))
            return complain(exitcode::usage,
                            StoreCommandWords::tr("The file exists already and is not overwritten: %1").arg(name));
        target.setFileName(name);
        if (target.open(QIODevice::WriteOnly | QIODevice::NewOnly)) {
            target.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
            return std::nullopt;
        }
    }
    return complain(exitcode::usage, StoreCommandWords::tr("%1 cannot be written: %2").arg(name, target.errorString()));
}

std::optional<runtime::ExportFormat> formatOf(const QString &word, const QString &fileName)
{
    if (word.isEmpty())
        return fileName == u"-"_s ? runtime::ExportFormat::JsonLines : runtime::exportFormatFor(fileName);
    if (word == "jsonl"_L1)
        return runtime::ExportFormat::JsonLines;
    if (word == "csv"_L1)
        return runtime::ExportFormat::Csv;
    if (word == "text"_L1)
        return runtime::ExportFormat::Text;
    return std::nullopt;
}

int exportMessages(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        StoreCommandWords::tr("Writes the stored messages for other programs, beside a running server."));
    addCommonOptions(parser);
    parser.addOption(
        {u"format"_s, StoreCommandWords::tr("jsonl, csv or text (as the file's name ends, else jsonl)."), u"FORMAT"_s});
    parser.addOption({u"room"_s, StoreCommandWords::tr("Only this room."), u"ROOM"_s});
    parser.addPositionalArgument(u"FILE"_s, StoreCommandWords::tr("The new file; - or nothing for standard output."),
                                 u"[FILE|-]"_s);
    if (const auto done = parse(parser, arguments))
        return *done;
    const QStringList files = parser.positionalArguments();
    const QString name = files.isEmpty() ? u"-"_s : files.first();
    const auto format = formatOf(parser.value(u"format"_s), name);
    if (files.size() > 1 || !format)
        return complain(exitcode::usage,
                        StoreCommandWords::tr("export takes one file, and --format jsonl, csv or text. Try --help."));
    const QString database = databaseOf(parser);
    if (!QFileInfo::exists(database)) // before an empty file is made
        return complain(exitcode::usage,
                        StoreCommandWords::tr("There are no messages at %1.").arg(QDir::toNativeSeparators(database)));
    QFile target;
    if (const auto refused = openTarget(target, name))
        return *refused;
    const auto write = [&target](const QByteArray &bytes) { return target.write(bytes) == bytes.size(); };
    bool isWritten = write(runtime::exportHead(*format));
    const auto error =
        log::forEachMessage(database, parser.value(u"room"_s), [&](const log::Message &message) {
            isWritten = isWritten && write(runtime::exportLine(runtime::recordOf(message), *format));
            return isWritten;
        });
    if (error)
        return failed(*error, database);
    if (!isWritten || !target.flush())
        return complain(exitcode::usage,
                        StoreCommandWords::tr("%1 cannot be written: %2").arg(name, target.errorString()));
    return exitcode::success;
}

} // namespace

std::optional<int> runStoreCommand(const QStringList &arguments)
{
    const QString command = arguments.value(1);
    QStringList rest = arguments;
    if (rest.size() > 1)
        rest.removeAt(1);
    if (command == "backup"_L1)
        return backUp(rest);
    if (command == "export"_L1)
        return exportMessages(rest);
    return std::nullopt;
}

} // namespace confab::app
