// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QHostAddress>
#include <QTcpSocket>

namespace confab::testing {

/// A port of the loopback address on which nobody listens, nor will anybody else while this lives. One that
/// was bound and let go may be another program's by the time it is used.
class SilentPort
{
public:
    SilentPort() { m_socket.bind(QHostAddress(QHostAddress::LocalHost)); }

    [[nodiscard]] quint16 number() const { return m_socket.localPort(); }

private:
    QTcpSocket m_socket;
};

} // namespace confab::testing
