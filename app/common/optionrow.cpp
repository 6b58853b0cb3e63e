// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/common/optionrow.h"

using namespace Qt::StringLiterals;

namespace confab::app {

std::vector<OptionRow> allOptions()
{
    std::vector<OptionRow> rows;
    for (const auto group :
         {listenOptions(), storeOptions(), guardOptions(), protocolOptions(), threadOptions(), tlsOptions()})
        rows.insert(rows.end(), group.begin(), group.end());
    return rows;
}

QByteArray environmentName(const char *option)
{
    return "CONFAB_" + QByteArray(option).toUpper().replace('-', '_');
}

QString notANumber(const char *name, const QString &value, qint64 from, qint64 to)
{
    return OptionWords::tr("--%1 needs a whole number from %2 to %3, not \"%4\".")
        .arg(QLatin1StringView(name), QString::number(from), QString::number(to), value);
}

std::optional<qint64> numberIn(const QString &value, qint64 from, qint64 to)
{
    bool isNumber = false;
    const qint64 number = value.toLongLong(&isNumber);
    if (!isNumber || number < from || number > to)
        return std::nullopt;
    return number;
}

std::optional<bool> yesOrNo(const QString &value)
{
    const QString word = value.trimmed().toLower();
    if (word == "true"_L1 || word == "yes"_L1 || word == "on"_L1 || word == "1"_L1)
        return true;
    if (word == "false"_L1 || word == "no"_L1 || word == "off"_L1 || word == "0"_L1)
        return false;
    return std::nullopt;
}

} // namespace confab::app
