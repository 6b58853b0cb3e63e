// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/models/messagesmodel.h"

#include <QDate>
#include <QSet>

#include <algorithm>

namespace confab::client {

namespace {

bool isPending(const ChatMessage &message)
{
    return message.seq == 0 && message.delivery == Delivery::Sending;
}

/// The roles that differ between two states of one message.
QList<int> changedRoles(const ChatMessage &before, const ChatMessage &after)
{
    QList<int> roles;
    const auto note = [&roles](bool differs, std::initializer_list<int> changed) {
        if (differs)
            roles.append(QList<int>(changed));
    };
    using M = MessagesModel;
    note(before.seq != after.seq, {M::SequenceRole});
    note(before.at != after.at, {M::TimeRole, Qt::AccessibleTextRole});
    note(before.senderId != after.senderId, {M::SenderIdRole});
    note(before.senderName != after.senderName, {M::SenderNameRole, Qt::AccessibleTextRole});
    note(before.text != after.text, {M::TextRole, Qt::DisplayRole, Qt::AccessibleTextRole});
    note(before.own != after.own, {M::OwnRole});
    note(before.delivery != after.delivery, {M::DeliveryRole, Qt::AccessibleTextRole});
    note(before.gapBefore != after.gapBefore, {M::GapBeforeRole, Qt::AccessibleTextRole});
    note(before.failure != after.failure, {M::FailureRole, Qt::AccessibleTextRole});
    return roles;
}

} // namespace

MessagesModel::MessagesModel(QObject *parent)
    : QAbstractListModel(parent)
{ }

int MessagesModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant MessagesModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Row &row = m_rows.at(index.row());
    const ChatMessage &message = row.message;
    switch (role) {
    case Qt::DisplayRole:
    case TextRole:
        return message.text;
    case Qt::AccessibleTextRole:
        return described(index.row());
    case LocalIdRole:
        return message.localId;
    case SequenceRole:
        return message.seq;
    case TimeRole:
        return message.at.toLocalTime();
    case SenderIdRole:
        return message.senderId;
    case SenderNameRole:
        return message.senderName;
    case OwnRole:
        return message.own;
    case DeliveryRole:
        return int(message.delivery);
    case FailureRole:
        return int(message.failure);
    case StartsGroupRole:
        return row.startsGroup;
    case StartsDayRole:
        return row.startsDay;
    case FirstUnreadRole:
        return !m_firstUnread.isEmpty() && message.localId == m_firstUnread;
    case GapBeforeRole:
        return message.gapBefore && index.row() > 0;
    case StartRole:
        return m_complete && index.row() == 0;
    default:
        return {};
    }
}

QString MessagesModel::described(int row) const
{
    ChatMessage message = m_rows.at(row).message;
    message.gapBefore = message.gapBefore && row > 0;
    return m_describer ? m_describer(message) : message.text;
}

QHash<int, QByteArray> MessagesModel::roleNames() const
{
    auto names = QAbstractListModel::roleNames();
    names.insert({{LocalIdRole, "localId"},
                  {SequenceRole, "sequence"},
                  {TimeRole, "time"},
                  {SenderIdRole, "senderId"},
                  {SenderNameRole, "senderName"},
                  {TextRole, "text"},
                  {OwnRole, "own"},
                  {DeliveryRole, "delivery"},
                  {FailureRole, "failure"},
                  {StartsGroupRole, "startsGroup"},
                  {StartsDayRole, "startsDay"},
                  {FirstUnreadRole, "firstUnread"},
                  {GapBeforeRole, "gapBefore"},
                  {StartRole, "start"}});
    return names;
}

void MessagesModel::upsert(const QList<ChatMessage> &messages)
{
    QList<ChatMessage> run; // new messages that belong side by side, to be inserted at `runRow`
    QSet<QString> inRun;
    int runRow = 0;
    const auto flush = [&] {
        if (!run.isEmpty())
            insertRun(runRow, run);
        run.clear();
        inRun.clear();
    };
    for (const ChatMessage &message : messages) {
        if (inRun.contains(message.localId))
            flush();
        if (const int known = rowOf(message.localId); known >= 0) {
            flush();
            update(rowOf(message.localId), message);
            continue;
        }
        const bool joins = !run.isEmpty()
            && (message.seq == 0
                    ? runRow == m_rows.size()
                    : message.seq > run.last().seq && run.last().seq > 0 && fitsAt(runRow, message.seq));
        if (!joins) {
            flush();
            runRow = placeFor(message);
        }
        run.append(message);
        inRun.insert(message.localId);
    }
    flush();
}

void MessagesModel::remove(const QString &localId)
{
    const int row = rowOf(localId);
    if (row < 0)
        return;
    if (localId == m_firstUnread)
        m_firstUnread.clear();
    beginRemoveRows({}, row, row);
    m_rows.removeAt(row);
    m_rowOf.remove(localId);
    reindexFrom(row);
    endRemoveRows();
    regroupAndAnnounce(row);
    if (row == 0)
        announceTop(0);
}

void MessagesModel::clear()
{
    if (m_rows.isEmpty())
        return;
    beginResetModel();
    m_rows.clear();
    m_rowOf.clear();
    m_firstUnread.clear();
    endResetModel();
}

void MessagesModel::closeGap(const QString &localId)
{
    const int row = rowOf(localId);
    if (row < 0 || !m_rows.at(row).message.gapBefore)
        return;
    ChatMessage &message = m_rows[row].message;
    message.gapBefore = false;
    QList<int> roles{GapBeforeRole, Qt::AccessibleTextRole};
    if (regroup(row))
        roles.append({StartsGroupRole, StartsDayRole});
    Q_EMIT dataChanged(index(row), index(row), roles);
}

