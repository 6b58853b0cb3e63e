// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/engineio/randomid.h"

#include <QRandomGenerator>

#include <array>

namespace confab::engineio {

QByteArray randomId()
{
    std::array<quint32, 4> words{};
    QRandomGenerator::system()->generate(words.begin(), words.end());
    return QByteArray::fromRawData(reinterpret_cast<const char *>(words.data()), 15)
        .toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

} // namespace confab::engineio
