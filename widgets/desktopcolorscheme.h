// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QDBusVariant>
#include <QObject>
#include <QVariant>

class QDBusMessage;
class QDBusPendingCallWatcher;

namespace confab::widgets {

/// Whether the desktop prefers dark, from the portal's setting `org.freedesktop.appearance color-scheme`
/// (0 no preference, 1 dark, 2 light). Asks and listens over D-Bus without ever waiting; light where there is
/// no bus or portal. Qt 6.4 has no QStyleHints::colorScheme().
class DesktopColorScheme : public QObject
{
    Q_OBJECT

public:
    explicit DesktopColorScheme(QObject *parent = nullptr);

    /// Asks once and listens from then on; changed() follows if the desktop prefers something else than
    /// light.
    void watch();
    [[nodiscard]] bool prefersDark() const { return m_dark; }

    /// The value in a portal answer, which comes wrapped in one or two variants.
    [[nodiscard]] static bool isDark(QVariant value);

Q_SIGNALS:
    void changed();

private Q_SLOTS:
    void handleSettingChanged(const QDBusMessage &message);

private:
    void handleAnswer(QDBusPendingCallWatcher *call);
    void setDark(bool dark);

    bool m_watching = false;
    bool m_dark = false;
};

} // namespace confab::widgets
