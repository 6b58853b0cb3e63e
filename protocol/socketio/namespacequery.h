// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QCborMap>
#include <QString>

namespace confab::socketio {

/// What protocols 3 and 4 put into a packet's namespace: "/admin?token=abc".
struct NamespaceQuery
{
    QString nsp;
    QCborMap query; ///< texts; what protocol 5 sends as auth
};

[[nodiscard]] NamespaceQuery splitNamespace(const QString &nsp);
/// The reverse. Values that are no text go as their text, arrays and maps as JSON.
[[nodiscard]] QString joinNamespace(const NamespaceQuery &parts);

} // namespace confab::socketio
