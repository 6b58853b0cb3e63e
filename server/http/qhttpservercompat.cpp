// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/http/qhttpservercompat.h"

#include <QHttpServer>
#include <QHttpServerRequest>
#include <QHttpServerResponder>
#include <QHttpServerResponse>
#include <QMetaEnum>
#include <QTcpServer>
#include <QUrl>

namespace confab::web::compat {

namespace {

http::RequestHead fromQt(const QHttpServerRequest &request)
{
    http::RequestHead head;
    static const QMetaEnum methods = QMetaEnum::fromType<QHttpServerRequest::Method>();
    head.method = QByteArray(methods.valueToKey(int(request.method()))).toUpper();
    const QUrl url = request.url();
    head.target = url.path(QUrl::FullyEncoded).toLatin1();
    if (url.hasQuery())
        head.target += '?' + url.query(QUrl::FullyEncoded).toLatin1();
#if QT_VERSION >= QT_VERSION_CHECK(6, 8, 0)
    const QHttpHeaders headers = request.headers();
    for (qsizetype i = 0; i < headers.size(); ++i) {
        const auto name = headers.nameAt(i);
        head.headers.add(QByteArray(name.data(), name.size()), headers.valueAt(i).toByteArray());
    }
#else
    for (const auto &[name, value] : request.headers())
        head.headers.add(name, value);
#endif
    return head;
}

/// The content type goes through the constructor: without one, 6.4 adds text/plain on its own.
QHttpServerResponse toQt(const http::Response &response)
{
    QHttpServerResponse answer(response.headers.value("Content-Type"), response.body,
                               QHttpServerResponse::StatusCode(response.status));
#if QT_VERSION >= QT_VERSION_CHECK(6, 8, 0)
    QHttpHeaders headers = answer.headers();
#endif
    for (const http::Header &field : response.headers.fields()) {
        if (field.name.compare("Content-Type", Qt::CaseInsensitive) == 0)
            continue;
#if QT_VERSION >= QT_VERSION_CHECK(6, 8, 0)
        headers.append(QLatin1StringView(field.name), QLatin1StringView(field.value));
#else
        answer.addHeader(field.name, field.value);
#endif
    }
#if QT_VERSION >= QT_VERSION_CHECK(6, 8, 0)
    answer.setHeaders(std::move(headers));
#endif
    return answer;
}

} // namespace

void route(QHttpServer &server, const QString &path, Handler handler)
{
    server.route(path, [handler = std::move(handler)](const QHttpServerRequest &request) {
        return toQt(handler(fromQt(request)));
    });
}

void routeFolder(QHttpServer &server, const QString &folder, Handler handler)
{
    // The handler reads the path itself: the captured rest comes decoded in one version and encoded in
    // another.
    server.route(folder + QStringLiteral("<arg>"),
                 [handler = std::move(handler)](const QUrl &, const QHttpServerRequest &request) {
                     return toQt(handler(fromQt(request)));
                 });
}

void setMissingHandler(QHttpServer &server, Handler handler)
{
#if QT_VERSION >= QT_VERSION_CHECK(6, 8, 0)
    server.setMissingHandler(
        &server,
        [handler = std::move(handler)](const QHttpServerRequest &request, QHttpServerResponder &responder) {
            responder.sendResponse(toQt(handler(fromQt(request))));
        });
#elif QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    server.setMissingHandler(
        [handler = std::move(handler)](const QHttpServerRequest &request, QHttpServerResponder &&responder) {
            responder.sendResponse(toQt(handler(fromQt(request))));
        });
#else
    server.setMissingHandler(
        [handler = std::move(handler)](const QHttpServerRequest &request, QHttpServerResponder &&responder) {
            toQt(handler(fromQt(request))).write(std::move(responder));
        });
#endif
}

bool bind(QHttpServer &server, QTcpServer *connections)
{
#if QT_VERSION >= QT_VERSION_CHECK(6, 8, 0)
    return server.bind(connections);
#else
    server.bind(connections);
    return true;
#endif
}

} // namespace confab::web::compat
