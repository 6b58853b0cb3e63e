// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QDialog>

namespace confab::server {

/// The folder for the messages cannot be used: says why and offers what else there is. Closing it gives up.
class FolderDialog : public QDialog
{
    Q_OBJECT

public:
    /// `text` is plain text. Without `canShow` there is no other server to show.
    FolderDialog(const QString &text, bool canShow, QWidget *parent = nullptr);

Q_SIGNALS:
    void showRequested();
    void anotherFolderRequested();
    void memoryRequested();
};

} // namespace confab::server
