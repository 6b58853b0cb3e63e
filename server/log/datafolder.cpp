// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/log/datafolder.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <optional>

#ifdef Q_OS_UNIX
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>
#else
#include <QLockFile>
#endif

using namespace Qt::StringLiterals;

namespace confab::log {

namespace {

constexpr auto ownerOnly = QFileDevice::ReadOwner | QFileDevice::WriteOwner;
constexpr auto folderMode = ownerOnly | QFileDevice::ExeOwner;
constexpr auto othersWrite = QFileDevice::WriteGroup | QFileDevice::WriteOther;

QString lockPath(const QString &folder) { return folder + u"/lock"_s; }
QString addressPath(const QString &folder) { return folder + u"/address"_s; }

/// A line of a small file, empty when there is none.
QString firstLine(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readLine(1000)).trimmed() : QString();
}

std::optional<DataFolderError> prepareFolder(const QString &path)
{
    using Kind = DataFolderError::Kind;
    const QFileInfo folder(path);
    if (!folder.exists()) {
        if (!QDir().mkpath(path) || !QFile::setPermissions(path, folderMode))
            return DataFolderError{Kind::NotCreatable, path, 0, {}};
        return std::nullopt;
    }
    if (!folder.isDir())
        return DataFolderError{Kind::NotAFolder, path, 0, {}};
    // A folder that is Confab's alone is put right; one with other things in it is its owner's to decide
    // about.
    const bool isOurs = QDir(path).isEmpty() || QFileInfo::exists(lockPath(path));
    if ((folder.permissions() & othersWrite) && !(isOurs && QFile::setPermissions(path, folderMode)))
        return DataFolderError{Kind::WritableByOthers, path, 0, {}};
    return std::nullopt;
}

} // namespace

#ifdef Q_OS_UNIX
/// flock(2): the lock belongs to the open file, which no other process inherits.
class DataFolder::Lock
{
public:
    explicit Lock(const QString &path)
        : m_descriptor(
            ::open(QFile::encodeName(path).constData(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600))
    { }
    Q_DISABLE_COPY_MOVE(Lock)
    ~Lock()
    {
        if (m_descriptor >= 0)
            ::close(m_descriptor);
    }

    [[nodiscard]] bool isOpen() const { return m_descriptor >= 0; }
    [[nodiscard]] bool take()
    {
        if (::flock(m_descriptor, LOCK_EX | LOCK_NB) != 0)
            return false;
        const QByteArray pid = QByteArray::number(QCoreApplication::applicationPid()) + '\n';
        // On a full disk nobody can read who it is; the lock holds all the same.
        if (::ftruncate(m_descriptor, 0) == 0)
            (void)!::write(m_descriptor, pid.constData(), static_cast<size_t>(pid.size()));
        return true;
    }
    [[nodiscard]] static qint64 holder(const QString &path) { return firstLine(path).toLongLong(); }

private:
    const int m_descriptor;
};
#else
class DataFolder::Lock
{
public:
    explicit Lock(const QString &path)
        : m_file(path)
    {
        m_file.setStaleLockTime(0);
    }
    [[nodiscard]] bool isOpen() const { return true; }
    [[nodiscard]] bool take() { return m_file.tryLock(0); }
    [[nodiscard]] static qint64 holder(const QString &path)
    {
        qint64 pid = 0;
        QString host, program;
        (void)QLockFile(path).getLockInfo(&pid, &host, &program);
        return pid;
    }

private:
    QLockFile m_file;
};
#endif

DataFolder::DataFolder(QString path, std::unique_ptr<Lock> lock)
    : m_path(std::move(path))
    , m_lock(std::move(lock))
{ }

DataFolder::~DataFolder() { QFile::remove(addressPath(m_path)); }

Result<std::unique_ptr<DataFolder>, DataFolderError> DataFolder::claim(const QString &path)
{
    using Kind = DataFolderError::Kind;
    if (const auto error = prepareFolder(path))
        return Failure{*error};
    auto lock = std::make_unique<Lock>(lockPath(path));
    if (!lock->isOpen())
        return Failure{DataFolderError{Kind::NotWritable, path, 0, {}}};
    if (!lock->take())
        return Failure{
            DataFolderError{Kind::InUse, path, Lock::holder(lockPath(path)), firstLine(addressPath(path))}};
    QFile::remove(addressPath(path)); // of a server that was killed
    return std::unique_ptr<DataFolder>(new DataFolder(path, std::move(lock)));
}

void DataFolder::announce(const QString &url)
{
    QFile file(addressPath(m_path));
    if (!file.open(QIODevice::WriteOnly))
        return; // a convenience only
    file.setPermissions(ownerOnly);
    file.write(url.toUtf8() + '\n');
}

QString databasePath(const QString &dataFolder) { return dataFolder + u"/confab.db"_s; }

} // namespace confab::log
