// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/common/secretarguments.h"

#include "app/common/optionrow.h"

#include <algorithm>
#include <cstring>

namespace confab::app {

namespace {

void overwrite(char *text) { std::fill_n(text, std::strlen(text), 'x'); }

/// The value of `--name=value` or of the argument behind `--name`, null when that is not there.
char *valueOf(const QByteArray &option, int i, int argc, char **argv)
{
    char *argument = argv[i];
    if (std::strncmp(argument, option.constData(), size_t(option.size())) != 0)
        return nullptr;
    char *rest = argument + option.size();
    if (*rest == '=')
        return rest + 1;
    return *rest == '\0' && i + 1 < argc ? argv[i + 1] : nullptr;
}

} // namespace

void hideSecretArguments(int argc, char **argv)
{
    for (const OptionRow &row : allOptions()) {
        if (row.kind != OptionRow::Secret)
            continue;
        qunsetenv(environmentName(row.name).constData());
        const QByteArray option = QByteArray("--") + row.name;
        for (int i = 1; i < argc; ++i) {
            if (char *value = valueOf(option, i, argc, argv))
                overwrite(value);
        }
    }
}

} // namespace confab::app
