// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/core/chatsession.h"
#include "client/window/banner.h"

#include <optional>

namespace confab::client {

/// The buttons a notice may offer, by the object names of their widgets.
namespace notice {
inline constexpr QLatin1String retry{"retryButton"};
inline constexpr QLatin1String cancel{"cancelButton"};
inline constexpr QLatin1String connectAgain{"connectButton"};
inline constexpr QLatin1String change{"changeButton"};
inline constexpr QLatin1String trust{"trustButton"};
} // namespace notice

struct ConnectionNotice
{
    Banner::Kind kind = Banner::Kind::Notice;
    QString text;
    QList<Banner::Action> actions;
};

/// What the page knows beyond the session's present state.
struct ConnectionHistory
{
    bool patient = false; ///< a first connection is not yet slow enough to be worth a word
    bool wasOnline = false; ///< since the person joined
};

/// What the banner says about a connection; nothing while all is well. (A PIN is the PinPrompt's matter.)
[[nodiscard]] std::optional<ConnectionNotice> noticeFor(const ChatSession &session,
                                                        ConnectionHistory history);

} // namespace confab::client
