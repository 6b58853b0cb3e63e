// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/engineio/handshake.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace confab::engineio {

using namespace Qt::StringLiterals;

namespace {

// A day is longer than any sane heartbeat and keeps sums of two far from overflow.
constexpr double maximumMilliseconds = 24.0 * 3600 * 1000;

std::optional<std::chrono::milliseconds> milliseconds(const QJsonValue &value)
{
    const double number = value.toDouble(-1);
    if (!(number >= 1 && number <= maximumMilliseconds)) // half of one would be none: no pause at all
        return std::nullopt;
    return std::chrono::milliseconds(static_cast<qint64>(number));
}

} // namespace

QByteArray toJson(const Handshake &handshake)
{
    QByteArray upgrades;
    for (const QByteArray &upgrade : handshake.upgrades) {
        if (!upgrades.isEmpty())
            upgrades.append(',');
        upgrades.append('"' + upgrade + '"');
    }
    return "{\"sid\":\"" + handshake.sid + "\",\"upgrades\":[" + upgrades
        + "],\"pingInterval\":" + QByteArray::number(qint64(handshake.pingInterval.count()))
        + ",\"pingTimeout\":" + QByteArray::number(qint64(handshake.pingTimeout.count()))
        + ",\"maxPayload\":" + QByteArray::number(handshake.maxPayload) + '}';
}

std::optional<Handshake> handshakeFromJson(const QByteArray &json)
{
    const QJsonObject object = QJsonDocument::fromJson(json).object();
    const QString sid = object.value("sid"_L1).toString();
    const auto pingInterval = milliseconds(object.value("pingInterval"_L1));
    const auto pingTimeout = milliseconds(object.value("pingTimeout"_L1));
    if (sid.isEmpty() || !pingInterval || !pingTimeout)
        return std::nullopt;
    Handshake handshake{sid.toUtf8(), {}, *pingInterval, *pingTimeout, 0};
    const QJsonArray upgrades = object.value("upgrades"_L1).toArray();
    for (const QJsonValue &upgrade : upgrades)
        handshake.upgrades.append(upgrade.toString().toUtf8());
    handshake.maxPayload = qMax(qint64(0), object.value("maxPayload"_L1).toInteger());
    return handshake;
}

} // namespace confab::engineio
