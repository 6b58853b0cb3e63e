// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// socketioprobe URL [--transports automatic|websocket|polling|polling-first] [--revision 3|4] [--msgpack]:
// the native Socket.IO client, driven over its standard streams by tests in another language. One JSON object
// a line, binary data in it as {"$binary":"<base64>"}. In:
//   {"do":"open","nsp":"/","auth":{..}}                     {"do":"close","nsp":"/"}
//   {"do":"emit","nsp":"/","name":"x","args":[..],"ack":1}  (ack: only when an answer is wanted)
//   {"do":"reply","reply":1,"args":[..]}                    {"do":"connect"} (again, after ended)
// Out:
//   {"event":"opened","revision":4,"transport":"websocket"} {"event":"upgraded"}
//   {"event":"connected","nsp":"/","id":"..","recovered":false}
//   {"event":"failed","nsp":"/","problem":"rejected","message":"..","data":..}
//   {"event":"event","nsp":"/","name":"x","args":[..],"reply":1} (reply: only when the server wants an
//   answer)
//   {"event":"answer","ack":1,"args":[..]}  {"event":"unanswered","ack":1}  {"event":"unsent","ack":1}
//   {"event":"disconnected","nsp":"/"}      {"event":"ended","problem":8,"detail":".."}
// Ends with its standard input.

#include "client/net/qttimers.h"
#include "client/socketio/socketioclient.h"
#include "protocol/socketio/json.h"
#include "tests/support/stdinlines.h"

#include <QCborValue>
#include <QCommandLineParser>
#include <QCoreApplication>
#include <QHash>
#include <QSocketNotifier>
#include <QTextStream>

using namespace Qt::StringLiterals;
using namespace confab::client;

namespace {

/// {"$binary":..} as byte arrays, everywhere.
QCborValue withBinary(const QCborValue &value)
{
    if (value.isArray()) {
        QCborArray array;
        const QCborArray elements = value.toArray();
        for (const QCborValue &element : elements)
            array.append(withBinary(element));
        return array;
    }
    if (!value.isMap())
        return value;
    const QCborMap members = value.toMap();
    if (members.contains(u"$binary"_s))
        return QByteArray::fromBase64(members.value(u"$binary"_s).toString().toLatin1());
    QCborMap map;
    for (const auto &[key, member] : members)
        map.insert(key, withBinary(member));
    return map;
}

/// The reverse.
QCborValue withoutBinary(const QCborValue &value)
{
    if (value.isByteArray())
        return QCborMap{{u"$binary"_s, QString::fromLatin1(value.toByteArray().toBase64())}};
    if (value.isArray()) {
        QCborArray array;
        const QCborArray elements = value.toArray();
        for (const QCborValue &element : elements)
            array.append(withoutBinary(element));
        return array;
    }
    if (!value.isMap())
        return value;
    QCborMap map;
    const QCborMap members = value.toMap();
    for (const auto &[key, member] : members)
        map.insert(key, withoutBinary(member));
    return map;
}

QCborArray argsOf(const QCborMap &command) { return withBinary(command.value(u"args"_s)).toArray(); }

class Probe : public QObject
{
public:
    Probe(const QUrl &url, const SocketIoOptions &options)
        : m_client(Network::real(std::make_shared<MemoryPins>()), m_timers)
        , m_url(url)
        , m_options(options)
    {
        connect(&m_client, &SocketIoClient::opened, this, [this] {
            print(u"opened"_s,
                  {{u"revision"_s, int(m_client.revision())},
                   {u"transport"_s, m_client.isWebSocket() ? u"websocket"_s : u"polling"_s}});
        });
        connect(&m_client, &SocketIoClient::upgraded, this, [this] { print(u"upgraded"_s, {}); });
        connect(&m_client, &SocketIoClient::ended, this, [this](Problem problem, const QString &detail) {
            print(u"ended"_s, {{u"problem"_s, int(problem)}, {u"detail"_s, detail}});
        });
    }

    void connectClient() { m_client.open(m_url, m_options); }

    void run(const QCborMap &command)
    {
        const QString what = command.value(u"do"_s).toString();
        const QString nsp = command.value(u"nsp"_s).toString(u"/"_s);
        if (what == u"connect"_s)
            connectClient();
        else if (what == u"open"_s)
            space(nsp)->open(withBinary(command.value(u"auth"_s)).toMap());
        else if (what == u"close"_s)
            space(nsp)->close();
        else if (what == u"emit"_s)
            emitEvent(space(nsp), command);
        else if (what == u"reply"_s)
            m_replies.take(int(command.value(u"reply"_s).toInteger()))(argsOf(command));
        else
            qFatal("unknown command %s", qPrintable(what));
    }

private:
    static void print(const QString &event, QCborMap object)
    {
        object.insert(u"event"_s, event);
        QTextStream(stdout) << confab::socketio::toJson(object) << Qt::endl;
    }

