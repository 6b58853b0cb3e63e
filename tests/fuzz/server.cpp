// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A hostile peer with several connections at a Socket.IO server, beside a well-behaved one. What it does is
// the input, cut at U+001E; the first letter of each step says what it is, and "$" in a query stands for the
// last session's sid:
//
//   o QUERY          opens a WebSocket        g QUERY            sends a GET
//   w TEXT           a text frame on it       p QUERY \n BODY    sends a POST
//   x DATA           a binary frame           a                  aborts the last GET
//   e                the WebSocket vanishes   t                  a second passes, for each byte behind it

#include "protocol/websocket/utf8validator.h"
#include "tests/fuzz/fuzz.h"
#include "tests/support/socketiowire.h"

using namespace confab;
using namespace confab::testing;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

class Hostile
{
public:
    explicit Hostile(EngineIoWire &wire)
        : m_wire(wire)
    { }

    void perform(const QByteArray &step)
    {
        if (step.isEmpty())
            return;
        const QByteArray rest = step.sliced(1);
        const WebSocketProbe *last = m_webSockets.isEmpty() ? nullptr : m_webSockets.constLast().get();
        switch (step.front()) {
        case 'o':
            m_webSockets.append(m_wire.webSocket(query(rest)));
            learnSid(m_webSockets.constLast()->texts.value(0));
            break;
        case 'w': // a frame of text is UTF-8 by then
            if (last && websocket::isValidUtf8(rest))
                m_webSockets.constLast()->text(rest);
            break;
        case 'x':
            if (last)
                m_webSockets.constLast()->binary(rest);
            break;
        case 'e':
            if (last)
                m_webSockets.constLast()->end(1006);
            break;
        case 'g':
            request("GET", rest, {});
            break;
        case 'p': {
            const qsizetype lineEnd = rest.indexOf('\n');
            request("POST", rest.left(lineEnd), lineEnd < 0 ? QByteArray() : rest.sliced(lineEnd + 1));
            break;
        }
        case 'a':
            if (!m_exchanges.isEmpty())
                m_exchanges.constLast()->abort();
            break;
        default:
            break;
        }
    }

    void goAway()
    {
        for (const auto &webSocket : std::as_const(m_webSockets))
            webSocket->end(1006);
        for (const auto &exchange : std::as_const(m_exchanges))
            exchange->abort();
    }

    void checkAnswers() const
    {
        for (const auto &exchange : m_exchanges) {
            fuzz::require(exchange->responses <= 1, "a request is answered once");
            fuzz::require(!exchange->isPending(), "no request waits for ever");
            fuzz::require(exchange->status() < 500, "nothing a client sends is a fault of the server");
        }
        for (const auto &webSocket : m_webSockets)
            fuzz::require(webSocket->destroyed || !webSocket->receiver, "no WebSocket is kept for ever");
    }

private:
    [[nodiscard]] QByteArray query(QByteArray text) const { return text.replace('$', m_sid); }

    void request(const QByteArray &method, const QByteArray &text, const QByteArray &body)
    {
        m_exchanges.append(m_wire.request(method, query(text), body));
        learnSid(m_exchanges.constLast()->body());
    }

    void learnSid(const QByteArray &answer)
    {
        const qsizetype begin = answer.indexOf("0{");
        const qsizetype end = answer.indexOf('}', begin);
        if (begin < 0 || end < 0)
            return;
        if (const QByteArray sid = EngineIoWire::sidOf(answer.sliced(begin, end + 1 - begin)); !sid.isEmpty())
            m_sid = sid;
    }

    EngineIoWire &m_wire;
    QByteArray m_sid;
    QList<EngineIoWire::WebSocket> m_webSockets;
    QList<EngineIoWire::Http> m_exchanges;
};

/// What others said is nothing to it.
void forget(const SocketIoWire::Peer &witness)
{
    witness.webSocket().texts.clear();
    witness.webSocket().binaries.clear();
}

void pass(SocketIoWire &wire, const SocketIoWire::Peer &witness, std::chrono::seconds time)
{
    for (; time > 0s; time -= 5s) { // less than a heartbeat waits for its answer
        wire.wire.timers.advance(5s);
        if (witness.webSocket().texts.contains("2"))
            witness.webSocket().text("3");
        forget(witness);
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    const fuzz::Input input(data, size);
    SocketIoWire wire;
    wire.io.onConnection([](socketio::Socket &socket) {
        socket.on(u"message"_s, [&socket](const QCborArray &args, socketio::Ack ack) {
            socket.broadcast().emitEvent(u"message"_s, args);
            ack.answer(args);
        });
    });
    const auto witness = wire.connected();
    Hostile hostile(wire.wire);
    const auto steps = input.whole().split('\x1e');
    for (const QByteArray &step : steps.first(std::min<qsizetype>(steps.size(), 64))) {
        if (step.startsWith('t'))
            pass(wire, witness, std::chrono::seconds(std::min<qsizetype>(step.size() - 1, 60)));
        hostile.perform(step);
    }

    forget(witness);
    witness.send(R"(27["message","still here"])");
    fuzz::require(!witness.isClosed() && witness.take() == R"(37["still here"])", "others notice nothing");

    hostile.goAway();
    pass(wire, witness, 180s);
    hostile.checkAnswers();
    fuzz::require(wire.wire.server.sessionCount() == 1, "no session outlives its client");
    return 0;
}
