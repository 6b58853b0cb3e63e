// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QCborValue>
#include <QList>

namespace confab::socketio {

/// Whether the placeholders in `data` ({"_placeholder":true,"num":n}) name each of `attachments` attachments
/// exactly once. Node's server lets one attachment be named many times; re-sent, such a packet would multiply
/// it.
[[nodiscard]] bool arePlaceholdersValid(const QCborValue &data, qsizetype attachments);

/// `data` with every placeholder replaced by its attachment. The placeholders must have been found valid.
[[nodiscard]] QCborValue fillPlaceholders(const QCborValue &data, const QList<QByteArray> &attachments);

/// `data` with every byte array replaced by a placeholder; the byte arrays go to `attachments` in order.
[[nodiscard]] QCborValue takeAttachments(const QCborValue &data, QList<QByteArray> &attachments);

[[nodiscard]] bool holdsByteArray(const QCborValue &data);

} // namespace confab::socketio
