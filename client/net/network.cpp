// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/net/network.h"

#include "client/net/qthttpchannel.h"
#include "client/net/qtwebsocketchannel.h"

#include <QNetworkAccessManager>

namespace confab::client {

Network Network::real(std::shared_ptr<CertificatePins> pins)
{
    // Made with the first poll: nobody else needs its threads.
    const auto manager = std::make_shared<std::unique_ptr<QNetworkAccessManager>>();
    return {[pins] { return std::make_unique<QtWebSocketChannel>(pins); },
            [manager, pins] {
                if (!*manager)
                    *manager = std::make_unique<QNetworkAccessManager>();
                return std::make_unique<QtHttpChannel>(manager->get(), pins);
            }};
}

} // namespace confab::client
