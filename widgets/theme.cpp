// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/theme.h"

#include "widgets/style.h"
#include "widgets/svgiconengine.h"

#include <QApplication>
#include <QFontInfo>
#include <QToolTip>

namespace confab::widgets {

using namespace Qt::StringLiterals;

Theme::Theme(QObject *parent)
    : QObject(parent)
    , m_systemFont(QApplication::font())
    , m_colors(ThemeColors::lightScheme())
{
    connect(&m_desktop, &DesktopColorScheme::changed, this, [this] {
        if (m_choice == ThemeChoice::System && m_styled)
            apply();
    });
}

void Theme::setChoice(ThemeChoice choice)
{
    if (m_styled && choice == m_choice)
        return;
    m_choice = choice;
    if (choice == ThemeChoice::System)
        m_desktop.watch();
    if (!m_styled) {
        m_styled = true;
        QApplication::setStyle(new Style); // owned by the application
    }
    apply();
}

void Theme::apply()
{
    const bool dark =
        m_choice == ThemeChoice::Dark || (m_choice == ThemeChoice::System && m_desktop.prefersDark());
    m_colors = dark ? ThemeColors::darkScheme() : ThemeColors::lightScheme();
    const QPalette palette = m_colors.palette();
    QApplication::setPalette(palette);
    QApplication::setFont(font());
    // Tool tips keep a palette and font of their own.
    QToolTip::setPalette(palette);
    QToolTip::setFont(font());
    Q_EMIT changed();
}

QFont Theme::font(qreal scale) const
{
    // The family that is really used: behind an alias such as "Sans Serif", the emoji family would be the
    // first of the list that exists, and give its wide digits and spaces to every text.
    QFont result = m_systemFont;
    result.setFamilies({QFontInfo(m_systemFont).family(), u"Noto Color Emoji"_s});
    if (m_systemFont.pointSizeF() > 0)
        result.setPointSizeF(m_systemFont.pointSizeF() * scale);
    else
        result.setPixelSize(qMax(1, qRound(m_systemFont.pixelSize() * scale)));
    return result;
}

QIcon Theme::icon(const QString &name) const { return QIcon(new SvgIconEngine(name)); }

QIcon Theme::icon(const QString &name, const QColor &color) const
{
    return QIcon(new SvgIconEngine(name, color));
}

} // namespace confab::widgets
