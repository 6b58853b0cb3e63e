// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/log/memorystore.h"

#include <QList>

namespace confab::test {

/// Writes down how many messages came in each commit.
class CountingStore final : public log::MemoryStore
{
public:
    explicit CountingStore(QList<size_t> &commits)
        : m_commits(commits)
    { }
    [[nodiscard]] Result<std::vector<log::Outcome>, log::StoreError>
    append(const std::vector<log::Draft> &drafts, qint64 at) override
    {
        m_commits.append(drafts.size());
        return MemoryStore::append(drafts, at);
    }

private:
    QList<size_t> &m_commits; ///< read when the log has stopped
};

} // namespace confab::test
