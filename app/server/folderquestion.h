// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/log/datafolder.h"

#include <QObject>

#include <functional>
#include <memory>

namespace confab::server {
class FolderDialog;
}

namespace confab::app {

/// Claims the data folder, and asks the host as long as that cannot be had.
class FolderQuestion : public QObject
{
    Q_OBJECT

public:
    /// `openBrowser`: shows an address, false when there is nothing to show it with.
    explicit FolderQuestion(std::function<bool(const QUrl &)> openBrowser);
    ~FolderQuestion() override;

    /// Answered by settled() or givenUp(), in a later turn.
    void ask(const QString &dataFolder);
    /// What settled() was about: nothing when messages are kept in memory.
    [[nodiscard]] std::unique_ptr<log::DataFolder> takeFolder() { return std::move(m_folder); }

Q_SIGNALS:
    void settled();
    /// The program is to end with `exitCode`.
    void givenUp(int exitCode);

private:
    void claim(const QString &path);
    void showDialog(const log::DataFolderError &error);
    void chooseFolder();
    void settle();

    const std::function<bool(const QUrl &)> m_openBrowser;
    std::unique_ptr<log::DataFolder> m_folder;
    std::unique_ptr<server::FolderDialog> m_dialog;
};

} // namespace confab::app
