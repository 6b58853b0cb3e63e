// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/websocket/frame.h"
#include "server/net/websocketchannel.h"

#include <QList>

#include <memory>
#include <optional>

namespace confab::testing {

/// What the test sees of a WebSocket that the code under test owns, and the client's end of it.
struct WebSocketProbe
{
    http::RequestHead handshake;
    net::Peer peer;
    net::WebSocketReceiver *receiver = nullptr;
    QList<QByteArray> texts; ///< sent to the client and not yet taken
    QList<QByteArray> binaries;
    QList<QByteArray> encoded; ///< what sendEncoded was given, as it was
    std::optional<quint16> closeCode; ///< of our Close frame
    bool destroyed = false;
    std::optional<std::chrono::milliseconds> pause; ///< asked for last
    qint64 queued = 0; ///< what the channel says of its output

    [[nodiscard]] QByteArray takeText()
    {
        return texts.isEmpty() ? QByteArray("(nothing)") : texts.takeFirst();
    }
    [[nodiscard]] QByteArray takeBinary()
    {
        return binaries.isEmpty() ? QByteArray("(nothing)") : binaries.takeFirst();
    }
    void text(const QByteArray &utf8)
    {
        if (receiver)
            receiver->textReceived(utf8);
    }
    void binary(const QByteArray &data)
    {
        if (receiver)
            receiver->binaryReceived(data);
    }
    /// The closing handshake is over, or the connection is gone.
    void end(quint16 code)
    {
        if (receiver)
            std::exchange(receiver, nullptr)->closed(code, {});
    }
    void addFrames(QByteArray frames)
    {
        encoded.append(frames);
        while (!frames.isEmpty()) {
            const auto byte = [&frames](qsizetype i) {
                return static_cast<quint64>(static_cast<quint8>(frames[i]));
            };
            quint64 size = byte(1);
            qsizetype begin = 2;
            if (size >= 126) {
                begin = size == 126 ? 4 : 10;
                size = 0;
                for (qsizetype i = 2; i < begin; ++i)
                    size = size << 8 | byte(i);
            }
            const QByteArray payload = frames.mid(begin, static_cast<qsizetype>(size));
            (byte(0) == 0x81 ? texts : binaries).append(payload);
            frames.remove(0, begin + static_cast<qsizetype>(size));
        }
    }
};

class FakeWebSocketChannel final : public net::WebSocketChannel
{
public:
    explicit FakeWebSocketChannel(std::shared_ptr<WebSocketProbe> probe)
        : m_probe(std::move(probe))
    { }
    ~FakeWebSocketChannel() override
    {
        m_probe->destroyed = true;
        m_probe->receiver = nullptr;
    }

    void setReceiver(net::WebSocketReceiver *receiver) override { m_probe->receiver = receiver; }
    [[nodiscard]] const net::Peer &peer() const override { return m_probe->peer; }
    [[nodiscard]] const http::RequestHead &handshake() const override { return m_probe->handshake; }
    void sendText(const QByteArray &utf8) override
    {
        if (!m_probe->closeCode)
            m_probe->texts.append(utf8);
    }
    void sendBinary(const QByteArray &data) override
    {
        if (!m_probe->closeCode)
            m_probe->binaries.append(data);
    }
    void sendEncoded(const QByteArray &frames) override
    {
        if (!m_probe->closeCode)
            m_probe->addFrames(frames);
    }
    void close(quint16 code, const QByteArray &) override
    {
        if (!m_probe->closeCode)
            m_probe->closeCode = code;
    }
    void pauseReading(std::chrono::milliseconds duration) override { m_probe->pause = duration; }
    [[nodiscard]] qint64 bytesQueued() const override { return m_probe->queued; }
    [[nodiscard]] quint64 bytesIn() const override { return 0; }
    [[nodiscard]] quint64 bytesOut() const override { return 0; }

private:
    std::shared_ptr<WebSocketProbe> m_probe;
};

} // namespace confab::testing
