// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/http/message.h"

#include <QHash>
#include <QString>

namespace confab::web {

/// The files of one folder of Qt resources, served with a strong ETag. Their bytes stay in the program's
/// read-only data.
class EmbeddedFiles
{
public:
    /// `folder` is like ":/confab/page". A script gets `scriptType`, everything else its usual type.
    explicit EmbeddedFiles(const QString &folder, QByteArray scriptType = "text/javascript; charset=utf-8");

    [[nodiscard]] bool contains(const QString &name) const { return m_files.contains(name); }
    /// 200, 304, 404 or 405. For HEAD it has the body of GET, which whoever writes it leaves out.
    [[nodiscard]] http::Response respond(const http::RequestHead &request, const QString &name) const;

private:
    struct File
    {
        QByteArray body;
        QByteArray type;
        QByteArray etag;
    };
    QHash<QString, File> m_files;
};

} // namespace confab::web
