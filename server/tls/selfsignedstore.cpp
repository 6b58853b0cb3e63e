// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/tls/selfsignedstore.h"

#include "server/tls/pemfiles.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLockFile>
#include <QSaveFile>

#include <chrono>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace confab::tls {

namespace {

constexpr auto ownerOnly = QFile::ReadOwner | QFile::WriteOwner;
/// Two servers that start together: the second waits for what the first makes.
constexpr std::chrono::milliseconds lockWait = 5s;

} // namespace

SelfSignedStore::SelfSignedStore(const QString &folder)
    : m_folder(folder)
    , m_file(QDir(folder).filePath(u"self-signed.pem"_s))
{ }

Result<SelfSignedStore::Opened, QString> SelfSignedStore::open(const ServerNames &names,
                                                               const QDateTime &now) const
{
    // The folder above may be the data folder, made here before the messages need it: as private.
    const QString above = QFileInfo(m_folder).absolutePath();
    const bool isNew = !QFileInfo::exists(above);
    if (!QDir().mkpath(m_folder))
        return Failure{u"the folder cannot be created"_s};
    if (isNew)
        QFile::setPermissions(above, ownerOnly | QFile::ExeOwner);
    QFile::setPermissions(m_folder, ownerOnly | QFile::ExeOwner);
    QLockFile lock(m_file + u".lock"_s);
    if (!lock.tryLock(static_cast<int>(lockWait.count())) && lock.error() == QLockFile::PermissionError)
        return Failure{u"the folder cannot be written"_s};
    QFile file(m_file);
    if (!file.exists())
        return make(names, now, Origin::Made);
    file.setPermissions(ownerOnly); // should somebody have copied it
    if (!file.open(QIODevice::ReadOnly))
        return Failure{file.errorString()};
    const QByteArray pem = file.readAll();
    auto identity = readPem(pem, pem, now);
    if (identity)
        return Opened{std::move(*identity), Origin::Kept};
    return make(names, now,
                identity.error() == PemProblem::Expired ? Origin::RenewedExpired : Origin::RenewedUnusable);
}

Result<SelfSignedStore::Opened, QString> SelfSignedStore::make(const ServerNames &names, const QDateTime &now,
                                                               Origin origin) const
{
    const QByteArray pem = makeSelfSigned(names, now);
    auto identity = readPem(pem, pem, now);
    if (!identity)
        return Failure{u"no certificate could be made"_s};
    QSaveFile file(m_file); // whole or not at all: key and certificate belong together
    if (!file.open(QIODevice::WriteOnly) || !file.setPermissions(ownerOnly) || file.write(pem) != pem.size()
        || !file.commit())
        return Failure{file.errorString()};
    return Opened{std::move(*identity), origin};
}

} // namespace confab::tls
