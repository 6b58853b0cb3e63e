// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/socketio/decoder.h"
#include "protocol/socketio/packet.h"
#include "server/engineio/session.h"
#include "server/net/prefetch.h"
#include "server/net/timers.h"
#include "server/socketio/disconnectreason.h"
#include "server/socketio/recovery.h"
#include "server/socketio/sharedpacket.h"

#include <map>
#include <memory>

namespace confab::socketio {

class Namespace;
class Server;
class Socket;
struct Config;
struct Refusal;

/// One Engine.IO session and its sockets, one for each namespace that the client has joined: puts packets
/// together, hands them to their socket and enforces the rules of the protocol. Owned by the Server.
class Client final : public engineio::SessionHandler, public std::enable_shared_from_this<Client>
{
public:
    Client(Server &server, engineio::Session &session, const Config &config, net::Timers &timers);
    ~Client() override;

    [[nodiscard]] const engineio::Session *session() const { return m_session; }
    [[nodiscard]] net::Timers &timers() const { return m_timers; }

    /// Before send(), see net::prefetch; the session is next.
    void prefetch() const
    {
        net::prefetch(m_session);
        net::prefetch(m_format);
    }
    void send(const SharedMessages &messages);
    /// Whether what is sent now would go out at once.
    [[nodiscard]] bool isWritable() const { return m_session && m_session->isWritable(); }
    void send(const Packet &packet) { send(SharedPacket(packet)); }
    /// The socket leaves its namespace, the connection stays.
    void remove(Socket &socket, DisconnectReason reason);
    /// For the server, once it owns this: clients of Socket.IO 1 and 2 do not ask for "/", they are in it.
    void begin();
    /// The server wants the client to go: every socket is told, then the connection ends.
    void disconnectAll();
    /// Lets go of the session and the sockets without a word: the server is being destroyed.
    void abandon();

private:
    void messageReceived(const QByteArray &data, bool binary) override;
    void sessionClosed(engineio::CloseReason reason) override;

    void packetReceived(const Packet &packet);
    void connect(const QString &name, const QCborMap &auth);
    void recover(Namespace &nsp, const QCborMap &auth, const QString &offset);
    void recovered(const QString &name, const QCborMap &auth, std::optional<RestoredSession> restored);
    void enter(Namespace &nsp, const std::shared_ptr<Socket> &socket);
    void resume();
    [[nodiscard]] std::shared_ptr<Socket> makeSocket(Namespace &nsp, const QCborMap &auth,
                                                     std::optional<RestoredSession> restored);
    [[nodiscard]] QString socketId(const Namespace &nsp) const;
    void admit(const std::shared_ptr<Socket> &socket);
    void refuse(const QString &nsp, const Refusal &refusal);
    void watchAttachments();
    void close(DisconnectReason reason);
    void end(DisconnectReason reason);

    /// What the client says while a RecoveryStore is being asked about it.
    struct Held
    {
        QList<Packet> packets;
        qint64 bytes = 0;
    };

    Server &m_server;
    engineio::Session *m_session; ///< null once ended
    const Config &m_config;
    net::Timers &m_timers;
    const bool m_isRevision3; ///< of Engine.IO, so 3 or 4 of Socket.IO
    const Format m_format;
    Decoder m_decoder;
    std::map<QString, std::shared_ptr<Socket>> m_sockets; ///< by namespace; a hash table would take 2 KiB
    std::unique_ptr<Held> m_held; ///< while a store is being asked
    net::Deadline m_connectDeadline;
    net::Deadline m_attachmentDeadline;
};

} // namespace confab::socketio
