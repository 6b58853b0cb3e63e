// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// windowprobe URL [--name NAME] [--room ROOM]: the real client window, for tests that are written in another
// language. Every line of its standard input is typed into the composer and sent with Enter, key by key; what
// the message list shows goes to standard output, one JSON object a line, as chatprobe writes it:
//   {"event":"state","state":"online"}
//   {"event":"message","id":..,"seq":..,"from":..,"text":..,"own":..,"delivery":"received"}
// Leaves at the end of its input once nothing is on its way. Needs no display (QT_QPA_PLATFORM=offscreen).

#include "client/core/chatclient.h"
#include "client/models/messagesmodel.h"
#include "client/window/clientwindow.h"
#include "client/window/messageview.h"
#include "client/window/profile.h"
#include "tests/support/stdinlines.h"
#include "widgets/theme.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QJsonDocument>
#include <QJsonObject>
#include <QPlainTextEdit>
#include <QSocketNotifier>
#include <QTemporaryDir>
#include <QTest>
#include <QTextStream>

#include <array>

using namespace confab;
using namespace confab::client;
using namespace Qt::StringLiterals;

namespace {

void print(const QJsonObject &object)
{
    QTextStream(stdout) << QJsonDocument(object).toJson(QJsonDocument::Compact) << Qt::endl;
}

void printState(ConnectionState state)
{
    static const std::array names{u"idle"_s, u"connecting"_s, u"online"_s, u"reconnecting"_s, u"rejected"_s};
    print({{u"event"_s, u"state"_s}, {u"state"_s, names.at(size_t(state))}});
}

void printRows(const QAbstractItemModel &model, int from, int to)
{
    static const std::array deliveries{u"received"_s, u"sending"_s, u"sent"_s, u"notSent"_s, u"notSaved"_s};
    for (int row = from; row <= to; ++row) {
        const QModelIndex index = model.index(row, 0);
        print({{u"event"_s, u"message"_s},
               {u"id"_s, index.data(MessagesModel::LocalIdRole).toString()},
               {u"seq"_s, index.data(MessagesModel::SequenceRole).toLongLong()},
               {u"from"_s, index.data(MessagesModel::SenderNameRole).toString()},
               {u"text"_s, index.data(MessagesModel::TextRole).toString()},
               {u"own"_s, index.data(MessagesModel::OwnRole).toBool()},
               {u"delivery"_s, deliveries.at(size_t(index.data(MessagesModel::DeliveryRole).toInt()))}});
    }
}

bool isAnythingOnItsWay(const QAbstractItemModel &model)
{
    for (int row = 0; row < model.rowCount(); ++row) {
        if (model.index(row, 0).data(MessagesModel::DeliveryRole).toInt() == int(Delivery::Sending))
            return true;
    }
    return false;
}

/// A line as a person enters it. Characters that no key has are pasted.
void type(QPlainTextEdit *composer, const QString &line)
{
    for (const QChar c : line) {
        if (c.unicode() < 0x7F && c.isPrint())
            QTest::keyClick(composer, c.toLatin1());
        else
            composer->insertPlainText(c);
    }
    QTest::keyClick(composer, Qt::Key_Return);
}

} // namespace

int main(int argc, char *argv[])
{
    QApplication app(argc, argv);
    QCommandLineParser parser;
    parser.addOption({u"name"_s, u"name to join under"_s, u"name"_s, u"Window"_s});
    parser.addOption({u"room"_s, u"room to join"_s, u"room"_s, u"lobby"_s});
    parser.addPositionalArgument(u"url"_s, u"address of the server"_s);
    parser.process(app);
    if (parser.positionalArguments().size() != 1)
        parser.showHelp(2);

    const QTemporaryDir home;
    Profile profile(home.path(), u"probe"_s);
    widgets::Theme theme;
    theme.setChoice(widgets::ThemeChoice::Light);
    ClientWindow window(std::make_unique<ChatClient>(profile.certificatePins()), theme, profile,
                        &ChatClient::addressFromUserInput);
    window.setRoom(parser.value(u"room"_s));
    window.offer(parser.positionalArguments().constFirst(), parser.value(u"name"_s));
    window.show();
    auto *composer = window.findChild<QPlainTextEdit *>(u"composer"_s);
    const QAbstractItemModel *model = window.findChild<MessageView *>(u"messageList"_s)->model();

    QObject::connect(&window.session(), &ChatSession::stateChanged, &app, &printState);
    QObject::connect(model, &QAbstractItemModel::rowsInserted, &app,
                     [model](const QModelIndex &, int from, int to) { printRows(*model, from, to); });
    bool atEnd = false;
    const auto quitWhenDone = [&] {
        if (atEnd && !isAnythingOnItsWay(*model))
            window.close();
    };
    QObject::connect(model, &QAbstractItemModel::dataChanged, &app,
                     [&](const QModelIndex &from, const QModelIndex &to) {
                         printRows(*model, from.row(), to.row());
                         quitWhenDone();
                     });

    confab::test::StdinLines lines;
    QSocketNotifier input(STDIN_FILENO, QSocketNotifier::Read);
    QObject::connect(&input, &QSocketNotifier::activated, &app, [&] {
        if (lines.read([&](const QString &line) { type(composer, line); }))
            return;
        input.setEnabled(false);
        atEnd = true;
        quitWhenDone();
    });
    window.joinNow();
    return QApplication::exec();
}
