// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/chat/person.h"

#include <QCryptographicHash>
#include <QRandomGenerator>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace confab::chat {

namespace {

constexpr auto base64Options = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;
constexpr qsizetype idLength = 16;

template <size_t words> QString randomText()
{
    std::array<quint32, words> random{};
    QRandomGenerator::system()->generate(random.begin(), random.end());
    return QString::fromLatin1(
        QByteArray(reinterpret_cast<const char *>(random.data()), sizeof random).toBase64(base64Options));
}

constexpr std::array colors = {"Amber",  "Azure",  "Blue",  "Brown",  "Coral", "Crimson", "Golden", "Green",
                               "Grey",   "Indigo", "Ivory", "Jade",   "Lilac", "Olive",   "Orange", "Pink",
                               "Purple", "Red",    "Ruby",  "Silver", "Teal",  "Violet",  "White",  "Yellow"};
constexpr std::array animals = {
    "Badger", "Bear",     "Beaver", "Crane", "Deer",   "Dolphin", "Eagle", "Falcon", "Finch", "Fox",
    "Hare",   "Hedgehog", "Heron",  "Lynx",  "Marten", "Moose",   "Otter", "Owl",    "Panda", "Puffin",
    "Raven",  "Robin",    "Seal",   "Swan",  "Tiger",  "Turtle",  "Whale", "Wolf",   "Wren",  "Yak"};

} // namespace

QString newToken() { return randomText<6>(); }

bool isUsableToken(const QString &token)
{
    return token.size() >= 16 && token.size() <= 128
        && std::all_of(token.begin(), token.end(), [](QChar c) { return c > u' ' && c < QChar(0x7F); });
}

QString personIdOf(const QString &token)
{
    const QByteArray digest =
        QCryptographicHash::hash("confab person\n" + token.toUtf8(), QCryptographicHash::Sha256);
    return QString::fromLatin1(digest.toBase64(base64Options)).left(idLength);
}

QString newPersonId() { return randomText<3>(); }

QString madeUpName(const QString &personId)
{
    const QByteArray digest = QCryptographicHash::hash(personId.toUtf8(), QCryptographicHash::Sha256);
    const auto byte = [&](qsizetype at) { return static_cast<size_t>(static_cast<uchar>(digest.at(at))); };
    const size_t color = (byte(0) << 8 | byte(1)) % colors.size();
    const size_t animal = (byte(2) << 8 | byte(3)) % animals.size();
    return u"%1 %2"_s.arg(QLatin1StringView(colors.at(color)), QLatin1StringView(animals.at(animal)));
}

} // namespace confab::chat
