// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/net/certificatepins.h"
#include "client/net/httpchannel.h"

#include <QPointer>

#include <memory>

class QNetworkAccessManager;
class QNetworkReply;

namespace confab::client {

/// The HTTP channel over a QNetworkAccessManager, which outlives it and what it still has to post.
class QtHttpChannel : public HttpChannel
{
    Q_OBJECT

public:
    /// Bytes of an answer's body; the request fails when there are more.
    static constexpr qint64 largestBody = qint64(16) * 1024 * 1024;

    QtHttpChannel(QNetworkAccessManager *manager, std::shared_ptr<const CertificatePins> pins,
                  QObject *parent = nullptr);
    ~QtHttpChannel() override;

    void get(const QUrl &url) override;
    void post(const QUrl &url, const QByteArray &body) override;
    void close(const QUrl &url, const QByteArray &last) override;

private:
    QNetworkAccessManager *m_manager;
    std::shared_ptr<const CertificatePins> m_pins;
    QPointer<QNetworkReply> m_get;
    QPointer<QNetworkReply> m_post;
};

} // namespace confab::client
