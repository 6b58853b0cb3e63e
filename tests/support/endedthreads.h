// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "tests/support/patience.h"

#include <QDir>
#include <QFile>
#include <QTest>

#include <algorithm>

namespace confab::testing {

/// Waits until no thread is left but this one and QtTest's own; false when it does not come to that. For
/// cleanupTestCase() where others spoke TLS: QThread::wait() returns when a thread is done, not when it has
/// gone. What OpenSSL keeps for it is freed in between, and is a leak to the sanitizer if the process ends
/// first. Linux; elsewhere it does not wait, nor with the thread sanitizer, which has a thread of its own.
inline bool otherThreadsAreGone()
{
#if defined(__SANITIZE_THREAD__)
    return true;
#else
    const QDir tasks(QStringLiteral("/proc/self/task"));
    const auto isOther = [&tasks](const QString &id) {
        QFile name(tasks.filePath(id + QStringLiteral("/comm")));
        return name.open(QIODevice::ReadOnly) && name.readAll().trimmed() != "QtTest Watchdog";
    };
    return QTest::qWaitFor(
        [&] {
            const QStringList ids = tasks.entryList(QDir::Dirs | QDir::NoDotAndDotDot);
            return std::count_if(ids.begin(), ids.end(), isOther) <= 1;
        },
        patience);
#endif
}

} // namespace confab::testing
