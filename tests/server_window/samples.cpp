// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/server_window/samples.h"

#include <QTimeZone>

using namespace confab::runtime;
using namespace Qt::StringLiterals;

namespace samples {

Endpoint endpoint(const char *address, quint16 port, const char *interfaceName)
{
    Endpoint result;
    result.address = QHostAddress(QString::fromLatin1(address));
    result.port = port;
    result.interfaceName = QString::fromLatin1(interfaceName);
    return result;
}

Endpoint loopback(quint16 port)
{
    Endpoint result = endpoint("127.0.0.1", port, "");
    result.isLoopback = true;
    return result;
}

ClientStatus client(quint64 id, const QString &name)
{
    ClientStatus status;
    status.id = id;
    status.name = name;
    status.address = u"192.168.1.%1:5%2"_s.arg(20 + id).arg(id, 4, 10, QLatin1Char('0'));
    status.transport = Transport::WebSocket;
    status.room = u"lobby"_s;
    status.connectedAt = QDateTime::currentDateTimeUtc();
    status.roundTripMs = int(3 + 7 * id % 40);
    status.heartbeatDueMs = int(9000 * (id % 5) + 4000);
    status.bytesIn = 1200 * id;
    status.bytesOut = 98000 * id;
    return status;
}

QList<ClientStatus> mixedClients()
{
    QList<ClientStatus> clients{client(1, u"Ana"_s),
                                client(2, u"Blue Otter"_s),
                                client(3, u"דנה כהן"_s),
                                client(5, u"A name that is a good deal longer than its column is wide"_s),
                                client(8, u"🦊 Fox 👩‍👩‍👧"_s),
                                client(12, u"\u202Egnp.exe\u0007"_s),
                                client(13, u"wscat"_s)};
    clients[1].transport = Transport::Polling;
    clients[1].roundTripMs = -1;
    clients[3].address = u"[2001:db8:85a3:8d3:1319:8a2e:370:7348]:50122"_s;
    clients[4].bytesQueued = 262144;
    clients[5].engineRevision = 3;
    clients[6].transport = Transport::PlainWebSocket;
    clients[6].engineRevision = 0;
    clients[6].heartbeatDueMs = -1;
    clients[6].roundTripMs = -1;
    return clients;
}

MessageRecord message(quint64 seq, const QString &name, const QString &text, quint64 clientId)
{
    MessageRecord record;
    record.seq = seq;
    record.at =
        QDateTime(QDate(2026, 11, 22), QTime(13, 2, 11), QTimeZone::utc()).addMSecs(qint64(seq) * 7417);
    record.room = u"lobby"_s;
    record.clientId = clientId;
    record.personId = u"person-%1"_s.arg(clientId);
    record.name = name;
    record.text = text;
    return record;
}

QList<MessageRecord> mixedMessages()
{
    const QString longText =
        u"This sentence goes on and on, because somebody pasted a whole paragraph into the "
        "little input line and pressed Enter without a second thought about columns. "_s;
    return {
        message(1, u"Ana"_s, u"Hello"_s, 1),
        message(2, u"Blue Otter"_s, u"Hi Ana! 👋 Is the projector on?"_s, 2),
        message(3, u"דנה כהן"_s, u"שלום לכולם, מה נשמע?"_s, 3),
        message(4, u"A name that is a good deal longer than its column is wide"_s, longText.repeated(3), 5),
        message(5, u"🦊 Fox 👩‍👩‍👧"_s, u"🎉🎉🎉"_s, 8),
        message(6, u"Ana"_s, u"First line\nsecond line\n\nfourth line"_s, 1),
        message(7, u"\u202Egnp.exe\u0007"_s, u"<b>bold?</b> \u202Etxet desrever\u202C \u001B[31mred"_s, 12),
        message(8, u"Host"_s, u"Welcome, everybody. We start at ten."_s, 0),
        message(9, u"Blue Otter"_s, u"Mixed: the word שלום inside an English sentence"_s, 2),
        message(10, u"wscat"_s, u"plain text from a terminal"_s, 13)};
}

HubStatus running(QList<Endpoint> endpoints, QList<ClientStatus> clients)
{
    HubStatus status;
    status.state = HubState::Running;
    status.endpoints = std::move(endpoints);
    status.clients = std::move(clients);
    status.startedAt = QDateTime::currentDateTimeUtc().addSecs(-72 * 60);
    if (!status.clients.isEmpty()) {
        status.messages = 312;
        status.messagesPerSecond = 3.14;
        status.bytesIn = 42100;
        status.bytesOut = 510400;
    }
    return status;
}

} // namespace samples
