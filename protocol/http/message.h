// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QList>

#include <functional>

namespace confab::http {

struct Header
{
    QByteArray name;
    QByteArray value;
};

/// Header fields in the order of the wire; names compare without regard to case (RFC 9110 5.1).
class Headers
{
public:
    Headers() = default;
    Headers(std::initializer_list<Header> fields);

    void add(QByteArray name, QByteArray value);
    /// Replaces every field of that name by this one.
    void set(QByteArrayView name, QByteArray value);
    void remove(QByteArrayView name);
    [[nodiscard]] bool contains(QByteArrayView name) const;
    /// The first field of that name, empty if there is none.
    [[nodiscard]] QByteArray value(QByteArrayView name) const;
    [[nodiscard]] qsizetype count(QByteArrayView name) const;
    /// Whether one of the comma-separated tokens of the fields of that name is `token`, without regard to
    /// case.
    [[nodiscard]] bool hasToken(QByteArrayView name, QByteArrayView token) const;
    /// Whether none of those tokens is anything else; true without such a field.
    [[nodiscard]] bool hasOnlyTokens(QByteArrayView name, QByteArrayView token) const;
    [[nodiscard]] const QList<Header> &fields() const { return m_fields; }

private:
    [[nodiscard]] bool anyToken(QByteArrayView name, const std::function<bool(QByteArrayView)> &accept) const;

    QList<Header> m_fields;
};

struct RequestHead
{
    QByteArray method;
    QByteArray target; ///< as received, origin form: "/path?query"
    int minorVersion = 1; ///< HTTP/1.x
    Headers headers;

    /// The target before '?', still percent-encoded.
    [[nodiscard]] QByteArray path() const;
    /// The target after '?', still percent-encoded, empty without one.
    [[nodiscard]] QByteArray query() const;
    /// Whether the connection may be used again after the answer (RFC 9112 9.3).
    [[nodiscard]] bool keepAlive() const;
    /// Whether this asks for a WebSocket: GET with Connection: upgrade and Upgrade: websocket (RFC
    /// 6455 4.2.1).
    [[nodiscard]] bool isWebSocketUpgrade() const;
};

struct Request
{
    RequestHead head;
    QByteArray body;
};

struct Response
{
    int status = 200;
    Headers headers; ///< without Content-Length and Connection: the writer adds them
    QByteArray body;
};

/// The standard reason phrase, empty for an unknown status (RFC 9110 15).
[[nodiscard]] QByteArrayView reasonPhrase(int status);

} // namespace confab::http
