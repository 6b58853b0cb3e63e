// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/socketio/parentnamespace.h"

namespace confab::socketio {

void ParentNamespace::emitEvent(const QString &event, const QCborArray &args)
{
    for (Namespace *child : std::as_const(m_children)) // sending calls no handler
        child->emitEvent(event, args);
}

} // namespace confab::socketio
