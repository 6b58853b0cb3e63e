// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/core/timers.h"
#include "client/core/transport.h"

#include <QStringList>

#include <map>
#include <memory>

namespace confab::test {

/// A clock that stands still until it is advanced.
class FakeTimers : public client::Timers
{
public:
    [[nodiscard]] std::chrono::milliseconds now() const override { return m_now; }
    [[nodiscard]] QDateTime utc() const override
    {
        return QDateTime(QDate(2026, 1, 2), QTime(3, 4, 5), Qt::UTC).addMSecs(m_now.count());
    }
    Id start(std::chrono::milliseconds delay, std::function<void()> callback) override
    {
        m_pending.emplace(++m_lastId, Pending{m_now + delay, std::move(callback)});
        return m_lastId;
    }
    void cancel(Id id) override { m_pending.erase(id); }

    /// Calls what becomes due, in order.
    void advance(std::chrono::milliseconds time)
    {
        const auto end = m_now + time;
        for (;;) {
            auto next = m_pending.end();
            for (auto it = m_pending.begin(); it != m_pending.end(); ++it) {
                if (it->second.due <= end && (next == m_pending.end() || it->second.due < next->second.due))
                    next = it;
            }
            if (next == m_pending.end())
                break;
            m_now = std::max(m_now, next->second.due);
            const auto callback = next->second.callback;
            m_pending.erase(next);
            callback();
        }
        m_now = end;
    }
    [[nodiscard]] size_t pendingCount() const { return m_pending.size(); }

private:
    struct Pending
    {
        std::chrono::milliseconds due{0};
        std::function<void()> callback;
    };

    std::chrono::milliseconds m_now{0};
    Id m_lastId = 0;
    std::map<Id, Pending> m_pending;
};

/// The far end of a transport, which outlives it: what the client sent, and the means to answer.
struct FakeWire
{
    QUrl url;
    QStringList sent; ///< text in order; binary as "binary:" and hexadecimal
    bool closedByClient = false;
    client::Transport *transport = nullptr; ///< null once it is gone

    void open() { Q_EMIT transport->opened(); }
    void receive(const QByteArray &utf8)
    {
        if (transport && !closedByClient)
            Q_EMIT transport->textReceived(utf8);
    }
    void receiveBinary(const QByteArray &data)
    {
        if (transport && !closedByClient)
            Q_EMIT transport->binaryReceived(data);
    }
    void end(client::Problem problem, const QString &detail = {})
    {
        if (transport && !closedByClient)
            Q_EMIT transport->ended(problem, detail);
    }
    /// What was sent since the last call.
    QStringList takeSent() { return std::exchange(sent, {}); }
};

class FakeTransport : public client::Transport
{
public:
    explicit FakeTransport(std::shared_ptr<FakeWire> wire)
        : m_wire(std::move(wire))
    {
        m_wire->transport = this;
    }
    ~FakeTransport() override { m_wire->transport = nullptr; }

    void open(const QUrl &url) override { m_wire->url = url; }
    void sendText(const QByteArray &utf8) override { m_wire->sent.append(QString::fromUtf8(utf8)); }
    void sendBinary(const QByteArray &data) override
    {
        m_wire->sent.append(QStringLiteral("binary:") + QString::fromLatin1(data.toHex()));
    }
    void close() override { m_wire->closedByClient = true; }

private:
    std::shared_ptr<FakeWire> m_wire;
};

} // namespace confab::test
