// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/net/dealer.h"
#include "tests/net/rawserver.h"

#include <QThread>

#include <atomic>
#include <functional>
#include <future>
#include <memory>
#include <vector>

#ifdef Q_OS_LINUX
#include "server/net/epolldispatcher.h"
#endif

// The lower half of a hub with several threads.

namespace confab::net {

/// With CONFAB_TEST_STOCK in the environment the threads wait with Qt's own event loop.
inline bool isOverStockEventLoop() { return qEnvironmentVariableIsSet("CONFAB_TEST_STOCK"); }

/// "/at/N..." is for the place N, everything else for where it comes; every answer begins with the place.
class PlaceHandler final : public EchoHandler
{
public:
    PlaceHandler(size_t place, size_t places)
        : m_place(place)
        , m_places(places)
    { }
    [[nodiscard]] std::optional<size_t> homeOf(const http::RequestHead &head) const override
    {
        const QByteArray path = head.path();
        if (!path.startsWith("/at/"))
            return std::nullopt;
        const size_t home = path.sliced(4, 1).toULongLong();
        return home < m_places && home != m_place ? std::optional(home) : std::nullopt;
    }
    void handleRequest(std::unique_ptr<HttpExchange> exchange) override
    {
        if (!exchange->request().head.path().startsWith("/at/")) {
            EchoHandler::handleRequest(std::move(exchange));
            return;
        }
        ++requests;
        if (exchange->request().head.path().endsWith("/held")) {
            exchange->setAbortHandler([this] {
                ++aborted;
                held.reset();
            });
            held = std::move(exchange);
            return;
        }
        const http::Request &request = exchange->request();
        exchange->respond(
            {200, {}, '[' + QByteArray::number(qulonglong(m_place)) + ' ' + request.body + ']'});
    }

private:
    const size_t m_place;
    const size_t m_places;
};

/// One of these threads.
class Place : public QObject
{
public:
    struct Parts
    {
        Parts(size_t place, size_t places)
            : handler(place, places)
        {
            limits.bodyGrace = 5s;
            limits.closeGrace = 1s;
        }
        TimerQueue timers;
        Limits limits;
        Traffic traffic;
        PlaceHandler handler;
        WebSocketGateway gateway{{}};
        std::unique_ptr<Listener> listener;
    };

    explicit Place(Dealer &dealer)
        : m_dealer(dealer)
        , m_box(Dealer::boxBound,
                [this](std::vector<Handoff> &&handoffs) {
                    for (Handoff &handoff : handoffs)
                        parts->listener->take(std::move(handoff));
                })
        , m_tasks(Mailbox<Task>::unbounded,
                  [](std::vector<Task> &&tasks) {
                      for (const Task &task : tasks)
                          task();
                  })
        , m_number(dealer.addPlace(m_box))
    {
        m_box.setParent(this);
        m_tasks.setParent(this);
    }
    ~Place() override
    {
        end();
        // QThread::wait() orders this, but not for the thread sanitizer, which does not see into Qt.
        (void)m_hasEnded.load(std::memory_order_acquire);
    }

    void begin()
    {
#ifdef Q_OS_LINUX
        if (!isOverStockEventLoop())
            m_thread.setEventDispatcher(new EpollDispatcher);
#endif
        moveToThread(&m_thread);
        connect(&m_thread, &QThread::finished, this, [this] {
            parts.reset();
            QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
            m_hasEnded.store(true, std::memory_order_release);
        });
        m_thread.start();
        run([this] {
            parts = std::make_unique<Parts>(m_number, m_dealer.places());
            parts->listener = std::make_unique<Listener>(parts->handler, parts->gateway, parts->timers,
                                                         parts->limits, parts->traffic);
            parts->listener->setDealer(m_dealer, m_number);
            if (isOverTls())
                parts->listener->setTls(testTls());
            if (isOverQtSockets())
                parts->listener->useQtSockets();
        });
    }
    void end()
    {
        m_thread.quit();
        m_thread.wait();
    }
    /// Calls `function` in the thread, and waits for it.
    template <typename Function> void run(Function function)
    {
        std::promise<void> done;
        (void)m_tasks.post([&] {
            function();
            done.set_value();
        });
        done.get_future().wait();
    }
    template <typename Function> [[nodiscard]] auto ask(Function function)
    {
        decltype(function(*parts)) answer{};
        run([&] { answer = function(*parts); });
        return answer;
    }

    std::unique_ptr<Parts> parts; ///< in the thread

private:
    using Task = std::function<void()>;

    Dealer &m_dealer;
    Dealer::Box m_box;
    Mailbox<Task> m_tasks;
    const size_t m_number;
    QThread m_thread;
    std::atomic<bool> m_hasEnded = false;
};

/// Several, of which the first accepts.
struct Places
{
    explicit Places(size_t count)
    {
        for (size_t i = 0; i < count; ++i)
            places.push_back(std::make_unique<Place>(dealer));
        for (const auto &place : places)
            place->begin();
        port = at(0).ask([](Place::Parts &parts) {
            return parts.listener->open(QHostAddress::LocalHost, 0) ? parts.listener->serverPort()
                                                                    : quint16(0);
        });
    }
    ~Places() { end(); }
    Q_DISABLE_COPY_MOVE(Places)

    void end()
    {
        for (const auto &place : places)
            place->end();
    }
    [[nodiscard]] Place &at(size_t index) { return *places[index]; }
    [[nodiscard]] qsizetype load()
    {
        qsizetype sum = 0;
        for (size_t i = 0; i < places.size(); ++i)
            sum += dealer.load(i).count();
        return sum;
    }

    Dealer dealer;
    std::vector<std::unique_ptr<Place>> places;
    quint16 port = 0;
};

} // namespace confab::net
