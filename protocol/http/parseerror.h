// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>

namespace confab::http {

/// Why a message cannot be read; the connection ends after the answer, since where the next one begins is
/// unknown.
struct ParseError
{
    int status = 0; ///< what to answer before closing: 400, 413, 414, 417, 431, 501 or 505
    QByteArray detail; ///< for the log and the answer's body, in English
};

} // namespace confab::http
