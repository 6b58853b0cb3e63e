// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/http/staticfolder.h"

#include "protocol/http/urlquery.h"
#include "server/http/answers.h"
#include "server/http/byterange.h"
#include "server/http/contenttype.h"
#include "server/http/validators.h"

#include <QDir>
#include <QFile>
#include <QStringDecoder>

using namespace Qt::StringLiterals;

namespace confab::web {

namespace {

/// Whether If-Range lets a range be sent (RFC 9110 13.1.5): a weak tag never does, a date only when it is the
/// very one.
bool allowsRange(const http::Headers &request, const QDateTime &modified)
{
    if (!request.contains("If-Range"))
        return true;
    const auto date = parseHttpDate(request.value("If-Range"));
    return date && date->toSecsSinceEpoch() == modified.toSecsSinceEpoch();
}

http::Response unsatisfiable(qint64 size)
{
    http::Response response = textAnswer(416, "The file has no such part.");
    response.headers.add("Content-Range", "bytes */" + QByteArray::number(size));
    return response;
}

QByteArray contentRange(const ByteRange &range, qint64 size)
{
    return "bytes " + QByteArray::number(range.first) + '-'
        + QByteArray::number(range.first + range.length - 1) + '/' + QByteArray::number(size);
}

/// Several slashes at the front would make the address another host's ("//evil.example/").
QByteArray withSlash(const http::RequestHead &request)
{
    QByteArray path = request.path();
    while (path.startsWith("//"))
        path.remove(0, 1);
    const QByteArray query = request.query();
    return path + '/' + (query.isEmpty() ? QByteArray() : '?' + query);
}

} // namespace

StaticFolder::StaticFolder(QString canonicalRoot, qint64 largestBody)
    : m_root(std::move(canonicalRoot))
    , m_largestBody(largestBody)
{
    while (m_root.endsWith(u'/'))
        m_root.chop(1);
}

Result<StaticFolder, FolderError> StaticFolder::open(const QString &path, qint64 largestBody)
{
    const QFileInfo info(path);
    if (path.isEmpty() || !info.exists())
        return Failure{FolderError::Missing};
    if (!info.isDir())
        return Failure{FolderError::NotAFolder};
    if (!info.isReadable() || !info.isExecutable())
        return Failure{FolderError::Unreadable};
    return StaticFolder(info.canonicalFilePath(), largestBody);
}

http::Response StaticFolder::respond(const http::RequestHead &request) const
{
    if (!isRead(request))
        return methodNotAllowed();
    const auto path = locate(request.path());
    if (!path)
        return notFound();
    QFileInfo info(*path);
    if (info.isDir()) {
        if (!isInside(info.canonicalFilePath()))
            return notFound();
        if (!request.path().endsWith('/'))
            return movedTo(withSlash(request));
        info.setFile(*path + u"/index.html"_s);
    } else if (request.path().endsWith('/')) {
        return notFound();
    }
    // isFile() leaves out devices and pipes, which could be read for ever.
    if (!info.isFile() || !isInside(info.canonicalFilePath()))
        return notFound();
    return sendFile(request, info);
}

/// The place of an address in the folder, by its letters alone; links are looked through later.
std::optional<QString> StaticFolder::locate(QByteArrayView encodedPath) const
{
    const auto bytes = http::percentDecode(encodedPath);
    if (!bytes || !bytes->startsWith('/') || bytes->contains('\\'))
        return std::nullopt;
    QStringDecoder decode(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString decoded = decode(*bytes);
    if (decode.hasError())
        return std::nullopt;
    QString path = m_root;
    for (const QStringView part : QStringView(decoded).split(u'/', Qt::SkipEmptyParts)) {
        if (part.startsWith(u'.')) // hidden, ".." too
            return std::nullopt;
        path += u'/';
        path += part;
    }
    return path.isEmpty() ? u"/"_s : path; // the whole file system may be the folder
}

bool StaticFolder::isInside(const QString &path) const
{
    return path == m_root || path.startsWith(m_root + u'/');
}

http::Response StaticFolder::sendFile(const http::RequestHead &request, const QFileInfo &info) const
{
    const QDateTime modified = info.lastModified();
    const QByteArray etag = weakETag(info.size(), modified);
    if (isNotModified(request.headers, etag, modified)) {
        http::Response response = notModified(etag);
        response.headers.add("Last-Modified", httpDate(modified));
        return response;
    }

    RangeRequest wanted;
    if (allowsRange(request.headers, modified))
        wanted = parseRange(request.headers.value("Range"), info.size());
    if (wanted.kind == RangeRequest::Kind::Unsatisfiable)
        return unsatisfiable(info.size());
    ByteRange range{0, info.size()};
    if (wanted.kind == RangeRequest::Kind::Part)
        range = {wanted.range.first, qMin(wanted.range.length, m_largestBody)};
    if (range.length > m_largestBody)
        return textAnswer(413,
                          "This file is too large to be sent in one piece. Ask for parts of it (Range).");

    QFile file(info.filePath());
    if (!file.open(QIODevice::ReadOnly) || !file.seek(range.first))
        return textAnswer(403, "This file cannot be read.");
    http::Response response;
    response.body = file.read(range.length);
    range.length = response.body.size(); // the file may have shrunk meanwhile
    if (wanted.kind == RangeRequest::Kind::Part) {
        response.status = 206;
        response.headers.add("Content-Range", contentRange(range, info.size()));
    }
    response.headers.add("Content-Type", contentTypeFor(info.fileName()));
    response.headers.add("Accept-Ranges", "bytes");
    response.headers.add("Cache-Control", revalidate);
    response.headers.add("Last-Modified", httpDate(modified));
    response.headers.add("ETag", etag);
    return response;
}

} // namespace confab::web
