// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/window/profile.h"

#include "client/models/readyname.h"

#include <QDir>
#include <QFile>
#include <QMessageAuthenticationCode>
#include <QRandomGenerator>
#include <QRegularExpression>

#include <array>

namespace confab::client {

using namespace Qt::StringLiterals;

namespace {

constexpr int maximumPeople = 100; // of one profile name at one time

const QString secretKey = u"person/secret"_s;
const QString nameKey = u"person/name"_s;
const QString addressKey = u"server/address"_s;
const QString certificatesKey = u"certificates/"_s;
const QString themeKey = u"window/theme"_s;
const QString enterKey = u"composer/enterSends"_s;
const QString geometryKey = u"window/geometry"_s;

QByteArray makeSecret()
{
    std::array<quint32, 8> bits{};
    QRandomGenerator::system()->generate(bits.begin(), bits.end());
    return QByteArray(reinterpret_cast<const char *>(bits.data()), sizeof bits).toHex();
}

/// Creates the file if need be; nobody else may read it, for it has the secret.
void makePrivate(const QString &path)
{
    QFile file(path);
    if (!file.exists() && !file.open(QIODevice::WriteOnly | QIODevice::Append))
        return;
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
}

class ProfilePins final : public CertificatePins
{
public:
    explicit ProfilePins(std::shared_ptr<QSettings> settings)
        : m_settings(std::move(settings))
    { }

    [[nodiscard]] QString trustedAt(const QString &server) const override
    {
        return m_settings->value(certificatesKey + server).toString();
    }
    void trust(const QString &server, const QString &fingerprint) override
    {
        m_settings->setValue(certificatesKey + server, fingerprint);
        m_settings->sync(); // a program that dies must not ask again
    }

private:
    std::shared_ptr<QSettings> m_settings;
};

QString wordFor(widgets::ThemeChoice theme)
{
    switch (theme) {
    case widgets::ThemeChoice::Light:
        return u"light"_s;
    case widgets::ThemeChoice::Dark:
        return u"dark"_s;
    case widgets::ThemeChoice::System:
        break;
    }
    return u"system"_s;
}

/// The server at `address`, whatever the page.
QString serverAt(const QUrl &address) { return address.host() + u':' + QString::number(address.port()); }

QString pinKey(const QUrl &address) { return u"pins/"_s + serverAt(address); }

} // namespace

bool Profile::isValidName(const QString &name)
{
    static const QRegularExpression allowed(u"\\A[A-Za-z0-9_-]{1,40}\\z"_s);
    return allowed.match(name).hasMatch();
}

Profile::Profile(const QString &folder, const QString &name)
    : m_folder(folder)
{
    QDir().mkpath(folder);
    QFile::setPermissions(folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    const QDir dir(folder);
    for (int number = 1; number <= maximumPeople; ++number) {
        m_id = number == 1 ? name : u"%1-%2"_s.arg(name).arg(number);
        m_lock = std::make_unique<QLockFile>(dir.filePath(m_id + u".lock"_s));
        m_lock->setStaleLockTime(
            0); // a running client may be idle for days; one that died is found by its process id
        if (m_lock->tryLock() || m_lock->error() != QLockFile::LockFailedError)
            break;
    }
    const QString path = dir.filePath(m_id + u".ini"_s);
    makePrivate(path);
    m_settings = std::make_shared<QSettings>(path, QSettings::IniFormat);
    if (m_settings->value(secretKey).toByteArray().isEmpty())
        m_settings->setValue(secretKey, makeSecret());
    if (personName().isEmpty())
        setPersonName(readyName(QRandomGenerator::global()->generate()));
}

QString Profile::messagesFile() const { return QDir(m_folder).filePath(m_id + u".sqlite"_s); }

QString Profile::personName() const { return m_settings->value(nameKey).toString(); }

void Profile::setPersonName(const QString &name) { m_settings->setValue(nameKey, name); }

QString Profile::tokenFor(const QUrl &address) const
{
    const QByteArray token = QMessageAuthenticationCode::hash(
        serverAt(address).toUtf8(), m_settings->value(secretKey).toByteArray(), QCryptographicHash::Sha256);
    return QString::fromLatin1(
        token.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals));
}

QString Profile::pinFor(const QUrl &address) const { return m_settings->value(pinKey(address)).toString(); }

void Profile::setPinFor(const QUrl &address, const QString &pin)
{
    if (pin.isEmpty())
        m_settings->remove(pinKey(address));
    else
        m_settings->setValue(pinKey(address), pin);
}

QString Profile::address() const { return m_settings->value(addressKey).toString(); }

void Profile::setAddress(const QString &address) { m_settings->setValue(addressKey, address); }

std::shared_ptr<CertificatePins> Profile::certificatePins() const
{
    return std::make_shared<ProfilePins>(m_settings);
}

widgets::ThemeChoice Profile::theme() const
{
    const QString word = m_settings->value(themeKey).toString();
    for (const auto theme : {widgets::ThemeChoice::Light, widgets::ThemeChoice::Dark}) {
        if (word == wordFor(theme))
            return theme;
    }
    return widgets::ThemeChoice::System;
}

void Profile::setTheme(widgets::ThemeChoice theme) { m_settings->setValue(themeKey, wordFor(theme)); }

bool Profile::enterSends() const { return m_settings->value(enterKey, true).toBool(); }

void Profile::setEnterSends(bool enterSends) { m_settings->setValue(enterKey, enterSends); }

QByteArray Profile::windowGeometry() const { return m_settings->value(geometryKey).toByteArray(); }

void Profile::setWindowGeometry(const QByteArray &geometry) { m_settings->setValue(geometryKey, geometry); }

} // namespace confab::client
