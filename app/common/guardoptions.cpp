// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/common/optionrow.h"

#include "server/guard/authority.h"
#include "server/guard/originpolicy.h"

#include <QDir>
#include <QFile>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace confab::app {

namespace {

QStringList membersOf(const QString &list)
{
    QStringList members = list.split(u',', Qt::SkipEmptyParts);
    for (QString &member : members)
        member = member.trimmed();
    members.removeAll(QString());
    return members;
}

QString applyAllowOrigin(runtime::Options &options, const QString &value)
{
    for (const QString &member : membersOf(value)) {
        const QString text = member.endsWith(u'/') ? member.chopped(1) : member;
        const auto origin =
            text == "*"_L1 ? QByteArray("*") : guard::OriginPolicy::canonical(text.toLatin1());
        if (!origin)
            return OptionWords::tr("--allow-origin needs an origin as https://chat.example:8443, or *, not "
                                   "\"%1\".")
                .arg(member);
        options.guard.origins.append(*origin);
    }
    return {};
}

QString applyAllowHost(runtime::Options &options, const QString &value)
{
    for (const QString &member : membersOf(value)) {
        const auto host = guard::parseAuthority(member.toLatin1());
        if (!host || host->port)
            return OptionWords::tr("--allow-host needs a name without a port, as chat.example, not \"%1\".")
                .arg(member);
        options.guard.hosts.append(host->host);
    }
    return {};
}

QString applyTrustProxy(runtime::Options &options, const QString &value)
{
    for (const QString &member : membersOf(value)) {
        const guard::Network network = QHostAddress::parseSubnet(member);
        if (network.second < 0)
            return OptionWords::tr(
                       "--trust-proxy needs an IP address or a network as 10.0.0.0/8, not \"%1\".")
                .arg(member);
        options.guard.proxies.append(network);
    }
    return {};
}

/// It travels in a header, a cookie's stead and the fragment of an address, and people type it.
QString applyPin(runtime::Options &options, const QString &value)
{
    constexpr qsizetype shortest = 4;
    constexpr qsizetype longest = 64;
    const bool isPrintable = std::all_of(value.begin(), value.end(),
                                         [](QChar c) { return c.unicode() > 0x20 && c.unicode() < 0x7f; });
    // The sentence does not repeat what may be a secret with a slip in it.
    if (value.size() < shortest || value.size() > longest || !isPrintable)
        return OptionWords::tr(
            "A PIN has 4 to 64 letters (A to Z), digits or signs of a plain keyboard, and no spaces.");
    options.guard.pin = value.toLatin1();
    return {};
}

QString applyPinFile(runtime::Options &options, const QString &value)
{
    constexpr qint64 longestFile = 4096;
    const QString path = QDir::toNativeSeparators(value);
    QFile file(value);
    if (!file.open(QIODevice::ReadOnly))
        return OptionWords::tr("The file of --pin-file cannot be read: %1 (%2)")
            .arg(path, file.errorString());
    const QByteArray content = file.read(longestFile + 1);
    if (content.size() > longestFile)
        return OptionWords::tr("The file of --pin-file holds more than a PIN: %1").arg(path);
    const QByteArray pin = content.trimmed();
    if (pin.isEmpty())
        return OptionWords::tr("The file of --pin-file is empty: %1").arg(path);
    return applyPin(options, QString::fromUtf8(pin));
}

QString applyRate(runtime::Options &options, const QString &value)
{
    constexpr qint64 most = 100000;
    return takeNumber("rate", value, 0, most, options.guard.rate);
}

QString applyMaxPerAddress(runtime::Options &options, const QString &value)
{
    constexpr qint64 most = 1000000;
    return takeNumber("max-per-address", value, 1, most, options.guard.maxPerAddress);
}

QString applyLimitLoopback(runtime::Options &options, const QString &value)
{
    const auto limit = yesOrNo(value);
    if (!limit)
        return OptionWords::tr("limit-loopback is true or false, not \"%1\".").arg(value);
    options.guard.limitLoopback = *limit;
    return {};
}

constexpr std::array rows = {
    OptionRow{"pin", "PIN",
              QT_TRANSLATE_NOOP("confab::app::ServerOptions",
                                "Let in only people who know this PIN. Other users of this machine can see a "
                                "command line: --pin-file and CONFAB_PIN hide it."),
              applyPin, OptionRow::Secret},
    OptionRow{"pin-file", "FILE", QT_TRANSLATE_NOOP("confab::app::ServerOptions", "File with the PIN in it."),
              applyPinFile},
    OptionRow{"allow-origin", "ORIGIN",
              QT_TRANSLATE_NOOP("confab::app::ServerOptions",
                                "Origin of pages that may talk to this server beside its own, as "
                                "https://chat.example; * for any. May be repeated."),
              applyAllowOrigin, OptionRow::Repeatable},
    OptionRow{"allow-host", "NAME",
              QT_TRANSLATE_NOOP("confab::app::ServerOptions",
                                "Name under which this server may be asked for, beside IP addresses, "
                                "localhost and this machine's name. May be repeated."),
              applyAllowHost, OptionRow::Repeatable},
    OptionRow{"trust-proxy", "NETWORK",
              QT_TRANSLATE_NOOP("confab::app::ServerOptions",
                                "Address or network of a proxy whose X-Forwarded-For, -Proto and -Host are "
                                "believed, as 10.0.0.0/8. May be repeated."),
              applyTrustProxy, OptionRow::Repeatable},
    OptionRow{"rate", "COUNT",
              QT_TRANSLATE_NOOP("confab::app::ServerOptions",
                                "Packets a client may send in a second, four times as many at once; beyond "
                                "it is read more slowly. 0 for any number (50)."),
              applyRate},
    OptionRow{"max-per-address", "COUNT",
              QT_TRANSLATE_NOOP("confab::app::ServerOptions",
                                "Clients at the same time from one address; more are refused (256)."),
              applyMaxPerAddress},
    OptionRow{"limit-loopback", nullptr,
              QT_TRANSLATE_NOOP("confab::app::ServerOptions",
                                "Limit clients on this machine as well by --rate and --max-per-address."),
              applyLimitLoopback},
};

} // namespace

std::span<const OptionRow> guardOptions() { return rows; }

} // namespace confab::app
