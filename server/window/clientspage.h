// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/runtime/hubstatus.h"
#include "widgets/theme.h"

#include <QWidget>

#include <chrono>

class QLabel;
class QPushButton;
class QSortFilterProxyModel;
class QStackedLayout;

namespace confab::server {

class ClientsModel;
class LogView;

/// Who is connected, and the way to disconnect somebody.
class ClientsPage : public QWidget
{
    Q_OBJECT

public:
    ClientsPage(const widgets::Theme &theme, std::chrono::milliseconds heartbeat, QWidget *parent = nullptr);

    /// `now` in milliseconds of a steady clock.
    void update(const QList<runtime::ClientStatus> &clients, qint64 now);
    void setNow(qint64 now);

Q_SIGNALS:
    void disconnectRequested(quint64 clientId);

private:
    void setUpView();
    void showMenu(const QPoint &position);
    void disconnectSelected();
    void updateButton();

    const widgets::Theme &m_theme;
    ClientsModel *m_model;
    QSortFilterProxyModel *m_sorted;
    LogView *m_view;
    QLabel *m_count;
    QPushButton *m_disconnect;
    QStackedLayout *m_stack;
};

} // namespace confab::server
