// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/theme.h"

namespace confab::widgets {

namespace {

QColor mixed(const QColor &a, const QColor &b, double shareOfB)
{
    const auto part = [shareOfB](int x, int y) { return qRound(x + (y - x) * shareOfB); };
    return {part(a.red(), b.red()), part(a.green(), b.green()), part(a.blue(), b.blue())};
}

} // namespace

ThemeColors ThemeColors::lightScheme()
{
    ThemeColors c;
    c.dark = false;
    c.window = QColor(0xF4F6F8);
    c.base = QColor(0xFFFFFF);
    c.alternate = QColor(0xF0F3F6);
    c.text = QColor(0x1B1F24);
    c.muted = QColor(0x57606A);
    c.accent = QColor(0x0B63CE);
    c.ownBubble = QColor(0xDCEBFF);
    c.danger = QColor(0xB42318);
    c.ok = QColor(0x166C3B);
    c.warning = QColor(0x8A5300);
    c.border = QColor(0x8C959F);
    c.unread = QColor(0xC2410C);
    c.names = {QColor(0x0B63CE), QColor(0x8A3FB8), QColor(0xB42318), QColor(0x0F766E),
               QColor(0x8A5300), QColor(0xA21A68), QColor(0x3F6212), QColor(0x4B55C4)};
    return c;
}

ThemeColors ThemeColors::darkScheme()
{
    ThemeColors c;
    c.dark = true;
    c.window = QColor(0x16191D);
    c.base = QColor(0x1C2025);
    c.alternate = QColor(0x242930);
    c.text = QColor(0xE7EBEF);
    c.muted = QColor(0x9AA4AF);
    c.accent = QColor(0x6CB0FF);
    c.ownBubble = QColor(0x1F3A5C);
    c.danger = QColor(0xFF8A80);
    c.ok = QColor(0x6FD08C);
    c.warning = QColor(0xE8B44C);
    c.border = QColor(0x6B7682);
    c.unread = QColor(0xFFA05C);
    c.names = {QColor(0x6CB0FF), QColor(0xD09BF5), QColor(0xFF8A80), QColor(0x5CC9BD),
               QColor(0xE8B44C), QColor(0xFF8DC7), QColor(0xA5CF63), QColor(0xA5ADFF)};
    return c;
}

QColor ThemeColors::nameColor(const QString &personId) const
{
    if (names.isEmpty())
        return text;
    // FNV-1a: qHash is seeded anew in every process, and a person's colour is to stay.
    quint32 hash = 2166136261U;
    const QByteArray bytes = personId.toUtf8();
    for (const char byte : bytes)
        hash = (hash ^ static_cast<quint8>(byte)) * 16777619U;
    return names.at(static_cast<int>(hash % static_cast<quint32>(names.size())));
}

QPalette ThemeColors::palette() const
{
    QPalette p;
    p.setColor(QPalette::Window, window);
    p.setColor(QPalette::WindowText, text);
    p.setColor(QPalette::Base, base);
    p.setColor(QPalette::AlternateBase, alternate);
    p.setColor(QPalette::Text, text);
    p.setColor(QPalette::PlaceholderText, muted);
    p.setColor(QPalette::Button, base);
    p.setColor(QPalette::ButtonText, text);
    p.setColor(QPalette::BrightText, danger);
    p.setColor(QPalette::ToolTipBase, alternate);
    p.setColor(QPalette::ToolTipText, text);
    p.setColor(QPalette::Highlight, accent);
    p.setColor(QPalette::HighlightedText, dark ? window : base);
    p.setColor(QPalette::Link, accent);
    p.setColor(QPalette::LinkVisited, names.at(1));
    p.setColor(QPalette::Light, mixed(base, text, dark ? 0.12 : 0.0));
    p.setColor(QPalette::Midlight, mixed(window, border, 0.3));
    p.setColor(QPalette::Mid, mixed(window, border, 0.6));
    p.setColor(QPalette::Dark, border);
    p.setColor(QPalette::Shadow, dark ? QColor(Qt::black) : mixed(border, text, 0.5));

    const QColor faint = mixed(muted, window, 0.35);
    for (const auto role :
         {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::PlaceholderText,
          QPalette::ToolTipText, QPalette::Link, QPalette::LinkVisited})
        p.setColor(QPalette::Disabled, role, faint);
    p.setColor(QPalette::Disabled, QPalette::Base, window);
    p.setColor(QPalette::Disabled, QPalette::Button, window);
    p.setColor(QPalette::Disabled, QPalette::Highlight, mixed(border, window, 0.5));
    p.setColor(QPalette::Disabled, QPalette::HighlightedText, text);
    return p;
}

} // namespace confab::widgets
