// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/server/windowmemory.h"

#include "widgets/theme.h"

#include <QWidget>

namespace confab::app {

using namespace Qt::StringLiterals;
using widgets::ThemeChoice;

namespace {

const auto GeometryKey = u"window/geometry"_s;
const auto AppearanceKey = u"appearance"_s;

} // namespace

void WindowMemory::restore(widgets::Theme &theme) const
{
    const QString name = m_settings.value(AppearanceKey).toString();
    theme.setChoice(name == u"light"_s      ? ThemeChoice::Light
                        : name == u"dark"_s ? ThemeChoice::Dark
                                            : ThemeChoice::System);
}

void WindowMemory::restore(QWidget &window) const
{
    window.restoreGeometry(m_settings.value(GeometryKey).toByteArray());
}

void WindowMemory::save(const widgets::Theme &theme, const QWidget &window)
{
    m_settings.setValue(GeometryKey, window.saveGeometry());
    const ThemeChoice choice = theme.choice();
    m_settings.setValue(AppearanceKey,
                        choice == ThemeChoice::Light      ? u"light"_s
                            : choice == ThemeChoice::Dark ? u"dark"_s
                                                          : u"system"_s);
}

} // namespace confab::app
