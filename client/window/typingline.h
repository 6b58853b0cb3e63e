// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/core/person.h"
#include "widgets/elidinglabel.h"

#include <QList>

namespace confab::widgets {
class Theme;
}

namespace confab::client {

/// "Ana is typing…", in a line that is always there, so that the messages above never move.
class TypingLine : public widgets::ElidingLabel
{
    Q_OBJECT

public:
    /// `theme` outlives the line.
    explicit TypingLine(const widgets::Theme &theme, QWidget *parent = nullptr);

    void showPeople(const QList<Person> &people);

private:
    void updateLook();

    const widgets::Theme &m_theme;
};

} // namespace confab::client
