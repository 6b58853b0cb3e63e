// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QList>

#include <chrono>
#include <optional>

namespace confab::engineio {

/// What the server says in its open packet (Engine.IO protocol 4, "Handshake").
struct Handshake
{
    QByteArray sid; ///< the session's secret
    QList<QByteArray> upgrades; ///< transports the client may change to
    std::chrono::milliseconds pingInterval{25000};
    std::chrono::milliseconds pingTimeout{20000};
    qint64 maxPayload = 1000000; ///< bytes of one packet or HTTP body; 0 when the server did not say

    friend bool operator==(const Handshake &, const Handshake &) = default;
};

/// A JSON object with exactly the five keys, in node's order.
[[nodiscard]] QByteArray toJson(const Handshake &handshake);

/// Reads any server's open packet: unknown keys are ignored, `upgrades` and `maxPayload` (older servers do
/// not say it) may be missing. Nothing when a needed key is missing or out of range.
[[nodiscard]] std::optional<Handshake> handshakeFromJson(const QByteArray &json);

} // namespace confab::engineio
