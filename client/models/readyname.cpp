// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/models/readyname.h"

#include <array>

namespace confab::client {

namespace {

constexpr std::array first{"Amber",  "Blue",  "Bright", "Calm",  "Clever", "Coral", "Gentle", "Golden",
                           "Green",  "Happy", "Jolly",  "Lucky", "Merry",  "Quick", "Quiet",  "Red",
                           "Silver", "Sunny", "Swift",  "Teal",  "Violet", "Warm",  "Wise",   "Witty"};
constexpr std::array second{"Badger", "Beaver", "Crane",  "Dolphin", "Falcon", "Finch", "Fox",    "Gecko",
                            "Hare",   "Heron",  "Ibis",   "Koala",   "Lark",   "Lynx",  "Marten", "Otter",
                            "Owl",    "Panda",  "Puffin", "Raven",   "Robin",  "Seal",  "Swan",   "Wren"};

} // namespace

QString readyName(quint32 seed)
{
    const auto adjective = first[seed % first.size()];
    const auto animal = second[(seed / first.size()) % second.size()];
    return QLatin1String(adjective) + u' ' + QLatin1String(animal);
}

} // namespace confab::client
