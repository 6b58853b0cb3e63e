// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/http/contenttype.h"

#include <QLatin1StringView>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace confab::web {

namespace {

struct Entry
{
    QLatin1StringView extension;
    const char *type;
};

constexpr std::array table{
    Entry{"aac"_L1, "audio/aac"},
    Entry{"apng"_L1, "image/apng"},
    Entry{"avif"_L1, "image/avif"},
    Entry{"bmp"_L1, "image/bmp"},
    Entry{"cjs"_L1, "text/javascript; charset=utf-8"},
    Entry{"css"_L1, "text/css; charset=utf-8"},
    Entry{"csv"_L1, "text/csv; charset=utf-8"},
    Entry{"flac"_L1, "audio/flac"},
    Entry{"gif"_L1, "image/gif"},
    Entry{"gz"_L1, "application/gzip"},
    Entry{"htm"_L1, "text/html; charset=utf-8"},
    Entry{"html"_L1, "text/html; charset=utf-8"},
    Entry{"ico"_L1, "image/x-icon"},
    Entry{"jpeg"_L1, "image/jpeg"},
    Entry{"jpg"_L1, "image/jpeg"},
    Entry{"js"_L1, "text/javascript; charset=utf-8"},
    Entry{"json"_L1, "application/json; charset=utf-8"},
    Entry{"m4a"_L1, "audio/mp4"},
    Entry{"map"_L1, "application/json; charset=utf-8"},
    Entry{"md"_L1, "text/markdown; charset=utf-8"},
    Entry{"mjs"_L1, "text/javascript; charset=utf-8"},
    Entry{"mp3"_L1, "audio/mpeg"},
    Entry{"mp4"_L1, "video/mp4"},
    Entry{"ogg"_L1, "audio/ogg"},
    Entry{"otf"_L1, "font/otf"},
    Entry{"pdf"_L1, "application/pdf"},
    Entry{"png"_L1, "image/png"},
    Entry{"svg"_L1, "image/svg+xml"},
    Entry{"ttf"_L1, "font/ttf"},
    Entry{"txt"_L1, "text/plain; charset=utf-8"},
    Entry{"wasm"_L1, "application/wasm"},
    Entry{"wav"_L1, "audio/wav"},
    Entry{"webm"_L1, "video/webm"},
    Entry{"webmanifest"_L1, "application/manifest+json; charset=utf-8"},
    Entry{"webp"_L1, "image/webp"},
    Entry{"woff"_L1, "font/woff"},
    Entry{"woff2"_L1, "font/woff2"},
    Entry{"xhtml"_L1, "application/xhtml+xml; charset=utf-8"},
    Entry{"xml"_L1, "text/xml; charset=utf-8"},
    Entry{"zip"_L1, "application/zip"},
};

} // namespace

QByteArray contentTypeFor(QStringView fileName)
{
    const QStringView name = fileName.sliced(fileName.lastIndexOf(u'/') + 1);
    const qsizetype dot = name.lastIndexOf(u'.');
    if (dot > 0) {
        const QStringView extension = name.sliced(dot + 1);
        const auto found = std::find_if(table.cbegin(), table.cend(), [extension](const Entry &entry) {
            return extension.compare(entry.extension, Qt::CaseInsensitive) == 0;
        });
        if (found != table.cend())
            return QByteArray(found->type);
    }
    return QByteArrayLiteral("application/octet-stream");
}

} // namespace confab::web
