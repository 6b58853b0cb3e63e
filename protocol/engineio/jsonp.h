// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <optional>

/// Polling through script elements, for pages of old browsers on another origin (Engine.IO revision 3,
/// "JSONP").
namespace confab::engineio::jsonp {

/// The script that hands `payload` (UTF-8) to the callback of that number: ___eio[0]("..."); What is no digit
/// in `index` is left out, so nothing of a client's choice gets into the script.
[[nodiscard]] QByteArray script(QByteArrayView index, QByteArrayView payload);

/// The payload in a form's body (d=...); nothing when there is no such field. The client has escaped the line
/// breaks, which forms would change.
[[nodiscard]] std::optional<QByteArray> payloadOfForm(QByteArrayView body);

} // namespace confab::engineio::jsonp
