// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QString>

namespace confab::chat {

/// Who sends: the same person on every connection that shows the same token.
struct Person
{
    QString id; ///< public, derived from the token
    QString name;
};

/// A new secret of 192 random bits that a client keeps to be the same person next time.
[[nodiscard]] QString newToken();
/// Whether a token sent by a client can be used: 16 to 128 printable ASCII characters.
[[nodiscard]] bool isUsableToken(const QString &token);
/// The public id of the person with this token; tells nothing about the token.
[[nodiscard]] QString personIdOf(const QString &token);
/// An id for somebody without a token, for one connection.
[[nodiscard]] QString newPersonId();
/// "Blue Otter": a name for somebody who gave none; the same for the same person.
[[nodiscard]] QString madeUpName(const QString &personId);

} // namespace confab::chat
