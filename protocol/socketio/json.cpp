// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/socketio/json.h"

#include <QCborArray>
#include <QCborMap>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace confab::socketio {

namespace {

// One pass before the parser, so that a hostile nesting is refused before anything is built (and nothing that
// walks a decoded value has to fear for its stack).
bool isNestedDeeperThan(int limit, QByteArrayView json)
{
    int depth = 0;
    bool inString = false;
    for (qsizetype i = 0; i < json.size(); ++i) {
        const char c = json[i];
        if (inString) {
            if (c == '\\')
                ++i;
            else if (c == '"')
                inString = false;
        } else if (c == '"') {
            inString = true;
        } else if (c == '[' || c == '{') {
            if (++depth > limit)
                return true;
        } else if (c == ']' || c == '}') {
            --depth;
        }
    }
    return false;
}

} // namespace

std::optional<QCborValue> parseJson(QByteArrayView utf8, int maximumDepth)
{
    if (isNestedDeeperThan(maximumDepth, utf8))
        return std::nullopt;
    QByteArray json = QByteArray::fromRawData(utf8.data(), utf8.size());
    // Qt takes U+FEFF at the start of a string for a byte order mark and drops it (6.4). Escaped it stays;
    // outside of strings it is an error either way.
    json.replace("\xef\xbb\xbf", "\\ufeff");
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(json, &error);
    if (error.error != QJsonParseError::NoError)
        return std::nullopt;
    // JSON and CBOR values share their representation in Qt: these are not copies.
    if (document.isArray())
        return QCborValue(QCborArray::fromJsonArray(document.array()));
    return QCborValue(QCborMap::fromJsonObject(document.object()));
}

QByteArray toJson(const QCborValue &value)
{
    switch (value.type()) {
    case QCborValue::Array:
        return QJsonDocument(value.toArray().toJsonArray()).toJson(QJsonDocument::Compact);
    case QCborValue::Map:
        return QJsonDocument(value.toMap().toJsonObject()).toJson(QJsonDocument::Compact);
    case QCborValue::Undefined:
        return {};
    default: {
        // QJsonDocument takes only containers.
        const QByteArray wrapped =
            QJsonDocument(QJsonArray{value.toJsonValue()}).toJson(QJsonDocument::Compact);
        return wrapped.sliced(1, wrapped.size() - 2);
    }
    }
}

} // namespace confab::socketio
