// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/http/message.h"
#include "protocol/result.h"

#include <QFileInfo>
#include <QString>

#include <optional>

namespace confab::web {

enum class FolderError { Missing, NotAFolder, Unreadable };

/// A folder of files served as node's express.static serves one: index.html for a folder, a redirect to the
/// address with the slash, validators and byte ranges, names beginning with a dot hidden, no listing. Nothing
/// outside of the folder is ever handed out, not even through a symbolic link. Adds no header that would
/// restrict the folder's own scripts.
///
/// Files are read whole: one over `largestBody` is refused with 413 unless the request asks for a range, and
/// a range is cut to that length (RFC 9110 15.3.7 lets a server send less), which is what players and resumed
/// downloads use.
class StaticFolder
{
public:
    static constexpr qint64 defaultLargestBody = 16 * 1024 * 1024;

    /// Fails unless `path` is a folder that can be read.
    [[nodiscard]] static Result<StaticFolder, FolderError> open(const QString &path,
                                                                qint64 largestBody = defaultLargestBody);

    /// The answer to any method and path. For HEAD it has the body of GET, which whoever writes it leaves
    /// out.
    [[nodiscard]] http::Response respond(const http::RequestHead &request) const;

private:
    StaticFolder(QString canonicalRoot, qint64 largestBody);

    [[nodiscard]] std::optional<QString> locate(QByteArrayView encodedPath) const;
    [[nodiscard]] bool isInside(const QString &path) const;
    [[nodiscard]] http::Response sendFile(const http::RequestHead &request, const QFileInfo &file) const;

    QString m_root; ///< canonical, without a slash at the end
    qint64 m_largestBody;
};

} // namespace confab::web
