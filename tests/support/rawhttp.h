// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "tests/support/patience.h"

#include <QTcpSocket>
#include <QTest>

namespace confab::testing {

/// One request and the whole answer.
inline QByteArray exchange(quint16 port, const QByteArray &request)
{
    QTcpSocket socket;
    QByteArray received;
    QObject::connect(&socket, &QTcpSocket::readyRead, &socket, [&] { received += socket.readAll(); });
    socket.connectToHost(QHostAddress(QHostAddress::LocalHost), port);
    if (!socket.waitForConnected())
        return {};
    socket.write(request);
    // A 101 does not end by itself.
    const auto isOver = [&] {
        return socket.state() == QAbstractSocket::UnconnectedState || received.startsWith("HTTP/1.1 101");
    };
    if (!QTest::qWaitFor(isOver, patience))
        return {};
    return received;
}

inline int statusOf(const QByteArray &answer) { return answer.mid(9, 3).toInt(); }

/// One that asks for the connection to end.
inline QByteArray request(const QByteArray &line, const QByteArray &fields = {}, const QByteArray &body = {})
{
    QByteArray head = line + " HTTP/1.1\r\nConnection: close\r\n" + fields;
    if (!fields.startsWith("Host: "))
        head += "Host: 127.0.0.1:3000\r\n";
    if (!body.isEmpty())
        head += "Content-Length: " + QByteArray::number(body.size()) + "\r\n";
    return head + "\r\n" + body;
}

/// The same for a WebSocket.
inline QByteArray upgrade(const QByteArray &target, const QByteArray &fields = {})
{
    QByteArray head = request("GET " + target, fields);
    head.replace("Connection: close",
                 "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                 "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==");
    return head;
}

} // namespace confab::testing
