// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/http/embeddedfiles.h"

namespace confab::web {

/// The page that comes with Confab: "/confab/" and what it consists of, below "/confab/".
class BuiltinPage
{
public:
    static constexpr char folder[] = "/confab/";

    BuiltinPage();

    /// The page itself, whatever the path of the request.
    [[nodiscard]] http::Response respondWithPage(const http::RequestHead &request) const;
    /// What the path of the request names below `folder`.
    [[nodiscard]] http::Response respond(const http::RequestHead &request) const;

private:
    EmbeddedFiles m_files;
};

/// What the page may do: only its own files and its own server. `host` is the Host field of the request;
/// older browsers do not count a WebSocket to the same place as 'self', so that it is named when it can be.
[[nodiscard]] QByteArray contentSecurityPolicy(QByteArrayView host);

} // namespace confab::web
