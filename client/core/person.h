// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QMetaType>
#include <QString>

namespace confab::client {

/// Somebody in a chat, as the server says.
struct Person
{
    QString id; ///< stays the same when they change their name
    QString name; ///< as it came from the network

    friend bool operator==(const Person &, const Person &) = default;
};

} // namespace confab::client

Q_DECLARE_METATYPE(confab::client::Person)
