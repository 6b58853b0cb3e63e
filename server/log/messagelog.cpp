// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/log/messagelog.h"

#include <QDateTime>

namespace confab::log {

MessageLog::MessageLog(std::unique_ptr<Store> store)
    : m_store(std::move(store))
    , m_inbox(inboxBound, [this](std::vector<Command> &&commands) { work(std::move(commands)); })
{
    m_thread.setObjectName(QStringLiteral("confab-log"));
    m_inbox.moveToThread(&m_thread);
    m_thread.start();
}

MessageLog::~MessageLog() { stop(); }

void MessageLog::stop()
{
    if (m_thread.isFinished())
        return;
    m_thread.quit();
    m_thread.wait();
    m_inbox.deliverNow(); // posted after the thread's last turn
}

void MessageLog::subscribe(Events *events)
{
    // A subscription is as good as never refused: it comes before the first message.
    const bool taken = m_inbox.post(Subscription{events});
    Q_ASSERT(taken);
}

bool MessageLog::append(Draft draft) { return m_inbox.post(std::move(draft)); }

bool MessageLog::read(Query query, Events *asker) { return m_inbox.post(Question{std::move(query), asker}); }

void MessageLog::work(std::vector<Command> &&commands)
{
    std::vector<Draft> drafts;
    for (Command &command : commands) {
        if (auto *draft = std::get_if<Draft>(&command)) {
            drafts.push_back(std::move(*draft));
            if (drafts.size() == batchSize)
                commit(drafts);
            continue;
        }
        commit(drafts); // what comes after a message must see it
        if (const auto *question = std::get_if<Question>(&command))
            (void)question->asker->post(m_store->read(question->query));
        else
            m_subscribers.push_back(std::get<Subscription>(command).events);
    }
    commit(drafts);
}

void MessageLog::commit(std::vector<Draft> &drafts)
{
    if (drafts.empty())
        return;
    const auto outcomes = m_store->append(std::exchange(drafts, {}), QDateTime::currentMSecsSinceEpoch());
    for (Events *subscriber : m_subscribers) {
        for (const Outcome &outcome : outcomes)
            (void)subscriber->post(outcome);
    }
}

} // namespace confab::log
