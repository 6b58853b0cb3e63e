// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QList>

namespace confab::test {

/// Every way to cut `bytes` in two, uncut, and byte by byte: what a network may do to a message.
inline QList<QList<QByteArray>> allSplits(const QByteArray &bytes)
{
    QList<QList<QByteArray>> splits{{bytes}};
    for (qsizetype cut = 1; cut < bytes.size(); ++cut)
        splits.append({bytes.left(cut), bytes.mid(cut)});
    QList<QByteArray> single;
    for (const char c : bytes)
        single.append(QByteArray(1, c));
    splits.append(single);
    return splits;
}

} // namespace confab::test
