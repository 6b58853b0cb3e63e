// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/core/chatsession.h"
#include "client/net/network.h"

#include <functional>
#include <memory>

namespace confab::client {

class Timers;

/// The ChatSession that speaks Socket.IO, to Confab and to any other Socket.IO server: one that does not know
/// `hello` gets the bare `message` event. Reconnects by itself with backoff; what is sent meanwhile waits and
/// goes out in order, after a restart too if there is a store. Notices by the numbers when something is
/// missing.
class ChatClient : public ChatSession
{
    Q_OBJECT

public:
    /// What it needs of the world; tests put their own in its place.
    struct Environment
    {
        std::shared_ptr<Timers> timers;
        Network network;
        std::function<double()> random; ///< in [0, 1)
        std::shared_ptr<CertificatePins> pins = {}; ///< the network's; null: no certificate can be trusted
    };

    explicit ChatClient(QObject *parent = nullptr);
    /// The certificates that the person trusts are kept in `pins`.
    explicit ChatClient(std::shared_ptr<CertificatePins> pins, QObject *parent = nullptr);
    explicit ChatClient(Environment environment, QObject *parent = nullptr);
    ~ChatClient() override;

    /// Where the secret comes from that shows a server who we are, for every address its own; call it before
    /// join(). Without it the server's answer to the first `hello` makes us somebody, until join() is called
    /// for another address.
    void setTokenSource(std::function<QString(const QUrl &address)> source);

    /// Keeps what waits and what was read lately; call it before join(). Without one it is in memory only.
    void setStore(std::shared_ptr<ClientStore> store);
    /// This computer is on a network again: tries at once, or makes sure that the connection still is one.
    void takeNetworkUp();

    /// "192.168.1.20:3000", "http://host", "ws://host:1/": what a person types; invalid when it cannot be an
    /// address.
    [[nodiscard]] static QUrl addressFromUserInput(const QString &text);

    [[nodiscard]] ConnectionState state() const override;
    [[nodiscard]] Problem problem() const override;
    [[nodiscard]] QString problemDetail() const override;
    [[nodiscard]] QUrl address() const override;
    [[nodiscard]] QString room() const override;
    [[nodiscard]] QString name() const override;
    [[nodiscard]] int retryInMs() const override;
    [[nodiscard]] int waitingMessages() const override;
    [[nodiscard]] std::optional<StoreProblem> storeProblem() const override;
    [[nodiscard]] QString pin() const override;
    [[nodiscard]] bool isComplete() const override;
    [[nodiscard]] QString ownId() const override;
    [[nodiscard]] QList<Person> typists() const override;
    [[nodiscard]] QList<Person> people() const override;
    [[nodiscard]] int peopleCount() const override;

    void setPin(const QString &pin) override;
    void join(const QUrl &address, const QString &name, const QString &room) override;
    void leave() override;
    void retryNow() override;
    void trustCertificate() override;
    void rename(const QString &name) override;
    QString send(const QString &text) override;
    void resend(const QString &localId) override;
    void discard(const QString &localId) override;
    void loadBefore(const ChatMessage &message) override;
    void noteTyping() override;
    void watchPeople() override;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace confab::client
