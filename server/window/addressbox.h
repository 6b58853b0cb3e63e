// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/runtime/hubstatus.h"

#include <QList>
#include <QWidget>

class QMenu;
class QToolButton;

namespace confab::widgets {
class ElidingLabel;
class Theme;
} // namespace confab::widgets

namespace confab::server {

/// The address to tell people: one of the hub's, with a menu of all of them where there are several. Virtual
/// interfaces and the loopback address are listed under "Other".
class AddressBox : public QWidget
{
    Q_OBJECT

public:
    explicit AddressBox(const widgets::Theme &theme, QWidget *parent = nullptr);

    /// Keeps an address that the user chose while the hub still has it; otherwise shows the best, the first.
    void setEndpoints(const QList<runtime::Endpoint> &endpoints);
    /// "http://192.168.1.20:3000", empty while there is none.
    [[nodiscard]] QString url() const;
    /// Whether other devices can use the chosen address.
    [[nodiscard]] bool isForOthers() const;

Q_SIGNALS:
    void urlChanged(const QString &url);

private:
    void choose(int index);
    void fillMenu();

    widgets::ElidingLabel *m_label;
    QToolButton *m_others;
    QMenu *m_menu;
    QList<runtime::Endpoint> m_endpoints;
    int m_chosen = -1;
    bool m_byUser = false;
};

} // namespace confab::server
