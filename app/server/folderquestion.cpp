// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/server/folderquestion.h"

#include "app/common/consoleoutput.h"
#include "app/common/datafolderclaim.h"
#include "app/common/exitcode.h"
#include "server/window/folderdialog.h"

#include <QFileDialog>
#include <QUrl>

namespace confab::app {

using namespace Qt::StringLiterals;
using server::FolderDialog;

FolderQuestion::FolderQuestion(std::function<bool(const QUrl &)> openBrowser)
    : m_openBrowser(std::move(openBrowser))
{ }

FolderQuestion::~FolderQuestion() = default;

void FolderQuestion::ask(const QString &dataFolder)
{
    if (dataFolder.isEmpty())
        settle();
    else
        claim(dataFolder);
}

void FolderQuestion::claim(const QString &path)
{
    auto claimed = log::DataFolder::claim(path);
    if (!claimed) {
        showDialog(claimed.error());
        return;
    }
    m_folder = *std::move(claimed);
    settle();
}

void FolderQuestion::settle()
{
    if (m_dialog)
        m_dialog->hide();
    // Later: the dialog is out of the way, and the program's loop runs.
    QMetaObject::invokeMethod(this, &FolderQuestion::settled, Qt::QueuedConnection);
}

void FolderQuestion::showDialog(const log::DataFolderError &error)
{
    ConsoleOutput::complain(dataFolderErrorText(error)); // a script that starts the window sees it, too
    const QUrl url(error.url);
    const int exitCode = exitCodeOf(error);
    m_dialog = std::make_unique<FolderDialog>(dataFolderProblem(error), !url.isEmpty());
    connect(m_dialog.get(), &FolderDialog::rejected, this, [this, exitCode] { Q_EMIT givenUp(exitCode); });
    connect(m_dialog.get(), &FolderDialog::memoryRequested, this, &FolderQuestion::settle);
    connect(m_dialog.get(), &FolderDialog::anotherFolderRequested, this, &FolderQuestion::chooseFolder);
    connect(m_dialog.get(), &FolderDialog::showRequested, this, [this, url] {
        if (m_openBrowser(url))
            Q_EMIT givenUp(exitcode::success);
    });
    m_dialog->show();
}

void FolderQuestion::chooseFolder()
{
    auto *chooser = new QFileDialog(m_dialog.get(), tr("Folder for the messages"));
    chooser->setObjectName(u"folderChooser"_s);
    chooser->setAttribute(Qt::WA_DeleteOnClose);
    chooser->setFileMode(QFileDialog::Directory);
    chooser->setOption(QFileDialog::ShowDirsOnly);
    // Later: the claim may replace the dialog that the chooser belongs to.
    connect(chooser, &QFileDialog::fileSelected, this, &FolderQuestion::claim, Qt::QueuedConnection);
    chooser->open();
}

} // namespace confab::app
