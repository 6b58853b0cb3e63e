// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QDateTime>
#include <QMetaType>
#include <QString>

namespace confab::client {

/// How far a message of ours has come; messages of others are Received.
enum class Delivery {
    Received,
    Sending, ///< shown, not acknowledged yet
    Sent, ///< acknowledged by the server (by a server without acknowledgements: handed to it)
    NotSent, ///< refused or given up; `failure` says why; may be retried or deleted
    NotSaved ///< everybody got it, but the server could not keep it
};

enum class SendFailure { None, TooLong, RateLimited, Refused, Storage, NoAnswer, Offline };

/// One message of a room as the client knows it.
struct ChatMessage
{
    QString localId; ///< ours alone, stable from the first moment; the key of the models
    /// Its place by the server's number, 0 while it has none (or from a server that has no numbers). Goes on
    /// when the server starts a new log, and so counts differently from then on.
    quint64 seq = 0;
    QDateTime at; ///< UTC; the server's time once known
    QString senderId;
    QString senderName;
    QString text;
    bool own = false; ///< sent by this person, from this or another window
    Delivery delivery = Delivery::Received;
    SendFailure failure = SendFailure::None;
    bool gapBefore = false; ///< between this one and the one above something may be missing
};

} // namespace confab::client

Q_DECLARE_METATYPE(confab::client::ChatMessage)
