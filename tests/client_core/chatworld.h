// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/core/chatclient.h"
#include "tests/support/clientfakes.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace confab::test {

using namespace Qt::StringLiterals;
using client::ChatClient;
using client::ChatMessage;
using client::ConnectionState;
using client::SendFailure;

const QByteArray
    openPacket(R"(0{"sid":"s","upgrades":[],"pingInterval":25000,"pingTimeout":20000,"maxPayload":1000000})");
inline const QUrl address(u"http://host:3000"_s);

inline QString describe(const ChatMessage &message)
{
    static const QStringList deliveries{u"received"_s, u"sending"_s, u"sent"_s, u"not sent"_s,
                                        u"not saved"_s};
    QString out = u"%1 %2#%3"_s.arg(deliveries.at(int(message.delivery)), message.text).arg(message.seq);
    if (message.failure != SendFailure::None)
        out += u" !%1"_s.arg(int(message.failure));
    return message.own ? u"own "_s + out : out;
}

/// A client, the clock, and every wire that it opened.
struct World
{
    std::shared_ptr<FakeTimers> timers = std::make_shared<FakeTimers>();
    QList<std::shared_ptr<FakeWire>> wires;
    ChatClient client{{timers,
                       {[this]() -> std::unique_ptr<client::WebSocketChannel> {
                            wires.append(std::make_shared<FakeWire>());
                            return std::make_unique<FakeWebSocketChannel>(wires.constLast());
                        },
                        nullptr},
                       [] { return 0.0; }}};
    QList<ConnectionState> states;
    QStringList messages; ///< as described, history in brackets
    QStringList discarded;

    World()
    {
        QObject::connect(&client, &ChatClient::stateChanged, &client,
                         [this](ConnectionState state) { states.append(state); });
        QObject::connect(&client, &ChatClient::messagesChanged, &client,
                         [this](const QList<ChatMessage> &changed, bool live) {
                             for (const ChatMessage &message : changed)
                                 messages.append(live ? describe(message) : u"[%1]"_s.arg(describe(message)));
                         });
        QObject::connect(&client, &ChatClient::messageDiscarded, &client,
                         [this](const QString &id) { discarded.append(id); });
    }
    ~World() { collectGarbage(); }

    [[nodiscard]] FakeWire &wire() const { return *wires.constLast(); }
    QStringList takeMessages() { return std::exchange(messages, {}); }
    static void collectGarbage() { QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete); }

    void join() { client.join(address, u"Ana"_s, u"lobby"_s); }
    /// Up to the hello, which is returned.
    QJsonObject connectWire() const
    {
        wire().open();
        wire().receive(openPacket);
        wire().takeSent();
        wire().receive(R"(40{"sid":"x"})");
        const QString hello = wire().takeSent().value(0);
        if (!hello.startsWith(u"420[\"hello\","_s))
            return {};
        return QJsonDocument::fromJson(hello.mid(3).toUtf8()).array().at(1).toObject();
    }
    /// Confab's answer to hello, with the messages of the lobby; the last one is its head unless said.
    void welcome(const QByteArray &messages_ = {}, const QByteArray &epoch = "e1", bool gap = false,
                 int ack = 0, int head = -1) const
    {
        const auto last = QJsonDocument::fromJson('[' + messages_ + ']').array().last().toObject();
        const QByteArray number = QByteArray::number(head < 0 ? last[u"seq"_s].toInt() : head);
        wire().receive("43" + QByteArray::number(ack)
                       + R"([{"ok":true,"you":{"id":"me","name":"Ana"},"token":"secret","epoch":")" + epoch
                       + R"(","rooms":[{"room":"lobby","head":)" + number
                       + R"(,"roster":[],"count":1,"messages":[)" + messages_ + R"(],"gap":)"
                       + (gap ? "true" : "false") + "}]}]");
    }
    void joinConfab()
    {
        join();
        connectWire();
        welcome();
        takeMessages();
        states.clear();
    }
    /// The id inside the last `message` event sent, which must be acknowledged with `ack`.
    [[nodiscard]] QString sentId(const QString &text, int ack) const
    {
        for (const QString &packet : std::as_const(wire().sent)) {
            const QString start = u"42%1[\"message\","_s.arg(ack);
            if (!packet.startsWith(start))
                continue;
            const auto array = QJsonDocument::fromJson(packet.mid(packet.indexOf(u'[')).toUtf8()).array();
            const QJsonObject message = array.at(1).toObject();
            if (message[u"text"_s] == text && message[u"room"_s] == u"lobby"_s)
                return message[u"id"_s].toString();
        }
        return {};
    }
};

inline QByteArray messageJson(const QByteArray &text, const QByteArray &id, int seq, const QByteArray &sender)
{
    return R"({"message":")" + text + R"(","id":")" + id + R"(","seq":)" + QByteArray::number(seq)
        + R"(,"at":"2026-01-01T12:00:00.000Z","room":"lobby","from":{"id":")" + sender + R"(","name":"N )"
        + sender + R"("}})";
}

} // namespace confab::test
