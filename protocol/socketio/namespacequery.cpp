// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/socketio/namespacequery.h"

#include "protocol/http/urlquery.h"
#include "protocol/socketio/json.h"

namespace confab::socketio {

namespace {

QByteArray encoded(const QCborValue &value)
{
    return (value.isString() ? value.toString().toUtf8() : toJson(value)).toPercentEncoding();
}

} // namespace

NamespaceQuery splitNamespace(const QString &nsp)
{
    const qsizetype mark = nsp.indexOf(u'?');
    if (mark < 0)
        return {nsp, {}};
    NamespaceQuery parts{nsp.left(mark), {}};
    const http::QueryParameters query = http::parseQuery(nsp.mid(mark + 1).toUtf8());
    for (const auto &[name, value] : query.items())
        parts.query.insert(QString::fromUtf8(name), QString::fromUtf8(value));
    return parts;
}

QString joinNamespace(const NamespaceQuery &parts)
{
    QByteArray joined = parts.nsp.toUtf8();
    char separator = '?';
    for (const auto &[name, value] : parts.query) {
        joined.append(separator + encoded(name) + '=' + encoded(value));
        separator = '&';
    }
    return QString::fromUtf8(joined);
}

} // namespace confab::socketio
