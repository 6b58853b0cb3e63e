// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/http/message.h"
#include "server/guard/addresschanges.h"
#include "server/guard/addresslimits.h"
#include "server/guard/clientadmission.h"
#include "server/guard/hostpolicy.h"
#include "server/guard/originpolicy.h"
#include "server/guard/pincookie.h"
#include "server/guard/pingate.h"
#include "server/guard/proxytrust.h"
#include "server/guard/refusalbook.h"
#include "server/guard/settings.h"
#include "server/net/admission.h"
#include "server/net/timers.h"

#include <functional>
#include <memory>
#include <optional>

namespace confab::guard {

/// Every question about who may come in, with the answers of one shard that hears of the others; what is
/// refused goes into the book. Which door asks which question, and what it answers, is not known here.
/// Thread: the shard's.
class Guard
{
public:
    /// `timers` outlive it, and it outlives whom it admits. `names`: see HostPolicy.
    Guard(const Settings &settings, const QList<QByteArray> &names, net::Timers &timers);
    Q_DISABLE_COPY_MOVE(Guard)

    /// Who sent the request (see ProxyTrust); the peer of everything below.
    [[nodiscard]] net::Peer identify(const http::RequestHead &head, const net::Peer &peer) const;

    /// A request without Host (HTTP/1.0) is no browser's.
    [[nodiscard]] bool allowsHost(const http::RequestHead &head, const net::Peer &peer);
    [[nodiscard]] bool allowsOrigin(const http::RequestHead &head, const net::Peer &peer);

    /// Whether another client may come from there.
    [[nodiscard]] bool hasRoom(const net::Peer &peer);
    /// Null for a client without limits.
    [[nodiscard]] std::unique_ptr<net::Admission> admit(const net::Peer &peer);
    /// The same for who sends requests and takes no place.
    [[nodiscard]] std::unique_ptr<net::Admission> admitScript(const net::Peer &peer);

    [[nodiscard]] bool asksForPin() const { return m_pin.has_value(); }
    [[nodiscard]] PinVerdict checkPin(QByteArrayView pin, const net::Peer &peer);
    /// By the request's cookie or Authorization.
    [[nodiscard]] PinVerdict checkCredentials(const http::RequestHead &head, const net::Peer &peer);
    /// The value of Set-Cookie for somebody who gave the PIN.
    [[nodiscard]] QByteArray pinCookie(const net::Peer &peer) const;

    /// Gathers from now on what the guards of other shards have to hear; `changed` is called when there is
    /// something.
    void share(std::function<void()> changed);
    /// A script was allowed to say something.
    void notePost(const net::Peer &peer);
    [[nodiscard]] AddressChanges &untold() { return m_untold; }
    /// What another shard's guard gathered; its posts are not for here.
    void hear(const net::AddressChange &change);

    [[nodiscard]] const QList<Refusals> &refusals() const { return m_book.entries(); }

private:
    struct Pin
    {
        PinGate gate;
        PinCookie cookie;
    };

    [[nodiscard]] bool isExempt(const net::Peer &peer) const;
    void tell(const net::AddressChange &change);

    net::Timers &m_timers;
    const ProxyTrust m_proxies;
    const HostPolicy m_hosts;
    const OriginPolicy m_origins;
    const ClientAdmission::Rate m_rate;
    const bool m_limitLoopback;
    AddressLimits m_limits;
    std::optional<Pin> m_pin;
    RefusalBook m_book;
    AddressChanges m_untold;
    std::function<void()> m_changed; ///< null: nobody wants to hear
};

} // namespace confab::guard
