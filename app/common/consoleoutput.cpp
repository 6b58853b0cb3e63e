// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/common/consoleoutput.h"

#include "app/common/erroroutput.h"
#include "server/runtime/consolelog.h"

#include <QDir>

#include <algorithm>
#include <limits>

#include <unistd.h>

namespace confab::app {

ConsoleOutput::ConsoleOutput(runtime::Hub &hub, QObject *parent)
    : QObject(parent)
    , m_hub(hub)
    , m_messages(STDOUT_FILENO)
{
    connect(&hub, &runtime::Hub::started, this, &ConsoleOutput::announce);
    connect(&hub, &runtime::Hub::messagesReceived, this, &ConsoleOutput::print);
    connect(&hub, &runtime::Hub::messagesLeftOut, this, &ConsoleOutput::tellOfMissing);
    connect(&hub, &runtime::Hub::statusChanged, this, &ConsoleOutput::tellOfStore);
}

void ConsoleOutput::complain(const QString &sentence) { ErrorOutput::writeLine(sentence.toLocal8Bit()); }

void ConsoleOutput::announce(quint16 portWanted)
{
    QList<runtime::Endpoint> endpoints = m_hub.status().endpoints;
    // Scripts on this machine read the first line: what they can use for certain comes first.
    std::stable_partition(endpoints.begin(), endpoints.end(),
                          [](const auto &endpoint) { return endpoint.isLoopback; });
    for (const runtime::Endpoint &endpoint : std::as_const(endpoints)) {
        if (portWanted != 0 && endpoint.port != portWanted && &endpoint == &endpoints.constFirst())
            complain(tr("Port %1 is used by another program, using %2.").arg(portWanted).arg(endpoint.port));
        ErrorOutput::writeLine("listening on " + endpoint.url().toUtf8());
    }
    if (const QString &fingerprint = m_hub.status().fingerprint; !fingerprint.isEmpty())
        ErrorOutput::writeLine("fingerprint (SHA-256) " + fingerprint.toLatin1());
}

void ConsoleOutput::print(const QList<runtime::MessageRecord> &messages)
{
    QByteArray lines;
    for (const runtime::MessageRecord &message : messages)
        lines += runtime::consoleLine(message, m_hub.options().logFormat) + '\n';
    if (!m_messages.write(lines))
        tellOfMissing(static_cast<quint64>(messages.size()));
}

void ConsoleOutput::tellOfMissing(quint64 count)
{
    complain(tr("%n message(s) are missing on standard output, which was not read for too long.", nullptr,
                int(qMin<quint64>(count, std::numeric_limits<int>::max()))));
}

void ConsoleOutput::tellOfStore(const runtime::HubStatus &status)
{
    if (status.storeProblem == m_storeProblem)
        return;
    m_storeProblem = status.storeProblem;
    if (m_storeProblem) {
        complain(tr("Messages can no longer be stored in %1 (%2). The chat goes on in memory: what is said "
                    "from now "
                    "on is lost when the server ends. Mend the cause and restart the server.")
                     .arg(QDir::toNativeSeparators(m_hub.options().dataFolder),
                          storeProblemText(*m_storeProblem)));
    } else {
        complain(tr("Messages are stored again."));
    }
}

QString storeProblemText(runtime::StoreProblem problem)
{
    switch (problem) {
    case runtime::StoreProblem::Full:
        return ConsoleOutput::tr("the disk is full");
    case runtime::StoreProblem::Locked:
        return ConsoleOutput::tr("another program holds the file");
    case runtime::StoreProblem::Corrupt:
        return ConsoleOutput::tr("the file is damaged");
    case runtime::StoreProblem::ReadOnly:
        return ConsoleOutput::tr("the file may not be written");
    case runtime::StoreProblem::Newer:
        return ConsoleOutput::tr("the file is of a newer version");
    case runtime::StoreProblem::Unusable:
        break;
    }
    return ConsoleOutput::tr("the disk does not do what it should");
}

QString startErrorText(runtime::StartError error, const runtime::Options &options, const QString &detail)
{
    const QString address = options.bind ? options.bind->toString() : QString();
    switch (error) {
    case runtime::StartError::PortInUse:
        return ConsoleOutput::tr(
                   "Port %1 is used by another program. End it, or choose another port with --port.")
            .arg(options.port);
    case runtime::StartError::AddressNotOurs:
        return ConsoleOutput::tr(
                   "This machine does not have the address %1. Leave --bind out to listen on all of its "
                   "addresses.")
            .arg(address);
    case runtime::StartError::PermissionDenied:
        return ConsoleOutput::tr("This user may not listen on port %1. Choose one from 1024 on with --port.")
            .arg(options.port);
    case runtime::StartError::WebRootUnusable:
        return ConsoleOutput::tr("The folder of --web-root cannot be served: %1").arg(detail);
    case runtime::StartError::StoreCorrupt:
        return ConsoleOutput::tr(
                   "The messages in %1 are damaged, or not Confab's. Put a backup in their place, or "
                   "choose another folder with --data. Nothing was changed.")
            .arg(detail);
    case runtime::StartError::StoreNewer:
        return ConsoleOutput::tr("The messages in %1 were written by a newer version of Confab. Start that "
                                 "version, or choose another folder with --data. Nothing was changed.")
            .arg(detail);
    case runtime::StartError::StoreReadOnly:
        return ConsoleOutput::tr(
                   "The messages in %1 may not be written by this user. Change that, choose another "
                   "folder with --data, or keep messages in memory with --ephemeral.")
            .arg(detail);
    case runtime::StartError::StoreLocked:
        return ConsoleOutput::tr("Another program holds the messages in %1. End it and start again.")
            .arg(detail);
    case runtime::StartError::StoreFull:
        return ConsoleOutput::tr(
                   "There is no room left for the messages in %1. Make room, or choose another folder "
                   "with --data.")
            .arg(detail);
    case runtime::StartError::StoreUnusable:
        return ConsoleOutput::tr(
                   "The messages in %1 cannot be read. Choose another folder with --data, or keep "
                   "messages in memory with --ephemeral.")
            .arg(detail);
    case runtime::StartError::Other:
        break;
    }
    return ConsoleOutput::tr("Cannot listen on port %1: %2").arg(options.port).arg(detail);
}

int exitCodeOf(runtime::StartError error)
{
    switch (error) {
    case runtime::StartError::StoreCorrupt:
    case runtime::StartError::StoreNewer:
    case runtime::StartError::StoreReadOnly:
    case runtime::StartError::StoreLocked:
    case runtime::StartError::StoreFull:
    case runtime::StartError::StoreUnusable:
        return exitcode::dataUnusable;
    default:
        return exitcode::usage;
    }
}

} // namespace confab::app
