// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/engineio/refusal.h"

#include "protocol/engineio/errors.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <array>

namespace confab::client {

using namespace Qt::StringLiterals;
using engineio::Error;

namespace {

/// Whether servers, and proxies before them, use it when there is no place now.
bool saysNotNow(int status)
{
    static constexpr std::array statuses{403, 429, 502, 503, 504};
    return std::find(statuses.begin(), statuses.end(), status) != statuses.end();
}

bool isRedirect(int status)
{
    static constexpr std::array statuses{301, 302, 303, 307, 308};
    return std::find(statuses.begin(), statuses.end(), status) != statuses.end();
}

} // namespace

Refusal refusalOf(const HttpAnswer &answer, bool isOpen)
{
    if (answer.problem != Problem::None)
        return {isOpen ? Problem::Dropped : answer.problem, answer.detail};
    if (!isOpen && isRedirect(answer.status) && answer.location.scheme() == "https"_L1)
        return {Problem::MovedToHttps, answer.location.toString(QUrl::FullyEncoded)};
    const QJsonObject error = QJsonDocument::fromJson(answer.body).object();
    const QJsonValue code = error.value("code"_L1);
    const QString message = error.value("message"_L1).toString();
    const bool isEngineIo = code.isDouble() && !message.isEmpty();
    const QString detail =
        isEngineIo ? message : u"HTTP %1 %2"_s.arg(answer.status).arg(answer.detail).trimmed();
    if (isOpen)
        return {Problem::Dropped, detail};
    if (isEngineIo && code.toInt(-1) == int(Error::UnsupportedProtocolVersion))
        return {Problem::NotASocketIoServer, detail};
    return {isEngineIo || saysNotNow(answer.status) ? Problem::TurnedAway : Problem::NotASocketIoServer,
            detail};
}

} // namespace confab::client
