// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

class QWidget;

namespace confab::widgets {

/// Tells the debug log (category confab.widgets.firstpaint) once this window has been painted for the first
/// time, for whoever measures how long a program takes to start; does nothing unless that is switched on.
void noteFirstPaint(QWidget &window);

} // namespace confab::widgets
