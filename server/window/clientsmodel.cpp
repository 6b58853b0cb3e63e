// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/window/clientsmodel.h"

#include "server/runtime/plaintext.h"
#include "server/window/words.h"

#include <QLocale>
#include <QSet>

#include <algorithm>
#include <array>

namespace confab::server {

using namespace Qt::StringLiterals;
using runtime::ClientStatus;
using runtime::toolTipFor;
using runtime::Transport;
using runtime::visibleCell;
using runtime::visibleLine;

namespace {

bool isNumeric(int column)
{
    switch (column) {
    case ClientsModel::RoundTripColumn:
    case ClientsModel::QueuedColumn:
    case ClientsModel::InColumn:
    case ClientsModel::OutColumn:
        return true;
    default:
        return false;
    }
}

bool looksTheSame(const ClientStatus &a, const ClientStatus &b)
{
    return a.id == b.id && a.name == b.name && a.address == b.address && a.transport == b.transport
        && a.engineRevision == b.engineRevision && a.room == b.room && a.roundTripMs == b.roundTripMs
        && a.heartbeatDueMs == b.heartbeatDueMs && a.bytesIn == b.bytesIn && a.bytesOut == b.bytesOut
        && a.bytesQueued == b.bytesQueued && a.isSlowed == b.isSlowed;
}

} // namespace

ClientsModel::ClientsModel(std::chrono::milliseconds heartbeat, QObject *parent)
    : QAbstractTableModel(parent)
    , m_heartbeat(heartbeat)
{ }

ClientsModel::Row ClientsModel::rowFor(const ClientStatus &status, qint64 now)
{
    return {status, status.heartbeatDueMs < 0 ? -1 : now + status.heartbeatDueMs};
}

void ClientsModel::removeGone(const QList<ClientStatus> &clients)
{
    QSet<quint64> staying;
    staying.reserve(clients.size());
    for (const ClientStatus &client : clients)
        staying.insert(client.id);
    for (int last = int(m_rows.size()) - 1; last >= 0; --last) {
        if (staying.contains(clientId(last)))
            continue;
        int first = last;
        while (first > 0 && !staying.contains(clientId(first - 1)))
            --first;
        beginRemoveRows({}, first, last);
        m_rows.remove(first, last - first + 1);
        endRemoveRows();
        last = first;
    }
}

void ClientsModel::moveToFront(quint64 id, int row)
{
    const auto found = std::find_if(m_rows.cbegin() + row, m_rows.cend(),
                                    [id](const Row &candidate) { return candidate.status.id == id; });
    const int from = int(found - m_rows.cbegin());
    if (from == row)
        return;
    beginMoveRows({}, from, from, {}, row);
    m_rows.move(from, row);
    endMoveRows();
}

void ClientsModel::update(const QList<ClientStatus> &clients, qint64 now)
{
    m_now = now;
    removeGone(clients);
    QSet<quint64> known;
    known.reserve(m_rows.size());
    for (const Row &row : std::as_const(m_rows))
        known.insert(row.status.id);
    for (int row = 0; row < clients.size(); ++row) {
        const ClientStatus &client = clients.at(row);
        if (!known.contains(client.id)) {
            int last = row;
            while (last + 1 < clients.size() && !known.contains(clients.at(last + 1).id))
                ++last;
            beginInsertRows({}, row, last);
            for (int added = row; added <= last; ++added)
                m_rows.insert(added, rowFor(clients.at(added), now));
            endInsertRows();
            row = last;
            continue;
        }
        moveToFront(client.id, row); // only when the order of joining is not kept
        if (!looksTheSame(m_rows.at(row).status, client)) {
            m_rows[row] = rowFor(client, now);
            Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
        }
    }
}

void ClientsModel::setNow(qint64 now)
{
    if (now == m_now)
        return;
    m_now = now;
    if (!m_rows.isEmpty())
        Q_EMIT dataChanged(index(0, HeartbeatColumn), index(int(m_rows.size()) - 1, HeartbeatColumn));
}

int ClientsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int ClientsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QString ClientsModel::shown(const Row &row, int column) const
{
    const ClientStatus &status = row.status;
    switch (column) {
    case NumberColumn:
        return u"#%1"_s.arg(status.id);
    case NameColumn:
        return visibleCell(status.name);
    case AddressColumn:
        return visibleLine(status.address);
    case TransportColumn:
        return status.isSlowed ? tr("%1, slowed").arg(Words::transport(status.transport, status.isSecure))
                               : Words::transport(status.transport, status.isSecure);
    case RevisionColumn:
        return status.engineRevision == 0 ? u"–"_s : QString::number(status.engineRevision);
    case RoomColumn:
        return visibleCell(status.room);
    case RoundTripColumn:
        return Words::roundTrip(status.roundTripMs);
    case HeartbeatColumn:
        return row.dueAt < 0 ? u"–"_s : tr("%1 s").arg((dueIn(row) + 500) / 1000);
    case QueuedColumn:
        return status.bytesQueued <= 0 ? u"–"_s : Words::bytes(quint64(status.bytesQueued));
    case InColumn:
        return Words::bytes(status.bytesIn);
    case OutColumn:
        return Words::bytes(status.bytesOut);
    default:
        return {};
    }
}

QVariant ClientsModel::sortValue(const Row &row, int column) const
{
    const ClientStatus &status = row.status;
    switch (column) {
    case NumberColumn:
        return status.id;
    case RevisionColumn:
        return status.engineRevision;
    case RoundTripColumn:
        return status.roundTripMs;
    case HeartbeatColumn:
        return row.dueAt;
    case QueuedColumn:
        return status.bytesQueued;
    case InColumn:
        return status.bytesIn;
    case OutColumn:
        return status.bytesOut;
    default:
        return shown(row, column);
    }
}

QVariant ClientsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row &row = m_rows.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return shown(row, index.column());
    case Qt::ToolTipRole:
        if (index.column() == TransportColumn && row.status.isSlowed)
            return tr("It sends more than --rate allows, so the server reads it more slowly");
        return index.column() == NameColumn ? QVariant(toolTipFor(row.status.name)) : QVariant();
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(Qt::AlignVCenter
                                   | (isNumeric(index.column()) ? Qt::AlignRight : Qt::AlignLeft));
    case IdRole:
        return row.status.id;
    case SortRole:
        return sortValue(row, index.column());
    case HeartbeatShareRole:
        if (row.dueAt < 0 || m_heartbeat.count() <= 0)
            return {};
        return qBound(0.0, double(dueIn(row)) / double(m_heartbeat.count()), 1.0);
    default:
        return {};
    }
}

