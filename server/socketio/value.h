// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QCborArray>
#include <QCborMap>
#include <QCborValue>
#include <QJsonArray>
#include <QJsonObject>
#include <QString>

namespace confab::socketio {

// The arguments of events and acknowledgements are QCborValues: what JSON has, plus byte arrays, which travel
// as binary attachments. Reading is safe whatever a client sent: args.at(7).toString() of too few arguments
// is empty.

inline QCborValue toValue(const QCborValue &value) { return value; }
inline QCborValue toValue(const QCborArray &value) { return value; }
inline QCborValue toValue(const QCborMap &value) { return value; }
inline QCborValue toValue(const QString &value) { return value; }
inline QCborValue toValue(const QByteArray &value) { return value; } ///< binary
inline QCborValue toValue(const QJsonObject &value) { return QCborMap::fromJsonObject(value); }
inline QCborValue toValue(const QJsonArray &value) { return QCborArray::fromJsonArray(value); }
inline QCborValue toValue(std::nullptr_t) { return QCborValue(nullptr); }
inline QCborValue toValue(bool value) { return QCborValue(value); }
inline QCborValue toValue(int value) { return QCborValue(value); }
inline QCborValue toValue(qint64 value) { return QCborValue(value); }
inline QCborValue toValue(double value) { return QCborValue(value); }

/// The arguments of an event or an acknowledgement: args(u"hello"_s, QJsonObject{...}, 3).
template <typename... Values> [[nodiscard]] QCborArray args(const Values &...values)
{
    QCborArray array;
    (array.append(toValue(values)), ...);
    return array;
}

/// An argument as JSON; byte arrays in it become base64url text. Null when it is no object.
[[nodiscard]] inline QJsonObject toJsonObject(const QCborValue &value)
{
    return value.toMap().toJsonObject();
}

} // namespace confab::socketio
