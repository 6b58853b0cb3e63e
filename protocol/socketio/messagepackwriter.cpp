// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/socketio/messagepack.h"

#include <QCborArray>
#include <QCborMap>
#include <QDateTime>
#include <QtEndian>

#include <bit>
#include <cmath>

namespace confab::socketio::messagepack {

namespace {

constexpr double safeIntegers = 9007199254740992.0; // 2^53

class Writer
{
public:
    void write(const QCborValue &value);
    [[nodiscard]] QByteArray take() { return std::move(m_bytes); }

private:
    /// The first bytes of the forms that have a length; 0 for one that does not exist.
    struct Forms
    {
        quint8 fix;
        qsizetype fixLimit; ///< lengths below are part of the first byte
        quint8 size8;
        quint8 size16;
        quint8 size32;
    };

    void writeInteger(qint64 number);
    void writeDouble(double number);
    void writeTime(const QDateTime &time);
    void writeText(const QString &text);
    void writeLength(const Forms &forms, qsizetype length);

    void type(int byte) { m_bytes.append(static_cast<char>(byte)); }
    template <typename Number> void number(int typeByte, Number value)
    {
        type(typeByte);
        char bytes[sizeof(Number)];
        qToBigEndian(value, bytes);
        m_bytes.append(bytes, sizeof bytes);
    }

    QByteArray m_bytes;
};

void Writer::write(const QCborValue &value)
{
    switch (value.type()) {
    case QCborValue::Undefined:
        m_bytes.append("\xd4\0\0", 3);
        return;
    case QCborValue::False:
        return type(0xc2);
    case QCborValue::True:
        return type(0xc3);
    case QCborValue::Integer:
        return writeInteger(value.toInteger());
    case QCborValue::Double:
        return writeDouble(value.toDouble());
    case QCborValue::String:
        return writeText(value.toString());
    case QCborValue::DateTime:
        return writeTime(value.toDateTime());
    case QCborValue::ByteArray: {
        const QByteArray bytes = value.toByteArray();
        writeLength({0, 0, 0xc4, 0xc5, 0xc6}, bytes.size());
        m_bytes.append(bytes);
        return;
    }
    case QCborValue::Array: {
        const QCborArray array = value.toArray();
        writeLength({0x90, 16, 0, 0xdc, 0xdd}, array.size());
        for (const QCborValue element : array)
            write(element);
        return;
    }
    case QCborValue::Map: {
        const QCborMap map = value.toMap();
        writeLength({0x80, 16, 0, 0xde, 0xdf}, map.size());
        for (const auto &[key, member] : map) {
            writeText(key.toVariant().toString());
            write(member);
        }
        return;
    }
    default:
        return type(0xc0);
    }
}

void Writer::writeLength(const Forms &forms, qsizetype length)
{
    if (length < forms.fixLimit)
        type(forms.fix | static_cast<int>(length));
    else if (forms.size8 != 0 && length < 0x100)
        number(forms.size8, static_cast<quint8>(length));
    else if (length < 0x10000)
        number(forms.size16, static_cast<quint16>(length));
    else
        number(forms.size32, static_cast<quint32>(length));
}

void Writer::writeInteger(qint64 value)
{
    if (value >= 0) {
        if (value < 0x80)
            type(static_cast<int>(value));
        else if (value < 0x100)
            number(0xcc, static_cast<quint8>(value));
        else if (value < 0x10000)
            number(0xcd, static_cast<quint16>(value));
        else if (value < 0x100000000)
            number(0xce, static_cast<quint32>(value));
        else
            number(0xcf, static_cast<quint64>(value));
    } else if (value >= -0x20) {
        type(static_cast<int>(value & 0xff));
    } else if (value >= -0x80) {
        number(0xd0, static_cast<qint8>(value));
    } else if (value >= -0x8000) {
        number(0xd1, static_cast<qint16>(value));
    } else if (value >= -0x80000000LL) {
        number(0xd2, static_cast<qint32>(value));
    } else {
        number(0xd3, value);
    }
}

void Writer::writeDouble(double value)
{
    // JavaScript has one kind of number, and its integers go as integers.
    if (std::trunc(value) == value && std::abs(value) < safeIntegers)
        writeInteger(static_cast<qint64>(value));
    else
        number(0xcb, std::bit_cast<quint64>(value));
}

void Writer::writeTime(const QDateTime &time)
{
    type(0xd7);
    number(0, time.toMSecsSinceEpoch());
}

void Writer::writeText(const QString &text)
{
    const QByteArray utf8 = text.toUtf8();
    writeLength({0xa0, 32, 0xd9, 0xda, 0xdb}, utf8.size());
    m_bytes.append(utf8);
}

} // namespace

QByteArray serialize(const QCborValue &value)
{
    Writer writer;
    writer.write(value);
    return writer.take();
}

} // namespace confab::socketio::messagepack
