// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QPushButton>

namespace confab::widgets {
class Theme;
}

namespace confab::client {

/// The one button of a page that does what the page is for, filled with the accent colour.
class PrimaryButton : public QPushButton
{
    Q_OBJECT

public:
    /// `theme` outlives the button.
    PrimaryButton(const widgets::Theme &theme, const QString &text, QWidget *parent = nullptr);

private:
    void updateLook();

    const widgets::Theme &m_theme;
};

} // namespace confab::client
