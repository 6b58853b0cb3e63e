// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QSettings>

class QWidget;

namespace confab::widgets {
class Theme;
}

namespace confab::app {

/// Size, place and appearance of the window from one run to the next, in the user's settings.
class WindowMemory
{
public:
    void restore(widgets::Theme &theme) const;
    void restore(QWidget &window) const;
    void save(const widgets::Theme &theme, const QWidget &window);

private:
    QSettings m_settings;
};

} // namespace confab::app
