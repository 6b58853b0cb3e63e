// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QCborArray>
#include <QCborMap>
#include <QCborValue>
#include <QList>
#include <QString>

#include <utility>
#include <vector>

namespace confab::socketio {

/// Puts a value together from what a parser meets, one after the other, in linear time (QCborMap::insert
/// alone is quadratic). Of a key that comes twice the first place and the last value count, as in JavaScript.
class ValueBuilder
{
public:
    explicit ValueBuilder(int maximumDepth)
        : m_maximumDepth(maximumDepth)
    { }

    /// An element of the open array, the value of the last key, or the whole.
    void add(QCborValue value);
    void key(QString name) { m_open.back().key = std::move(name); }
    /// False when it would be nested too deep; then nothing may follow.
    [[nodiscard]] bool beginArray() { return begin(false); }
    [[nodiscard]] bool beginMap() { return begin(true); }
    /// Of the array or map that is open.
    void end();

    /// The whole, when everything has ended.
    [[nodiscard]] QCborValue take() { return std::move(m_value); }

private:
    using Members = QList<std::pair<QString, QCborValue>>;
    struct Container
    {
        bool isMap = false;
        QString key;
        QCborArray elements;
        Members members;
    };

    [[nodiscard]] bool begin(bool isMap);
    [[nodiscard]] static QCborMap toMap(const Members &members);

    const int m_maximumDepth;
    std::vector<Container> m_open;
    QCborValue m_value{QCborValue::Undefined};
};

} // namespace confab::socketio
