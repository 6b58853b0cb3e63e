// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Random sequences of what is done to a store, on each store, against a model that is nothing but a list. The
// seed is printed; CONFAB_SEED repeats a run.

#include "tests/log/stores.h"

#include <QRandomGenerator>

#include <algorithm>
#include <map>

using namespace stores;

namespace {

/// What the log says it is, as simply as it can be written down.
struct Model
{
    struct Room
    {
        quint64 head = 0;
        std::vector<Message> kept;
    };
    std::map<QString, Room> rooms;

    [[nodiscard]] const Message *find(const QString &person, const QString &id) const
    {
        for (const auto &[name, room] : rooms) {
            for (const Message &message : room.kept) {
                if (message.personId == person && message.id == id)
                    return &message;
            }
        }
        return nullptr;
    }
    void forget(const Retention &retention, qint64 now)
    {
        for (auto &[name, room] : rooms) {
            while (!room.kept.empty()
                   && ((retention.keepPerRoom > 0 && room.kept.size() > retention.keepPerRoom)
                       || (retention.keepMs > 0 && room.kept.front().at < now - retention.keepMs)))
                room.kept.erase(room.kept.begin());
        }
    }
};

} // namespace

class TestStoreModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void behavesLikeTheModel_data();
    void behavesLikeTheModel();

private:
    void appendSome();
    void readSome();
    void searchSome();

    quint32 m_seed = 20260101;
    QRandomGenerator m_random;
    std::unique_ptr<Store> m_store;
    Model m_model;
    qint64 m_now = 0;
    int m_count = 0;
    quint64 m_position = 0;
};

void TestStoreModel::initTestCase()
{
    bool isGiven = false;
    const uint given = qEnvironmentVariable("CONFAB_SEED").toUInt(&isGiven);
    if (isGiven)
        m_seed = given;
    qInfo("seed %u", m_seed);
}

void TestStoreModel::behavesLikeTheModel_data()
{
    QTest::addColumn<bool>("isOnDisk");
    QTest::addColumn<int>("steps");
    QTest::newRow("memory") << false << 3000;
    QTest::newRow("sqlite") << true << 400;
}

void TestStoreModel::appendSome()
{
    std::vector<Draft> drafts;
    const int size = m_random.bounded(1, 6);
    for (int i = 0; i < size; ++i) {
        // Few ids, so that many are retries, and some are free again after being forgotten.
        drafts.push_back(draft(QString::number(m_random.bounded(300)), u"text %1"_s.arg(++m_count),
                               m_random.bounded(2) ? u"ana"_s : u"ben"_s,
                               u"room%1"_s.arg(m_random.bounded(3))));
        drafts.back().ticket = static_cast<quint64>(m_count);
    }
    const auto outcomes = m_store->append(drafts, m_now);
    QVERIFY(outcomes);
    QCOMPARE(outcomes->size(), drafts.size());
    for (size_t i = 0; i < drafts.size(); ++i) {
        const Outcome &outcome = outcomes->at(i);
        QCOMPARE(outcome.ticket, drafts[i].ticket);
        if (const Message *first = m_model.find(drafts[i].personId, drafts[i].id)) {
            QCOMPARE(outcome.kind, Outcome::Kind::Duplicate);
            QCOMPARE(outcome.message.seq, first->seq);
            QCOMPARE(outcome.message.room, first->room);
            QCOMPARE(outcome.message.text, first->text);
            continue;
        }
        Model::Room &room = m_model.rooms[drafts[i].room];
        QCOMPARE(outcome.kind, Outcome::Kind::Stored);
        QCOMPARE(outcome.message.seq, ++room.head);
        QCOMPARE(outcome.message.position, ++m_position);
        room.kept.push_back(messageOf(drafts[i], room.head, m_now));
    }
}

