// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/client/clientoptions.h"

#include "client/core/chatclient.h"
#include "client/models/harmlesstext.h"
#include "client/window/profile.h"

#include <QCommandLineParser>
#include <QCoreApplication>

namespace confab::app {

using namespace Qt::StringLiterals;

namespace {

struct OptionWords
{
    Q_DECLARE_TR_FUNCTIONS(confab::app::ClientOptions)
};

/// A --name or --room that shows nothing is a mistake, not a wish.
bool isBlank(const QCommandLineParser &parser, const QString &option)
{
    return parser.isSet(option) && client::harmlessName(parser.value(option)).isEmpty();
}

} // namespace

Result<ClientOptions, QString> readClientOptions(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(OptionWords::tr("Confab's chat window."));
    const QCommandLineOption help = parser.addHelpOption();
    const QCommandLineOption version = parser.addVersionOption();
    parser.addOption({u"name"_s, OptionWords::tr("Your name in the chat."), u"TEXT"_s});
    parser.addOption({u"room"_s, OptionWords::tr("The room to join (lobby)."), u"TEXT"_s, u"lobby"_s});
    parser.addOption({u"profile"_s,
                      OptionWords::tr("Whose settings to use: letters, digits, - and _ (default)."),
                      u"TEXT"_s, u"default"_s});
    parser.addPositionalArgument(
        u"URL"_s, OptionWords::tr("The server's address, such as http://192.168.1.20:3000."), u"[URL]"_s);
    if (!parser.parse(arguments))
        return Failure{parser.errorText()};
    ClientOptions options;
    if (parser.isSet(help) || parser.isSet(u"help-all"_s)) {
        options.text = parser.helpText();
        return options;
    }
    if (parser.isSet(version)) {
        options.text =
            QCoreApplication::applicationName() + u' ' + QCoreApplication::applicationVersion() + u'\n';
        return options;
    }
    const QStringList urls = parser.positionalArguments();
    if (urls.size() > 1)
        return Failure{OptionWords::tr("There can be only one address, not “%1” too.").arg(urls.at(1))};
    if (!urls.isEmpty() && !client::ChatClient::addressFromUserInput(urls.first()).isValid())
        return Failure{OptionWords::tr("“%1” is not an address. Type something like 192.168.1.20:3000.")
                           .arg(urls.first())};
    for (const QString &option : {u"name"_s, u"room"_s}) {
        if (isBlank(parser, option))
            return Failure{OptionWords::tr("--%1 needs a text that can be seen.").arg(option)};
    }
    if (!client::Profile::isValidName(parser.value(u"profile"_s)))
        return Failure{OptionWords::tr("--profile takes 1 to 40 letters, digits, - and _.")};
    options.url = urls.value(0);
    options.name = client::harmlessName(parser.value(u"name"_s));
    options.room = client::harmlessName(parser.value(u"room"_s));
    options.profile = parser.value(u"profile"_s);
    return options;
}

} // namespace confab::app
