// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/engineio/randomid.h"

#include <QRandomGenerator>

#include <array>

namespace confab::engineio {

namespace {

template <std::size_t words> QByteArray randomText(qsizetype bytes)
{
    std::array<quint32, words> random{};
    QRandomGenerator::system()->generate(random.begin(), random.end());
    return QByteArray::fromRawData(reinterpret_cast<const char *>(random.data()), bytes)
        .toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

} // namespace

QByteArray randomId() { return randomText<4>(15); }

QByteArray randomSecret() { return randomText<6>(24); }

} // namespace confab::engineio
