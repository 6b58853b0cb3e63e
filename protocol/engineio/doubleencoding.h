// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>

namespace confab::engineio {

/// Undoes what clients of Socket.IO 1.x do to their polling text: they encode it as UTF-8 twice, and nothing
/// in a request tells them from 2.x. Text that can only have been encoded once ends the suspicion for good.
/// One for each session of revision 3.
class DoubleEncoding
{
public:
    /// `utf8` (valid) decoded once if all its characters are bytes, some of them above ASCII, and form UTF-8
    /// again; otherwise as it is.
    [[nodiscard]] QByteArray undo(QByteArray utf8);

private:
    bool m_possible = true;
};

} // namespace confab::engineio
