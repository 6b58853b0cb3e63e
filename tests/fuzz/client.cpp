// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What a hostile server may do to the native client: messages of a connection, over a WebSocket and by long
// polling, and the chat in them.

#include "client/core/chatwire.h"
#include "client/core/roster.h"
#include "client/core/timeline.h"
#include "client/socketio/socketioclient.h"
#include "protocol/engineio/handshake.h"
#include "protocol/engineio/payload.h"
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/socketiomessages.h"
#include "tests/support/clientfakes.h"

#include <QCoreApplication>

#include <algorithm>

using namespace confab;
using namespace confab::client;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using engineio::Revision;

namespace {

const QByteArray
    openPacket(R"(0{"sid":"s","upgrades":[],"pingInterval":25000,"pingTimeout":20000,"maxPayload":1000})");

/// A client that talks as the chat does: connects, asks once, answers what wants an answer, reads everything.
struct Talk
{
    test::FakeTimers timers;
    test::FakeNetwork network;
    SocketIoClient client{network.network(), timers};
    SocketIoNamespace *nsp = client.of(u"/"_s);
    Roster roster;
    fuzz::Transcript told;
    bool hasEnded = false;

    explicit Talk(const SocketIoOptions &options)
    {
        QObject::connect(nsp, &SocketIoNamespace::connected, nsp, [this] {
            told.append("connected");
            nsp->sendEvent(u"hello"_s, {},
                           {[this](const QCborArray &args) { readArguments("answered", args); },
                            [this] { told.append("no answer"); }, 5s});
        });
        QObject::connect(nsp, &SocketIoNamespace::connectFailed, nsp,
                         [this](Problem problem, const QString &message) {
                             told.append("failed " + QByteArray::number(int(problem)) + message.toUtf8());
                         });
        QObject::connect(nsp, &SocketIoNamespace::disconnectedByServer, nsp,
                         [this] { told.append("disconnected"); });
        QObject::connect(nsp, &SocketIoNamespace::eventReceived, nsp,
                         [this](const QString &name, const QCborArray &args, const AckReply &reply) {
                             readArguments(name.toUtf8(), args);
                             if (reply)
                                 reply({true});
                         });
        QObject::connect(&client, &SocketIoClient::ended, &client, [this](Problem problem) {
            fuzz::require(!hasEnded, "a connection ends once");
            hasEnded = true;
            told.append("ended " + QByteArray::number(int(problem)));
        });
        nsp->open();
        client.open(QUrl(u"http://a/socket.io/"_s), options);
    }

    /// What is asked and told about a room besides its messages.
    void readRoom(const QCborArray &args)
    {
        constexpr quint64 head = 100;
        constexpr quint64 before = 50;
        if (const auto page = readHistoryAnswer(args, u"lobby"_s)) {
            Timeline timeline;
            timeline.setEpoch(page->epoch);
            timeline.catchUp(head);
            if (const auto placed = timeline.placePast(*page, before, timers.utc())) {
                for (const ChatMessage &message : placed->messages)
                    fuzz::require(message.seq > 0 && message.seq < before, "a page is what was asked for");
            }
        }
        if (const auto news = readPresenceAnswer(args, u"lobby"_s))
            roster.set(*news);
        if (const auto news = readPresence(args, u"lobby"_s))
            roster.apply(*news);
        fuzz::require(roster.people().size() <= Roster::most && roster.count() >= roster.people().size(),
                      "nobody can name more people than there are");
        const auto typist = readTyping(args, u"lobby"_s);
        fuzz::require(!typist || !typist->id.isEmpty(), "somebody types");
    }

