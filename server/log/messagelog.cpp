// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/log/messagelog.h"

#include "server/log/memorystore.h"
#include "server/log/pagerange.h"

#include <QDateTime>
#include <QLoggingCategory>
#include <QScopeGuard>

#include <algorithm>

namespace confab::log {

namespace {

Q_LOGGING_CATEGORY(logLog, "confab.log.messagelog", QtInfoMsg)

using namespace std::chrono_literals;

constexpr auto keepingInterval = 1s;
/// So few that a commit never waits long for them.
constexpr int forgettingBatch = 200;
/// Of what has no text: a query, a change of state, an ephemeral event.
constexpr qint64 smallWeight = 256;

qint64 weightOf(const Event &event)
{
    if (const auto *outcome = std::get_if<Outcome>(&event))
        return log::weightOf(outcome->message);
    if (const auto *page = std::get_if<Page>(&event))
        return log::weightOf(*page);
    if (const auto *news = std::get_if<std::shared_ptr<const News>>(&event))
        return log::weightOf(**news);
    if (const auto *recovered = std::get_if<Recovered>(&event))
        return log::weightOf(*recovered);
    return smallWeight;
}

} // namespace

MessageLog::MessageLog(StoreOpener opener, Retention retention)
    : m_opener(std::move(opener))
    , m_retention(retention)
    , m_inbox(inboxBound, [this](std::vector<Command> &&commands) { work(std::move(commands)); })
{
    m_thread.setObjectName(QStringLiteral("confab-log"));
    m_inbox.moveToThread(&m_thread);
    m_forgetting.setInterval(m_retention.everyMs);
    m_forgetting.moveToThread(&m_thread);
    QObject::connect(&m_forgetting, &QTimer::timeout, &m_inbox, [this] { forgetSome(); });
    m_keeping.setInterval(keepingInterval);
    m_keeping.setSingleShot(true);
    m_keeping.moveToThread(&m_thread);
    QObject::connect(&m_keeping, &QTimer::timeout, &m_inbox, [this] { keepMoreSessions(); });
    // The store belongs to the thread: the rest is worked off and the store closed there.
    QObject::connect(
        &m_thread, &QThread::finished, &m_inbox, [this] { finish(); }, Qt::DirectConnection);
    m_thread.start();
}

MessageLog::MessageLog(std::unique_ptr<Store> store)
    : MessageLog(StoreOpener())
{
    m_store = std::move(store); // seen by the thread with the first command
    m_state = LogState{LogState::Kind::Open, m_store->epoch(), {}};
    m_startPosition = m_store->position();
}

MessageLog::~MessageLog() { stop(); }

void MessageLog::stop()
{
    if (m_thread.isFinished())
        return;
    m_thread.quit();
    m_thread.wait();
    (void)m_isFinished.load(std::memory_order_acquire);
}

void MessageLog::finish()
{
    m_forgetting.stop();
    m_inbox.deliverNow(); // posted after the thread's last turn
    while (keepSessions()) { }
    m_keeping.stop();
    m_memory.reset();
    m_store.reset();
    m_isFinished.store(true, std::memory_order_release);
}

void MessageLog::control(Command command)
{
    // What the owner orders is as good as never refused: it comes before the first message, or from a person.
    if (!m_inbox.post(std::move(command)))
        qCWarning(logLog) << "The log is overloaded: an order was dropped";
}

void MessageLog::watch(States *states) { m_states = states; }

void MessageLog::open() { control(Order::Open); }

void MessageLog::returnToStore() { control(Order::ReturnToStore); }

void MessageLog::subscribe(Events *events) { control(Subscription{events}); }

bool MessageLog::accept(Command command, qint64 weight, net::Wake wake)
{
    m_backlog.add(weight);
    if (m_inbox.post(std::move(command), wake))
        return true;
    m_backlog.remove(weight);
    return false;
}

bool MessageLog::append(Draft draft, net::Wake wake)
{
    const qint64 weight = log::weightOf(draft);
    return accept(std::move(draft), weight, wake);
}

bool MessageLog::read(Query query, Events *asker)
{
    return accept(Question{std::move(query), asker}, smallWeight);
}

bool MessageLog::pass(Ephemeral event) { return accept(std::move(event), smallWeight); }

bool MessageLog::pass(std::shared_ptr<const News> news, const Events *teller)
{
    const qint64 weight = log::weightOf(*news);
    return accept(Told{std::move(news), teller}, weight);
}

bool MessageLog::note(SessionChange change) { return accept(std::move(change), smallWeight); }

bool MessageLog::recover(RecoveryQuery query, Events *asker)
{
    return accept(RecoveryQuestion{std::move(query), asker}, smallWeight);
}

void MessageLog::taken(const std::vector<Event> &events)
{
    qint64 weight = 0;
    for (const Event &event : events)
        weight += weightOf(event);
    m_backlog.remove(weight);
}

void MessageLog::tell(Events *events, Event event, net::Wake wake)
{
    m_backlog.add(weightOf(event));
    (void)events->post(std::move(event), wake);
}

void MessageLog::work(std::vector<Command> &&commands)
{
    std::vector<Draft> drafts;
    size_t changesTaken = 0;
    for (size_t i = 0; i < commands.size(); ++i) {
        if (i >= changesTaken)
            changesTaken = takeChanges(commands, i);
        Command &command = commands[i];
        if (auto *draft = std::get_if<Draft>(&command)) {
            drafts.push_back(std::move(*draft));
            if (drafts.size() == batchSize)
                commit(drafts);
            continue;
        }
        if (const auto *told = std::get_if<Told>(&command)) {
            hand(*told);
            continue;
        }
        if (std::holds_alternative<SessionChange>(command))
            continue;
        commit(drafts); // what comes after a message must see it
        if (const auto *question = std::get_if<Question>(&command)) {
            tell(question->asker, answer(question->query));
            m_backlog.remove(smallWeight);
        } else if (const auto *lost = std::get_if<RecoveryQuestion>(&command)) {
            tell(lost->asker, answer(lost->query));
            m_backlog.remove(smallWeight);
        } else if (const auto *ephemeral = std::get_if<Ephemeral>(&command)) {
            tellAll(*ephemeral);
            m_backlog.remove(smallWeight);
        } else if (const auto *subscription = std::get_if<Subscription>(&command)) {
            m_subscribers.push_back(subscription->events);
        } else {
            obey(std::get<Order>(command));
        }
    }
    commit(drafts);
}

void MessageLog::hand(const Told &told)
{
    for (Events *subscriber : m_subscribers) {
        if (subscriber != told.teller)
            tell(subscriber, told.news);
    }
    m_backlog.remove(log::weightOf(*told.news));
}

size_t MessageLog::takeChanges(std::vector<Command> &commands, size_t begin)
{
    size_t at = begin;
    for (; at < commands.size() && !std::holds_alternative<Order>(commands[at]); ++at) {
        if (auto *change = std::get_if<SessionChange>(&commands[at])) {
            take(std::move(*change));
            m_backlog.remove(smallWeight);
        }
    }
    return std::max(at, begin + 1);
}

void MessageLog::obey(Order order)
{
    switch (order) {
    case Order::Open:
        openStore();
        break;
    case Order::ReturnToStore:
        reopenStore();
        break;
    case Order::ForgetMore:
        forgetSome();
        break;
    case Order::KeepSessions:
        keepMoreSessions();
        break;
    }
}

void MessageLog::commit(std::vector<Draft> &drafts)
{
    if (drafts.empty())
        return;
    const auto batch = std::exchange(drafts, {});
    qint64 weight = 0;
    for (const Draft &draft : batch)
        weight += log::weightOf(draft);
    // At the end: what is handed over weighs for itself by then.
    const auto done = qScopeGuard([this, weight] { m_backlog.remove(weight); });
    const qint64 at = QDateTime::currentMSecsSinceEpoch();
    if (m_memory) {
        publish(appendInMemory(batch, at));
        return;
    }
    auto stored = m_store ? m_store->append(batch, at)
                          : Result<std::vector<Outcome>, StoreError>(Failure{m_state.error});
    if (stored) {
        for (Outcome &outcome : *stored)
            outcome.epoch = m_state.epoch;
        publish(*stored);
        return;
    }
    std::vector<Outcome> refused;
    refused.reserve(batch.size());
    for (const Draft &draft : batch)
        refused.push_back(outcomeOf(Outcome::Kind::Failed, draft, messageOf(draft, 0, at)));
    publish(refused);
    if (m_store)
        goOnInMemory(stored.error());
}

std::vector<Outcome> MessageLog::appendInMemory(const std::vector<Draft> &drafts, qint64 at)
{
    std::vector<Outcome> outcomes;
    std::vector<Draft> fresh;
    for (const Draft &draft : drafts) {
        if (auto first = storedBeforeTheFailure(draft))
            outcomes.push_back(outcomeOf(Outcome::Kind::Duplicate, draft, *std::move(first)));
        else
            fresh.push_back(draft);
    }
    auto kept = m_memory->append(fresh, at);
    if (!kept)
        return outcomes; // memory has no such error
    for (Outcome &outcome : *kept) {
        outcome.isInMemoryOnly = true;
        outcome.message.position = 0;
        outcome.message.seq = 0; // those who are connected count in the epoch before, see ADR 14
        outcomes.push_back(std::move(outcome));
    }
    return outcomes;
}

std::optional<Message> MessageLog::storedBeforeTheFailure(const Draft &draft)
{
    if (!m_canStillRead)
        return std::nullopt;
    const auto found = m_store->find(draft.personId, draft.id);
    m_canStillRead = found.has_value();
    return found ? *found : std::nullopt;
}

void MessageLog::publish(const std::vector<Outcome> &outcomes)
{
    for (Events *subscriber : m_subscribers) {
        for (const Outcome &outcome : outcomes)
            tell(subscriber, outcome, net::Wake::Later);
        subscriber->wakeUp(); // in one turn they leave together
    }
}

void MessageLog::tellAll(const Event &event)
{
    for (Events *subscriber : m_subscribers)
        tell(subscriber, event);
}

Page MessageLog::answer(const Query &query)
{
    while (m_mustKeepSessions && keepSessions()) { }
    if (m_store && !m_memory) {
        auto page = m_store->read(query);
        if (page)
            return *std::move(page);
        goOnInMemory(page.error());
    }
    if (m_memory) {
        if (auto page = m_memory->read(query))
            return *std::move(page);
    }
    Page nothing = emptyPage(query, {}, 0, 1);
    nothing.gap = true;
    return nothing;
}

void MessageLog::openStore()
{
    if (!m_store) {
        auto store = m_opener(EpochChoice::Keep);
        if (store) {
            m_store = *std::move(store);
            m_state = LogState{LogState::Kind::Open, m_store->epoch(), {}};
            m_startPosition = m_store->position();
            forgetSome();
            if (!m_retention.isUnlimited())
                m_forgetting.start();
        } else {
            qCWarning(logLog) << "The store cannot be opened:" << store.error().detail;
            m_state = LogState{LogState::Kind::Closed, {}, store.error()};
        }
    }
    if (m_states)
        (void)m_states->post(m_state);
}

void MessageLog::reopenStore()
{
    if (!m_memory)
        return;
    m_store.reset(); // one writer at a time
    m_canStillRead = false;
    auto store = m_opener(EpochChoice::Renew);
    if (!store) {
        qCWarning(logLog) << "The store is still not to be used:" << store.error().detail;
        m_state.error = store.error();
        if (m_states)
            (void)m_states->post(m_state);
        return;
    }
    m_store = *std::move(store);
    m_startPosition = m_store->position();
    m_memory.reset();
    qCInfo(logLog) << "Back to the store as epoch" << m_store->epoch();
    enter(LogState{LogState::Kind::Open, m_store->epoch(), {}});
}

void MessageLog::goOnInMemory(const StoreError &error)
{
    m_store->abandon();
    m_canStillRead = true;
    m_memory = std::make_unique<MemoryStore>();
    qCWarning(logLog) << "The store has failed, going on in memory as epoch" << m_memory->epoch() << ':'
                      << error.detail;
    enter(LogState{LogState::Kind::InMemory, m_memory->epoch(), error});
}

void MessageLog::enter(LogState state)
{
    m_state = std::move(state);
    tellAll(m_state);
    if (m_states)
        (void)m_states->post(m_state);
}

void MessageLog::forgetSome()
{
    Store *store = m_memory ? m_memory.get() : m_store.get();
    if (!store || m_retention.isUnlimited())
        return;
    const auto isMore = store->forget(m_retention, QDateTime::currentMSecsSinceEpoch(), forgettingBatch);
    if (!isMore)
        qCWarning(logLog) << "What is too old could not be forgotten:" << isMore.error().detail;
    else if (*isMore)
        (void)m_inbox.post(
            Order::ForgetMore); // messages that wait come first; if there are too many, in a minute
}

} // namespace confab::log
