// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QDialog>

namespace confab::widgets {
class Theme;
}

namespace confab::client {

/// The sheet of keyboard shortcuts.
class ShortcutsDialog : public QDialog
{
    Q_OBJECT

public:
    explicit ShortcutsDialog(const widgets::Theme &theme, QWidget *parent = nullptr);
};

} // namespace confab::client
