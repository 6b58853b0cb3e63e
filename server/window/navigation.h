// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QListWidget>

namespace confab::widgets {
class Theme;
}

namespace confab::server {

/// The list of pages at the left of the window, with a number behind the pages that have one.
class Navigation : public QListWidget
{
    Q_OBJECT

public:
    explicit Navigation(const widgets::Theme &theme, QWidget *parent = nullptr);

    void addPage(const QString &icon, const QString &title);
    /// An empty text shows nothing.
    void setCount(int page, const QString &text);

    [[nodiscard]] QSize sizeHint() const override;

private:
    const widgets::Theme &m_theme;
};

} // namespace confab::server
