// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/core/serveraddress.h"

#include <QHostAddress>
#include <QUrlQuery>

namespace confab::client {

using namespace Qt::StringLiterals;

QUrl addressFromUserInput(const QString &text)
{
    QString typed = text.trimmed();
    if (typed.isEmpty() || typed.contains(u' '))
        return {};
    const bool hasScheme = typed.contains("://"_L1);
    if (!hasScheme) {
        const QHostAddress bare(typed);
        if (bare.protocol() == QAbstractSocket::IPv6Protocol) // ::1 without its brackets
            typed = u'[' + typed + u']';
        typed.prepend("http://"_L1);
    }
    QUrl address(typed, QUrl::StrictMode);
    if (!isServerAddress(address))
        return {};
    if (!hasScheme && address.port() < 0)
        address.setPort(defaultPort);
    return address;
}

QString pinOf(const QUrl &address)
{
    return QUrlQuery(address.fragment(QUrl::FullyEncoded)).queryItemValue(u"pin"_s, QUrl::FullyDecoded);
}

QString sharedAddress(const QUrl &address, const QString &pin)
{
    const QString shared =
        address.toDisplayString(QUrl::RemovePath | QUrl::RemoveQuery | QUrl::RemoveFragment);
    if (pin.isEmpty())
        return shared;
    return shared + u"/#pin="_s + QString::fromLatin1(QUrl::toPercentEncoding(pin));
}

bool isServerAddress(const QUrl &address)
{
    static const QStringList schemes{u"http"_s, u"https"_s, u"ws"_s, u"wss"_s};
    return address.isValid() && schemes.contains(address.scheme()) && !address.host().isEmpty()
        && address.port() != 0;
}

bool isSecure(const QUrl &address) { return address.scheme() == "https"_L1 || address.scheme() == "wss"_L1; }

bool isOnlyThisComputer(const QUrl &address)
{
    const QString host = address.host();
    return host == "localhost"_L1 || QHostAddress(host).isLoopback();
}

QString serverKey(const QUrl &address)
{
    return u"%1:%2"_s.arg(address.host().toLower()).arg(address.port(isSecure(address) ? 443 : 80));
}

QUrl socketIoEndpoint(const QUrl &address)
{
    QUrl endpoint;
    endpoint.setScheme(isSecure(address) ? u"https"_s : u"http"_s);
    endpoint.setHost(address.host());
    endpoint.setPort(address.port());
    endpoint.setPath(u"/socket.io/"_s);
    return endpoint;
}

} // namespace confab::client
