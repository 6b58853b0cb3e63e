// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Who was connected, and what a client missed that comes back: on each store, and what of it outlives a
// process.

#include "tests/log/stores.h"

#include <QDateTime>

using namespace stores;

using Kind = SessionChange::Kind;

namespace {

QStringList texts(const Recovered &recovered)
{
    QStringList texts;
    for (const Message &message : recovered.missed)
        texts.append(message.text);
    return texts;
}

} // namespace

class TestSessions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data();
    void init();
    void cleanup() { m_store.reset(); }
    void positionsRiseOverAllRooms();
    void positionsAreNotGivenTwice();
    void comesBackOnceAsWhoItWas();
    void missesWhatItsRoomsGotInOrder();
    void missesWhatCameSinceItJoined();
    void doesNotMissItsOwn();
    void isNotRecovered_data();
    void isNotRecovered();
    void isOfferedOnlyOnce_data();
    void isOfferedOnlyOnce();
    void whatWasForgottenCannotBeMissed();
    void missesAtMostSoMuch_data();
    void missesAtMostSoMuch();
    void changesAreOfTheSameSession();
    void keepsOnlySoManyWhoAreGone();
    void outlivesTheProcess_data();
    void outlivesTheProcess();
    void aNewEpochForgetsWhoWasThere();

private:
    /// Everything is kept, and the process ends, on the disk; in memory nothing happens.
    void restart();
    void crash();
    [[nodiscard]] Recovered recover(const QByteArray &key, qint64 now,
                                    std::optional<quint64> position = std::nullopt);
    [[nodiscard]] Recovered recover(const QByteArray &key = "key") { return recover(key, m_now); }
    void say(const QString &text, const QString &room = u"lobby"_s, quint64 session = 0)
    {
        Draft said = draft(u"m%1"_s.arg(++m_count), text, u"ben"_s, room);
        said.session = session;
        append(*m_store, said);
    }
    void keep()
    {
        for (int i = 0; i < 100; ++i) {
            const auto isMore = m_store->keepSessions(m_now, 2);
            QVERIFY(isMore);
            if (!*isMore)
                return;
        }
        QFAIL("keeping does not end");
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Store> m_store;
    bool m_isOnDisk = false;
    int m_count = 0;
    qint64 m_now = 0; ///< of the clock, as a store is opened by it
};

void TestSessions::initTestCase_data()
{
    QTest::addColumn<bool>("isOnDisk");
    QTest::newRow("memory") << false;
    QTest::newRow("sqlite") << true;
}

void TestSessions::init()
{
    QFETCH_GLOBAL(bool, isOnDisk);
    m_isOnDisk = isOnDisk;
    m_count = 0;
    m_now = QDateTime::currentMSecsSinceEpoch();
    m_folder = std::make_unique<QTemporaryDir>();
    m_store = std::make_unique<MemoryStore>();
    if (m_isOnDisk)
        m_store = openSqlite(m_folder->filePath(u"confab.db"_s));
}

void TestSessions::restart()
{
    keep();
    crash();
}

void TestSessions::crash()
{
    if (!m_isOnDisk)
        return;
    m_store.reset();
    m_store = openSqlite(m_folder->filePath(u"confab.db"_s));
}

Recovered TestSessions::recover(const QByteArray &key, qint64 now, std::optional<quint64> position)
{
    RecoveryQuery query;
    query.ticket = 7;
    query.key = key;
    query.ownNumber = 99;
    if (position)
        query.offset = {m_store->epoch(), *position};
    auto recovered = m_store->recover(query, now);
    if (!recovered)
        qFatal("the store failed: %s", qPrintable(recovered.error().detail));
    if (recovered->ticket != 7 || recovered->epoch != m_store->epoch())
        qFatal("the answer is another one's");
    return *std::move(recovered);
}

void TestSessions::positionsRiseOverAllRooms()
{
    QCOMPARE(m_store->position(), 0U);
    const auto batch = m_store->append(
        {draft(u"1"_s), draft(u"2"_s, u"x"_s, u"ana"_s, u"den"_s), draft(u"1"_s), draft(u"3"_s)}, 1);
    QVERIFY(batch);
    QCOMPARE(batch->at(0).message.position, 1U);
    QCOMPARE(batch->at(1).message.position, 2U);
    QCOMPARE(batch->at(2).kind, Outcome::Kind::Duplicate); // takes none
    QCOMPARE(batch->at(3).message.position, 3U);
    QCOMPARE(m_store->position(), 3U);
}

