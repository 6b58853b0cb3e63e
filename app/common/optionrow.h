// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/runtime/options.h"

#include <QCoreApplication>
#include <QString>

#include <optional>
#include <span>
#include <vector>

namespace confab::app {

/// The translation context of everything that is said about an option.
struct OptionWords
{
    Q_DECLARE_TR_FUNCTIONS(confab::app::ServerOptions)
};

/// A row of the table of options: what --help says and where the value goes.
struct OptionRow
{
    enum Kind {
        Single,
        Repeatable, ///< several values come to `apply` joined by commas
        Secret ///< not for a command line
    };

    const char *name;
    const char *valueName; ///< null for an option that is either there or not: its value is then "true"
    const char *description; ///< marked for translation in the context of OptionWords
    /// Stores the value; the error is a sentence, empty when all is well.
    QString (*apply)(runtime::Options &options, const QString &value);
    Kind kind = Single;
};

/// The table, a group a file.
[[nodiscard]] std::span<const OptionRow> listenOptions();
[[nodiscard]] std::span<const OptionRow> storeOptions();
[[nodiscard]] std::span<const OptionRow> protocolOptions();
[[nodiscard]] std::span<const OptionRow> threadOptions();
[[nodiscard]] std::span<const OptionRow> tlsOptions();

/// How many threads serve clients when nobody said anything.
[[nodiscard]] int defaultShards();
/// Where messages are kept when nobody said anything: the same for every server of this user.
[[nodiscard]] QString defaultDataFolder();
[[nodiscard]] std::span<const OptionRow> guardOptions();

/// All groups in the order of --help.
[[nodiscard]] std::vector<OptionRow> allOptions();
/// web-root -> CONFAB_WEB_ROOT
[[nodiscard]] QByteArray environmentName(const char *option);

[[nodiscard]] QString notANumber(const char *name, const QString &value, qint64 from, qint64 to);
[[nodiscard]] std::optional<qint64> numberIn(const QString &value, qint64 from, qint64 to);
/// Stores a whole number within these bounds; the error is a sentence.
template <typename Number>
[[nodiscard]] QString takeNumber(const char *name, const QString &value, qint64 from, qint64 to,
                                 Number &number)
{
    const auto taken = numberIn(value, from, to);
    if (!taken)
        return notANumber(name, value, from, to);
    number = static_cast<Number>(*taken);
    return {};
}
/// The value of an option that is either there or not, when a file or the environment gives one.
[[nodiscard]] std::optional<bool> yesOrNo(const QString &value);

} // namespace confab::app
