// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/runtime/hubstatus.h"
#include "server/window/shareaddress.h"

#include <QList>
#include <QWidget>

class QLabel;
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
    /// What people are asked for; shown beside the address. None when empty.
    void setPin(const QString &pin);
    [[nodiscard]] ShareAddress address() const { return {url(), m_pin}; }
    /// Whether other devices can use the chosen address.
    [[nodiscard]] bool isForOthers() const;

Q_SIGNALS:
    void addressChanged(const confab::server::ShareAddress &address);

private:
    [[nodiscard]] QString url() const;
    void showPin();
    void choose(int index);
    void fillMenu();

    widgets::ElidingLabel *m_label;
    QToolButton *m_others;
    QLabel *m_pinLabel;
    QString m_pin;
    QMenu *m_menu;
    QList<runtime::Endpoint> m_endpoints;
    int m_chosen = -1;
    bool m_byUser = false;
};

} // namespace confab::server
