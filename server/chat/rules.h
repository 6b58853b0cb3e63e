// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/result.h"

#include <QString>

namespace confab::chat {

/// What the chat accepts, the same at every door.
inline constexpr qsizetype maximumTextBytes = 16384; ///< of a message, in UTF-8
inline constexpr qsizetype maximumNameLength = 40; ///< in code points
inline constexpr qsizetype maximumRoomsPerClient = 16;

/// Where everybody is who did not ask for another room.
[[nodiscard]] QString lobby();

/// A refusal as it goes over the wire: `{ok:false, error, detail}`.
struct Refusal
{
    QString error; ///< bad_request, too_long, no_room, storage, ...
    QString detail; ///< for the developer at the other end, English
};

/// The text as it will be stored: exactly what was sent, up to the limit, but for halves of surrogate pairs,
/// which become U+FFFD. Empty is allowed.
[[nodiscard]] Result<QString, Refusal> checkedText(const QString &text);
/// A person's name: white space joined and trimmed, control and bidirectional formatting characters removed.
/// Refused when nothing is left to see.
[[nodiscard]] Result<QString, Refusal> checkedName(const QString &name);
/// 1 to 64 letters, digits, '.', '_' or '-'.
[[nodiscard]] Result<QString, Refusal> checkedRoom(const QString &room);
/// The sender's own id of a message: 1 to 64 of [A-Za-z0-9_-].
[[nodiscard]] Result<QString, Refusal> checkedId(const QString &id);

} // namespace confab::chat
