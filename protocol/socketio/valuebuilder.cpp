// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/socketio/valuebuilder.h"

#include <QCborStreamWriter>
#include <QHash>

namespace confab::socketio {

namespace {

/// Up to here looking for a key is cheaper than anything clever.
constexpr qsizetype smallMap = 32;

/// A map of these keys (all different) with no values yet.
QCborMap mapOfKeys(const QList<QString> &keys)
{
    QByteArray cbor;
    QCborStreamWriter writer(&cbor);
    writer.startMap(static_cast<quint64>(keys.size()));
    for (const QString &key : keys) {
        writer.append(key);
        writer.append(nullptr);
    }
    writer.endMap();
    return QCborValue::fromCbor(cbor).toMap();
}

} // namespace

bool ValueBuilder::begin(bool isMap)
{
    if (m_open.size() == static_cast<std::size_t>(m_maximumDepth))
        return false;
    m_open.emplace_back().isMap = isMap;
    return true;
}

void ValueBuilder::add(QCborValue value)
{
    if (m_open.empty()) {
        m_value = std::move(value);
        return;
    }
    Container &container = m_open.back();
    if (container.isMap)
        container.members.emplaceBack(std::move(container.key), std::move(value));
    else
        container.elements.append(std::move(value));
}

void ValueBuilder::end()
{
    const Container container = std::move(m_open.back());
    m_open.pop_back();
    add(container.isMap ? QCborValue(toMap(container.members)) : QCborValue(container.elements));
}

QCborMap ValueBuilder::toMap(const Members &members)
{
    if (members.size() <= smallMap) {
        QCborMap map;
        for (const auto &[key, value] : members)
            map.insert(key, value);
        return map;
    }
    QHash<QString, qsizetype> places;
    QList<QString> keys;
    QList<QCborValue> values;
    for (const auto &[key, value] : members) {
        if (const auto place = places.constFind(key); place != places.constEnd()) {
            values[*place] = value;
            continue;
        }
        places.insert(key, keys.size());
        keys.append(key);
        values.append(value);
    }
    QCborMap map = mapOfKeys(keys);
    qsizetype next = 0;
    for (auto entry = map.begin(); entry != map.end(); ++entry)
        entry.value() = values.at(next++);
    return map;
}

} // namespace confab::socketio