void TestSessions::positionsAreNotGivenTwice()
{
    for (const QString &room : {u"lobby"_s, u"den"_s, u"lobby"_s})
        say(u"x"_s, room);
    restart();
    forgetAll(*m_store, Retention{1, 0}, m_now);
    QVERIFY(read(*m_store, query(Query::Kind::Newest)).messages.empty());
    restart();
    QCOMPARE(m_store->position(), 3U);
    QCOMPARE(append(*m_store, draft(u"next"_s)).message.position, 4U);
}

void TestSessions::comesBackOnceAsWhoItWas()
{
    (void)m_store->note(change(Kind::Opened));
    QVERIFY(!recover().session); // is connected
    (void)m_store->note(change(Kind::Lost, session(), m_now));
    restart();
    const Recovered recovered = recover();
    QVERIFY(recovered.session);
    QCOMPARE(recovered.session->key, "key");
    QCOMPARE(recovered.session->socketId, u"socket"_s);
    QCOMPARE(recovered.session->personId, u"ana"_s);
    QCOMPARE(recovered.session->personName, u"Ana"_s);
    QVERIFY(recovered.session->hasToken);
    QCOMPARE(recovered.session->rooms.size(), size_t(2));
    QCOMPARE(recovered.session->rooms[0].room, u"lobby"_s);
    QVERIFY(recovered.session->rooms[0].isGreeted && !recovered.session->rooms[0].isWatching);
    QCOMPARE(recovered.session->rooms[1].room, u"den"_s);
    QVERIFY(!recovered.session->rooms[1].isGreeted && recovered.session->rooms[1].isWatching);
    QVERIFY(!recover().session); // once
    (void)m_store->note(change(Kind::Lost, session(), m_now));
    QVERIFY(recover().session); // for each time that it is lost
    QVERIFY(!recover("another key").session);
}

void TestSessions::missesWhatItsRoomsGotInOrder()
{
    (void)m_store->note(change(Kind::Opened));
    for (const QString &text : {u"seen"_s, u"seen, too"_s})
        say(text);
    (void)m_store->note(change(Kind::Lost, session(), m_now));
    say(u"one"_s);
    say(u"two"_s, u"den"_s);
    say(u"not for Ana"_s, u"attic"_s);
    say(u"three"_s);
    restart();
    const Recovered recovered = recover("key", m_now, 2);
    QCOMPARE(texts(recovered), (QStringList{u"one"_s, u"two"_s, u"three"_s}));
    QCOMPARE(recovered.missed[1].position, 4U);
    QCOMPARE(recovered.missed[1].room, u"den"_s);
    QCOMPARE(recovered.missed[2].seq, 4U);
}

void TestSessions::missesWhatCameSinceItJoined()
{
    say(u"before"_s);
    say(u"before, in the den"_s, u"den"_s);
    Session session = stores::session("key", 2);
    session.rooms[1].since = 4;
    (void)m_store->note(change(Kind::Opened, session));
    say(u"one"_s);
    say(u"in a page of the den"_s, u"den"_s);
    say(u"two"_s, u"den"_s);
    (void)m_store->note(change(Kind::Lost, session, m_now));
    restart();
    QCOMPARE(texts(recover()), (QStringList{u"one"_s, u"two"_s})); // with no offset at all
    (void)m_store->note(change(Kind::Lost, session, m_now));
    QCOMPARE(texts(recover("key", m_now, 1)), (QStringList{u"one"_s, u"two"_s}));
    (void)m_store->note(change(Kind::Lost, session, m_now));
    QCOMPARE(texts(recover("key", m_now, 3)), QStringList{u"two"_s});
}

void TestSessions::doesNotMissItsOwn()
{
    (void)m_store->note(change(Kind::Opened));
    say(u"mine"_s, u"lobby"_s, 99);
    say(u"of another window"_s, u"lobby"_s, 98);
    say(u"of a script"_s);
    (void)m_store->note(change(Kind::Lost, session(), m_now));
    restart();
    QCOMPARE(texts(recover()), (QStringList{u"of another window"_s, u"of a script"_s}));
}

