// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/common/consoleoutput.h"
#include "app/common/descriptorlimit.h"
#include "app/common/logfilter.h"
#include "app/common/serveroptions.h"
#include "app/common/terminationsignals.h"
#include "app/common/translation.h"
#include "app/server/servercontrol.h"
#include "app/server/windowmemory.h"
#include "server/runtime/hub.h"
#include "server/window/serverwindow.h"

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

/// confab-server: the hub with its window. Ends with 2 when it was asked for the impossible.
int main(int argc, char **argv)
{
    auto command = readCommand(argc, argv);
    if (!command) {
        app::ConsoleOutput::complain(command.error());
        return 2;
    }
    if (command->kind == app::ServerCommand::Kind::ShowText) {
        std::fputs(command->text.toLocal8Bit().constData(), stdout);
        return 0;
    }

    QApplication application(argc, argv);
    nameProgram();
    QApplication::setDesktopFileName(u"confab-server"_s);
    QApplication::setWindowIcon(QIcon(u":/confab/icons/confab-server.svg"_s));
    QApplication::setQuitOnLastWindowClosed(false); // sessions are closed first
    app::installTranslation(application);

    runtime::Options options = command->options;
    options.tryNextPorts = true; // the window says so and offers another
    options.reportStatus = true;
    app::WindowMemory memory;
    widgets::Theme theme;
    memory.restore(theme);
    server::ServerWindow window(theme,
                                {.hubName = options.name,
                                 .heartbeat = options.pingInterval + options.pingTimeout,
                                 .onlyThisComputer = options.bind && options.bind->isLoopback(),
                                 .port = options.port});
    memory.restore(window);
    app::installLogFilter();
    if (!command->notice.isEmpty()) {
        app::ConsoleOutput::complain(command->notice);
        window.showNotice(command->notice);
    }
    app::raiseDescriptorLimit();
    runtime::Hub hub(options);
    const app::ConsoleOutput output(hub);
    app::ServerControl control(hub, window, server::Launcher(QCoreApplication::applicationDirPath()));
    const app::TerminationSignals signalsOfTheSystem;
    QObject::connect(&signalsOfTheSystem, &app::TerminationSignals::terminationRequested, &control,
                     &app::ServerControl::shutDown);
    QObject::connect(&application, &QGuiApplication::lastWindowClosed, &control,
                     &app::ServerControl::shutDown);
    window.show();
    hub.start();
    const int result = QApplication::exec();
    memory.save(theme, window);
    return result;
}
