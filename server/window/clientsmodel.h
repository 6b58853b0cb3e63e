// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/runtime/hubstatus.h"

#include <QAbstractTableModel>
#include <QList>

#include <chrono>

namespace confab::server {

/// The connected clients. Refreshing keeps every row that stays: what changed is told cell by cell, so
/// selection and scrolling survive ten refreshes a second.
class ClientsModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column {
        NumberColumn,
        NameColumn,
        AddressColumn,
        TransportColumn,
        RevisionColumn,
        RoomColumn,
        RoundTripColumn,
        HeartbeatColumn,
        QueuedColumn,
        InColumn,
        OutColumn,
        ColumnCount
    };
    enum Role {
        IdRole = Qt::UserRole, ///< quint64
        SortRole, ///< the bare value of the column
        HeartbeatShareRole ///< 0 to 1 of the time until the client counts as gone, invalid without a
                           ///< heartbeat
    };

    /// `heartbeat` is the longest silence allowed (ping interval plus timeout), the full bar.
    explicit ClientsModel(std::chrono::milliseconds heartbeat, QObject *parent = nullptr);

    /// `now` is in milliseconds of any steady clock; heartbeats count down from it.
    void update(const QList<runtime::ClientStatus> &clients, qint64 now);
    /// Moves the heartbeat bars on between two updates.
    void setNow(qint64 now);

    [[nodiscard]] quint64 clientId(int row) const { return m_rows.at(row).status.id; }
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Row
    {
        runtime::ClientStatus status;
        qint64 dueAt = -1; ///< on the clock of `now`, -1 without a heartbeat
    };
    [[nodiscard]] static Row rowFor(const runtime::ClientStatus &status, qint64 now);
    void removeGone(const QList<runtime::ClientStatus> &clients);
    void moveToFront(quint64 id, int row);
    [[nodiscard]] qint64 dueIn(const Row &row) const { return qMax<qint64>(0, row.dueAt - m_now); }
    [[nodiscard]] QString shown(const Row &row, int column) const;
    [[nodiscard]] QVariant sortValue(const Row &row, int column) const;

    std::chrono::milliseconds m_heartbeat;
    qint64 m_now = 0;
    QList<Row> m_rows;
};

} // namespace confab::server
