// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/window/words.h"

#include "server/runtime/plaintext.h"

#include <QLocale>

namespace confab::server {

using namespace Qt::StringLiterals;
using runtime::HubState;
using runtime::RefusalKind;
using runtime::StartError;
using runtime::StoreProblem;
using runtime::Transport;
using runtime::visibleLine;

QString Words::state(HubState state)
{
    switch (state) {
    case HubState::Stopped:
        return tr("Stopped");
    case HubState::Starting:
        return tr("Starting");
    case HubState::Running:
        return tr("Running");
    case HubState::Stopping:
        return tr("Stopping");
    }
    return {};
}

QString Words::transport(Transport transport, bool isSecure)
{
    if (isSecure)
        return tr("%1, TLS", "a transport").arg(Words::transport(transport));
    switch (transport) {
    case Transport::Polling:
        return tr("polling");
    case Transport::WebSocket:
        return tr("websocket");
    case Transport::PlainWebSocket:
        return tr("plain");
    case Transport::EventStream:
        return tr("events");
    case Transport::JsonWebSocket:
        return tr("JSON", "a transport");
    }
    return {};
}

QString Words::bytes(quint64 count)
{
    if (count < 1000)
        return tr("%1 B").arg(count);
    return QLocale().formattedDataSize(qint64(count), count < 1000000 ? 0 : 1, QLocale::DataSizeSIFormat);
}

QString Words::roundTrip(int milliseconds)
{
    return milliseconds < 0 ? u"–"_s : tr("%1 ms").arg(QLocale().toString(milliseconds));
}

QString Words::uptime(qint64 seconds)
{
    const auto twoDigits = [](qint64 value) { return u"%1"_s.arg(value, 2, 10, QLatin1Char('0')); };
    const qint64 minutes = seconds / 60, hours = minutes / 60, days = hours / 24;
    if (hours == 0)
        return tr("%1 min %2 s").arg(minutes).arg(twoDigits(seconds % 60));
    const QString clock = tr("%1 h %2 min").arg(hours % 24).arg(twoDigits(minutes % 60));
    return days == 0 ? clock : tr("%n day(s) %1", nullptr, int(days)).arg(clock);
}

QString Words::clients(qsizetype count) { return tr("%n client(s)", nullptr, int(count)); }

QString Words::people(qsizetype count) { return tr("%n people here", nullptr, int(count)); }

QString Words::storeProblem(StoreProblem problem)
{
    switch (problem) {
    case StoreProblem::Full:
        return tr("The disk is full. Messages are kept in memory only, and lost when the server ends.");
    case StoreProblem::Locked:
        return tr(
            "Another program holds the stored messages. New ones are kept in memory only, and lost when the "
            "server ends.");
    case StoreProblem::ReadOnly:
        return tr("The stored messages may not be written any more. New ones are kept in memory only, and "
                  "lost when "
                  "the server ends.");
    case StoreProblem::Corrupt:
    case StoreProblem::Newer:
    case StoreProblem::Unusable:
        break;
    }
    return tr(
        "Messages can no longer be stored. New ones are kept in memory only, and lost when the server ends.");
}

QString Words::refusals(const runtime::Refusals &refusals)
{
    const int count = int(qMin<quint64>(refusals.count, 1000000000));
    const QString from = visibleLine(refusals.address);
    const QString detail = visibleLine(refusals.detail);
    switch (refusals.kind) {
    case RefusalKind::WrongPin:
        return tr("%n request(s) refused: wrong PIN from %1", nullptr, count).arg(from);
    case RefusalKind::PinLocked:
        return tr("%n request(s) refused: too many wrong PINs from %1", nullptr, count).arg(from);
    case RefusalKind::ForeignOrigin:
        return tr("%n request(s) refused: a page of %2, from %1. --allow-origin lets it in", nullptr, count)
            .arg(from, detail);
    case RefusalKind::ForeignHost:
        return tr("%n request(s) refused: for the name %2, from %1. --allow-host lets it in", nullptr, count)
            .arg(from, detail);
    case RefusalKind::TooManyClients:
        return tr("%n client(s) refused: too many from %1. --max-per-address lets in more", nullptr, count)
            .arg(from);
    }
    return {};
}

QString Words::startError(StartError error, const QString &detail, quint16 port)
{
    switch (error) {
    case StartError::PortInUse:
        return tr("Port %1 and the ones after it are used by other programs. Choose another port.").arg(port);
    case StartError::AddressNotOurs:
        return tr("This computer does not have the address to listen at (%1). Start without --bind, or with "
                  "an "
                  "address of this computer.")
            .arg(detail);
    case StartError::PermissionDenied:
        return tr("Port %1 needs administrator rights. Choose a port from 1024 up.").arg(port);
    case StartError::WebRootUnusable:
        return tr("The folder to serve cannot be read (%1). Start with another --web-root, or without it.")
            .arg(detail);
    case StartError::StoreCorrupt:
        return tr("The messages in %1 are damaged, or not Confab's. Put a backup in their place, or start "
                  "with "
                  "another --data folder. Nothing was changed.")
            .arg(detail);
    case StartError::StoreNewer:
        return tr("The messages in %1 were written by a newer version of Confab. Start that version, or "
                  "start with "
                  "another --data folder. Nothing was changed.")
            .arg(detail);
    case StartError::StoreReadOnly:
        return tr("The messages in %1 may not be written. Change that, or start with another --data folder "
                  "or with "
                  "--ephemeral.")
            .arg(detail);
    case StartError::StoreLocked:
        return tr("Another program holds the messages in %1. End it and start again.").arg(detail);
    case StartError::StoreFull:
        return tr("There is no room left for the messages in %1. Make room and start again.").arg(detail);
    case StartError::StoreUnusable:
        return tr("The messages in %1 cannot be read. Start with another --data folder or with --ephemeral.")
            .arg(detail);
    case StartError::Other:
        break;
    }
    return tr("The server could not start: %1").arg(detail);
}

} // namespace confab::server
