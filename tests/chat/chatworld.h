// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/socketio/json.h"
#include "server/chat/plaindoor.h"
#include "server/chat/socketiodoor.h"
#include "server/log/memorystore.h"
#include "tests/support/patience.h"
#include "tests/support/socketiowire.h"

#include <QCborArray>
#include <QCborMap>
#include <QTest>

namespace confab::testing {

/// What a client of the chat got, as values.
struct Heard
{
    QString event; ///< empty for an acknowledgement
    QCborMap data;
    qint64 ack = -1;
};

/// A client of the chat, far enough to say events and see what comes.
class ChatClient
{
public:
    virtual ~ChatClient() = default;

    /// Says an event that wants an acknowledgement; its number.
    int say(const QString &event, const QByteArray &json)
    {
        write(event, json, ++m_lastAck);
        return m_lastAck;
    }
    /// The acknowledgement with that number; empty when none comes.
    QCborMap answer(int ack)
    {
        const auto find = [this, ack] {
            for (const Heard &heard : heardSoFar()) {
                if (heard.ack == ack)
                    return heard.data;
            }
            return QCborMap();
        };
        return QTest::qWaitFor([&find] { return !find().isEmpty(); }, patience) ? find() : QCborMap();
    }
    QCborMap ask(const QString &event, const QByteArray &json) { return answer(say(event, json)); }
    /// Everything that came with this name, after all that the log has now was handed out.
    QList<QCborMap> events(const QString &event)
    {
        (void)ask(QStringLiteral("history"), "{\"limit\":1}"); // in order with everything else
        QList<QCborMap> found;
        for (const Heard &heard : heardSoFar()) {
            if (heard.event == event)
                found.append(heard.data);
        }
        return found;
    }
    QStringList texts()
    {
        QStringList texts;
        for (const QCborMap &message : events(QStringLiteral("message")))
            texts.append(message.value(QStringLiteral("message")).toString());
        return texts;
    }
    const QList<Heard> &heardSoFar()
    {
        read(m_heard);
        return m_heard;
    }
    void forget() { (void)heardSoFar(), m_heard.clear(); }

protected:
    virtual void write(const QString &event, const QByteArray &json, int ack) = 0;
    virtual void read(QList<Heard> &heard) = 0;

private:
    QList<Heard> m_heard;
    int m_lastAck = 0;
};

/// The chat of a shard without a socket, on a clock that stands still. The log has its thread.
class ChatWorld
{
public:
    explicit ChatWorld(log::StoreOpener opener = inMemory)
        : ChatWorld(std::make_shared<log::MessageLog>(std::move(opener)), {})
    {
        log.open();
    }
    /// One of several over the same log, which is to be opened when all of them are there.
    ChatWorld(const std::shared_ptr<log::MessageLog> &shared, log::ShardPlace place)
        : m_log(shared)
        , log(*m_log)
        , chat(log, timers(), place)
        , conversations(chat, timers())
        , socketIoDoor(chat, conversations, wire.io)
        , plainDoor(chat, conversations, timers(), {})
    { }
    ~ChatWorld() { log.stop(); }

    static Result<std::unique_ptr<log::Store>, log::StoreError> inMemory(log::EpochChoice)
    {
        return std::unique_ptr<log::Store>(std::make_unique<log::MemoryStore>());
    }

    /// For another world over the same log.
    [[nodiscard]] const std::shared_ptr<log::MessageLog> &sharedLog() const { return m_log; }
    [[nodiscard]] FakeTimers &timers() { return wire.wire.timers; }

    /// A stock client that has joined "/".
    class Stock final : public ChatClient
    {
    public:
        explicit Stock(const SocketIoWire::Peer &peer)
            : m_peer(peer)
        { }
        void goAway() { m_peer.goAway(); }
        /// As the tutorial's client: nothing to wait for.
        void emitBare(const QByteArray &json) { m_peer.send("2[\"message\"," + json + ']'); }

    protected:
        void write(const QString &event, const QByteArray &json, int ack) override
        {
            m_peer.send('2' + QByteArray::number(ack) + "[\"" + event.toUtf8() + "\"," + json + ']');
        }
        void read(QList<Heard> &heard) override
        {
            while (!m_peer.isQuiet()) {
                const QByteArray packet = m_peer.take();
                const qsizetype begin = packet.indexOf('[');
                const QCborArray data =
                    socketio::parseJson(packet.mid(begin), 64).value_or(QCborValue()).toArray();
                if (packet.startsWith('2'))
                    heard.append({data.at(0).toString(), data.at(1).toMap(), -1});
                else if (packet.startsWith('3'))
                    heard.append({{}, data.at(0).toMap(), packet.mid(1, begin - 1).toLongLong()});
            }
        }

    private:
        SocketIoWire::Peer m_peer;
    };

    /// A client that speaks confab.v1.json.
    class Json final : public ChatClient
    {
    public:
        explicit Json(std::shared_ptr<WebSocketProbe> probe)
            : m_probe(std::move(probe))
        { }
        [[nodiscard]] WebSocketProbe &probe() { return *m_probe; }

    protected:
        void write(const QString &event, const QByteArray &json, int ack) override
        {
            m_probe->text("{\"event\":\"" + event.toUtf8() + "\",\"data\":" + json
                          + ",\"ack\":" + QByteArray::number(ack) + '}');
        }
        void read(QList<Heard> &heard) override
        {
            while (!m_probe->texts.isEmpty()) {
                const QCborMap map =
                    socketio::parseJson(m_probe->takeText(), 64).value_or(QCborValue()).toMap();
                const QCborValue ack = map.value(QStringLiteral("ack"));
                heard.append({map.value(QStringLiteral("event")).toString(),
                              map.value(QStringLiteral("data")).toMap(), ack.toInteger(-1)});
            }
        }

    private:
        std::shared_ptr<WebSocketProbe> m_probe;
    };

    Stock stock(const QByteArray &auth = {})
    {
        const auto peer = wire.open();
        lastId = peer.join("/", auth);
        return Stock(peer);
    }
    /// One that has said hello with this.
    Stock greeted(const QByteArray &json)
    {
        Stock client = stock();
        (void)client.ask(QStringLiteral("hello"), json);
        return client;
    }
    std::shared_ptr<WebSocketProbe> webSocket(const QByteArray &subprotocol = {})
    {
        auto probe = std::make_shared<WebSocketProbe>();
        probe->handshake = {"GET", "/ws", 1, {}};
        if (!subprotocol.isEmpty())
            probe->handshake.headers.add("Sec-WebSocket-Protocol", subprotocol);
        plainDoor.accept(std::make_unique<FakeWebSocketChannel>(probe));
        return probe;
    }
    Json json() { return Json(webSocket("confab.v1.json")); }

    SocketIoWire wire;

private:
    const std::shared_ptr<log::MessageLog> m_log;

public:
    log::MessageLog &log;
    chat::ChatService chat;
    chat::Conversations conversations;
    chat::SocketIoDoor socketIoDoor;
    chat::PlainDoor plainDoor;
    QString lastId; ///< of the socket of stock()
};

/// The values of a field, in order.
inline QList<qint64> numbers(const QCborArray &messages, const QString &field = QStringLiteral("seq"))
{
    QList<qint64> numbers;
    for (const QCborValue value : messages)
        numbers.append(value.toMap().value(field).toInteger(-1));
    return numbers;
}

inline QStringList names(const QCborValue &people)
{
    QStringList names;
    const QCborArray array = people.toArray();
    for (const QCborValue value : array)
        names.append(value.toMap().value(QStringLiteral("name")).toString());
    names.sort();
    return names;
}

} // namespace confab::testing
