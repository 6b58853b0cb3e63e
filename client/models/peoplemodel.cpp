// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/models/peoplemodel.h"

#include <QCollator>
#include <QLocale>
#include <QSet>

#include <algorithm>

namespace confab::client {

PeopleModel::PeopleModel(Namer namer, QObject *parent)
    : QAbstractListModel(parent)
    , m_namer(std::move(namer))
{ }

int PeopleModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_people.size());
}

QVariant PeopleModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Person &person = m_people.at(index.row());
    const bool own = person.id == m_ownId;
    switch (role) {
    case Qt::DisplayRole:
        return m_namer ? m_namer(person, own) : person.name;
    case IdRole:
        return person.id;
    case OwnRole:
        return own;
    default:
        return {};
    }
}

void PeopleModel::setPeople(QList<Person> people, const QString &ownId)
{
    QCollator collator{QLocale()}; // the application's, which need not be the system's
    collator.setNumericMode(true); // "Person 2" before "Person 10"
    std::sort(people.begin(), people.end(), [&](const Person &a, const Person &b) {
        if ((a.id == ownId) != (b.id == ownId))
            return a.id == ownId;
        const int order = collator.compare(a.name, b.name);
        return order != 0 ? order < 0 : a.id < b.id;
    });
    const bool isOtherSelf = ownId != m_ownId;
    m_ownId = ownId;
    QSet<QString> ids;
    for (const Person &person : std::as_const(people))
        ids.insert(person.id);
    for (int row = int(m_people.size()) - 1; row >= 0; --row) {
        if (ids.contains(m_people.at(row).id))
            continue;
        beginRemoveRows({}, row, row);
        m_people.removeAt(row);
        endRemoveRows();
    }
    for (int row = 0; row < people.size(); ++row)
        put(row, people.at(row));
    if (isOtherSelf && !m_people.isEmpty())
        Q_EMIT dataChanged(index(0), index(int(m_people.size()) - 1), {Qt::DisplayRole, OwnRole});
}

/// The rows above are right already.
void PeopleModel::put(int row, const Person &person)
{
    int known = row;
    while (known < m_people.size() && m_people.at(known).id != person.id)
        ++known;
    if (known == m_people.size()) {
        beginInsertRows({}, row, row);
        m_people.insert(row, person);
        endInsertRows();
        return;
    }
    if (known > row) {
        beginMoveRows({}, known, known, {}, row);
        m_people.move(known, row);
        endMoveRows();
    }
    if (m_people.at(row) != person) {
        m_people[row] = person;
        Q_EMIT dataChanged(index(row), index(row), {Qt::DisplayRole});
    }
}

} // namespace confab::client
