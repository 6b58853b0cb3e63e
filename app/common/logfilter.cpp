// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/common/logfilter.h"

#include <QLoggingCategory>

#include <cstring>

namespace confab::app {

namespace {

QLoggingCategory::CategoryFilter rulesOfTheUser = nullptr;

void filter(QLoggingCategory *category)
{
    rulesOfTheUser(category);
    constexpr char family[] = "qt.httpserver";
    if (std::strncmp(category->categoryName(), family, sizeof family - 1) == 0)
        category->setEnabled(QtDebugMsg, false);
}

} // namespace

void installLogFilter()
{
    if (rulesOfTheUser)
        return;
    // Ours is asked about every category that is there already before it is installed: with TLS there are
    // some.
    rulesOfTheUser = QLoggingCategory::installFilter(nullptr);
    QLoggingCategory::installFilter(filter);
}

} // namespace confab::app
