// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/theme.h"

#include <QFont>
#include <QIcon>

namespace confab::client {

/// Fonts, colours and distances of a message row, taken from the theme once and used for every row.
struct MessageStyle
{
    explicit MessageStyle(const widgets::Theme &theme);

    widgets::ThemeColors colors;
    QFont body;
    QFont emoji; ///< of messages that are a few emoji
    QFont bold;
    QFont meta;
    QFont metaBold;
    QIcon sending;
    QIcon sent;
    QIcon notSent;
    QIcon notSaved;
    qreal bodyLine; ///< distance of two lines of text
    qreal metaLine;
    qreal averageCharacter; ///< width of a typical character of the body font, for estimates

    static constexpr int contentWidth = 720; ///< a row's content is at most this wide
    static constexpr int margin = 12; ///< left and right of the content
    static constexpr int avatar = 32;
    static constexpr int avatarGap = 8;
    static constexpr int statusColumn = 22; ///< right of one's own bubbles
    static constexpr int gutter = 40; ///< what a bubble leaves free on its far side
    static constexpr int bubblePaddingX = 12;
    static constexpr int bubblePaddingY = 7;
    static constexpr int bubbleRadius = 12;
    static constexpr int groupGap = 10; ///< above a row that starts a group
    static constexpr int rowGap = 2; ///< above any other row, and below every row
    static constexpr int separatorHeight = 36; ///< day and "New" lines
    static constexpr int actionHeight = 32; ///< of what can be clicked in a row
};

} // namespace confab::client
