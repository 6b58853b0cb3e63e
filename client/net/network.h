// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/net/certificatepins.h"
#include "client/net/httpchannel.h"
#include "client/net/websocketchannel.h"

#include <functional>
#include <memory>

namespace confab::client {

/// How connections are made. Tests make their own.
struct Network
{
    std::function<std::unique_ptr<WebSocketChannel>()> makeWebSocket;
    std::function<std::unique_ptr<HttpChannel>()> makeHttp; ///< null: there is no long polling

    /// Qt's; for the thread it is made in, whose copies and channels must be gone before the application is.
    /// To a server whose certificate is not good by `pins` nothing is sent.
    [[nodiscard]] static Network real(std::shared_ptr<CertificatePins> pins);
};

} // namespace confab::client
