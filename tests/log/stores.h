// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/log/memorystore.h"
#include "server/log/sqlitestore.h"

#include <QTemporaryDir>
#include <QTest>

/// What the tests of stores share.
namespace stores {

using namespace confab::log;
using namespace Qt::StringLiterals;

inline Draft draft(const QString &id, const QString &text = u"hi"_s, const QString &person = u"ana"_s,
                   const QString &room = u"lobby"_s)
{
    Draft draft;
    draft.room = room;
    draft.personId = person;
    draft.personName = u"Ana"_s;
    draft.id = id;
    draft.text = text;
    return draft;
}

/// The outcome of one draft that the store must take.
inline Outcome append(Store &store, const Draft &value, qint64 at = 1000)
{
    auto outcomes = store.append({value}, at);
    if (!outcomes || outcomes->size() != 1)
        qFatal("the store failed: %s", outcomes ? "not one outcome" : qPrintable(outcomes.error().detail));
    return outcomes->front();
}

inline Page read(Store &store, const Query &query)
{
    auto page = store.read(query);
    if (!page)
        qFatal("the store failed: %s", qPrintable(page.error().detail));
    return *std::move(page);
}

inline Query query(Query::Kind kind, int limit = 100, const QString &room = u"lobby"_s)
{
    Query query;
    query.kind = kind;
    query.room = room;
    query.limit = limit;
    return query;
}

/// A session of Ana's in the lobby and the den.
inline Session session(const QByteArray &key = "key", quint64 since = 0)
{
    return Session{key,      u"socket"_s, u"ana"_s,
                   u"Ana"_s, true,        {{u"lobby"_s, since, true, false}, {u"den"_s, since, false, true}}};
}

inline SessionChange change(SessionChange::Kind kind, Session session = stores::session(), qint64 at = 0)
{
    return SessionChange{kind, std::move(session), at};
}

inline QList<quint64> numbers(const Page &page)
{
    QList<quint64> seqs;
    for (const Message &message : page.messages)
        seqs.append(message.seq);
    return seqs;
}

/// The numbers from one to another, both included.
inline QList<quint64> range(quint64 from, quint64 to)
{
    QList<quint64> seqs;
    for (quint64 seq = from; seq <= to; ++seq)
        seqs.append(seq);
    return seqs;
}

/// Forgets until there is nothing more to forget.
inline void forgetAll(Store &store, const Retention &retention, qint64 now = 0, int batch = 3)
{
    for (int round = 0; round < 1000; ++round) {
        const auto isMore = store.forget(retention, now, batch);
        if (!isMore)
            qFatal("the store failed: %s", qPrintable(isMore.error().detail));
        if (!*isMore)
            return;
    }
    qFatal("forgetting does not end");
}

inline std::unique_ptr<SqliteStore> openSqlite(const QString &path, EpochChoice choice = EpochChoice::Keep)
{
    auto store = SqliteStore::open(path, choice, 50);
    if (!store)
        qFatal("%s: %s", qPrintable(path), qPrintable(store.error().detail));
    return *std::move(store);
}

} // namespace stores
