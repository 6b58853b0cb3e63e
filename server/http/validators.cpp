// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/http/validators.h"

#include <QCryptographicHash>
#include <QLocale>
#include <QTimeZone>

using namespace Qt::StringLiterals;

namespace confab::web {

namespace {

constexpr auto imfFixdate = "ddd, dd MMM yyyy hh:mm:ss 'GMT'"_L1;

QByteArrayView opaqueTag(QByteArrayView etag) { return etag.startsWith("W/") ? etag.sliced(2) : etag; }

bool namesTag(QByteArrayView list, QByteArrayView etag)
{
    const QByteArrayView wanted = opaqueTag(etag);
    // Between the quotes of a tag there may be a comma, so the list is not simply split at commas.
    for (qsizetype from = list.indexOf('"'); from >= 0;) {
        const qsizetype end = list.indexOf('"', from + 1);
        if (end < 0)
            return false;
        if (list.sliced(from, end - from + 1) == wanted)
            return true;
        from = list.indexOf('"', end + 1);
    }
    return false;
}

} // namespace

QByteArray strongETag(QByteArrayView content)
{
    QCryptographicHash hash(QCryptographicHash::Sha1); // against accidents, not against anybody
    hash.addData(content);
    return '"' + hash.result().toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals) + '"';
}

QByteArray weakETag(qint64 size, const QDateTime &modified)
{
    return "W/\"" + QByteArray::number(size, 16) + '-' + QByteArray::number(modified.toMSecsSinceEpoch(), 16)
        + '"';
}

QByteArray httpDate(const QDateTime &time)
{
    return QLocale::c().toString(time.toUTC(), imfFixdate).toLatin1();
}

std::optional<QDateTime> parseHttpDate(QByteArrayView text)
{
    const QDateTime local = QLocale::c().toDateTime(QString::fromLatin1(text.trimmed()), imfFixdate);
    if (!local.isValid())
        return std::nullopt;
    return QDateTime(local.date(), local.time(), QTimeZone::utc());
}

bool isNotModified(const http::Headers &request, QByteArrayView etag,
                   const std::optional<QDateTime> &modified)
{
    if (request.hasToken("Cache-Control", "no-cache"))
        return false;
    if (request.contains("If-None-Match")) {
        const QByteArray list = request.value("If-None-Match");
        return list.trimmed() == "*" || namesTag(list, etag);
    }
    if (!modified || !request.contains("If-Modified-Since"))
        return false;
    const auto since = parseHttpDate(request.value("If-Modified-Since"));
    // The header counts in whole seconds.
    return since && modified->toSecsSinceEpoch() <= since->toSecsSinceEpoch();
}

} // namespace confab::web
