// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/result.h"

#include <QString>

#include <memory>

namespace confab::log {

/// Why a folder cannot be a server's data folder.
struct DataFolderError
{
    enum class Kind {
        InUse, ///< by another server: `pid`, and `url` once that one listens
        NotAFolder,
        NotCreatable,
        NotWritable,
        WritableByOthers ///< somebody else could put a log there
    };
    Kind kind = Kind::NotWritable;
    QString path;
    qint64 pid = 0; ///< 0 when unknown
    QString url;
};

/// The folder with a server's log, claimed for one process: a lock that the kernel drops with the process,
/// however that ends. The folder is 0700 when made here or used by Confab alone, the files in it are 0600.
class DataFolder
{
public:
    [[nodiscard]] static Result<std::unique_ptr<DataFolder>, DataFolderError> claim(const QString &path);
    Q_DISABLE_COPY_MOVE(DataFolder)
    ~DataFolder();

    [[nodiscard]] QString path() const { return m_path; }
    /// Tells those who find the folder in use where the server is.
    void announce(const QString &url);

private:
    class Lock;

    DataFolder(QString path, std::unique_ptr<Lock> lock);

    const QString m_path;
    const std::unique_ptr<Lock> m_lock;
};

/// Where in a data folder the messages are.
[[nodiscard]] QString databasePath(const QString &dataFolder);

} // namespace confab::log
