// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/net/certificatepins.h"
#include "widgets/theme.h"

#include <QLockFile>
#include <QSettings>
#include <QString>
#include <QUrl>

#include <memory>

namespace confab::client {

/// What a person's client remembers between two starts: who it is, name, last address, choice of theme, how
/// Enter works, the size of the window, which certificates are trusted. One process has a profile; a second
/// one that wants the same gets the next free one and is another person.
class Profile
{
public:
    static constexpr int maximumNameLength = 40;

    /// Letters, digits, '-' and '_': it becomes a file name.
    [[nodiscard]] static bool isValidName(const QString &name);

    /// Opens (and locks) a profile in `folder`, which is created. Without a writable folder nothing is
    /// remembered.
    Profile(const QString &folder, const QString &name);

    /// Where what waits and what was read lately is kept.
    [[nodiscard]] QString messagesFile() const;
    /// The profile's name: as asked for, or "NAME-2" and so on.
    [[nodiscard]] const QString &id() const { return m_id; }

    /// Never empty: a ready name until the person has chosen one.
    [[nodiscard]] QString personName() const;
    void setPersonName(const QString &name);
    /// Shows the server at `address` that this is the same person, in every window and after every start. No
    /// server can tell from it what another one is shown. Secret.
    [[nodiscard]] QString tokenFor(const QUrl &address) const;
    /// The PIN that the server at `address` took last; empty without one.
    [[nodiscard]] QString pinFor(const QUrl &address) const;
    /// An empty PIN is forgotten.
    void setPinFor(const QUrl &address, const QString &pin);
    [[nodiscard]] QString address() const;
    void setAddress(const QString &address);
    /// The certificates that the person trusts, server by server. May outlive the profile.
    [[nodiscard]] std::shared_ptr<CertificatePins> certificatePins() const;
    [[nodiscard]] widgets::ThemeChoice theme() const;
    void setTheme(widgets::ThemeChoice theme);
    [[nodiscard]] bool enterSends() const;
    void setEnterSends(bool enterSends);
    [[nodiscard]] QByteArray windowGeometry() const;
    void setWindowGeometry(const QByteArray &geometry);

private:
    QString m_folder;
    QString m_id;
    std::unique_ptr<QLockFile> m_lock;
    std::shared_ptr<QSettings> m_settings;
};

} // namespace confab::client
