// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/http/responsewriter.h"

#include "protocol/http/syntax.h"

#include <algorithm>
#include <array>

namespace confab::http {

namespace {

bool isOneOf(QByteArrayView name, std::initializer_list<QByteArrayView> names)
{
    return std::any_of(names.begin(), names.end(), [name](QByteArrayView candidate) {
        return name.size() == candidate.size() && name.compare(candidate, Qt::CaseInsensitive) == 0;
    });
}

void appendField(QByteArray &out, QByteArrayView name, QByteArrayView value)
{
    if (!isToken(name) || !isFieldValue(value))
        return;
    out.append(name).append(": ").append(value).append("\r\n");
}

/// The text of the last second that was asked for: under load every answer of a second has the same.
QByteArray dateField(const QDateTime &now)
{
    struct Known
    {
        qint64 second = -1;
        QByteArray text;
    };
    thread_local Known known;
    const qint64 second = now.toSecsSinceEpoch();
    if (known.text.isEmpty() || known.second != second)
        known = {second, httpDate(now)};
    return known.text;
}

/// The length that a GET would have been answered with.
QByteArray contentLength(const Response &response, bool isHead)
{
    if (isHead && response.body.isEmpty()) {
        const QByteArray known = response.headers.value("Content-Length");
        if (!known.isEmpty() && std::all_of(known.cbegin(), known.cend(), isDigit))
            return known;
    }
    return QByteArray::number(response.body.size());
}

/// "//x/y" as "/x/y": QUrl takes what follows two slashes for an authority, and the root would be served.
QByteArrayView withOneSlash(QByteArrayView target)
{
    while (target.startsWith("//"))
        target = target.sliced(1);
    return target;
}

/// The status line and the response's own fields, without those about the connection.
QByteArray statusAndFields(const Response &response)
{
    const bool isInterim = response.status < 200;
    QByteArray out;
    out.reserve(512 + response.body.size());
    out.append("HTTP/1.1 ").append(QByteArray::number(response.status)).append(' ');
    out.append(reasonPhrase(response.status)).append("\r\n");
    for (const Header &field : response.headers.fields()) {
        if (isOneOf(field.name, {"Content-Length", "Transfer-Encoding", "Keep-Alive"}))
            continue;
        if (isOneOf(field.name, {"Connection"}) && !isInterim) // a 101 says "Connection: Upgrade"
            continue;
        appendField(out, field.name, field.value);
    }
    return out;
}

} // namespace

QByteArray serialize(const Response &response, const QByteArray &requestMethod, int requestMinorVersion,
                     bool keepAlive, const QDateTime &now)
{
    const bool isInterim = response.status < 200;
    const bool hasLength = !isInterim && response.status != 204 && response.status != 304;
    const bool isHead = requestMethod == "HEAD";

    QByteArray out = statusAndFields(response);
    if (!isInterim) {
        if (!response.headers.contains("Date"))
            appendField(out, "Date", dateField(now));
        if (hasLength)
            appendField(out, "Content-Length", contentLength(response, isHead));
        if (!keepAlive || response.headers.hasToken("Connection", "close"))
            appendField(out, "Connection", "close");
        else if (requestMinorVersion == 0)
            appendField(out, "Connection", "keep-alive");
    }
    out.append("\r\n");
    if (hasLength && !isHead)
        out.append(response.body);
    return out;
}

QByteArray serializeStreamed(const Response &response, const QByteArray &requestMethod, const QDateTime &now)
{
    QByteArray out = statusAndFields(response);
    if (!response.headers.contains("Date"))
        appendField(out, "Date", dateField(now));
    appendField(out, "Connection", "close");
    out.append("\r\n");
    if (requestMethod != "HEAD")
        out.append(response.body);
    return out;
}

QByteArray serializeRequest(const Request &request)
{
    const RequestHead &head = request.head;
    const bool isUpgrade = head.isWebSocketUpgrade();
    QByteArray out;
    out.reserve(512 + request.body.size());
    out.append(head.method).append(' ').append(withOneSlash(head.target)).append(" HTTP/1.1\r\n");
    for (const Header &field : head.headers.fields()) {
        if (isOneOf(field.name,
                    {"Content-Length", "Transfer-Encoding", "TE", "Trailer", "Expect", "Keep-Alive",
                     "Proxy-Connection"}))
            continue;
        if (!isUpgrade && isOneOf(field.name, {"Connection", "Upgrade"}))
            continue;
        appendField(out, field.name, field.value);
    }
    if (!request.body.isEmpty() || isOneOf(head.method, {"POST", "PUT", "PATCH"}))
        appendField(out, "Content-Length", QByteArray::number(request.body.size()));
    out.append("\r\n").append(request.body);
    return out;
}

QByteArray httpDate(const QDateTime &time)
{
    // Not QLocale: the format is fixed.
    constexpr std::array days{"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    constexpr std::array months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const QDateTime utc = time.toUTC();
    const QDate date = utc.date();
    const QTime clock = utc.time();
    return QString::asprintf("%s, %02d %s %04d %02d:%02d:%02d GMT", days[size_t(date.dayOfWeek() - 1)],
                             date.day(), months[size_t(date.month() - 1)], date.year(), clock.hour(),
                             clock.minute(), clock.second())
        .toLatin1();
}

} // namespace confab::http
