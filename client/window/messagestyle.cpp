// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/window/messagestyle.h"

#include <QFontInfo>
#include <QFontMetricsF>
#include <QtMath>

namespace confab::client {

using namespace Qt::StringLiterals;

namespace {

constexpr qreal lineHeight = 1.35; // of the font size

qreal lineOf(const QFont &font)
{
    return qCeil(qMax(QFontMetricsF(font).height(), lineHeight * QFontInfo(font).pixelSize()));
}

QFont bolder(QFont font)
{
    font.setWeight(QFont::DemiBold);
    return font;
}

} // namespace

MessageStyle::MessageStyle(const widgets::Theme &theme)
    : colors(theme.colors())
    , body(theme.font())
    , emoji(theme.font(2.0))
    , bold(bolder(theme.font()))
    , meta(theme.font(0.85))
    , metaBold(bolder(theme.font(0.85)))
    , sending(theme.icon(u"clock"_s, colors.muted))
    , sent(theme.icon(u"check"_s, colors.muted))
    , notSent(theme.icon(u"warning"_s, colors.danger))
    , notSaved(theme.icon(u"warning"_s, colors.warning))
    , bodyLine(lineOf(body))
    , metaLine(lineOf(meta))
    , averageCharacter(QFontMetricsF(body).averageCharWidth())
{ }

} // namespace confab::client
