// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/common/consoleoutput.h"
#include "app/common/descriptorlimit.h"
#include "app/common/erroroutput.h"
#include "app/common/exitcode.h"
#include "app/common/logfilter.h"
#include "app/common/secretarguments.h"
#include "app/common/serveroptions.h"
#include "app/common/terminationsignals.h"
#include "app/common/translation.h"
#include "app/server/folderquestion.h"
#include "app/server/serversession.h"
#include "app/server/windowmemory.h"

#include <QApplication>

#include <cstdio>

using namespace confab;
using namespace Qt::StringLiterals;

namespace {

void nameProgram()
{
    QCoreApplication::setOrganizationName(u"Confab"_s);
    QCoreApplication::setApplicationName(u"confab-server"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(CONFAB_VERSION));
}

/// Whether there is something to draw on; without it Qt would abort the program.
bool hasDisplay()
{
#ifdef Q_OS_LINUX
    const auto isSet = [](const char *name) { return !qEnvironmentVariableIsEmpty(name); };
    return isSet("DISPLAY") || isSet("WAYLAND_DISPLAY") || isSet("QT_QPA_PLATFORM");
#else
    return true;
#endif
}

/// --help and wrong options are answered without a display.
Result<app::ServerCommand, QString> readCommand(int &argc, char **argv)
{
    QCoreApplication application(argc, argv);
    nameProgram();
    app::installTranslation(application);
    auto command = app::readServerOptions(
        QCoreApplication::arguments(),
        QCoreApplication::translate(
            "main", "Confab's server with its window: a chat for everybody on this network."));
    if (command && command->kind == app::ServerCommand::Kind::Run && !hasDisplay())
        return Failure{QCoreApplication::translate(
            "main", "There is no display for the window. Start confabd, the same server without one.")};
    return command;
}

} // namespace

/// confab-server: the hub with its window. Ends with 2 when it was asked for the impossible, with
/// 3 when its data folder is in use and the host wants no other.
int main(int argc, char **argv)
{
    auto command = readCommand(argc, argv);
    app::hideSecretArguments(argc, argv);
    if (!command) {
        app::ConsoleOutput::complain(command.error());
        return app::exitcode::usage;
    }
    if (command->kind == app::ServerCommand::Kind::ShowText) {
        std::fputs(command->text.toLocal8Bit().constData(), stdout);
        return 0;
    }

    for (const QString &warning : command->warnings)
        app::ConsoleOutput::complain(warning);

    QApplication application(argc, argv);
    nameProgram();
    QApplication::setDesktopFileName(u"confab-server"_s);
    QApplication::setWindowIcon(QIcon(u":/confab/icons/confab-server.svg"_s));
    QApplication::setQuitOnLastWindowClosed(false); // sessions are closed first
    app::installTranslation(application);

    runtime::Options options = command->options;
    options.tryNextPorts = true; // the window says so and offers another
    options.reportStatus = true;
    app::installLogFilter();
    if (!command->notice.isEmpty())
        app::ConsoleOutput::complain(command->notice);
    app::raiseDescriptorLimit();
    const app::ErrorOutput errors;
    app::WindowMemory memory;
    widgets::Theme theme;
    memory.restore(theme);

    std::unique_ptr<app::ServerSession> session;
    app::FolderQuestion question(&server::Launcher::openBrowser);
    QObject::connect(&question, &app::FolderQuestion::givenUp, &application, &QCoreApplication::exit);
    QObject::connect(&question, &app::FolderQuestion::settled, &application, [&] {
        auto folder = question.takeFolder();
        options.dataFolder = folder ? folder->path() : QString();
        session = std::make_unique<app::ServerSession>(options, std::move(folder), theme, memory);
        if (!command->notice.isEmpty())
            session->showNotice(command->notice);
    });
    const app::TerminationSignals signalsOfTheSystem;
    QObject::connect(&signalsOfTheSystem, &app::TerminationSignals::terminationRequested, &application, [&] {
        if (session)
            session->shutDown();
        else
            QCoreApplication::exit(app::exitcode::success);
    });
    question.ask(options.dataFolder);
    return QApplication::exec();
}
