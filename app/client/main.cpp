// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/client/clientoptions.h"
#include "app/client/clientwindows.h"
#include "app/common/translation.h"
#include "client/store/sqlitestore.h"
#include "client/window/clientwindow.h"
#include "client/window/profile.h"
#include "widgets/theme.h"

#include <QApplication>
#include <QIcon>
#include <QStandardPaths>

#include <cstdio>

using namespace confab;
using namespace Qt::StringLiterals;

namespace {

void nameProgram()
{
    QCoreApplication::setOrganizationName(u"Confab"_s);
    QCoreApplication::setApplicationName(u"confab-client"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(CONFAB_VERSION));
}

/// --help and wrong options are answered without a display.
Result<app::ClientOptions, QString> readCommandLine(int &argc, char **argv)
{
    QCoreApplication application(argc, argv);
    nameProgram();
    app::installTranslation(application);
    return app::readClientOptions(QCoreApplication::arguments());
}

/// CONFAB_THEME=light|dark|system wins over what the profile remembers, and is not remembered.
widgets::ThemeChoice chosenTheme(const client::Profile &profile)
{
    const QString word = qEnvironmentVariable("CONFAB_THEME").toLower();
    if (word == u"light"_s)
        return widgets::ThemeChoice::Light;
    if (word == u"dark"_s)
        return widgets::ThemeChoice::Dark;
    return word == u"system"_s ? widgets::ThemeChoice::System : profile.theme();
}

} // namespace

/// confab-client: the chat window.
int main(int argc, char **argv)
{
    const auto options = readCommandLine(argc, argv);
    if (!options) {
        std::fprintf(stderr, "confab-client: %s\n", options.error().toLocal8Bit().constData());
        return 2;
    }
    if (options->text) {
        std::fputs(options->text->toLocal8Bit().constData(), stdout);
        return 0;
    }

    QApplication application(argc, argv);
    nameProgram();
    QApplication::setDesktopFileName(u"confab-client"_s);
    QApplication::setWindowIcon(QIcon(u":/confab/icons/confab-client.svg"_s));
    app::installTranslation(application);

    const QString folder = QStandardPaths::writableLocation(QStandardPaths::AppConfigLocation);
    client::Profile profile(folder, options->profile);
    if (!options->name.isEmpty())
        profile.setPersonName(options->name);
    widgets::Theme theme;
    theme.setChoice(chosenTheme(profile));
    app::ClientWindows windows(theme, profile, std::make_shared<client::SqliteStore>(profile.messagesFile()),
                               options->room);
    client::ClientWindow *first = windows.open();
    if (!options->url.isEmpty()) {
        first->offer(options->url, profile.personName());
        first->joinNow();
    }
    return QApplication::exec();
}