void TestSessions::isNotRecovered_data()
{
    QTest::addColumn<QList<SessionChange::Kind>>("changes");
    QTest::addColumn<qint64>("after"); // ms
    QTest::addColumn<bool>("expected");
    QTest::newRow("at the last moment") << QList{Kind::Lost} << 120000LL << true;
    QTest::newRow("away for too long") << QList{Kind::Lost} << 120001LL << false;
    QTest::newRow("still connected") << QList<Kind>() << 0LL << false;
    QTest::newRow("left") << QList{Kind::Left} << 0LL << false;
    QTest::newRow("lost after it left") << QList{Kind::Left, Kind::Lost} << 0LL << false;
    QTest::newRow("about to change") << QList{Kind::Changing, Kind::Lost} << 0LL << false;
    QTest::newRow("changed") << QList{Kind::Changing, Kind::Changed, Kind::Lost} << 0LL << true;
}

void TestSessions::isNotRecovered()
{
    QFETCH(QList<SessionChange::Kind>, changes);
    QFETCH(qint64, after);
    QFETCH(bool, expected);
    for (const bool isKeptBefore : {false, true}) {
        for (const bool isKeptAfter : {false, true}) {
            (void)m_store->note(change(Kind::Opened));
            if (isKeptBefore)
                keep();
            for (const Kind kind : changes)
                (void)m_store->note(change(kind, session(), m_now));
            if (isKeptAfter)
                keep();
            QCOMPARE(recover("key", m_now + after).session.has_value(), expected);
        }
    }
}

void TestSessions::isOfferedOnlyOnce_data()
{
    QTest::addColumn<QByteArray>("epoch");
    QTest::addColumn<quint64>("position");
    QTest::newRow("of another log") << QByteArray("another") << 1ULL;
    QTest::newRow("of no log") << QByteArray() << 1ULL;
    QTest::newRow("in the future") << QByteArray("ours") << 3ULL;
    QTest::newRow("huge") << QByteArray("ours") << ~0ULL;
}

void TestSessions::isOfferedOnlyOnce()
{
    QFETCH(QByteArray, epoch);
    QFETCH(quint64, position);
    (void)m_store->note(change(Kind::Opened));
    say(u"1"_s);
    say(u"2"_s);
    (void)m_store->note(change(Kind::Lost, session(), m_now));
    RecoveryQuery query;
    query.key = "key";
    query.offset = {epoch == "ours" ? m_store->epoch() : epoch, position};
    const auto refused = m_store->recover(query, m_now);
    QVERIFY(refused && !refused->session && refused->missed.empty());
    QVERIFY(!recover("key", m_now, 1).session);
}

void TestSessions::whatWasForgottenCannotBeMissed()
{
    for (int i = 0; i < 4; ++i) {
        say(u"lobby %1"_s.arg(i));
        say(u"attic %1"_s.arg(i), u"attic"_s);
    }
    say(u"den"_s, u"den"_s); // position 9
    for (const bool isEnough : {true, false}) {
        (void)m_store->note(change(Kind::Opened));
        (void)m_store->note(change(Kind::Lost, session(), m_now));
        forgetAll(*m_store, Retention{0, isEnough ? 3ULL : 2ULL}); // up to position 1, then 3
        restart();
        const Recovered recovered = recover("key", m_now, 1);
        QCOMPARE(recovered.session.has_value(), isEnough);
        QCOMPARE(recovered.missed.size(), size_t(isEnough ? 4 : 0));
    }
}

void TestSessions::missesAtMostSoMuch_data()
{
    QTest::addColumn<size_t>("count");
    QTest::addColumn<qsizetype>("size");
    QTest::addColumn<quint64>("session");
    QTest::addColumn<bool>("expected");
    constexpr size_t most = RecoveryQuery::mostMessages;
    constexpr auto large = qsizetype(RecoveryQuery::mostBytes / 64 / 2 - 256);
    QTest::newRow("as many as there may be") << most << qsizetype(0) << 0ULL << true;
    QTest::newRow("one more") << most + 1 << qsizetype(0) << 0ULL << false;
    QTest::newRow("one more, its own") << most + 1 << qsizetype(0) << 99ULL << true;
    QTest::newRow("as large as they may be") << size_t(64) << large << 0ULL << true;
    QTest::newRow("larger") << size_t(64) << large + 1 << 0ULL << false;
}

