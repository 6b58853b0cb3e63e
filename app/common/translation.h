// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

class QCoreApplication;

namespace confab::app {

/// Loads Confab's and Qt's own texts in the language of the system, English where there are none.
void installTranslation(QCoreApplication &application);

} // namespace confab::app
