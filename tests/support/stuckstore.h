// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/log/memorystore.h"

#include <QMutex>

namespace confab::test {

/// A store that is stuck, as a disk can be, while `wait` is locked.
class StuckStore final : public log::MemoryStore
{
public:
    explicit StuckStore(QMutex &wait)
        : m_wait(wait)
    { }
    [[nodiscard]] Result<std::vector<log::Outcome>, log::StoreError>
    append(const std::vector<log::Draft> &drafts, qint64 at) override
    {
        const QMutexLocker lock(&m_wait);
        return MemoryStore::append(drafts, at);
    }

private:
    QMutex &m_wait;
};

} // namespace confab::test
