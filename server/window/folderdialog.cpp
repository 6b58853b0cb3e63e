// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/window/folderdialog.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace confab::server {

using namespace Qt::StringLiterals;

FolderDialog::FolderDialog(const QString &text, bool canShow, QWidget *parent)
    : QDialog(parent)
{
    setObjectName(u"folderDialog"_s);
    setWindowTitle(tr("Where to keep messages"));
    auto *words = new QLabel(text, this);
    words->setObjectName(u"folderText"_s);
    words->setTextFormat(Qt::PlainText);
    words->setWordWrap(true);
    words->setTextInteractionFlags(Qt::TextSelectableByMouse);
    words->setMinimumWidth(words->fontMetrics().averageCharWidth() * 60);

    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    row->addStretch();
    const auto add = [&](const QString &objectName, const QString &label, void (FolderDialog::*signal)()) {
        auto *button = new QPushButton(label, this);
        button->setObjectName(objectName);
        button->setMinimumHeight(32);
        connect(button, &QPushButton::clicked, this, signal);
        row->addWidget(button);
        return button;
    };
    QPushButton *memory = add(u"folderMemory"_s, tr("&Do not store"), &FolderDialog::memoryRequested);
    memory->setToolTip(tr("Messages are kept until the server ends"));
    QPushButton *another =
        add(u"folderAnother"_s, tr("&Another folder…"), &FolderDialog::anotherFolderRequested);
    another->setDefault(!canShow);
    if (canShow) {
        QPushButton *show = add(u"folderShow"_s, tr("&Show it"), &FolderDialog::showRequested);
        show->setToolTip(tr("Opens the running server in the browser"));
        show->setDefault(true);
        show->setFocus();
    }

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 16, 16, 16);
    column->setSpacing(16);
    column->addWidget(words);
    column->addLayout(row);
}

} // namespace confab::server