void MessagesModel::setComplete(bool complete)
{
    if (complete == m_complete)
        return;
    m_complete = complete;
    if (!m_rows.isEmpty())
        Q_EMIT dataChanged(index(0), index(0), {StartRole});
}

void MessagesModel::setFirstUnread(const QString &localId)
{
    if (localId == m_firstUnread)
        return;
    const QString before = std::exchange(m_firstUnread, localId);
    for (const QString &id : {before, localId}) {
        if (const int row = rowOf(id); row >= 0)
            Q_EMIT dataChanged(index(row), index(row), {FirstUnreadRole});
    }
}

void MessagesModel::insertRun(int row, const QList<ChatMessage> &run)
{
    const int count = int(run.size());
    beginInsertRows({}, row, row + count - 1);
    m_rows.insert(row, count, {});
    for (int i = 0; i < count; ++i)
        m_rows[row + i].message = run.at(i);
    reindexFrom(row);
    for (int i = 0; i < count; ++i)
        (void)regroup(row + i);
    endInsertRows();
    regroupAndAnnounce(row + count);
    if (row == 0)
        announceTop(count);
}

void MessagesModel::update(int row, const ChatMessage &next)
{
    ChatMessage message = next;
    message.gapBefore = message.gapBefore || m_rows.at(row).message.gapBefore; // what came again fills no gap
    const QList<int> roles = changedRoles(m_rows.at(row).message, message);
    if (roles.isEmpty())
        return;
    m_rows[row].message = message;
    QList<int> all = roles;
    if (regroup(row))
        all.append({StartsGroupRole, StartsDayRole});
    Q_EMIT dataChanged(index(row), index(row), all);
    regroupAndAnnounce(row + 1);
    if (roles.contains(SequenceRole) || roles.contains(DeliveryRole))
        moveToPlace(row);
}

/// Behind the last lower number, and behind what was given up there; before everything that is still on its
/// way.
int MessagesModel::placeFor(const ChatMessage &message) const
{
    int row = int(m_rows.size());
    if (message.seq == 0)
        return row;
    const auto first =
        std::find_if(m_rows.cbegin(), m_rows.cend(), [](const Row &r) { return r.message.seq > 0; });
    if (first != m_rows.cend() && message.seq < first->message.seq)
        return int(first - m_rows.cbegin()); // a page of history: no walk over everything
    while (row > 0) {
        const quint64 seq = m_rows.at(row - 1).message.seq;
        if (seq > 0 && seq < message.seq)
            break;
        --row;
    }
    while (row < m_rows.size() && m_rows.at(row).message.seq == 0 && !isPending(m_rows.at(row).message))
        ++row;
    return row;
}

/// Whether a message with this number may stand directly before the present row `row`.
bool MessagesModel::fitsAt(int row, quint64 seq) const
{
    return row >= m_rows.size() || m_rows.at(row).message.seq > seq || isPending(m_rows.at(row).message);
}

/// A message that got its number, or that is sent again, may belong elsewhere now: the later number stands
/// below.
void MessagesModel::moveToPlace(int row)
{
    const ChatMessage message = m_rows.at(row).message;
    int target = row;
    if (isPending(message)) {
        const auto pending = [](const Row &r) { return isPending(r.message); };
        if (!std::all_of(m_rows.cbegin() + row, m_rows.cend(), pending))
            target = int(m_rows.size());
    } else if (message.seq > 0) {
        for (int below = row + 1; below < m_rows.size(); ++below) {
            const quint64 seq = m_rows.at(below).message.seq;
            if (seq > 0 && seq < message.seq)
                target = below + 1;
        }
    }
    if (target <= row + 1)
        return;
    beginMoveRows({}, row, row, {}, target);
    m_rows.move(row, target - 1);
    reindexFrom(row);
    endMoveRows();
    for (const int changed : {row, target - 1, target})
        regroupAndAnnounce(changed);
}

void MessagesModel::reindexFrom(int row)
{
    for (int i = row; i < m_rows.size(); ++i)
        m_rowOf[m_rows.at(i).message.localId] = i;
}

/// Works out a row's header and day line from the row above it; true when they changed.
bool MessagesModel::regroup(int row)
{
    Row &current = m_rows[row];
    bool startsDay = true;
    bool startsGroup = true;
    if (row > 0) {
        const ChatMessage &above = m_rows.at(row - 1).message;
        const ChatMessage &message = current.message;
        startsDay = message.at.isValid() && above.at.toLocalTime().date() != message.at.toLocalTime().date();
        const bool sameSender = above.senderId == message.senderId && above.senderName == message.senderName
            && above.own == message.own;
        startsGroup = startsDay || message.gapBefore || !sameSender
            || std::abs(above.at.secsTo(message.at)) > groupSeconds;
    }
    if (startsDay == current.startsDay && startsGroup == current.startsGroup)
        return false;
    current.startsDay = startsDay;
    current.startsGroup = startsGroup;
    return true;
}

/// The line of a gap is seen below another row only, the start of the conversation above the first: a row has
/// come above this one, or the last one there has gone.
void MessagesModel::announceTop(int row)
{
    if (row >= m_rows.size())
        return;
    QList<int> roles;
    if (m_rows.at(row).message.gapBefore)
        roles.append({GapBeforeRole, Qt::AccessibleTextRole});
    if (m_complete)
        roles.append(StartRole);
    if (!roles.isEmpty())
        Q_EMIT dataChanged(index(row), index(row), roles);
}

void MessagesModel::regroupAndAnnounce(int row)
{
    if (row < m_rows.size() && regroup(row))
        Q_EMIT dataChanged(index(row), index(row), {StartsGroupRole, StartsDayRole});
}

} // namespace confab::client
