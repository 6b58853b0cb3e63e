// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/net/pipeserver.h"

#include "server/net/pipesocket.h"

#include <QMetaObject>

namespace confab::net {

PipeServer::PipeServer(QObject *parent)
    : QTcpServer(parent)
{ }

bool PipeServer::openForBinding() { return listen(QHostAddress::LocalHost, 0); }

void PipeServer::connectPipe(PipeSocket *pipe)
{
    m_pending.push_back(pipe);
    // The signal is private to QTcpServer; by name it can be raised. 6.4's QHttpServer listens to one, 6.8's
    // too.
    QMetaObject::invokeMethod(this, "pendingConnectionAvailable", Qt::DirectConnection);
}

QTcpSocket *PipeServer::nextPendingConnection()
{
    if (m_pending.empty())
        return nullptr;
    PipeSocket *pipe = m_pending.front();
    m_pending.pop_front();
    return pipe;
}

} // namespace confab::net
