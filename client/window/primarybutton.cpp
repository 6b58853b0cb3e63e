// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/window/primarybutton.h"

#include "widgets/theme.h"

namespace confab::client {

PrimaryButton::PrimaryButton(const widgets::Theme &theme, const QString &text, QWidget *parent)
    : QPushButton(text, parent)
    , m_theme(theme)
{
    connect(&theme, &widgets::Theme::changed, this, &PrimaryButton::updateLook);
    updateLook();
}

/// The style takes a button's colours from these roles: surface, hovered, pressed, ring, label.
void PrimaryButton::updateLook()
{
    const widgets::ThemeColors &colors = m_theme.colors();
    QPalette own = colors.palette();
    own.setColor(QPalette::Button, colors.accent);
    own.setColor(QPalette::AlternateBase,
                 colors.dark ? colors.accent.lighter(112) : colors.accent.darker(112));
    own.setColor(QPalette::Midlight, colors.dark ? colors.accent.darker(115) : colors.accent.darker(130));
    own.setColor(QPalette::Highlight, colors.text);
    own.setColor(QPalette::Dark, colors.accent);
    own.setColor(QPalette::ButtonText, colors.base);
    own.setColor(QPalette::Disabled, QPalette::Button, colors.alternate);
    own.setColor(QPalette::Disabled, QPalette::Dark, colors.border);
    own.setColor(QPalette::Disabled, QPalette::ButtonText, colors.muted);
    setPalette(own);
}

} // namespace confab::client
