// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/window/clientspage.h"

#include "server/window/clientsmodel.h"
#include "server/window/heartbeatdelegate.h"
#include "server/window/logview.h"
#include "server/window/words.h"

#include <QAction>
#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QSortFilterProxyModel>
#include <QStackedLayout>
#include <QVBoxLayout>

#include <array>

namespace confab::server {

using namespace Qt::StringLiterals;

ClientsPage::ClientsPage(const widgets::Theme &theme, std::chrono::milliseconds heartbeat, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_model(new ClientsModel(heartbeat, this))
    , m_sorted(new QSortFilterProxyModel(this))
    , m_view(new LogView(this))
    , m_count(new QLabel(this))
    , m_disconnect(new QPushButton(theme.icon(u"close"_s), tr("Disconnect"), this))
    , m_stack(new QStackedLayout)
{
    setObjectName(u"clientsPage"_s);
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    m_sorted->setSourceModel(m_model);
    m_sorted->setSortRole(ClientsModel::SortRole);
    m_sorted->setSortCaseSensitivity(Qt::CaseInsensitive);
    m_count->setObjectName(u"clientsCount"_s);
    m_disconnect->setObjectName(u"disconnectButton"_s);
    m_disconnect->setMinimumHeight(32);
    m_disconnect->setToolTip(tr("End the connection of the selected clients (Del)"));
    auto *placeholder = new QLabel(tr("Nobody is connected"), this);
    placeholder->setObjectName(u"clientsPlaceholder"_s);
    placeholder->setAlignment(Qt::AlignCenter);
    placeholder->setForegroundRole(QPalette::PlaceholderText);
    m_stack->addWidget(m_view);
    m_stack->addWidget(placeholder);

    auto *tools = new QHBoxLayout;
    tools->setContentsMargins(16, 8, 12, 8);
    tools->addWidget(m_count, 1);
    tools->addWidget(m_disconnect);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(tools);
    column->addLayout(m_stack, 1);
    setUpView();
    connect(m_disconnect, &QPushButton::clicked, this, &ClientsPage::disconnectSelected);
    update({}, 0);
}

void ClientsPage::setUpView()
{
    m_view->setObjectName(u"clientsTable"_s);
    m_view->setAccessibleName(tr("Clients"));
    m_view->setModel(m_sorted);
    m_view->setItemDelegateForColumn(ClientsModel::HeartbeatColumn, new HeartbeatDelegate(m_theme, m_view));
    m_view->setContextMenuPolicy(Qt::CustomContextMenu);
    m_view->setSortingEnabled(true);
    m_view->sortByColumn(ClientsModel::NumberColumn, Qt::AscendingOrder);
    const std::array<QString, ClientsModel::ColumnCount> samples{
        u"#10000"_s,    u"A name of usual"_s, u"192.168.100.100:50000"_s, u"websocket"_s, u"EIO"_s,
        u"some room"_s, u"100 ms"_s,          u"──────── 00 s"_s,         u"100 kB"_s,    u"100 kB"_s,
        u"100 kB"_s};
    for (int column = 0; column < ClientsModel::ColumnCount; ++column) {
        const QString title = m_model->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
        const int width = qMax(fontMetrics().horizontalAdvance(samples.at(size_t(column))),
                               fontMetrics().horizontalAdvance(title));
        m_view->horizontalHeader()->resizeSection(column,
                                                  width + (column == ClientsModel::NumberColumn ? 26 : 18));
    }
    m_view->horizontalHeader()->setSectionResizeMode(ClientsModel::NameColumn, QHeaderView::Stretch);

    auto *end = new QAction(tr("Disconnect"), m_view);
    end->setShortcut(QKeySequence::Delete);
    end->setShortcutContext(Qt::WidgetShortcut);
    m_view->addAction(end);
    connect(end, &QAction::triggered, this, &ClientsPage::disconnectSelected);
    connect(m_view, &QWidget::customContextMenuRequested, this, &ClientsPage::showMenu);
    connect(m_view->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &ClientsPage::updateButton);
}

void ClientsPage::update(const QList<runtime::ClientStatus> &clients, qint64 now)
{
    m_model->update(clients, now);
    m_count->setText(Words::clients(clients.size()));
    m_stack->setCurrentIndex(clients.isEmpty() ? 1 : 0);
    updateButton();
}

void ClientsPage::setNow(qint64 now) { m_model->setNow(now); }

void ClientsPage::updateButton() { m_disconnect->setEnabled(m_view->selectionModel()->hasSelection()); }

void ClientsPage::showMenu(const QPoint &position)
{
    if (!m_view->selectionModel()->hasSelection())
        return;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(m_theme.icon(u"close"_s), tr("Disconnect"), this, &ClientsPage::disconnectSelected);
    menu->popup(m_view->viewport()->mapToGlobal(position));
}

void ClientsPage::disconnectSelected()
{
    QList<quint64> ids; // first all of them: an answer may remove rows
    const QModelIndexList rows = m_view->selectionModel()->selectedRows();
    for (const QModelIndex &row : rows)
        ids.append(row.data(ClientsModel::IdRole).toULongLong());
    for (const quint64 id : std::as_const(ids))
        Q_EMIT disconnectRequested(id);
}

} // namespace confab::server
