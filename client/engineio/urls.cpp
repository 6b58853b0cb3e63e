// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/engineio/urls.h"

#include <QUrlQuery>

namespace confab::client {

using namespace Qt::StringLiterals;

namespace {

QUrl sessionUrl(const QUrl &endpoint, engineio::Revision revision, const QString &transport,
                const QByteArray &sid)
{
    QUrlQuery query(endpoint);
    query.addQueryItem(u"EIO"_s, QString::number(int(revision)));
    query.addQueryItem(u"transport"_s, transport);
    if (!sid.isEmpty())
        query.addQueryItem(u"sid"_s, QString::fromLatin1(sid.toPercentEncoding()));
    QUrl url = endpoint;
    url.setQuery(query);
    return url;
}

} // namespace

QUrl pollingUrl(const QUrl &endpoint, engineio::Revision revision, const QByteArray &sid)
{
    return sessionUrl(endpoint, revision, u"polling"_s, sid);
}

QUrl webSocketUrl(const QUrl &endpoint, engineio::Revision revision, const QByteArray &sid)
{
    QUrl url = sessionUrl(endpoint, revision, u"websocket"_s, sid);
    url.setScheme(endpoint.scheme() == "https"_L1 ? u"wss"_s : u"ws"_s);
    return url;
}

QUrl withTimestamp(QUrl url, quint64 number)
{
    QUrlQuery query(url);
    query.addQueryItem(u"t"_s, QString::number(number, 36));
    url.setQuery(query);
    return url;
}

} // namespace confab::client
