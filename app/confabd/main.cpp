// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/common/consoleoutput.h"
#include "app/common/datafolderclaim.h"
#include "app/common/descriptorlimit.h"
#include "app/common/erroroutput.h"
#include "app/common/logfilter.h"
#include "app/common/secretarguments.h"
#include "app/common/serveroptions.h"
#include "app/common/terminationsignals.h"
#include "app/common/translation.h"
#include "app/confabd/storecommands.h"
#include "server/runtime/hub.h"

#include <QCoreApplication>

#include <cstdio>

using namespace confab;

/// confabd: the hub without a window. Ends with 0 after SIGTERM or SIGINT, 2 when it was asked for the
/// impossible, 3 when its data folder cannot be used.
int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("confabd"));
    QCoreApplication::setApplicationVersion(QStringLiteral(CONFAB_VERSION));
    app::installTranslation(application);

    if (const auto exitCode = app::runStoreCommand(QCoreApplication::arguments()))
        return *exitCode;
    const auto command = app::readServerOptions(
        QCoreApplication::arguments(),
        QCoreApplication::translate(
            "main", "Confab's server without a window: a chat for everybody on this network."));
    app::hideSecretArguments(argc, argv);
    if (!command) {
        app::ConsoleOutput::complain(command.error());
        return app::exitcode::usage;
    }
    if (command->kind == app::ServerCommand::Kind::ShowText) {
        std::fputs(command->text.toLocal8Bit().constData(), stdout);
        return 0;
    }

    app::installLogFilter();
    for (const QString &warning : command->warnings)
        app::ConsoleOutput::complain(warning);
    if (!command->notice.isEmpty())
        app::ConsoleOutput::complain(command->notice);
    std::unique_ptr<log::DataFolder> folder;
    if (!command->options.dataFolder.isEmpty()) {
        auto claimed = log::DataFolder::claim(command->options.dataFolder);
        if (!claimed) {
            app::ConsoleOutput::complain(app::dataFolderErrorText(claimed.error()));
            return app::exitCodeOf(claimed.error());
        }
        folder = *std::move(claimed);
    }

    app::raiseDescriptorLimit();
    const app::ErrorOutput errors;
    runtime::Hub hub(command->options);
    app::announceIn(folder.get(), hub);
    const app::ConsoleOutput output(hub);
    const app::TerminationSignals signalsOfTheSystem;
    QObject::connect(&hub, &runtime::Hub::startFailed, &application,
                     [&](runtime::StartError error, const QString &detail) {
                         app::ConsoleOutput::complain(app::startErrorText(error, hub.options(), detail));
                         QCoreApplication::exit(app::exitCodeOf(error));
                     });
    QObject::connect(&hub, &runtime::Hub::stopped, &application, [] { QCoreApplication::exit(0); });
    QObject::connect(&signalsOfTheSystem, &app::TerminationSignals::terminationRequested, &hub,
                     &runtime::Hub::stop);
    hub.start();
    return QCoreApplication::exec();
}
