// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/net/qthttpchannel.h"

#include "client/net/unrepeatablebody.h"

#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QNetworkRequest>
#include <QSslConfiguration>

#include <functional>
#include <memory>
#include <utility>

namespace confab::client {

using namespace Qt::StringLiterals;

namespace {

QNetworkRequest requestTo(const QUrl &url)
{
    QNetworkRequest request(url);
    // A redirect would lead a POST and the session's secret to somebody else.
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    request.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    request.setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);
    // One request on a connection at a time: what is below about requests that go out twice rests on it.
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    request.setRawHeader("Accept", "*/*");
    return request;
}

QNetworkReply *postTo(QNetworkAccessManager &manager, const QUrl &url, const QByteArray &body)
{
    QNetworkRequest request = requestTo(url);
    request.setHeader(QNetworkRequest::ContentTypeHeader, "text/plain;charset=UTF-8"_ba);
    request.setHeader(QNetworkRequest::ContentLengthHeader, body.size());
    request.setAttribute(QNetworkRequest::DoNotBufferUploadDataAttribute, true);
    auto upload = std::make_unique<UnrepeatableBody>(body);
    QNetworkReply *reply = manager.post(request, upload.get());
    upload.release()->setParent(reply);
    return reply;
}

Problem problemOf(QNetworkReply::NetworkError error)
{
    switch (error) {
    case QNetworkReply::ConnectionRefusedError:
        return Problem::Refused;
    case QNetworkReply::HostNotFoundError:
        return Problem::HostNotFound;
    case QNetworkReply::TimeoutError:
    case QNetworkReply::UnknownNetworkError: // no route, no network
    case QNetworkReply::TemporaryNetworkFailureError:
    case QNetworkReply::NetworkSessionFailedError:
        return Problem::TimedOut;
    case QNetworkReply::SslHandshakeFailedError:
        return Problem::TlsFailed;
    case QNetworkReply::ProtocolFailure:
    case QNetworkReply::ProtocolUnknownError:
        return Problem::NotASocketIoServer;
    default:
        return Problem::HungUp;
    }
}

HttpAnswer answerOf(QNetworkReply &reply)
{
    HttpAnswer answer;
    answer.status = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    // Errors from 200 on are words for a status, but for the two of a malformed answer.
    const QNetworkReply::NetworkError error = reply.error();
    const bool isStatus = error == QNetworkReply::NoError
        || (error > QNetworkReply::UnknownProxyError && error != QNetworkReply::ProtocolFailure
            && error != QNetworkReply::ProtocolUnknownError);
    if (!isStatus || answer.status == 0) {
        answer.problem = problemOf(error);
        answer.detail = reply.errorString();
        return answer;
    }
    answer.detail = reply.attribute(QNetworkRequest::HttpReasonPhraseAttribute).toString();
    answer.contentType = reply.header(QNetworkRequest::ContentTypeHeader).toByteArray();
    const QUrl location = reply.attribute(QNetworkRequest::RedirectionTargetAttribute).toUrl();
    if (!location.isEmpty())
        answer.location = reply.url().resolved(location);
    answer.body = reply.readAll();
    return answer;
}

/// Nobody waits for it any more.
void forget(QNetworkReply *reply)
{
    QObject::connect(reply, &QNetworkReply::finished, reply, &QObject::deleteLater);
}

/// Sends nothing unless the certificate is good by `pins`. QNetworkAccessManager keeps it in mind for a host
/// that errors were ignored, so that they are not told again: they always are ignored here, and every
/// handshake is judged when it is through, which is before the request goes out.
void guardHandshake(QNetworkReply *reply, const std::shared_ptr<const CertificatePins> &pins,
                    const std::function<void(Problem, const QString &)> &abort)
{
    QObject::connect(reply, &QNetworkReply::sslErrors, reply, [reply] { reply->ignoreSslErrors(); });
    QObject::connect(reply, &QNetworkReply::encrypted, reply, [reply, pins, abort] {
        const CertificateVerdict verdict =
            judge(reply->sslConfiguration().peerCertificateChain(), reply->url(), *pins);
        if (verdict.problem != Problem::None)
            abort(verdict.problem, verdict.fingerprint);
    });
}

template <typename Function>
void awaitAnswer(QNetworkReply *reply, QtHttpChannel *channel,
                 const std::shared_ptr<const CertificatePins> &pins, Function told)
{
    struct Abortion
    {
        Problem problem = Problem::None; ///< None: what the reply says
        QString why;
    };
    const auto aborted = std::make_shared<Abortion>();
    const auto abortFor = [reply, aborted](Problem problem, const QString &why) {
        *aborted = {problem, why};
        reply->abort();
    };
    const auto abort = [abortFor](const QString &why) { abortFor(Problem::None, why); };
    guardHandshake(reply, pins, abortFor);
    QObject::connect(reply, &QNetworkReply::readyRead, channel, [abort, reply] {
        if (reply->bytesAvailable() > QtHttpChannel::largestBody)
            abort(u"answer too large"_s);
    });
    // A request whose connection breaks before the answer is sent again, though its answer may have been lost
    // on the way, and what was in it with it.
    QObject::connect(reply, &QNetworkReply::requestSent, channel, [abort, sent = 0]() mutable {
        if (++sent > 1)
            abort(u"connection closed before the answer"_s);
    });
    QObject::connect(reply, &QNetworkReply::finished, channel, [reply, told, aborted] {
        reply->deleteLater();
        HttpAnswer answer = answerOf(*reply);
        if (aborted->problem != Problem::None)
            answer.problem = aborted->problem;
        if (!aborted->why.isEmpty())
            answer.detail = aborted->why;
        told(answer);
    });
}

} // namespace

QtHttpChannel::QtHttpChannel(QNetworkAccessManager *manager, std::shared_ptr<const CertificatePins> pins,
                             QObject *parent)
    : HttpChannel(parent)
    , m_manager(manager)
    , m_pins(std::move(pins))
{ }

QtHttpChannel::~QtHttpChannel() { close({}, {}); }

void QtHttpChannel::get(const QUrl &url)
{
    Q_ASSERT(!m_get);
    m_get = m_manager->get(requestTo(url));
    awaitAnswer(m_get, this, m_pins, [this](const HttpAnswer &answer) {
        m_get = nullptr;
        Q_EMIT getAnswered(answer);
    });
}

void QtHttpChannel::post(const QUrl &url, const QByteArray &body)
{
    Q_ASSERT(!m_post);
    m_post = postTo(*m_manager, url, body);
    awaitAnswer(m_post, this, m_pins, [this](const HttpAnswer &answer) {
        m_post = nullptr;
        Q_EMIT postAnswered(answer);
    });
}

void QtHttpChannel::close(const QUrl &url, const QByteArray &last)
{
    if (m_get) {
        disconnect(m_get, nullptr, this, nullptr);
        forget(m_get);
        m_get->abort();
        m_get = nullptr;
    }
    QNetworkReply *post = std::exchange(m_post, nullptr);
    if (post) {
        disconnect(post, nullptr, this, nullptr);
        forget(post);
    }
    if (last.isEmpty())
        return;
    const auto postLast = [manager = m_manager, pins = m_pins, url, last] {
        QNetworkReply *reply = postTo(*manager, url, last);
        forget(reply);
        guardHandshake(reply, pins, [reply](Problem, const QString &) { reply->abort(); });
    };
    if (post)
        connect(post, &QNetworkReply::finished, m_manager, postLast);
    else
        postLast();
}

} // namespace confab::client
