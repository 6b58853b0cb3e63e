// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/net/descriptorstream.h"

#include "server/net/streamturn.h"

#include <QEvent>
#include <QSocketNotifier>

#include <algorithm>
#include <array>
#include <cerrno>
#include <span>
#include <utility>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

namespace confab::net {

namespace {
/// What may wait for the listener; beyond it the system's own window slows the peer down.
constexpr qsizetype unreadBytes = 64 * 1024;
/// What waits for the end of the turn: with more, bytesQueued() would not tell who reads slowly.
constexpr qint64 turnBytes = 256 * 1024;
/// Pieces handed over at once, far below IOV_MAX: small ones are joined before.
constexpr size_t piecesAtOnce = 64;

bool isForLater(int error) { return error == EAGAIN || error == EWOULDBLOCK; }

ssize_t sendOnce(int descriptor, std::span<iovec> pieces)
{
    constexpr int flags = MSG_DONTWAIT | MSG_NOSIGNAL;
    if (pieces.size() == 1) // costs less than a message of one piece
        return ::send(descriptor, pieces.front().iov_base, pieces.front().iov_len, flags);
    msghdr message{};
    message.msg_iov = pieces.data();
    message.msg_iovlen = pieces.size();
    return ::sendmsg(descriptor, &message, flags);
}
} // namespace

/// Calls the stream without the detour of a signal, whose connection would cost memory for every client.
class DescriptorStream::Notifier final : public QSocketNotifier
{
public:
    Notifier(DescriptorStream &stream, Type type)
        : QSocketNotifier(stream.m_descriptor, type)
        , m_stream(stream)
    { }

protected:
    bool event(QEvent *event) override
    {
        if (event->type() != QEvent::SockAct)
            return QSocketNotifier::event(event);
        if (type() == Read)
            m_stream.receive();
        else
            m_stream.send();
        return true; // and is perhaps no more
    }

private:
    DescriptorStream &m_stream;
};

DescriptorStream::DescriptorStream(qintptr descriptor, quint64 connectionId, Traffic &traffic,
                                   std::shared_ptr<StreamTurn> turn)
    : StreamBase(traffic)
    , m_turn(std::move(turn))
    , m_descriptor(static_cast<int>(descriptor))
{
    sockaddr_storage address{};
    socklen_t size = sizeof address;
    auto *generic = reinterpret_cast<sockaddr *>(&address);
    if (::getpeername(m_descriptor, generic, &size) != 0) { // it has gone before it came
        ::close(std::exchange(m_descriptor, -1));
        return;
    }
    const bool isIpv6 = address.ss_family == AF_INET6;
    const quint16 port = isIpv6 ? reinterpret_cast<const sockaddr_in6 *>(&address)->sin6_port
                                : reinterpret_cast<const sockaddr_in *>(&address)->sin_port;
    if (isIpv6 || address.ss_family == AF_INET)
        setPeer(connectionId, QHostAddress(generic), ntohs(port));
    else
        setPeer(connectionId, QHostAddress(), 0);
    const int on = 1;
    (void)::setsockopt(m_descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    m_readable = std::make_unique<Notifier>(*this, QSocketNotifier::Read);
}

DescriptorStream::~DescriptorStream()
{
    if (m_turn)
        m_turn->forget(this);
    m_readable.reset(); // before the descriptor: its number may be given out again
    m_writable.reset();
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

void DescriptorStream::leaveThread()
{
    m_turn->forget(this);
    m_turn.reset();
    m_readable.reset();
    m_writable.reset();
    StreamBase::leaveThread();
}

void DescriptorStream::enterThread(const StreamHome &home)
{
    StreamBase::enterThread(home);
    m_turn = home.turn;
    m_readable = std::make_unique<Notifier>(*this, QSocketNotifier::Read);
    m_readable->setEnabled(!hasPeerFinished() && m_unread.size() < unreadBytes);
}

// Once for each time that the system says there is something: what is left makes it say so again, when others
// have had their turn.
void DescriptorStream::receive()
{
    const auto turn = m_turn; // the listener may destroy us
    const qsizetype wanted = unreadBytes - m_unread.size();
    const auto room = wanted > 0 ? turn->lend(this) : std::span<char>();
    if (!isOpen() || room.empty())
        return;
    ssize_t size = 0;
    do
        size = ::recv(m_descriptor, room.data(), std::min(room.size(), size_t(wanted)), MSG_DONTWAIT);
    while (size < 0 && errno == EINTR);
    const int error = size < 0 ? errno : 0;
    if (size > 0) {
        m_arriving = QByteArrayView(room.data(), size);
        tellReadable();
    }
    if (!turn->takeBack(this))
        return; // destroyed
    if (size > 0)
        keepTheRest();
    else if (size == 0)
        endOfInput();
    else if (!isForLater(error))
        end();
}

void DescriptorStream::keepTheRest()
{
    const QByteArrayView rest = std::exchange(m_arriving, {});
    if (!rest.isEmpty())
        m_unread.append(rest);
    if (m_unread.size() >= unreadBytes)
        m_readable->setEnabled(false);
}

void DescriptorStream::endOfInput()
{
    m_readable->setEnabled(false); // a FIN stays readable for ever
    noteThatPeerFinished();
}

QByteArray DescriptorStream::read(qint64 maxBytes)
{
    QByteArray bytes;
    if (!m_unread.isEmpty()) {
        bytes = maxBytes >= m_unread.size() ? std::exchange(m_unread, {}) : m_unread.left(maxBytes);
        if (!m_unread.isEmpty())
            m_unread.remove(0, bytes.size());
    } else {
        const QByteArrayView taken = m_arriving.first(std::min<qint64>(maxBytes, m_arriving.size()));
        m_arriving = m_arriving.sliced(taken.size());
        bytes = taken.toByteArray();
    }
    countIn(bytes.size());
    if (isOpen() && !hasPeerFinished() && m_unread.size() < unreadBytes)
        m_readable->setEnabled(true);
    return bytes;
}

void DescriptorStream::write(const QByteArray &bytes)
{
    if (!isOpen() || m_ending != Ending::No || bytes.isEmpty())
        return;
    countOut(bytes.size());
    m_output.append(bytes, m_turn->joinedPieces());
    if (m_writable && m_writable->isEnabled())
        return; // there is no room
    m_turn->add(this);
    if (m_output.bytes() > turnBytes)
        handOver();
}

void DescriptorStream::send()
{
    if (isOpen())
        handOver();
    if (!isOpen() || !m_output.isEmpty())
        return;
    if (m_writable)
        m_writable->setEnabled(false);
    if (m_ending == Ending::Finish)
        ::shutdown(m_descriptor, SHUT_WR);
    else if (m_ending == Ending::Close)
        end();
    tellDrained();
}

/// As much as the system takes. Tells nobody, at least not at once.
void DescriptorStream::handOver()
{
    while (!m_output.isEmpty()) {
        std::array<iovec, piecesAtOnce> pieces;
        const size_t count = m_output.gather(pieces);
        const ssize_t size = sendOnce(m_descriptor, std::span(pieces).first(count));
        if (size < 0 && errno == EINTR)
            continue;
        if (size < 0 && !isForLater(errno)) {
            end();
            return;
        }
        m_output.advance(std::max<ssize_t>(size, 0));
        // With room for more than that, the system would have taken it.
        if (size < 0 || (!m_output.isEmpty() && count < pieces.size())) {
            waitForRoom();
            return;
        }
    }
}

void DescriptorStream::waitForRoom()
{
    if (m_writable)
        m_writable->setEnabled(true);
    else
        m_writable = std::make_unique<Notifier>(*this, QSocketNotifier::Write);
}

void DescriptorStream::finishWriting()
{
    if (!isOpen() || m_ending != Ending::No)
        return;
    m_ending = Ending::Finish;
    if (m_output.isEmpty())
        ::shutdown(m_descriptor, SHUT_WR);
}

void DescriptorStream::closeWhenWritten()
{
    if (!isOpen())
        return;
    m_ending = Ending::Close;
    if (m_output.isEmpty())
        end();
}

/// The connection is over; what was queued is lost.
void DescriptorStream::end()
{
    m_turn->remove(this);
    m_readable->setEnabled(false); // they outlive the descriptor: one of them may be on the stack
    if (m_writable)
        m_writable->setEnabled(false);
    ::close(std::exchange(m_descriptor, -1));
    m_output.clear();
    QMetaObject::invokeMethod(
        this, [this] { tellDisconnected(); }, Qt::QueuedConnection);
}

} // namespace confab::net
