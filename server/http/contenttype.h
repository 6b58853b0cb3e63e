// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QStringView>

namespace confab::web {

/// The Content-Type for a file of that name, by its extension, as a web server would say it: text with
/// charset=utf-8, application/octet-stream for what is not known. A table of our own, because browsers refuse
/// a module or a style sheet whose type is wrong and the system's MIME database differs from machine to
/// machine.
[[nodiscard]] QByteArray contentTypeFor(QStringView fileName);

} // namespace confab::web
