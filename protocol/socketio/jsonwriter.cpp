// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/socketio/json.h"

#include <QCborArray>
#include <QCborMap>
#include <QDateTime>
#include <QLocale>

#include <cmath>

namespace confab::socketio {

namespace {

constexpr double maximumSafeInteger = 9007199254740991.0; // 2^53 - 1

class Writer
{
public:
    explicit Writer(JsonCharacters characters)
        : m_ascii(characters == JsonCharacters::Ascii)
    { }

    void write(const QCborValue &value);
    [[nodiscard]] QByteArray take() { return std::move(m_json); }

private:
    void writeArray(const QCborArray &array);
    void writeMap(const QCborMap &map);
    void writeNumber(double number);
    void writeText(QStringView text);
    void writeUnit(char16_t unit);
    void writeEscaped(char16_t unit);

    const bool m_ascii;
    QByteArray m_json;
};

void Writer::write(const QCborValue &value)
{
    switch (value.type()) {
    case QCborValue::Array:
        return writeArray(value.toArray());
    case QCborValue::Map:
        return writeMap(value.toMap());
    case QCborValue::String:
        return writeText(value.toString());
    case QCborValue::Integer:
        m_json.append(QByteArray::number(value.toInteger()));
        return;
    case QCborValue::Double:
        return writeNumber(value.toDouble());
    case QCborValue::True:
        m_json.append("true");
        return;
    case QCborValue::False:
        m_json.append("false");
        return;
    case QCborValue::DateTime:
        return writeText(value.toDateTime().toUTC().toString(Qt::ISODateWithMs));
    default:
        m_json.append("null");
    }
}

void Writer::writeArray(const QCborArray &array)
{
    char separator = '[';
    for (const QCborValue element : array) {
        m_json.append(separator);
        write(element);
        separator = ',';
    }
    m_json.append(separator == '[' ? "[]" : "]");
}

void Writer::writeMap(const QCborMap &map)
{
    char separator = '{';
    for (const auto &[key, value] : map) {
        if (value.isUndefined())
            continue;
        m_json.append(separator);
        writeText(key.isString() ? key.toString() : key.toVariant().toString());
        m_json.append(':');
        write(value);
        separator = ',';
    }
    m_json.append(separator == '{' ? "{}" : "}");
}

void Writer::writeNumber(double number)
{
    if (!std::isfinite(number))
        m_json.append("null");
    else if (std::abs(number) <= maximumSafeInteger && std::trunc(number) == number)
        m_json.append(QByteArray::number(static_cast<qint64>(number)));
    else
        m_json.append(QByteArray::number(number, 'g', QLocale::FloatingPointShortest));
}

void Writer::writeText(QStringView text)
{
    m_json.append('"');
    qsizetype begin = 0;
    // Runs of characters that stand for themselves go together.
    const auto flush = [&](qsizetype end) {
        if (end > begin)
            m_json.append(text.sliced(begin, end - begin).toUtf8());
    };
    for (qsizetype i = 0; i < text.size(); ++i) {
        const char16_t unit = text[i].unicode();
        const bool isPair =
            !m_ascii && QChar::isHighSurrogate(unit) && i + 1 < text.size() && text[i + 1].isLowSurrogate();
        if (isPair) {
            ++i;
            continue;
        }
        const bool isPlain = unit >= 0x20 && unit != u'"' && unit != u'\\'
            && (m_ascii ? unit < 0x80 : !QChar::isSurrogate(unit));
        if (isPlain)
            continue;
        flush(i);
        begin = i + 1;
        writeUnit(unit);
    }
    flush(text.size());
    m_json.append('"');
}

void Writer::writeUnit(char16_t unit)
{
    switch (unit) {
    case u'"':
        m_json.append("\\\"");
        return;
    case u'\\':
        m_json.append("\\\\");
        return;
    case u'\n':
        m_json.append("\\n");
        return;
    case u'\r':
        m_json.append("\\r");
        return;
    case u'\t':
        m_json.append("\\t");
        return;
    case u'\b':
        m_json.append("\\b");
        return;
    case u'\f':
        m_json.append("\\f");
        return;
    default:
        writeEscaped(unit);
    }
}

void Writer::writeEscaped(char16_t unit)
{
    constexpr char digits[] = "0123456789abcdef";
    m_json.append("\\u");
    for (const int shift : {12, 8, 4, 0})
        m_json.append(digits[(unit >> shift) & 0xf]);
}

} // namespace

QByteArray toJson(const QCborValue &value, JsonCharacters characters)
{
    if (value.isUndefined())
        return {};
    Writer writer(characters);
    writer.write(value);
    return writer.take();
}

} // namespace confab::socketio
