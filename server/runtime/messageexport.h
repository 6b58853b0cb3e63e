// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/runtime/hubstatus.h"

#include <QByteArray>
#include <QList>

class QIODevice;

namespace confab::runtime {

enum class ExportFormat { Text, JsonLines, Csv };

/// The format that a file name asks for: .jsonl, .ndjson and .json are JSON Lines, .csv is CSV, all else
/// text.
[[nodiscard]] ExportFormat exportFormatFor(const QString &fileName);

/// One message as a line of a file, with its line end. UTF-8.
/// - Text: local time, room, name and text, control characters made visible.
/// - JsonLines: `{"at","room","seq","client","from":{"id","name"},"text"}`, time in UTC, everything as it was
/// sent.
/// - Csv: RFC 4180. A cell that a spreadsheet would take for a formula gets an apostrophe in front.
[[nodiscard]] QByteArray exportLine(const MessageRecord &message, ExportFormat format);

/// What a file of this format begins with: a CSV with the names of its columns and a byte order mark
/// (spreadsheets take it for Latin-1 otherwise).
[[nodiscard]] QByteArray exportHead(ExportFormat format);

/// Writes all messages behind the head. False as soon as the device takes no more; its errorString() says
/// why.
[[nodiscard]] bool exportMessages(const QList<MessageRecord> &messages, ExportFormat format,
                                  QIODevice &device);

} // namespace confab::runtime
