// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/guard/guard.h"

#include "server/guard/addresskey.h"

namespace confab::guard {

Guard::Guard(const Settings &settings, const QList<QByteArray> &names, net::Timers &timers)
    : m_timers(timers)
    , m_proxies(settings.proxies)
    , m_hosts(names + settings.hosts)
    , m_origins(settings.origins)
    , m_rate{settings.rate, settings.burst()}
    , m_limitLoopback(settings.limitLoopback)
    , m_limits(settings.maxPerAddress)
{
    if (!settings.pin.isEmpty())
        m_pin.emplace(
            Pin{PinGate(settings.pin),
                PinCookie(settings.pin, settings.pinKey.isEmpty() ? PinCookie::newKey() : settings.pinKey)});
}

net::Peer Guard::identify(const http::RequestHead &head, const net::Peer &peer) const
{
    return m_proxies.identify(head, peer);
}

bool Guard::allowsHost(const http::RequestHead &head, const net::Peer &peer)
{
    const QByteArray host = ProxyTrust::hostOf(head, peer);
    if (host.isEmpty() || m_hosts.allows(host))
        return true;
    m_book.note(RefusalKind::ForeignHost, peer.address, host);
    return false;
}

bool Guard::allowsOrigin(const http::RequestHead &head, const net::Peer &peer)
{
    if (!head.headers.contains("Origin"))
        return true;
    const QByteArray origin = head.headers.value("Origin");
    if (head.headers.count("Origin") == 1
        && m_origins.allows(origin, ProxyTrust::hostOf(head, peer), peer.secure))
        return true;
    m_book.note(RefusalKind::ForeignOrigin, peer.address, origin);
    return false;
}

bool Guard::isExempt(const net::Peer &peer) const { return peer.address.isLoopback() && !m_limitLoopback; }

bool Guard::hasRoom(const net::Peer &peer)
{
    if (isExempt(peer) || m_limits.hasRoom(peer.address))
        return true;
    m_book.note(RefusalKind::TooManyClients, peer.address);
    return false;
}

std::unique_ptr<net::Admission> Guard::admit(const net::Peer &peer)
{
    if (isExempt(peer))
        return nullptr;
    return std::make_unique<ClientAdmission>(&m_limits, peer, m_rate, m_timers);
}

std::unique_ptr<net::Admission> Guard::admitScript(const net::Peer &peer)
{
    if (isExempt(peer))
        return nullptr;
    return std::make_unique<ClientAdmission>(nullptr, peer, m_rate, m_timers);
}

void Guard::share(std::function<void()> changed)
{
    m_changed = std::move(changed);
    m_limits.setWatcher([this](const QHostAddress &key, int change) { tell({key, change, 0, 0}); });
}

void Guard::tell(const net::AddressChange &change)
{
    if (!m_changed)
        return;
    m_untold.add(change);
    m_changed();
}

void Guard::notePost(const net::Peer &peer)
{
    if (!isExempt(peer) && m_rate.perSecond != 0)
        tell({peer.address, 0, 0, 1});
}

void Guard::hear(const net::AddressChange &change)
{
    if (change.clients != 0)
        m_limits.addElsewhere(change.address, change.clients);
    if (m_pin && change.wrongPins > 0)
        m_pin->gate.noteElsewhere(change.address, change.wrongPins, m_timers.now());
}

PinVerdict Guard::checkPin(QByteArrayView pin, const net::Peer &peer)
{
    if (!m_pin)
        return {};
    const PinVerdict verdict = m_pin->gate.attempt(peer.address, pin, m_timers.now());
    if (verdict.kind == PinVerdict::Kind::Wrong) {
        m_book.note(RefusalKind::WrongPin, peer.address);
        tell({addressKey(peer.address), 0, 1, 0});
    } else if (verdict.kind == PinVerdict::Kind::Locked) {
        m_book.note(RefusalKind::PinLocked, peer.address);
    }
    return verdict;
}

PinVerdict Guard::checkCredentials(const http::RequestHead &head, const net::Peer &peer)
{
    if (!m_pin || m_pin->cookie.isIn(head.headers))
        return {};
    const auto pin = pinOfAuthorization(head.headers);
    return pin ? checkPin(*pin, peer) : PinVerdict{PinVerdict::Kind::Missing, {}};
}

QByteArray Guard::pinCookie(const net::Peer &peer) const
{
    return m_pin ? m_pin->cookie.toSetCookie(peer.secure) : QByteArray();
}

} // namespace confab::guard
