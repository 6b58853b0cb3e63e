// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/desktopcolorscheme.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCall>
#include <QDBusPendingReply>
#include <QFileInfo>

namespace confab::widgets {

using namespace Qt::StringLiterals;

namespace {

const auto Service = u"org.freedesktop.portal.Desktop"_s;
const auto Path = u"/org/freedesktop/portal/desktop"_s;
const auto Interface = u"org.freedesktop.portal.Settings"_s;
const auto Group = u"org.freedesktop.appearance"_s;
const auto Key = u"color-scheme"_s;

/// Without an address libdbus would start a bus of its own, which takes its time and helps nobody.
bool hasSessionBus()
{
    return qEnvironmentVariableIsSet("DBUS_SESSION_BUS_ADDRESS")
        || QFileInfo::exists(qEnvironmentVariable("XDG_RUNTIME_DIR") + u"/bus"_s);
}

} // namespace

DesktopColorScheme::DesktopColorScheme(QObject *parent)
    : QObject(parent)
{ }

void DesktopColorScheme::watch()
{
    if (m_watching || !hasSessionBus())
        return;
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return;
    m_watching = true;
    // A slot that takes the message as it is: QtDBus 6.4 does not know the signature of QDBusVariant before
    // its first use, and refuses the slot. From any sender: naming one makes QtDBus ask the bus for its owner
    // and wait for the answer.
    bus.connect({}, Path, Interface, u"SettingChanged"_s, this, SLOT(handleSettingChanged(QDBusMessage)));
    QDBusMessage question = QDBusMessage::createMethodCall(Service, Path, Interface, u"Read"_s);
    question << Group << Key;
    auto *call = new QDBusPendingCallWatcher(bus.asyncCall(question), this);
    connect(call, &QDBusPendingCallWatcher::finished, this, &DesktopColorScheme::handleAnswer);
}

bool DesktopColorScheme::isDark(QVariant value)
{
    // Read() wraps twice; a peer's deeper nesting is not followed.
    for (int depth = 0; depth < 3 && value.canConvert<QDBusVariant>(); ++depth)
        value = value.value<QDBusVariant>().variant();
    bool isNumber = false;
    return value.toUInt(&isNumber) == 1 && isNumber;
}

void DesktopColorScheme::handleAnswer(QDBusPendingCallWatcher *call)
{
    const QDBusPendingReply<QDBusVariant> answer = *call;
    call->deleteLater();
    if (!answer.isError())
        setDark(isDark(QVariant::fromValue(answer.value())));
}

void DesktopColorScheme::handleSettingChanged(const QDBusMessage &message)
{
    const QVariantList arguments = message.arguments();
    if (arguments.size() == 3 && arguments.at(0).toString() == Group && arguments.at(1).toString() == Key)
        setDark(isDark(arguments.at(2)));
}

void DesktopColorScheme::setDark(bool dark)
{
    if (dark == m_dark)
        return;
    m_dark = dark;
    Q_EMIT changed();
}

} // namespace confab::widgets
