// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/core/person.h"

#include <QAbstractListModel>
#include <QList>

#include <functional>

namespace confab::client {

/// The people in a room: ourselves first, the others by name. A change of the list is told row by row, never
/// as a reset.
class PeopleModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role {
        IdRole = Qt::UserRole + 1, ///< QString
        OwnRole ///< bool
    };

    /// Puts a person into words for Qt::DisplayRole; without one it is the name as it came from the network.
    using Namer = std::function<QString(const Person &person, bool own)>;

    explicit PeopleModel(Namer namer = {}, QObject *parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

    /// Each person once.
    void setPeople(QList<Person> people, const QString &ownId);

private:
    void put(int row, const Person &person);

    Namer m_namer;
    QList<Person> m_people;
    QString m_ownId;
};

} // namespace confab::client
