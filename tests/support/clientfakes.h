// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/net/network.h"
#include "client/net/timers.h"

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

/// The far end of a WebSocket, which outlives it: what the client sent, and the means to answer.
struct FakeWire
{
    QUrl url;
    QStringList sent; ///< text in order; binary as "binary:" and hexadecimal
    bool closedByClient = false;
    client::WebSocketChannel *channel = nullptr; ///< null once it is gone

    void open() { Q_EMIT channel->opened(); }
    void receive(const QByteArray &utf8)
    {
        if (channel && !closedByClient)
            Q_EMIT channel->textReceived(utf8);
    }
    void receiveBinary(const QByteArray &data)
    {
        if (channel && !closedByClient)
            Q_EMIT channel->binaryReceived(data);
    }
    void end(client::Problem problem, const QString &detail = {})
    {
        if (channel && !closedByClient)
            Q_EMIT channel->ended(problem, detail);
    }
    /// What was sent since the last call.
    QStringList takeSent() { return std::exchange(sent, {}); }
};

class FakeWebSocketChannel : public client::WebSocketChannel
{
public:
    explicit FakeWebSocketChannel(std::shared_ptr<FakeWire> wire)
        : m_wire(std::move(wire))
    {
        m_wire->channel = this;
    }
    ~FakeWebSocketChannel() override { m_wire->channel = nullptr; }

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

/// The far end of the long polling, which outlives it: requests as they came, and the means to answer. A GET
/// and a POST may be pending, each once.
struct FakeHttp
{
    QList<QUrl> gets;
    QList<QByteArray> posts; ///< bodies
    QList<QUrl> postUrls;
    bool isGetting = false;
    bool isPosting = false;
    bool closedByClient = false;
    QByteArray last; ///< what was to be posted at the end
    client::HttpChannel *channel = nullptr; ///< null once it is gone

    void answerGet(const QByteArray &body, const QByteArray &contentType = "text/plain; charset=UTF-8")
    {
        answerGet(client::HttpAnswer{client::Problem::None, {}, 200, contentType, body});
    }
    void answerGet(const client::HttpAnswer &answer)
    {
        Q_ASSERT(isGetting);
        isGetting = false;
        if (channel && !closedByClient)
            Q_EMIT channel->getAnswered(answer);
    }
    void answerPost(int status = 200, const QByteArray &body = "ok")
    {
        Q_ASSERT(isPosting);
        isPosting = false;
        if (channel && !closedByClient)
            Q_EMIT channel->postAnswered({client::Problem::None, {}, status, "text/html", body});
    }
};

class FakeHttpChannel : public client::HttpChannel
{
public:
    explicit FakeHttpChannel(std::shared_ptr<FakeHttp> http)
        : m_http(std::move(http))
    {
        m_http->channel = this;
    }
    ~FakeHttpChannel() override { m_http->channel = nullptr; }

    void get(const QUrl &url) override
    {
        Q_ASSERT(!m_http->isGetting && !m_http->closedByClient);
        m_http->isGetting = true;
        m_http->gets.append(url);
    }
    void post(const QUrl &url, const QByteArray &body) override
    {
        Q_ASSERT(!m_http->isPosting && !m_http->closedByClient);
        m_http->isPosting = true;
        m_http->postUrls.append(url);
        m_http->posts.append(body);
    }
    void close(const QUrl &url, const QByteArray &last) override
    {
        Q_UNUSED(url)
        m_http->closedByClient = true;
        m_http->last = last;
    }

private:
    std::shared_ptr<FakeHttp> m_http;
};

/// Every connection that a client opened, in order.
struct FakeNetwork
{
    QList<std::shared_ptr<FakeWire>> wires;
    QList<std::shared_ptr<FakeHttp>> https;

    /// It must outlive the clients.
    client::Network network()
    {
        return {[this]() -> std::unique_ptr<client::WebSocketChannel> {
                    wires.append(std::make_shared<FakeWire>());
                    return std::make_unique<FakeWebSocketChannel>(wires.constLast());
                },
                [this]() -> std::unique_ptr<client::HttpChannel> {
                    https.append(std::make_shared<FakeHttp>());
                    return std::make_unique<FakeHttpChannel>(https.constLast());
                }};
    }
    [[nodiscard]] FakeWire &wire() const { return *wires.constLast(); }
    [[nodiscard]] FakeHttp &http() const { return *https.constLast(); }
};

} // namespace confab::test
