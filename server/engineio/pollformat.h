// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/engineio/payload.h"
#include "protocol/engineio/revision.h"
#include "protocol/http/message.h"
#include "protocol/http/urlquery.h"
#include "server/engineio/outgoingpacket.h"

#include <optional>

namespace confab::engineio {

/// How one polling request wants its answer, and how its body is to be read: by the revision and what the
/// client's query says of its abilities (`b64`, and `j` for JSONP). A value, made for each request.
class PollFormat
{
public:
    PollFormat(Revision revision, const http::QueryParameters &query);

    /// The answer to a poll. Packets must not be empty.
    [[nodiscard]] http::Response answer(const QList<OutgoingPacketPtr> &packets) const;
    /// The packets in the body of a POST; nothing at all for a JSONP form without them.
    [[nodiscard]] Result<QList<Packet>, PayloadError> read(const http::Request &post) const;

private:
    [[nodiscard]] bool wantsBinary(const QList<OutgoingPacketPtr> &packets) const;
    [[nodiscard]] Result<QList<Packet>, PayloadError> readText(QByteArrayView body) const;

    Revision m_revision;
    bool m_base64 = false; ///< the client cannot take binary bodies
    std::optional<QByteArray> m_jsonpIndex;
};

/// Whether a client says that it can take binary data in base64 only, over whichever transport (`b64`; npm's
/// option forceBase64).
[[nodiscard]] bool wantsBase64(const http::QueryParameters &query);
/// Whether a POST says that its body is binary (revision 3 only).
[[nodiscard]] bool hasBinaryBody(const http::RequestHead &head);

} // namespace confab::engineio
