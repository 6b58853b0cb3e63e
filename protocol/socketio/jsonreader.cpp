// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/socketio/json.h"
#include "protocol/socketio/valuebuilder.h"
#include "protocol/utf8text.h"

#include <nlohmann/json.hpp>

#include <limits>

namespace confab::socketio {

namespace {

using Json = nlohmann::json;

// Half of a surrogate pair stands nowhere in UTF-8, and the parser refuses its escape. So U+D800 goes through
// the parser as U+10D800 (private use, plane 16), and so on to U+DFFF.
constexpr char32_t hidden = 0x100000;

QString withShownSurrogates(const QString &text)
{
    QString shown;
    shown.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        const bool isPair = text[i].isHighSurrogate() && i + 1 < text.size();
        const char32_t character = isPair ? QChar::surrogateToUcs4(text[i], text[i + 1]) : 0;
        if (character >= hidden && QChar::isSurrogate(character - hidden)) {
            shown.append(QChar(static_cast<char16_t>(character - hidden)));
            ++i;
        } else {
            shown.append(text[i]);
        }
    }
    return shown;
}

/// What the parser calls; false stops it.
class Reader final : public nlohmann::json_sax<Json>
{
public:
    Reader(int maximumDepth, bool hasHiddenSurrogates)
        : m_builder(maximumDepth)
        , m_hasHiddenSurrogates(hasHiddenSurrogates)
    { }

    [[nodiscard]] QCborValue take() { return m_builder.take(); }

    bool null() override { return add(QCborValue(nullptr)); }
    bool boolean(bool value) override { return add(QCborValue(value)); }
    bool number_integer(number_integer_t value) override { return add(QCborValue(qint64(value))); }
    bool number_unsigned(number_unsigned_t value) override
    {
        if (value > static_cast<number_unsigned_t>(std::numeric_limits<qint64>::max()))
            return add(QCborValue(static_cast<double>(value)));
        return add(QCborValue(static_cast<qint64>(value)));
    }
    bool number_float(number_float_t value, const string_t &) override { return add(QCborValue(value)); }
    bool string(string_t &value) override { return add(QCborValue(toText(value))); }
    bool binary(binary_t &) override { return false; } // not in JSON
    bool start_object(std::size_t) override { return m_builder.beginMap(); }
    bool key(string_t &name) override
    {
        m_builder.key(toText(name));
        return true;
    }
    bool end_object() override { return end(); }
    bool start_array(std::size_t) override { return m_builder.beginArray(); }
    bool end_array() override { return end(); }
    bool parse_error(std::size_t, const std::string &, const nlohmann::detail::exception &) override
    {
        return false;
    }

private:
    [[nodiscard]] QString toText(const std::string &utf8) const
    {
        QString text = textFromUtf8(QByteArrayView(utf8.data(), static_cast<qsizetype>(utf8.size())));
        return m_hasHiddenSurrogates ? withShownSurrogates(text) : text;
    }
    bool add(QCborValue value)
    {
        m_builder.add(std::move(value));
        return true;
    }
    bool end()
    {
        m_builder.end();
        return true;
    }

    ValueBuilder m_builder;
    const bool m_hasHiddenSurrogates;
};

/// The code unit of the escape \uXXXX at `at`; -1 when there is none.
int escapedUnit(QByteArrayView json, qsizetype at)
{
    if (at + 6 > json.size() || json[at] != '\\' || json[at + 1] != 'u')
        return -1;
    bool ok = false;
    const int unit = json.sliced(at + 2, 4).toByteArray().toInt(&ok, 16);
    return ok ? unit : -1;
}

/// `json` with every escaped half of a surrogate pair hidden, if there is one.
std::optional<QByteArray> withHiddenSurrogates(QByteArrayView json)
{
    QByteArray result;
    qsizetype begin = 0;
    for (qsizetype i = json.indexOf('\\'); i >= 0; i = json.indexOf('\\', i)) {
        const int unit = escapedUnit(json, i);
        const int next = escapedUnit(json, i + 6);
        if (unit < 0) {
            i += 2; // another escape, or an error that the parser will find
        } else if (!QChar::isSurrogate(static_cast<char32_t>(unit))) {
            i += 6;
        } else if (QChar::isHighSurrogate(static_cast<char32_t>(unit)) && next >= 0
                   && QChar::isLowSurrogate(static_cast<char32_t>(next))) {
            i += 12;
        } else {
            result.append(json.sliced(begin, i - begin));
            const char32_t character = hidden + static_cast<char32_t>(unit);
            result.append(QString::fromUcs4(&character, 1).toUtf8());
            i += 6;
            begin = i;
        }
    }
    if (begin == 0)
        return std::nullopt;
    result.append(json.sliced(begin));
    return result;
}

bool mayHoldSurrogates(QByteArrayView json)
{
    return json.indexOf(QByteArrayView("\\ud")) >= 0 || json.indexOf(QByteArrayView("\\uD")) >= 0;
}

} // namespace

std::optional<QCborValue> parseJson(QByteArrayView utf8, int maximumDepth)
{
    // The parser would skip the one and end at the other; JSON has neither.
    if (utf8.startsWith("\xef\xbb\xbf") || utf8.contains('\0'))
        return std::nullopt;
    std::optional<QByteArray> repaired;
    if (mayHoldSurrogates(utf8))
        repaired = withHiddenSurrogates(utf8);
    if (repaired)
        utf8 = *repaired;
    Reader reader(maximumDepth, repaired.has_value());
    if (!Json::sax_parse(utf8.begin(), utf8.end(), &reader))
        return std::nullopt;
    return reader.take();
}

} // namespace confab::socketio
