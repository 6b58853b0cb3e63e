// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/window/typingline.h"

#include "client/window/words.h"
#include "widgets/theme.h"

namespace confab::client {

using namespace Qt::StringLiterals;

TypingLine::TypingLine(const widgets::Theme &theme, QWidget *parent)
    : widgets::ElidingLabel(parent)
    , m_theme(theme)
{
    setObjectName(u"typingLine"_s);
    setContentsMargins(16, 2, 16, 0);
    connect(&theme, &widgets::Theme::changed, this, &TypingLine::updateLook);
    updateLook();
}

void TypingLine::showPeople(const QList<Person> &people) { setText(words::typing(people)); }

void TypingLine::updateLook()
{
    setFont(m_theme.font(0.85));
    QPalette colors = palette();
    colors.setColor(QPalette::WindowText, m_theme.colors().muted);
    setPalette(colors);
    setFixedHeight(fontMetrics().height() + 4);
}

} // namespace confab::client
