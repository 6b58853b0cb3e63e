// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/http/message.h"

#include <memory>
#include <optional>

namespace confab::net {

/// Somebody who wants to know that a body is on its way. Destroyed when that is over: the request is complete
/// and about to be handled, or refused (413) with its connection.
class PendingBody
{
public:
    PendingBody() = default;
    Q_DISABLE_COPY_MOVE(PendingBody)
    virtual ~PendingBody() = default;

    /// The rest will not come: the client went away, was too slow or sent what is no body. Destroyed
    /// afterwards.
    virtual void aborted() = 0;
};

/// What a handler says to a request whose head is complete and whose body is to come.
struct BodyDecision
{
    std::optional<http::Response>
        refusal; ///< instead of reading the body; the connection is closed behind it
    std::unique_ptr<PendingBody> pending; ///< null when nobody wants to know
};

} // namespace confab::net
