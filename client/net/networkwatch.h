// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QNetworkInformation>
#include <QObject>

namespace confab::client {

/// Says when this computer comes onto a network, or onto a better one, as far as the system tells: without
/// NetworkManager or the like it says nothing. One is enough for a program. Thread: the main one.
class NetworkWatch : public QObject
{
    Q_OBJECT

public:
    using Reachability = QNetworkInformation::Reachability;

    explicit NetworkWatch(QObject *parent = nullptr);

    /// Whether more can be reached now than before.
    [[nodiscard]] static bool isBetter(Reachability before, Reachability now);

Q_SIGNALS:
    void networkCameUp();

private:
    void take(Reachability now);

    Reachability m_before = Reachability::Unknown;
};

} // namespace confab::client
