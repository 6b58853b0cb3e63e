// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/net/unrepeatablebody.h"

#include <algorithm>

namespace confab::client {

UnrepeatableBody::UnrepeatableBody(QByteArray data, QObject *parent)
    : QIODevice(parent)
    , m_data(std::move(data))
{
    open(ReadOnly | Unbuffered);
}

qint64 UnrepeatableBody::bytesAvailable() const { return m_data.size() - m_read; }

qint64 UnrepeatableBody::readData(char *data, qint64 maxSize)
{
    const qint64 size = std::min(maxSize, bytesAvailable());
    if (size == 0)
        return -1;
    std::copy_n(m_data.constData() + m_read, size, data);
    m_read += size;
    return size;
}

qint64 UnrepeatableBody::writeData(const char *data, qint64 size)
{
    Q_UNUSED(data)
    Q_UNUSED(size)
    return -1;
}

} // namespace confab::client
