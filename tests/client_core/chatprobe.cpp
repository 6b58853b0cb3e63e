// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// chatprobe URL [--name NAME] [--room ROOM] [--store FILE] [--token TOKEN] [--trust FINGERPRINT]
// [--attentive]: the native client without a window, for tests that are written in another language. Sends
// every line of its standard input as a message, leaves at its end once nothing is waiting any more, and
// writes what happens to standard output, one JSON object a line. An attentive one also reads all there is of
// the room, watches who is there, and is seen typing what it sends.
//   {"event":"state","state":"online","problem":"none","detail":""}
//   {"event":"name","name":"Ana"}
//   {"event":"store","problem":"full"}
//   {"event":"people","count":2,"names":["Ana","Ben"]}
//   {"event":"typing","names":["Ana"]}
//   {"event":"complete","complete":true}
//   {"event":"message","id":..,"seq":..,"from":..,"text":..,"own":..,"delivery":"received","failure":"none","live":..}

#include "client/core/chatclient.h"
#include "client/store/sqlitestore.h"
#include "tests/support/stdinlines.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSocketNotifier>
#include <QTextStream>

#include <array>

using namespace Qt::StringLiterals;
using namespace confab::client;

namespace {

QString nameOf(ConnectionState state)
{
    switch (state) {
    case ConnectionState::Idle:
        return u"idle"_s;
    case ConnectionState::Connecting:
        return u"connecting"_s;
    case ConnectionState::Online:
        return u"online"_s;
    case ConnectionState::Reconnecting:
        return u"reconnecting"_s;
    case ConnectionState::Rejected:
        return u"rejected"_s;
    }
    return {};
}

QString nameOf(Problem problem)
{
    static const std::array names{u"none"_s,
                                  u"badAddress"_s,
                                  u"hostNotFound"_s,
                                  u"refused"_s,
                                  u"timedOut"_s,
                                  u"notASocketIoServer"_s,
                                  u"turnedAway"_s,
                                  u"hungUp"_s,
                                  u"dropped"_s,
                                  u"tlsFailed"_s,
                                  u"certificateUnknown"_s,
                                  u"certificateChanged"_s,
                                  u"movedToHttps"_s,
                                  u"serverClosed"_s,
                                  u"rejected"_s};
    return names.at(size_t(problem));
}

QString nameOf(Delivery delivery)
{
    static const std::array names{u"received"_s, u"sending"_s, u"sent"_s, u"notSent"_s, u"notSaved"_s};
    return names.at(size_t(delivery));
}

QString nameOf(SendFailure failure)
{
    static const std::array names{u"none"_s,    u"tooLong"_s,  u"rateLimited"_s, u"refused"_s,
                                  u"storage"_s, u"noAnswer"_s, u"offline"_s};
    return names.at(size_t(failure));
}

void print(const QJsonObject &object)
{
    QTextStream(stdout) << QJsonDocument(object).toJson(QJsonDocument::Compact) << Qt::endl;
}

QString nameOf(const std::optional<StoreProblem> &problem)
{
    static const std::array names{u"full"_s,    u"notWritable"_s, u"locked"_s,
                                  u"damaged"_s, u"newer"_s,       u"other"_s};
    return problem ? names.at(size_t(problem->kind)) : u"none"_s;
}

QJsonArray namesOf(const QList<Person> &people)
{
    QJsonArray names;
    for (const Person &person : people)
        names.append(person.name);
    return names;
}

/// What a person does who scrolls up and looks who is there.
void attend(ChatClient &client)
{
    QObject::connect(&client, &ChatClient::peopleChanged, &client, [&client] {
        print({{u"event"_s, u"people"_s},
               {u"count"_s, client.peopleCount()},
               {u"names"_s, namesOf(client.people())}});
    });
    QObject::connect(&client, &ChatClient::typingChanged, &client, [&client] {
        print({{u"event"_s, u"typing"_s}, {u"names"_s, namesOf(client.typists())}});
    });
    QObject::connect(&client, &ChatClient::completenessChanged, &client, [&client] {
        print({{u"event"_s, u"complete"_s}, {u"complete"_s, client.isComplete()}});
    });
    QObject::connect(
        &client, &ChatClient::messagesChanged, &client,
        [&client, first = ChatMessage()](const QList<ChatMessage> &messages) mutable {
            for (const ChatMessage &message : messages) {
                if (message.seq > 0 && (first.seq == 0 || message.seq < first.seq))
                    first = message;
            }
            client.loadBefore(first);
        },
        Qt::QueuedConnection);
    client.watchPeople();
}

void reportTo(const ChatClient &client)
{
    QObject::connect(&client, &ChatClient::storeProblemChanged, &client, [&client] {
        print({{u"event"_s, u"store"_s}, {u"problem"_s, nameOf(client.storeProblem())}});
    });
    QObject::connect(&client, &ChatClient::stateChanged, &client, [&client](ConnectionState state) {
        print({{u"event"_s, u"state"_s},
               {u"state"_s, nameOf(state)},
               {u"problem"_s, nameOf(client.problem())},
               {u"detail"_s, client.problemDetail()}});
    });
    QObject::connect(&client, &ChatClient::nameChanged, &client, [](const QString &name) {
        print({{u"event"_s, u"name"_s}, {u"name"_s, name}});
    });
    QObject::connect(&client, &ChatClient::messagesChanged, &client,
                     [](const QList<ChatMessage> &messages, bool live) {
                         for (const ChatMessage &message : messages) {
                             print({{u"event"_s, u"message"_s},
                                    {u"id"_s, message.localId},
                                    {u"seq"_s, qint64(message.seq)},
                                    {u"from"_s, message.senderName},
                                    {u"text"_s, message.text},
                                    {u"own"_s, message.own},
                                    {u"delivery"_s, nameOf(message.delivery)},
                                    {u"failure"_s, nameOf(message.failure)},
                                    {u"gapBefore"_s, message.gapBefore},
                                    {u"live"_s, live}});
                         }
                     });
}

} // namespace