    SocketIoNamespace *space(const QString &name)
    {
        SocketIoNamespace *nsp = m_client.of(name);
        if (!m_known.contains(nsp)) {
            m_known.append(nsp);
            report(nsp);
        }
        return nsp;
    }

    void report(SocketIoNamespace *nsp)
    {
        const QString name = nsp->name();
        connect(nsp, &SocketIoNamespace::connected, this, [nsp, name] {
            print(u"connected"_s,
                  {{u"nsp"_s, name}, {u"id"_s, nsp->id()}, {u"recovered"_s, nsp->recovered()}});
        });
        connect(nsp, &SocketIoNamespace::connectFailed, this,
                [name](Problem problem, const QString &message, const QCborValue &data) {
                    print(
                        u"failed"_s,
                        {{u"nsp"_s, name},
                         {u"problem"_s, problem == Problem::RejectedByServer ? u"rejected"_s : u"timedOut"_s},
                         {u"message"_s, message},
                         {u"data"_s, withoutBinary(data)}});
                });
        connect(nsp, &SocketIoNamespace::eventReceived, this,
                [this, name](const QString &event, const QCborArray &args, const AckReply &reply) {
                    QCborMap object{{u"nsp"_s, name}, {u"name"_s, event}, {u"args"_s, withoutBinary(args)}};
                    if (reply) {
                        m_replies.insert(++m_lastReply, reply);
                        object.insert(u"reply"_s, m_lastReply);
                    }
                    print(u"event"_s, object);
                });
        connect(nsp, &SocketIoNamespace::disconnectedByServer, this, [name] {
            print(u"disconnected"_s, {{u"nsp"_s, name}});
        });
    }

    static void emitEvent(SocketIoNamespace *nsp, const QCborMap &command)
    {
        const QString name = command.value(u"name"_s).toString();
        const QCborValue ack = command.value(u"ack"_s);
        bool isSent = false;
        if (ack.isUndefined()) {
            isSent = nsp->sendEvent(name, argsOf(command));
        } else {
            AckHandler handler;
            handler.answered = [ack](const QCborArray &args) {
                print(u"answer"_s, {{u"ack"_s, ack}, {u"args"_s, withoutBinary(args)}});
            };
            handler.timedOut = [ack] { print(u"unanswered"_s, {{u"ack"_s, ack}}); };
            isSent = nsp->sendEvent(name, argsOf(command), handler);
        }
        if (!isSent)
            print(u"unsent"_s, {{u"ack"_s, ack}});
    }

    QtTimers m_timers;
    SocketIoClient m_client;
    const QUrl m_url;
    const SocketIoOptions m_options;
    QList<SocketIoNamespace *> m_known;
    QHash<int, AckReply> m_replies;
    int m_lastReply = 0;
};

} // namespace

int main(int argc, char *argv[])
{
    QCoreApplication app(argc, argv);
    QCommandLineParser parser;
    parser.addOption({u"transports"_s, u"which to take"_s, u"transports"_s, u"automatic"_s});
    parser.addOption({u"revision"_s, u"of Engine.IO"_s, u"3|4"_s});
    parser.addOption({u"msgpack"_s, u"the server uses MessagePack"_s});
    parser.addPositionalArgument(u"url"_s, u"address of the server"_s);
    parser.process(app);
    static const QHash<QString, Transports> transports{{u"automatic"_s, Transports::Automatic},
                                                       {u"websocket"_s, Transports::WebSocket},
                                                       {u"polling"_s, Transports::Polling},
                                                       {u"polling-first"_s, Transports::PollingFirst}};
    if (parser.positionalArguments().size() != 1 || !transports.contains(parser.value(u"transports"_s)))
        parser.showHelp(2);
    SocketIoOptions options;
    options.engine.transports = transports.value(parser.value(u"transports"_s));
    if (parser.isSet(u"revision"_s))
        options.engine.revision = confab::engineio::Revision(parser.value(u"revision"_s).toInt());
    options.messagePack = parser.isSet(u"msgpack"_s);
    Probe probe(QUrl(parser.positionalArguments().constFirst() + u"/socket.io/"_s), options);

    confab::test::StdinLines lines;
    QSocketNotifier input(STDIN_FILENO, QSocketNotifier::Read);
    QObject::connect(&input, &QSocketNotifier::activated, &app, [&] {
        if (!lines.read([&probe](const QString &line) {
                probe.run(confab::socketio::parseJson(line.toUtf8(), 64).value_or(QCborValue()).toMap());
            }))
            app.quit();
    });
    probe.connectClient();
    return QCoreApplication::exec();
}
