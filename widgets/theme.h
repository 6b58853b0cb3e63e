// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/desktopcolorscheme.h"

#include <QColor>
#include <QFont>
#include <QIcon>
#include <QList>
#include <QObject>
#include <QPalette>

namespace confab::widgets {

enum class ThemeChoice { System, Light, Dark };

/// The colours of one scheme; text on base, window and alt has a contrast of at least 4.5:1, borders 3:1.
struct ThemeColors
{
    bool dark = false;
    QColor window, base, alternate, text, muted, accent, ownBubble, danger, ok, warning, border, unread;
    QList<QColor> names; ///< for people's names

    [[nodiscard]] static ThemeColors lightScheme();
    [[nodiscard]] static ThemeColors darkScheme();

    /// The same person always gets the same colour.
    [[nodiscard]] QColor nameColor(const QString &personId) const;
    /// Every role in every group, disabled ones included.
    [[nodiscard]] QPalette palette() const;
};

/// Look of a program's windows: palette, fonts with colour emoji, icons in the palette's colours. One per
/// program, made by the composition root and handed to the windows; follows the desktop while the choice is
/// System. Lives in the GUI thread.
class Theme : public QObject
{
    Q_OBJECT

public:
    explicit Theme(QObject *parent = nullptr);

    [[nodiscard]] ThemeChoice choice() const { return m_choice; }
    /// Applies Fusion, palette and font to the application, now and whenever the scheme changes.
    void setChoice(ThemeChoice choice);
    [[nodiscard]] const ThemeColors &colors() const { return m_colors; }
    /// The system's font, `scale` times its size (0.85 meta, 1.0 body, 1.2 title), with a colour emoji family
    /// behind it.
    [[nodiscard]] QFont font(qreal scale = 1.0) const;
    /// One of our icons (widgets/icons/NAME.svg), drawn in the text colour, muted when disabled. Follows the
    /// palette.
    [[nodiscard]] QIcon icon(const QString &name) const;
    /// The same in a colour that stays; ask again when changed() is emitted.
    [[nodiscard]] QIcon icon(const QString &name, const QColor &color) const;

Q_SIGNALS:
    void changed();

private:
    void apply();

    QFont m_systemFont;
    DesktopColorScheme m_desktop;
    ThemeChoice m_choice = ThemeChoice::System;
    ThemeColors m_colors;
    bool m_styled = false;
};

} // namespace confab::widgets
