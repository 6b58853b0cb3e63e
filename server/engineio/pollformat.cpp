// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/engineio/pollformat.h"

#include "protocol/engineio/jsonp.h"
#include "protocol/engineio/payloadrevision3.h"

#include <algorithm>

namespace confab::engineio {

namespace {

using Form = OutgoingPacket::PayloadForm;

QByteArray join(const QList<OutgoingPacketPtr> &packets, Form form)
{
    QByteArray payload = packets.first()->payload(form);
    for (qsizetype i = 1; i < packets.size(); ++i) {
        if (form == Form::Revision4)
            payload.append('\x1e');
        payload.append(packets.at(i)->payload(form));
    }
    return payload;
}

} // namespace

bool wantsBase64(const http::QueryParameters &query) { return !query.value("b64").isEmpty(); }

bool hasBinaryBody(const http::RequestHead &head)
{
    const QByteArray mediaType = head.headers.value("Content-Type").split(';').constFirst().trimmed();
    return mediaType.compare("application/octet-stream", Qt::CaseInsensitive) == 0;
}

PollFormat::PollFormat(Revision revision, const http::QueryParameters &query)
    : m_revision(revision)
    , m_base64(wantsBase64(query))
{
    if (query.contains("j"))
        m_jsonpIndex = query.value("j");
}

bool PollFormat::wantsBinary(const QList<OutgoingPacketPtr> &packets) const
{
    return m_revision == Revision::V3 && !m_base64 && !m_jsonpIndex
        && std::any_of(packets.begin(), packets.end(),
                       [](const OutgoingPacketPtr &packet) { return packet->packet().binary; });
}

http::Response PollFormat::answer(const QList<OutgoingPacketPtr> &packets) const
{
    const bool binary = wantsBinary(packets);
    QByteArray payload = join(packets,
                              m_revision == Revision::V4 ? Form::Revision4
                                  : binary               ? Form::Revision3Binary
                                                         : Form::Revision3Text);
    // The usual ones are not copied for every answer.
    QByteArray contentType = binary ? QByteArrayLiteral("application/octet-stream")
                                    : QByteArrayLiteral("text/plain; charset=UTF-8");
    http::Response response{
        200, {{QByteArrayLiteral("Cache-Control"), QByteArrayLiteral("no-store")}}, std::move(payload)};
    if (m_jsonpIndex) {
        response.body = jsonp::script(*m_jsonpIndex, response.body);
        // What node calls plain text would not run in a page that forbids guessing.
        contentType = "text/javascript; charset=UTF-8";
        response.headers.add("X-Content-Type-Options", "nosniff");
    }
    response.headers.add(QByteArrayLiteral("Content-Type"), std::move(contentType));
    return response;
}

Result<QList<Packet>, PayloadError> PollFormat::read(const http::Request &post) const
{
    if (m_jsonpIndex) {
        const auto payload = jsonp::payloadOfForm(post.body);
        return payload ? readText(*payload) : QList<Packet>();
    }
    if (m_revision == Revision::V3 && hasBinaryBody(post.head))
        return revision3::decodeBinaryPayload(post.body);
    return readText(post.body);
}

Result<QList<Packet>, PayloadError> PollFormat::readText(QByteArrayView body) const
{
    return m_revision == Revision::V3 ? revision3::decodeTextPayload(body) : decodePayload(body);
}

} // namespace confab::engineio
