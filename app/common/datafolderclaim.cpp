// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/common/datafolderclaim.h"

#include "app/common/exitcode.h"
#include "server/runtime/hub.h"

#include <QCoreApplication>
#include <QDir>

#include <algorithm>

namespace confab::app {

namespace {

struct FolderWords
{
    Q_DECLARE_TR_FUNCTIONS(confab::app::DataFolder)
};

} // namespace

QString dataFolderProblem(const log::DataFolderError &error)
{
    using Kind = log::DataFolderError::Kind;
    const QString path = QDir::toNativeSeparators(error.path);
    switch (error.kind) {
    case Kind::InUse: {
        const QString who =
            error.pid > 0 ? FolderWords::tr("process %1").arg(error.pid) : FolderWords::tr("another process");
        const QString where = error.url.isEmpty() ? QString() : FolderWords::tr(", %1").arg(error.url);
        return FolderWords::tr("A server uses the folder %1 already (%2%3).").arg(path, who, where);
    }
    case Kind::NotAFolder:
        return FolderWords::tr("This is no folder: %1.").arg(path);
    case Kind::NotCreatable:
        return FolderWords::tr("The folder for the messages cannot be made: %1.").arg(path);
    case Kind::NotWritable:
        return FolderWords::tr("This user may not write to the folder for the messages: %1.").arg(path);
    case Kind::WritableByOthers:
        return FolderWords::tr("Others may write to the folder %1, so messages are not safe there.")
            .arg(path);
    }
    return {};
}

QString dataFolderErrorText(const log::DataFolderError &error)
{
    const QString advice = error.kind == log::DataFolderError::Kind::InUse
        ? FolderWords::tr("Join that one, choose another folder with --data, or keep messages in memory with "
                          "--ephemeral.")
        : FolderWords::tr("Choose another folder with --data, or keep messages in memory with --ephemeral.");
    return dataFolderProblem(error) + u' ' + advice;
}

int exitCodeOf(const log::DataFolderError &error)
{
    return error.kind == log::DataFolderError::Kind::InUse ? exitcode::dataUnusable : exitcode::usage;
}

void announceIn(log::DataFolder *folder, runtime::Hub &hub)
{
    if (!folder)
        return;
    QObject::connect(&hub, &runtime::Hub::started, &hub, [folder, &hub] {
        const QList<runtime::Endpoint> endpoints = hub.status().endpoints;
        // Whoever finds the folder in use is on this machine.
        const auto here = std::find_if(endpoints.begin(), endpoints.end(),
                                       [](const auto &endpoint) { return endpoint.isLoopback; });
        if (!endpoints.isEmpty())
            folder->announce(here == endpoints.end() ? endpoints.constFirst().url() : here->url());
    });
}

} // namespace confab::app
