// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/server/serversession.h"

#include "app/common/datafolderclaim.h"
#include "app/server/windowmemory.h"
#include "widgets/firstpaint.h"

#include <QGuiApplication>

namespace confab::app {

ServerSession::ServerSession(runtime::Options options, std::unique_ptr<log::DataFolder> folder,
                             widgets::Theme &theme, WindowMemory &memory)
    : m_folder(std::move(folder))
    , m_theme(theme)
    , m_memory(memory)
    , m_window(theme,
               {.hubName = options.name,
                .heartbeat = options.pingInterval + options.pingTimeout,
                .onlyThisComputer = options.bind && options.bind->isLoopback(),
                .port = options.port,
                .pin = QString::fromLatin1(options.guard.pin)})
    , m_hub(options)
    , m_output(m_hub)
    , m_control(m_hub, m_window, server::Launcher(QCoreApplication::applicationDirPath()))
{
    announceIn(m_folder.get(), m_hub);
    QObject::connect(qApp, &QGuiApplication::lastWindowClosed, &m_control, &ServerControl::shutDown);
    m_memory.restore(m_window);
    widgets::noteFirstPaint(m_window);
    m_window.show();
    m_hub.start();
}

ServerSession::~ServerSession() { m_memory.save(m_theme, m_window); }

} // namespace confab::app
