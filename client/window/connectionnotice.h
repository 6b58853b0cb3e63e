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
} // namespace notice

struct ConnectionNotice
{
    Banner::Kind kind = Banner::Kind::Notice;
    QString text;
    QList<Banner::Action> actions;
};

/// What the banner says about a connection; nothing while all is well. `patient` is false once a first
/// connection has taken longer than people wait without being told.
[[nodiscard]] std::optional<ConnectionNotice> noticeFor(const ChatSession &session, bool patient);

} // namespace confab::client
