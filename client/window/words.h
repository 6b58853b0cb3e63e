// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/core/chatsession.h"

#include <QCoreApplication>
#include <QDate>
#include <QDateTime>
#include <QString>

/// Everything that the client window says about messages and connections, in the user's language. Plain text;
/// names from the network are made harmless and isolated.
namespace confab::client::words {

/// A name from the network for display; "Someone" when nothing visible is left of it.
[[nodiscard]] QString personName(const QString &name);
/// What stands for one's own name.
[[nodiscard]] QString you();
[[nodiscard]] QString timeOfDay(const QDateTime &local);
/// "Today", "Yesterday", or the date.
[[nodiscard]] QString day(QDate day, QDate today);
/// "Not sent", with the reason where there is one.
[[nodiscard]] QString notSent(SendFailure failure);
/// What stands between two rows where something may be missing.
[[nodiscard]] QString gap();
/// What stands above the first message of all.
[[nodiscard]] QString start();
/// That everybody got a message, and that the server could not keep it.
[[nodiscard]] QString notSaved();
/// A row in one sentence, for screen readers.
[[nodiscard]] QString described(const ChatMessage &message);
/// "[14:02] Ana: hello", for the clipboard.
[[nodiscard]] QString quoted(const ChatMessage &message);

/// host:port, as a person would type it.
[[nodiscard]] QString shortAddress(const QUrl &address);
/// An address as a person would type it to reach the same server again: with the scheme where it matters.
[[nodiscard]] QString typedAddress(const QUrl &address);
/// Why there is no connection, and what to do about it.
[[nodiscard]] QString problem(Problem problem, const QUrl &address, const QString &detail);
/// Why the PIN that the server was shown is of no use, with the time that is left before another one is.
[[nodiscard]] QString pinProblem(const ChatSession &session);
/// "2 messages waiting."; empty for none.
[[nodiscard]] QString waiting(int messages);
/// Why nothing can be kept on this computer.
[[nodiscard]] QString storeProblem(const StoreProblem &problem);
/// "Ana and Ben are typing…"; empty for nobody.
[[nodiscard]] QString typing(const QList<Person> &people);
/// "12 online"
[[nodiscard]] QString online(int people);
/// A person in the list of those who are there.
[[nodiscard]] QString inList(const Person &person, bool own);
/// "and 5 more", of people whose names are not known.
[[nodiscard]] QString more(int people);
/// One word for the header.
[[nodiscard]] QString state(ConnectionState state);

} // namespace confab::client::words
