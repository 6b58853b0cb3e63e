// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QMetaType>
#include <QString>

namespace confab::log {

/// Why a store could not be opened, or could not do what it was asked to.
struct StoreError
{
    enum class Kind {
        Full, ///< no room on the disk, or the store's own bound is reached
        Locked, ///< another program holds the database
        Corrupt, ///< damaged, or no database of Confab's
        ReadOnly,
        Newer, ///< written by a newer version of Confab
        Unusable ///< cannot be opened or read: permissions, a broken disk, a driver that is missing
    };
    Kind kind = Kind::Unusable;
    QString detail; ///< in the words of the database, for developers
};

} // namespace confab::log

Q_DECLARE_METATYPE(confab::log::StoreError)
