// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/http/embeddedfiles.h"

#include "server/http/answers.h"
#include "server/http/contenttype.h"
#include "server/http/validators.h"

#include <QDirIterator>
#include <QResource>

namespace confab::web {

EmbeddedFiles::EmbeddedFiles(const QString &folder, QByteArray scriptType)
{
    QDirIterator files(folder, QDir::Files);
    while (files.hasNext()) {
        const QResource resource(files.next());
        File file;
        file.body = resource.uncompressedData();
        file.etag = strongETag(file.body);
        file.type = contentTypeFor(files.fileName());
        if (file.type.startsWith("text/javascript"))
            file.type = scriptType;
        m_files.insert(files.fileName(), std::move(file));
    }
}

http::Response EmbeddedFiles::respond(const http::RequestHead &request, const QString &name) const
{
    const auto file = m_files.constFind(name);
    if (file == m_files.cend())
        return notFound();
    if (!isRead(request))
        return methodNotAllowed();
    if (isNotModified(request.headers, file->etag))
        return notModified(file->etag);
    http::Response response;
    response.headers.add("Content-Type", file->type);
    response.headers.add("Cache-Control", revalidate);
    response.headers.add("ETag", file->etag);
    response.body = file->body;
    return response;
}

} // namespace confab::web
