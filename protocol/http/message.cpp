// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/http/message.h"

#include <algorithm>

namespace confab::http {

namespace {

bool sameName(QByteArrayView a, QByteArrayView b)
{
    return a.size() == b.size() && a.compare(b, Qt::CaseInsensitive) == 0;
}

} // namespace

Headers::Headers(std::initializer_list<Header> fields)
    : m_fields(fields)
{ }

void Headers::add(QByteArray name, QByteArray value) { m_fields.append({std::move(name), std::move(value)}); }

void Headers::set(QByteArrayView name, QByteArray value)
{
    const QByteArray ownName = name.toByteArray(); // the view may point into a field that goes
    remove(ownName);
    add(ownName, std::move(value));
}

void Headers::remove(QByteArrayView name)
{
    m_fields.removeIf([name](const Header &field) { return sameName(field.name, name); });
}

bool Headers::contains(QByteArrayView name) const { return count(name) > 0; }

QByteArray Headers::value(QByteArrayView name) const
{
    const auto found = std::find_if(m_fields.cbegin(), m_fields.cend(),
                                    [name](const Header &field) { return sameName(field.name, name); });
    return found == m_fields.cend() ? QByteArray() : found->value;
}

qsizetype Headers::count(QByteArrayView name) const
{
    return std::count_if(m_fields.cbegin(), m_fields.cend(),
                         [name](const Header &field) { return sameName(field.name, name); });
}

bool Headers::anyToken(QByteArrayView name, const std::function<bool(QByteArrayView)> &accept) const
{
    for (const Header &field : m_fields) {
        if (!sameName(field.name, name))
            continue;
        const QByteArrayView list = field.value;
        for (qsizetype start = 0; start <= list.size();) {
            qsizetype end = list.indexOf(',', start);
            if (end < 0)
                end = list.size();
            if (accept(list.sliced(start, end - start).trimmed()))
                return true;
            start = end + 1;
        }
    }
    return false;
}

bool Headers::hasToken(QByteArrayView name, QByteArrayView token) const
{
    return anyToken(name, [token](QByteArrayView found) { return sameName(found, token); });
}

bool Headers::hasOnlyTokens(QByteArrayView name, QByteArrayView token) const
{
    return !anyToken(name, [token](QByteArrayView found) { return !sameName(found, token); });
}

QByteArray RequestHead::path() const
{
    const qsizetype mark = target.indexOf('?');
    return mark < 0 ? target : target.left(mark);
}

QByteArray RequestHead::query() const
{
    const qsizetype mark = target.indexOf('?');
    return mark < 0 ? QByteArray() : target.mid(mark + 1);
}

bool RequestHead::keepAlive() const
{
    if (headers.hasToken("Connection", "close"))
        return false;
    return minorVersion >= 1 || headers.hasToken("Connection", "keep-alive");
}

bool RequestHead::isWebSocketUpgrade() const
{
    return method == "GET" && minorVersion >= 1 && headers.hasToken("Connection", "upgrade")
        && headers.hasToken("Upgrade", "websocket");
}

QByteArrayView reasonPhrase(int status)
{
    switch (status) {
    case 100:
        return "Continue";
    case 101:
        return "Switching Protocols";
    case 200:
        return "OK";
    case 201:
        return "Created";
    case 202:
        return "Accepted";
    case 204:
        return "No Content";
    case 205:
        return "Reset Content";
    case 206:
        return "Partial Content";
    case 301:
        return "Moved Permanently";
    case 302:
        return "Found";
    case 303:
        return "See Other";
    case 304:
        return "Not Modified";
    case 307:
        return "Temporary Redirect";
    case 308:
        return "Permanent Redirect";
    case 400:
        return "Bad Request";
    case 401:
        return "Unauthorized";
    case 403:
        return "Forbidden";
    case 404:
        return "Not Found";
    case 405:
        return "Method Not Allowed";
    case 406:
        return "Not Acceptable";
    case 408:
        return "Request Timeout";
    case 409:
        return "Conflict";
    case 410:
        return "Gone";
    case 411:
        return "Length Required";
    case 412:
        return "Precondition Failed";
    case 413:
        return "Content Too Large";
    case 414:
        return "URI Too Long";
    case 415:
        return "Unsupported Media Type";
    case 416:
        return "Range Not Satisfiable";
    case 417:
        return "Expectation Failed";
    case 421:
        return "Misdirected Request";
    case 426:
        return "Upgrade Required";
    case 429:
        return "Too Many Requests";
    case 431:
        return "Request Header Fields Too Large";
    case 500:
        return "Internal Server Error";
    case 501:
        return "Not Implemented";
    case 502:
        return "Bad Gateway";
    case 503:
        return "Service Unavailable";
    case 504:
        return "Gateway Timeout";
    case 505:
        return "HTTP Version Not Supported";
    default:
        return {};
    }
}

} // namespace confab::http