QVariant ClientsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::AlignVCenter | (isNumeric(section) ? Qt::AlignRight : Qt::AlignLeft));
    static const std::array<const char *, ColumnCount> Titles{
        QT_TR_NOOP("No."),    QT_TR_NOOP("Name"), QT_TR_NOOP("Address"),    QT_TR_NOOP("Transport"),
        QT_TR_NOOP("Rev."),   QT_TR_NOOP("Room"), QT_TR_NOOP("Round trip"), QT_TR_NOOP("Heartbeat"),
        QT_TR_NOOP("Queued"), QT_TR_NOOP("In"),   QT_TR_NOOP("Out")};
    static const std::array<const char *, ColumnCount> Meanings{
        QT_TR_NOOP("The number the log names this client by"),
        QT_TR_NOOP("The name this client says it has"),
        QT_TR_NOOP("Where the connection comes from"),
        QT_TR_NOOP(
            "How the client is connected: HTTP polling, WebSocket, or a plain WebSocket without Socket.IO"),
        QT_TR_NOOP("Revision of the Engine.IO protocol"),
        QT_TR_NOOP("The room the client is in"),
        QT_TR_NOOP("How long the last heartbeat took there and back"),
        QT_TR_NOOP("Time left until a silent client counts as gone"),
        QT_TR_NOOP("Bytes waiting to be sent because the client reads slowly"),
        QT_TR_NOOP("Bytes received from the client"),
        QT_TR_NOOP("Bytes sent to the client")};
    if (section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::DisplayRole)
        return tr(Titles.at(size_t(section)));
    return role == Qt::ToolTipRole ? QVariant(tr(Meanings.at(size_t(section)))) : QVariant();
}

} // namespace confab::server
