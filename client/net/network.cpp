// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/net/network.h"

#include "client/net/qthttpchannel.h"
#include "client/net/qtwebsocketchannel.h"

#include <QNetworkAccessManager>

namespace confab::client {

Network Network::real()
{
    // Made with the first poll: nobody else needs its threads.
    const auto manager = std::make_shared<std::unique_ptr<QNetworkAccessManager>>();
    return {[] { return std::make_unique<QtWebSocketChannel>(); },
            [manager] {
                if (!*manager)
                    *manager = std::make_unique<QNetworkAccessManager>();
                return std::make_unique<QtHttpChannel>(manager->get());
            }};
}

} // namespace confab::client