int main(int argc, char *argv[])
{
    QCoreApplication app(argc, argv);
    QCommandLineParser parser;
    parser.addOption({u"name"_s, u"name to join under"_s, u"name"_s, u"Probe"_s});
    parser.addOption({u"room"_s, u"room to join"_s, u"room"_s, u"lobby"_s});
    parser.addOption({u"store"_s, u"file that keeps what waits and what was read"_s, u"file"_s});
    parser.addOption({u"token"_s, u"who it is"_s, u"token"_s});
    parser.addOption(
        {u"trust"_s, u"joins a server that shows this certificate when asked"_s, u"fingerprint"_s});
    parser.addOption({u"attentive"_s, u"reads all of the room and watches who is there"_s});
    parser.addPositionalArgument(u"url"_s, u"address of the server"_s);
    parser.process(app);
    if (parser.positionalArguments().size() != 1)
        parser.showHelp(2);

    ChatClient client;
    reportTo(client);
    if (parser.isSet(u"store"_s))
        client.setStore(std::make_shared<SqliteStore>(parser.value(u"store"_s)));
    if (parser.isSet(u"token"_s))
        client.setTokenSource([&parser](const QUrl &) { return parser.value(u"token"_s); });

    const bool isAttentive = parser.isSet(u"attentive"_s);
    if (isAttentive)
        attend(client);
    const QString trusted = parser.value(u"trust"_s);
    QObject::connect(
        &client, &ChatClient::stateChanged, &client,
        [&client, &trusted](ConnectionState state) {
            const bool isAsked = state == ConnectionState::Rejected
                && (client.problem() == Problem::CertificateUnknown
                    || client.problem() == Problem::CertificateChanged);
            if (isAsked && client.problemDetail() == trusted)
                client.trustCertificate();
        },
        Qt::QueuedConnection);

    bool atEnd = false;
    const auto quitWhenDone = [&] {
        if (atEnd && client.waitingMessages() == 0) {
            client.leave();
            app.quit();
        }
    };
    QObject::connect(&client, &ChatClient::messagesChanged, &app, quitWhenDone, Qt::QueuedConnection);
    QObject::connect(&client, &ChatClient::stateChanged, &app, quitWhenDone, Qt::QueuedConnection);

    confab::test::StdinLines lines;
    QSocketNotifier input(STDIN_FILENO, QSocketNotifier::Read);
    QObject::connect(&input, &QSocketNotifier::activated, &app, [&] {
        const auto send = [&](const QString &line) {
            if (isAttentive)
                client.noteTyping();
            (void)client.send(line);
        };
        if (lines.read(send))
            return;
        input.setEnabled(false);
        atEnd = true;
        quitWhenDone();
    });
    client.join(ChatClient::addressFromUserInput(parser.positionalArguments().constFirst()),
                parser.value(u"name"_s), parser.value(u"room"_s));
    return QCoreApplication::exec();
}