void TestStoreModel::readSome()
{
    using Kind = Query::Kind;
    const QString name = u"room%1"_s.arg(m_random.bounded(3));
    const Model::Room &room = m_model.rooms[name];
    const std::array kinds = {Kind::Newest, Kind::Since, Kind::After, Kind::Before};
    Query question = query(kinds.at(static_cast<size_t>(m_random.bounded(4))), m_random.bounded(8), name);
    const quint64 number = static_cast<quint64>(m_random.bounded(static_cast<int>(room.head) + 3));
    question.epoch = question.kind == Kind::Since ? m_store->epoch() : QByteArray();
    (question.kind == Kind::Before ? question.before : question.after) = number;
    const Page page = read(*m_store, question);
    QCOMPARE(page.head, room.head);
    const quint64 oldest = room.head + 1 - room.kept.size();
    QCOMPARE(page.oldest, oldest);

    const bool isGap = question.kind == Kind::Since && (number > room.head || number + 1 < oldest);
    QCOMPARE(page.gap, isGap);
    std::vector<Message> expected;
    for (const Message &message : room.kept) {
        if (question.kind == Kind::Newest || isGap
            || (question.kind == Kind::Before ? message.seq < number : message.seq > number))
            expected.push_back(message);
    }
    const auto limit = static_cast<size_t>(question.limit);
    QCOMPARE(page.more, expected.size() > limit);
    if (expected.size() > limit) {
        const bool isFromTheEnd = question.kind == Kind::Newest || question.kind == Kind::Before || isGap;
        if (isFromTheEnd)
            expected.erase(expected.begin(), expected.end() - static_cast<std::ptrdiff_t>(limit));
        else
            expected.resize(limit);
    }
    QCOMPARE(page.messages.size(), expected.size());
    for (size_t i = 0; i < expected.size(); ++i) {
        QCOMPARE(page.messages[i].seq, expected[i].seq);
        QCOMPARE(page.messages[i].text, expected[i].text);
        QCOMPARE(page.messages[i].personId, expected[i].personId);
        QCOMPARE(page.messages[i].at, expected[i].at);
    }
}

void TestStoreModel::searchSome()
{
    const QString name = u"room%1"_s.arg(m_random.bounded(3));
    Query question = query(Query::Kind::Search, 10000, name);
    question.words = u"text %1"_s.arg(m_random.bounded(10)); // what begins with that digit
    QList<quint64> expected;
    for (const Message &message : m_model.rooms[name].kept) {
        if (message.text.startsWith(question.words))
            expected.append(message.seq);
    }
    QCOMPARE(numbers(read(*m_store, question)), expected);
}

void TestStoreModel::behavesLikeTheModel()
{
    QFETCH(bool, isOnDisk);
    QFETCH(int, steps);
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"confab.db"_s);
    m_random.seed(m_seed);
    m_model = {};
    m_now = 1000000;
    m_count = 0;
    m_position = 0;
    if (isOnDisk)
        m_store = openSqlite(path);
    else
        m_store = std::make_unique<MemoryStore>();
    const QByteArray epoch = m_store->epoch();
    for (int step = 0; step < steps; ++step) {
        m_now += m_random.bounded(1000);
        const int what = m_random.bounded(100);
        if (what < 50) {
            appendSome();
        } else if (what < 92) {
            readSome();
        } else if (what < 95) {
            searchSome();
        } else if (what < 98) {
            const Retention retention{
                m_random.bounded(2) ? m_random.bounded(100000) : 0,
                static_cast<quint64>(m_random.bounded(2) ? m_random.bounded(1, 30) : 0)};
            forgetAll(*m_store, retention, m_now, m_random.bounded(1, 20));
            m_model.forget(retention, m_now);
        } else if (isOnDisk) {
            m_store.reset();
            m_store = openSqlite(path);
        }
        QCOMPARE(m_store->epoch(), epoch);
        if (QTest::currentTestFailed())
            QFAIL(qPrintable(u"at step %1 of seed %2"_s.arg(step).arg(m_seed)));
    }
    m_store.reset();
}

QTEST_GUILESS_MAIN(TestStoreModel)
#include "tst_storemodel.moc"
