// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/window/messagelogmodel.h"

#include "server/runtime/plaintext.h"

#include <QLocale>

namespace confab::server {

using namespace Qt::StringLiterals;
using runtime::MessageRecord;
using runtime::toolTipFor;
using runtime::visibleCell;
using runtime::visibleLine;

MessageLogModel::MessageLogModel(QObject *parent, qsizetype capacity)
    : QAbstractTableModel(parent)
    , m_capacity(capacity)
{ }

void MessageLogModel::append(const QList<MessageRecord> &messages)
{
    const auto batch = qMin(messages.size(), m_capacity);
    if (batch == 0)
        return;
    const auto have = qsizetype(m_records.size());
    const auto excess = have + batch - m_capacity;
    if (excess > 0) {
        beginRemoveRows({}, 0, int(excess) - 1);
        m_records.erase(m_records.begin(), m_records.begin() + excess);
        endRemoveRows();
    }
    const int first = int(m_records.size());
    beginInsertRows({}, first, first + int(batch) - 1);
    m_records.insert(m_records.end(), messages.cend() - batch, messages.cend());
    endInsertRows();
}

void MessageLogModel::clear()
{
    if (m_records.empty())
        return;
    beginRemoveRows({}, 0, int(m_records.size()) - 1);
    m_records.clear();
    endRemoveRows();
}

void MessageLogModel::setColors(const widgets::ThemeColors &colors)
{
    m_colors = colors;
    if (!m_records.empty())
        Q_EMIT dataChanged(index(0, WhoColumn), index(rowCount() - 1, ClientColumn), {Qt::ForegroundRole});
}

int MessageLogModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_records.size());
}

int MessageLogModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QString MessageLogModel::shown(const MessageRecord &record, int column) const
{
    switch (column) {
    case TimeColumn:
        return record.at.toLocalTime().toString(u"HH:mm:ss"_s);
    case WhoColumn:
        return visibleCell(record.name);
    case RoomColumn:
        return visibleCell(record.room);
    case TextColumn:
        return visibleCell(record.text);
    case ClientColumn:
        return record.clientId == 0 ? tr("host") : u"#%1"_s.arg(record.clientId);
    default:
        return {};
    }
}

QVariant MessageLogModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const MessageRecord &message = record(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return shown(message, index.column());
    case Qt::ToolTipRole:
        if (index.column() == TimeColumn)
            return QLocale().toString(message.at.toLocalTime(), QLocale::LongFormat);
        if (index.column() == WhoColumn)
            return toolTipFor(message.name);
        return index.column() == TextColumn ? QVariant(toolTipFor(message.text)) : QVariant();
    case Qt::ForegroundRole:
        if (index.column() == WhoColumn)
            return m_colors.nameColor(message.personId);
        return index.column() == TextColumn ? QVariant() : QVariant(m_colors.muted);
    case RecordRole:
        return QVariant::fromValue(message);
    case SearchRole:
        return QStringList{message.name, message.room, message.text, shown(message, ClientColumn)}.join(
            u'\n');
    default:
        return {};
    }
}

QVariant MessageLogModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case TimeColumn:
        return tr("Time");
    case WhoColumn:
        return tr("Who");
    case RoomColumn:
        return tr("Room");
    case TextColumn:
        return tr("Message");
    case ClientColumn:
        return tr("Client");
    default:
        return {};
    }
}

} // namespace confab::server
