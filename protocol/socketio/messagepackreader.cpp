// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/socketio/messagepack.h"
#include "protocol/socketio/valuebuilder.h"
#include "protocol/utf8text.h"

#include <QDateTime>
#include <QtEndian>
#include <QTimeZone>
#include <QUtf8StringView>

#include <bit>
#include <cmath>
#include <limits>

namespace confab::socketio::messagepack {

namespace {

constexpr double lastDay = 8.64e15; // JavaScript's Date ends there, in milliseconds

/// Walks the bytes without recursion: what is open is counted here and kept by the ValueBuilder.
class Reader
{
public:
    Reader(QByteArrayView bytes, int maximumDepth)
        : m_rest(bytes)
        , m_builder(maximumDepth)
    { }

    [[nodiscard]] std::optional<QCborValue> read();

private:
    struct Open
    {
        quint64 due = 0; ///< elements, or members of a map
        bool isMap = false;
    };

    [[nodiscard]] bool readValue();
    [[nodiscard]] bool readKey();
    [[nodiscard]] bool readFixed(quint8 type, bool &handled);
    [[nodiscard]] bool readSized(quint8 type);
    [[nodiscard]] bool readExtension(quint64 size, bool isFixed);
    [[nodiscard]] bool begin(quint64 count, bool isMap);
    [[nodiscard]] bool addText(quint64 size);
    [[nodiscard]] bool addBytes(quint64 size);
    [[nodiscard]] bool add(QCborValue value);
    [[nodiscard]] bool addUnsigned(std::optional<quint64> number);
    template <typename Number> [[nodiscard]] bool addSigned();

    template <typename Number> [[nodiscard]] std::optional<Number> takeNumber();
    [[nodiscard]] std::optional<QByteArrayView> takeBytes(quint64 size);
    [[nodiscard]] std::optional<QString> takeText(quint64 size);
    [[nodiscard]] std::optional<quint64> takeSize(int bytes);

