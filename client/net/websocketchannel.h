// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/net/problem.h"

#include <QByteArray>
#include <QObject>
#include <QUrl>

namespace confab::client {

/// A WebSocket as a client needs it; opened once. Tests put a fake in its place. Thread: the one it lives in.
class WebSocketChannel : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    virtual void open(const QUrl &url) = 0;
    virtual void sendText(const QByteArray &utf8) = 0;
    virtual void sendBinary(const QByteArray &data) = 0;
    /// Ends it from our side; there are no signals afterwards.
    virtual void close() = 0;

Q_SIGNALS:
    void opened();
    void textReceived(const QByteArray &utf8);
    void binaryReceived(const QByteArray &data);
    /// The last signal, once. `detail` is for a log or the small print, in the system's words.
    void ended(confab::client::Problem problem, const QString &detail);
};

} // namespace confab::client
