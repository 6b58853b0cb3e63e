// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/window/profile.h"

#include "client/models/readyname.h"

#include <QDir>
#include <QRandomGenerator>
#include <QRegularExpression>

namespace confab::client {

using namespace Qt::StringLiterals;

namespace {

constexpr int maximumPeople = 100; // of one profile name at one time

const QString nameKey = u"person/name"_s;
const QString addressKey = u"server/address"_s;
const QString themeKey = u"window/theme"_s;
const QString enterKey = u"composer/enterSends"_s;
const QString geometryKey = u"window/geometry"_s;

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

} // namespace

bool Profile::isValidName(const QString &name)
{
    static const QRegularExpression allowed(u"\\A[A-Za-z0-9_-]{1,40}\\z"_s);
    return allowed.match(name).hasMatch();
}

Profile::Profile(const QString &folder, const QString &name)
{
    QDir().mkpath(folder);
    const QDir dir(folder);
    for (int number = 1; number <= maximumPeople; ++number) {
        m_id = number == 1 ? name : u"%1-%2"_s.arg(name).arg(number);
        m_lock = std::make_unique<QLockFile>(dir.filePath(m_id + u".lock"_s));
        m_lock->setStaleLockTime(
            0); // a running client may be idle for days; one that died is found by its process id
        if (m_lock->tryLock() || m_lock->error() != QLockFile::LockFailedError)
            break;
    }
    m_settings = std::make_unique<QSettings>(dir.filePath(m_id + u".ini"_s), QSettings::IniFormat);
    if (personName().isEmpty())
        setPersonName(readyName(QRandomGenerator::global()->generate()));
}

QString Profile::personName() const { return m_settings->value(nameKey).toString(); }

void Profile::setPersonName(const QString &name) { m_settings->setValue(nameKey, name); }

QString Profile::address() const { return m_settings->value(addressKey).toString(); }

void Profile::setAddress(const QString &address) { m_settings->setValue(addressKey, address); }

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