    QByteArrayView m_rest;
    ValueBuilder m_builder;
    std::vector<Open> m_open;
};

std::optional<QCborValue> Reader::read()
{
    do {
        if (!m_open.empty() && m_open.back().isMap && m_open.back().due > 0 && !readKey())
            return std::nullopt;
        if ((m_open.empty() || m_open.back().due > 0) && !readValue())
            return std::nullopt;
        while (!m_open.empty() && m_open.back().due == 0) {
            m_open.pop_back();
            m_builder.end();
        }
    } while (!m_open.empty());
    if (!m_rest.isEmpty())
        return std::nullopt;
    return m_builder.take();
}

template <typename Number> std::optional<Number> Reader::takeNumber()
{
    const auto bytes = takeBytes(sizeof(Number));
    if (!bytes)
        return std::nullopt;
    return qFromBigEndian<Number>(bytes->data());
}

std::optional<QByteArrayView> Reader::takeBytes(quint64 size)
{
    if (size > static_cast<quint64>(m_rest.size()))
        return std::nullopt;
    const QByteArrayView bytes = m_rest.first(static_cast<qsizetype>(size));
    m_rest = m_rest.sliced(static_cast<qsizetype>(size));
    return bytes;
}

std::optional<QString> Reader::takeText(quint64 size)
{
    const auto bytes = takeBytes(size);
    if (!bytes || !QUtf8StringView(bytes->data(), bytes->size()).isValidUtf8())
        return std::nullopt;
    return textFromUtf8(*bytes);
}

std::optional<quint64> Reader::takeSize(int bytes)
{
    switch (bytes) {
    case 1:
        return takeNumber<quint8>();
    case 2:
        return takeNumber<quint16>();
    default:
        return takeNumber<quint32>();
    }
}

bool Reader::add(QCborValue value)
{
    if (!m_open.empty())
        --m_open.back().due;
    m_builder.add(std::move(value));
    return true;
}

bool Reader::addUnsigned(std::optional<quint64> number)
{
    if (!number)
        return false;
    if (*number > static_cast<quint64>(std::numeric_limits<qint64>::max()))
        return add(QCborValue(static_cast<double>(*number)));
    return add(QCborValue(static_cast<qint64>(*number)));
}

template <typename Number> bool Reader::addSigned()
{
    const auto number = takeNumber<Number>();
    return number && add(QCborValue(static_cast<qint64>(*number)));
}

bool Reader::addText(quint64 size)
{
    const auto text = takeText(size);
    return text && add(QCborValue(*text));
}

bool Reader::addBytes(quint64 size)
{
    const auto bytes = takeBytes(size);
    return bytes && add(QCborValue(bytes->toByteArray()));
}

bool Reader::begin(quint64 count, bool isMap)
{
    // Every element takes a byte at least.
    if (count > static_cast<quint64>(m_rest.size()) / (isMap ? 2 : 1))
        return false;
    if (!m_open.empty())
        --m_open.back().due;
    m_open.push_back({count, isMap});
    return isMap ? m_builder.beginMap() : m_builder.beginArray();
}

bool Reader::readKey()
{
    const auto type = takeNumber<quint8>();
    if (!type)
        return false;
    std::optional<quint64> size;
    if (*type >= 0xa0 && *type <= 0xbf)
        size = *type & 0x1f;
    else if (*type >= 0xd9 && *type <= 0xdb)
        size = takeSize(1 << (*type - 0xd9));
    const auto name = size ? takeText(*size) : std::nullopt;
    if (!name)
        return false;
    m_builder.key(*name);
    return true;
}

bool Reader::readValue()
{
    const auto type = takeNumber<quint8>();
    if (!type)
        return false;
    bool handled = true;
    const bool good = readFixed(*type, handled);
    return handled ? good : readSized(*type);
}

/// What says all in its first byte, or has a number behind it.
bool Reader::readFixed(quint8 type, bool &handled)
{
    if (type < 0x80)
        return add(QCborValue(qint64(type)));
    if (type < 0x90)
        return begin(type & 0x0f, true);
    if (type < 0xa0)
        return begin(type & 0x0f, false);
    if (type < 0xc0)
        return addText(type & 0x1f);
    if (type >= 0xe0)
        return add(QCborValue(qint64(type) - 256));
    switch (type) {
    case 0xc0:
        return add(QCborValue(nullptr));
    case 0xc2:
    case 0xc3:
        return add(QCborValue(type == 0xc3));
    case 0xca: {
        const auto bits = takeNumber<quint32>();
        return bits && add(QCborValue(double(std::bit_cast<float>(*bits))));
    }
    case 0xcb: {
        const auto bits = takeNumber<quint64>();
        return bits && add(QCborValue(std::bit_cast<double>(*bits)));
    }
    case 0xcc:
    case 0xcd:
    case 0xce:
        return addUnsigned(takeSize(1 << (type - 0xcc)));
    case 0xcf:
        return addUnsigned(takeNumber<quint64>());
    case 0xd0:
        return addSigned<qint8>();
    case 0xd1:
        return addSigned<qint16>();
    case 0xd2:
        return addSigned<qint32>();
    case 0xd3:
        return addSigned<qint64>();
    default:
        handled = false;
        return false;
    }
}

/// What has its length in front.
bool Reader::readSized(quint8 type)
{
    if (type >= 0xd4 && type <= 0xd8) // fixext 1, 2, 4, 8, 16
        return readExtension(quint64(1) << (type - 0xd4), true);
    const auto with = [this](int bytes, auto read) {
        const auto size = takeSize(bytes);
        return size && read(*size);
    };
    switch (type) {
    case 0xc4:
    case 0xc5:
    case 0xc6:
        return with(1 << (type - 0xc4), [this](quint64 size) { return addBytes(size); });
    case 0xc7:
    case 0xc8:
    case 0xc9:
        return with(1 << (type - 0xc7), [this](quint64 size) { return readExtension(size, false); });
    case 0xd9:
    case 0xda:
    case 0xdb:
        return with(1 << (type - 0xd9), [this](quint64 size) { return addText(size); });
    case 0xdc:
    case 0xdd:
        return with(2 << (type - 0xdc), [this](quint64 size) { return begin(size, false); });
    case 0xde:
    case 0xdf:
        return with(2 << (type - 0xde), [this](quint64 size) { return begin(size, true); });
    default: // 0xc1 is never used
        return false;
    }
}

bool Reader::readExtension(quint64 size, bool isFixed)
{
    const auto type = takeNumber<quint8>();
    const auto bytes = type ? takeBytes(size) : std::nullopt;
    if (!bytes || *type != 0)
        return false;
    if (isFixed && size == 1)
        return add(QCborValue(QCborValue::Undefined));
    if (isFixed && size == 8) {
        const auto milliseconds = qFromBigEndian<qint64>(bytes->data());
        if (std::abs(static_cast<double>(milliseconds)) > lastDay)
            return false;
        return add(QCborValue(QDateTime::fromMSecsSinceEpoch(milliseconds, Qt::UTC)));
    }
    return add(QCborValue(bytes->toByteArray()));
}

} // namespace

std::optional<QCborValue> parse(QByteArrayView bytes, int maximumDepth)
{
    return Reader(bytes, maximumDepth).read();
}

} // namespace confab::socketio::messagepack
