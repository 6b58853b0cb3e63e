// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/socketio/placeholders.h"

#include <QCborArray>
#include <QCborMap>
#include <QVarLengthArray>

#include <algorithm>

namespace confab::socketio {

using namespace Qt::StringLiterals;

namespace {

bool isPlaceholder(const QCborMap &map) { return map.value("_placeholder"_L1).isTrue(); }

using Seen = QVarLengthArray<bool, 16>;

bool markPlaceholders(const QCborValue &value, Seen &seen)
{
    if (value.isArray()) {
        const QCborArray array = value.toArray();
        return std::all_of(array.begin(), array.end(),
                           [&seen](const QCborValue &v) { return markPlaceholders(v, seen); });
    }
    if (!value.isMap())
        return true;
    const QCborMap map = value.toMap();
    if (!isPlaceholder(map))
        return std::all_of(map.begin(), map.end(),
                           [&seen](const auto &entry) { return markPlaceholders(entry.second, seen); });
    const QCborValue num = map.value("num"_L1);
    if (!num.isInteger() || num.toInteger() < 0 || num.toInteger() >= seen.size())
        return false;
    return !std::exchange(seen[static_cast<qsizetype>(num.toInteger())], true);
}

/// Rebuilds `value`, each leaf (and each map that `replace` takes) replaced by what `replace` gives for it.
template <typename Replace> QCborValue transformed(const QCborValue &value, const Replace &replace)
{
    if (const auto replacement = replace(value))
        return *replacement;
    if (value.isArray()) {
        QCborArray result;
        const QCborArray array = value.toArray();
        for (const QCborValue element : array)
            result.append(transformed(element, replace));
        return result;
    }
    if (value.isMap()) {
        // Assigned through the iterator: QCborMap::insert looks for the key first, which is quadratic in a
        // big map.
        QCborMap result = value.toMap();
        for (auto entry = result.begin(); entry != result.end(); ++entry)
            entry.value() = transformed(entry.value(), replace);
        return result;
    }
    return value;
}

} // namespace

bool arePlaceholdersValid(const QCborValue &data, qsizetype attachments)
{
    Seen seen(attachments, false);
    return markPlaceholders(data, seen)
        && std::all_of(seen.begin(), seen.end(), [](bool used) { return used; });
}

QCborValue fillPlaceholders(const QCborValue &data, const QList<QByteArray> &attachments)
{
    return transformed(data, [&attachments](const QCborValue &value) -> std::optional<QCborValue> {
        if (!value.isMap())
            return std::nullopt;
        const QCborMap map = value.toMap();
        if (!isPlaceholder(map))
            return std::nullopt;
        return QCborValue(attachments.value(static_cast<qsizetype>(map.value("num"_L1).toInteger())));
    });
}

QCborValue takeAttachments(const QCborValue &data, QList<QByteArray> &attachments)
{
    return transformed(data, [&attachments](const QCborValue &value) -> std::optional<QCborValue> {
        if (!value.isByteArray())
            return std::nullopt;
        attachments.append(value.toByteArray());
        return QCborMap{{u"_placeholder"_s, true}, {u"num"_s, qint64(attachments.size() - 1)}};
    });
}

bool holdsByteArray(const QCborValue &data)
{
    if (data.isArray()) {
        const QCborArray array = data.toArray();
        return std::any_of(array.begin(), array.end(), [](const QCborValue &v) { return holdsByteArray(v); });
    }
    if (data.isMap()) {
        const QCborMap map = data.toMap();
        return std::any_of(map.begin(), map.end(),
                           [](const auto &entry) { return holdsByteArray(entry.second); });
    }
    return data.isByteArray();
}

} // namespace confab::socketio
