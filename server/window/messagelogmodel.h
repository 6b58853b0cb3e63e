// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/runtime/hubstatus.h"
#include "widgets/theme.h"

#include <QAbstractTableModel>

#include <deque>

namespace confab::server {

/// The messages that went through the hub, oldest first, at most `capacity` of them: older rows leave as new
/// ones come. Columns show harmless one-line text; RecordRole has the message as it was.
class MessageLogModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { TimeColumn, WhoColumn, RoomColumn, TextColumn, ClientColumn, ColumnCount };
    enum Role {
        RecordRole = Qt::UserRole, ///< runtime::MessageRecord
        SearchRole ///< what a filter looks at: who, room, text and client, as sent
    };
    static constexpr qsizetype DefaultCapacity = 100000;

    explicit MessageLogModel(QObject *parent = nullptr, qsizetype capacity = DefaultCapacity);

    /// One insertion for the whole batch.
    void append(const QList<runtime::MessageRecord> &messages);
    void clear();
    /// People's colours.
    void setColors(const widgets::ThemeColors &colors);

    [[nodiscard]] const runtime::MessageRecord &record(int row) const { return m_records.at(size_t(row)); }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] QString shown(const runtime::MessageRecord &record, int column) const;

    qsizetype m_capacity;
    std::deque<runtime::MessageRecord> m_records;
    widgets::ThemeColors m_colors = widgets::ThemeColors::lightScheme();
};

} // namespace confab::server
