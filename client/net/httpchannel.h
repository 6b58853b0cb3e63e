// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/net/problem.h"

#include <QByteArray>
#include <QObject>
#include <QUrl>

namespace confab::client {

/// What became of a request.
struct HttpAnswer
{
    Problem problem = Problem::None; ///< None: an answer came, of whatever status
    QString detail; ///< the system's words for the problem, or the words beside the status
    int status = 0;
    QByteArray contentType;
    QByteArray body;
    QUrl location = {}; ///< of a redirect, complete
};

/// HTTP as long polling needs it: at most one GET and one POST at a time. Tests put a fake in its place.
/// Thread: the one it lives in.
class HttpChannel : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    virtual void get(const QUrl &url) = 0;
    virtual void post(const QUrl &url, const QByteArray &body) = 0;
    /// Ends it from our side; there are no signals afterwards. The GET is given up. A POST on its way is let
    /// end, and then `last` is posted, unless it is empty.
    virtual void close(const QUrl &url, const QByteArray &last) = 0;

Q_SIGNALS:
    void getAnswered(const confab::client::HttpAnswer &answer);
    void postAnswered(const confab::client::HttpAnswer &answer);
};

} // namespace confab::client
