// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/net/networkwatch.h"

#include <utility>

namespace confab::client {

NetworkWatch::NetworkWatch(QObject *parent)
    : QObject(parent)
{
    if (!QNetworkInformation::loadBackendByFeatures(QNetworkInformation::Feature::Reachability))
        return;
    const QNetworkInformation *information = QNetworkInformation::instance();
    m_before = information->reachability();
    connect(information, &QNetworkInformation::reachabilityChanged, this, &NetworkWatch::take);
}

bool NetworkWatch::isBetter(Reachability before, Reachability now)
{
    const auto rank = [](Reachability reachability) {
        switch (reachability) {
        case Reachability::Unknown:
        case Reachability::Disconnected:
            return 0;
        case Reachability::Local:
            return 1;
        case Reachability::Site:
            return 2;
        case Reachability::Online:
            return 3;
        }
        return 0;
    };
    return rank(now) > rank(before);
}

void NetworkWatch::take(Reachability now)
{
    if (isBetter(std::exchange(m_before, now), now))
        Q_EMIT networkCameUp();
}

} // namespace confab::client
