// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/core/chatmessage.h"

#include <QAbstractListModel>
#include <QHash>
#include <QList>

#include <functional>

namespace confab::client {

/// The messages of one room, oldest first. Rows are upserted by localId: an edit or an acknowledgement
/// changes its row in place and never resets the model; a batch of new messages is one insertion wherever
/// they belong together. Numbered messages stand in the order of their numbers, those still on their way stay
/// below them.
class MessagesModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role {
        LocalIdRole = Qt::UserRole + 1, ///< QString
        SequenceRole, ///< quint64, 0 for none
        TimeRole, ///< QDateTime, local time
        SenderIdRole, ///< QString
        SenderNameRole, ///< QString, as it came from the network
        TextRole, ///< QString, as it came from the network (also Qt::DisplayRole)
        OwnRole, ///< bool
        DeliveryRole, ///< int(Delivery)
        FailureRole, ///< int(SendFailure)
        StartsGroupRole, ///< bool: another sender than the row above, or more than five minutes later
        StartsDayRole, ///< bool: the first message of its day
        FirstUnreadRole, ///< bool: the "New" line stands above this row
        GapBeforeRole, ///< bool: between this row and the one above something may be missing
        StartRole ///< bool: the first row, and the conversation begins with it
    };

    /// Messages of one sender within this many seconds share one header.
    static constexpr qint64 groupSeconds = 300;

    /// Puts a message into words for Qt::AccessibleTextRole; without one it is the text alone.
    using Describer = std::function<QString(const ChatMessage &)>;

    explicit MessagesModel(QObject *parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

    [[nodiscard]] const ChatMessage &message(int row) const { return m_rows.at(row).message; }
    /// -1 when there is no such message.
    [[nodiscard]] int rowOf(const QString &localId) const { return m_rowOf.value(localId, -1); }

    /// New messages are inserted, known ones (by localId) changed.
    void upsert(const QList<ChatMessage> &messages);
    void remove(const QString &localId);
    void clear();
    /// Nothing is missing any more above this message.
    void closeGap(const QString &localId);

    /// Whether the conversation begins with the first row.
    void setComplete(bool complete);
    [[nodiscard]] bool isComplete() const { return m_complete; }

    /// Puts the "New" line above a message; an empty id takes it away.
    void setFirstUnread(const QString &localId);
    [[nodiscard]] const QString &firstUnread() const { return m_firstUnread; }

    void setDescriber(Describer describer) { m_describer = std::move(describer); }

private:
    struct Row
    {
        ChatMessage message;
        bool startsGroup = true;
        bool startsDay = true;
    };

    void insertRun(int row, const QList<ChatMessage> &run);
    void update(int row, const ChatMessage &next);
    [[nodiscard]] int placeFor(const ChatMessage &message) const;
    [[nodiscard]] bool fitsAt(int row, quint64 seq) const;
    void moveToPlace(int row);
    void reindexFrom(int row);
    void announceTop(int row);
    [[nodiscard]] QString described(int row) const;
    [[nodiscard]] bool regroup(int row);
    void regroupAndAnnounce(int row);

    QList<Row> m_rows;
    QHash<QString, int> m_rowOf;
    QString m_firstUnread;
    bool m_complete = false;
    Describer m_describer;
};

} // namespace confab::client