    void readArguments(const QByteArray &name, const QCborArray &args)
    {
        fuzz::require(!hasEnded, "nothing is told after the end");
        told.append(name + ' ' + args.toCborValue().toDiagnosticNotation().toUtf8());
        if (const auto message = readMessage(args))
            fuzz::require(message->at.isNull() || message->at.timeSpec() == Qt::UTC, "times are in UTC");
        const HelloAnswer hello = readHelloAnswer(args, u"lobby"_s);
        fuzz::require(hello.kind == HelloAnswer::Kind::Welcome || hello.welcome.messages.isEmpty(),
                      "only a welcome brings messages");
        const SendAnswer sent = readSendAnswer(args);
        fuzz::require(sent.failure == SendFailure::None || sent.seq == 0, "what was refused has no number");
        const auto renamed = readRenameAnswer(args);
        fuzz::require(!renamed || args.at(0).isMap(), "a name is in an object");
        readRoom(args);
    }
};

SocketIoOptions options(Transports transports, Revision revision, bool messagePack = false)
{
    return {{transports, revision}, messagePack};
}

constexpr auto longSilence = 2min;

/// Whether a server says that it may be silent for longer: up to two days are taken for what they are.
bool promisesSilence(const fuzz::EngineMessage &message)
{
    const auto handshake = engineio::handshakeFromJson(message.data.mid(1));
    return handshake && handshake->pingInterval + handshake->pingTimeout >= longSilence;
}

void talkOverWebSocket(const QList<fuzz::EngineMessage> &messages, const SocketIoOptions &options,
                       bool isOpen)
{
    Talk talk(options);
    const auto wire = talk.network.wires.constLast();
    wire->open();
    if (isOpen) {
        wire->receive(openPacket);
        wire->receive("40");
    }
    const qsizetype before = wire->sent.size();
    for (const fuzz::EngineMessage &message : messages) {
        if (message.binary)
            wire->receiveBinary(message.data);
        else
            wire->receive(message.data);
    }
    // A ping or an event is answered once; CONNECT and hello come on top.
    fuzz::require(wire->sent.size() - before <= messages.size() * 2 + 2, "a server cannot make us flood it");
    talk.timers.advance(longSilence);
    fuzz::require(talk.hasEnded || wire->closedByClient
                      || std::any_of(messages.begin(), messages.end(), promisesSilence),
                  "a server that falls silent has an end");
}

/// What was told when each of these bodies answers one poll.
fuzz::Transcript talkByPolling(const QList<QByteArray> &bodies, Revision revision)
{
    Talk talk(options(Transports::Polling, revision));
    const auto http = talk.network.https.constLast();
    for (const QByteArray &body : bodies) {
        if (!http->isGetting || http->closedByClient || talk.hasEnded)
            break;
        http->answerGet(body);
        if (http->isPosting)
            http->answerPost();
    }
    return talk.told;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    static int argc = 1;
    static char name[] = "client";
    static char *argv[] = {name, nullptr};
    static const QCoreApplication application(argc, argv);

    const fuzz::Input input(data, size);
    const QByteArray whole = input.whole();
    const auto messages = fuzz::messagesOf(whole);
    for (const bool isOpen : {false, true}) {
        talkOverWebSocket(messages, options(Transports::WebSocket, Revision::V4), isOpen);
        talkOverWebSocket(messages, options(Transports::WebSocket, Revision::V4, true), isOpen);
        talkOverWebSocket(messages, options(Transports::WebSocket, Revision::V3), isOpen);
    }

    // One poll brings the packets, or many do.
    if (engineio::decodePayload(whole)) {
        fuzz::requireSame(
            talkByPolling({openPacket
                               + "\x1e"
                                 "40",
                           whole},
                          Revision::V4),
            talkByPolling(QList<QByteArray>{openPacket, "40"} + whole.split('\x1e'), Revision::V4),
            "packets are the same in one poll or in many");
    }
    talkByPolling(QList<QByteArray>{openPacket, "40"} + input.pieces(8), Revision::V4);
    talkByPolling(QList<QByteArray>{"85:" + openPacket, "2:40"} + input.pieces(8), Revision::V3);
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    return 0;
}