void TestSessions::missesAtMostSoMuch()
{
    QFETCH(size_t, count);
    QFETCH(qsizetype, size);
    QFETCH(quint64, session);
    QFETCH(bool, expected);
    (void)m_store->note(change(Kind::Opened));
    std::vector<Draft> drafts;
    for (size_t i = 0; i < count; ++i) {
        drafts.push_back(
            draft(QString::number(i), QString(size, u'x'), u"ben"_s, i % 2 == 0 ? u"lobby"_s : u"den"_s));
        drafts.back().session = session;
    }
    QVERIFY(m_store->append(drafts, 1));
    (void)m_store->note(change(Kind::Lost, stores::session(), m_now));
    QCOMPARE(recover("key", m_now, 0).session.has_value(), expected);
}

void TestSessions::changesAreOfTheSameSession()
{
    (void)m_store->note(change(Kind::Opened));
    restart();
    Session renamed = session();
    renamed.personName = u"Anna"_s;
    renamed.rooms.pop_back();
    (void)m_store->note(change(Kind::Changed, renamed));
    (void)m_store->note(change(Kind::Opened, session("other")));
    (void)m_store->note(change(Kind::Lost, session(), m_now));
    restart();
    const Recovered recovered = recover();
    QVERIFY(recovered.session);
    QCOMPARE(recovered.session->personName, u"Anna"_s);
    QCOMPARE(recovered.session->rooms.size(), size_t(1));
}

void TestSessions::keepsOnlySoManyWhoAreGone()
{
    const auto key = [](qsizetype i) { return QByteArray::number(i); };
    const auto lose = [&](qsizetype i) {
        (void)m_store->note(change(Kind::Opened, session(key(i))));
        (void)m_store->note(change(Kind::Lost, session(key(i)), m_now));
    };
    for (qsizetype i = 0; i <= Session::mostLost; ++i)
        lose(i);
    QVERIFY(recover(key(Session::mostLost - 1)).session);
    QVERIFY(!recover(key(Session::mostLost)).session);
    lose(Session::mostLost + 1); // there is room for one again
    QVERIFY(recover(key(Session::mostLost + 1)).session);
    const auto isMore = m_store->keepSessions(m_now + Session::keptForMs + 1, 2 * int(Session::mostLost));
    QVERIFY(isMore && !*isMore);
    QVERIFY(!recover(key(0)).session); // it was too late for them
    lose(1);
    QVERIFY(recover(key(1)).session);
}

void TestSessions::outlivesTheProcess_data()
{
    QTest::addColumn<QByteArray>("how"); // it is kept
    QTest::addColumn<bool>("expected");
    QTest::newRow("not at all") << QByteArray() << false;
    QTest::newRow("by itself") << QByteArray("keep") << true;
    QTest::newRow("with a message") << QByteArray("append") << true;
    QTest::newRow("and is about to change") << QByteArray("changing") << false;
    QTest::newRow("and was left for too long") << QByteArray("late") << false;
}

void TestSessions::outlivesTheProcess()
{
    QFETCH(QByteArray, how);
    QFETCH(bool, expected);
    if (!m_isOnDisk)
        return;
    QVERIFY(!m_store->note(change(Kind::Opened)));
    if (how == "append")
        say(u"x"_s);
    else if (!how.isEmpty())
        keep();
    if (how == "changing") {
        QVERIFY(m_store->note(change(Kind::Changing))); // has to be kept at once
        keep();
        QVERIFY(!m_store->note(change(Kind::Changed))); // has not
    } else if (how == "late") {
        (void)m_store->note(change(Kind::Lost, session(), m_now - Session::keptForMs - 1));
        keep();
    }
    crash();
    // Nobody said that it was lost: it counts as lost now.
    QCOMPARE(recover("key", QDateTime::currentMSecsSinceEpoch()).session.has_value(), expected);
}

void TestSessions::aNewEpochForgetsWhoWasThere()
{
    if (!m_isOnDisk)
        return;
    (void)m_store->note(change(Kind::Opened));
    keep();
    m_store->abandon();
    crash();
    QVERIFY(!recover("key", m_now).session);
}

QTEST_GUILESS_MAIN(TestSessions)
#include "tst_sessions.moc"
