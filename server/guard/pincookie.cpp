// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/guard/pincookie.h"

#include "server/guard/secret.h"

#include <QMessageAuthenticationCode>
#include <QRandomGenerator>

#include <array>

namespace confab::guard {

namespace {

constexpr QByteArrayView cookieName = "confab_pin";

} // namespace

QByteArray PinCookie::newKey()
{
    std::array<quint32, 8> words{};
    QRandomGenerator::system()->fillRange(words.data(), qsizetype(words.size()));
    return QByteArray(reinterpret_cast<const char *>(words.data()), sizeof(words));
}

PinCookie::PinCookie(const QByteArray &pin, const QByteArray &key)
    : m_value(QMessageAuthenticationCode::hash(pin, key, QCryptographicHash::Sha256)
                  .toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals))
{ }

QByteArray PinCookie::toSetCookie(bool isSecure) const
{
    return cookieName.toByteArray() + '=' + m_value + "; Path=/; HttpOnly; SameSite=Lax"
        + (isSecure ? QByteArray("; Secure") : QByteArray());
}

bool PinCookie::isIn(const http::Headers &headers) const
{
    for (const http::Header &field : headers.fields()) {
        if (field.name.compare("Cookie", Qt::CaseInsensitive) != 0)
            continue;
        for (const QByteArray &pair : field.value.split(';')) {
            const qsizetype equals = pair.indexOf('=');
            if (equals > 0 && pair.first(equals).trimmed() == cookieName
                && isSameSecret(pair.sliced(equals + 1).trimmed(), m_value))
                return true;
        }
    }
    return false;
}

std::optional<QByteArray> pinOfAuthorization(const http::Headers &headers)
{
    const QByteArray value = headers.value("Authorization").trimmed();
    const qsizetype space = value.indexOf(' ');
    if (space < 0)
        return std::nullopt;
    const QByteArray scheme = value.first(space).toLower();
    const QByteArray rest = value.sliced(space + 1).trimmed();
    if (scheme == "bearer")
        return rest;
    if (scheme != "basic")
        return std::nullopt;
    const auto decoded = QByteArray::fromBase64Encoding(rest, QByteArray::AbortOnBase64DecodingErrors);
    const qsizetype colon = decoded ? decoded.decoded.indexOf(':') : -1;
    return colon < 0 ? std::optional<QByteArray>() : decoded.decoded.sliced(colon + 1);
}

} // namespace confab::guard
