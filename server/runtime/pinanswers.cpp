// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/runtime/pinanswers.h"

#include "protocol/http/syntax.h"
#include "protocol/http/urlquery.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace confab::runtime {

namespace {

/// Names of files without surprises, so that a path is what it looks like.
bool isPlain(QByteArrayView path)
{
    const auto isPlainCharacter = [](char c) {
        return http::isAlpha(c) || http::isDigit(c) || c == '/' || c == '.' || c == '-' || c == '_';
    };
    return std::all_of(path.begin(), path.end(), isPlainCharacter) && !path.contains("..");
}

bool isJson(const http::Headers &headers)
{
    return headers.value("Content-Type").toLower().startsWith("application/json");
}

} // namespace

QByteArray pinSentence(const guard::PinVerdict &verdict)
{
    switch (verdict.kind) {
    case guard::PinVerdict::Kind::Granted:
        return {};
    case guard::PinVerdict::Kind::Missing:
        return "This server asks for a PIN.";
    case guard::PinVerdict::Kind::Wrong:
        return "This PIN is wrong.";
    case guard::PinVerdict::Kind::Locked:
        return "Too many wrong PINs. Try again in " + QByteArray::number(qint64(verdict.retryAfter.count()))
            + " seconds.";
    }
    Q_UNREACHABLE();
}

http::Response pinRefusal(const guard::PinVerdict &verdict, const http::RequestHead &head)
{
    const bool isLocked = verdict.kind == guard::PinVerdict::Kind::Locked;
    http::Response response{isLocked ? 429 : 401, {{"Cache-Control", "no-store"}}, {}};
    if (isLocked) {
        response.headers.add("Retry-After", QByteArray::number(qint64(verdict.retryAfter.count())));
    } else {
        response.headers.add("WWW-Authenticate", "Basic realm=\"Confab\", charset=\"UTF-8\"");
        response.headers.add("WWW-Authenticate", "Bearer");
    }
    if (head.method == "GET" || head.method == "HEAD") {
        response.headers.add("Content-Type", "text/plain; charset=utf-8");
        response.body = pinSentence(verdict) + '\n';
        return response;
    }
    QJsonObject object{{u"ok"_s, false},
                       {u"error"_s, isLocked ? u"pin_locked"_s : u"unauthorized"_s},
                       {u"detail"_s, QString::fromLatin1(pinSentence(verdict))}};
    if (isLocked)
        object.insert(u"retryAfter"_s, qint64(verdict.retryAfter.count()));
    response.headers.add("Content-Type", "application/json");
    response.body = QJsonDocument(object).toJson(QJsonDocument::Compact);
    return response;
}

QByteArray pinOfBody(const http::Request &request)
{
    if (!isJson(request.head.headers))
        return http::parseQuery(request.body.trimmed()).value("pin");
    const QJsonValue pin = QJsonDocument::fromJson(request.body).object().value("pin"_L1);
    return pin.isDouble() ? QByteArray::number(pin.toInteger(-1)) : pin.toString().toUtf8();
}

bool isOpenToAll(QByteArrayView path)
{
    if (!isPlain(path))
        return false;
    return path == "/" || path == "/healthz" || path == "/confab" || path.startsWith("/confab/")
        || path.startsWith("/socket.io/");
}

} // namespace confab::runtime
