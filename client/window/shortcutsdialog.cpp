// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/window/shortcutsdialog.h"

#include "widgets/theme.h"

#include <QDialogButtonBox>
#include <QGridLayout>
#include <QKeySequence>
#include <QLabel>

namespace confab::client {

using namespace Qt::StringLiterals;

ShortcutsDialog::ShortcutsDialog(const widgets::Theme &theme, QWidget *parent)
    : QDialog(parent)
{
    setObjectName(u"shortcutsDialog"_s);
    setWindowTitle(tr("Keyboard shortcuts"));
    const auto keys = [](const QKeySequence &sequence) {
        return sequence.toString(QKeySequence::NativeText);
    };
    const std::pair<QString, QString> rows[]{
        {keys(Qt::Key_Return), tr("Send, when “Enter sends” is on")},
        {keys(Qt::CTRL | Qt::Key_Return), tr("Send")},
        {keys(Qt::SHIFT | Qt::Key_Return), tr("New line")},
        {keys(Qt::Key_F6), tr("Next: menu, messages, message field")},
        {keys(Qt::Key_Escape), tr("To the message field")},
        {keys(Qt::Key_Up) + u' ' + keys(Qt::Key_Down), tr("From message to message")},
        {keys(QKeySequence::Copy), tr("Copy the selected messages")},
        {keys(Qt::Key_Return), tr("In the messages: retry, show more, open the link")},
        {keys(Qt::Key_Delete), tr("Delete a message that was not sent")},
        {keys(Qt::ALT | Qt::Key_Home), tr("First unread message")},
        {keys(Qt::ALT | Qt::Key_End), tr("Latest message")},
        {keys(Qt::CTRL | Qt::Key_N), tr("New window")},
        {keys(Qt::CTRL | Qt::Key_W), tr("Close the window")},
        {keys(Qt::CTRL | Qt::Key_Slash), tr("This sheet")},
    };
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(16, 16, 16, 16);
    grid->setHorizontalSpacing(16);
    grid->setVerticalSpacing(6);
    grid->setColumnStretch(1, 1);
    QFont bold = theme.font();
    bold.setWeight(QFont::DemiBold);
    int line = 0;
    for (const auto &[key, meaning] : rows) {
        auto *keyLabel = new QLabel(key, this);
        keyLabel->setFont(bold);
        auto *meaningLabel = new QLabel(meaning, this);
        meaningLabel->setWordWrap(true);
        grid->addWidget(keyLabel, line, 0, Qt::AlignTop);
        grid->addWidget(meaningLabel, line, 1);
        ++line;
    }
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    buttons->setContentsMargins(0, 8, 0, 0);
    grid->addWidget(buttons, line, 0, 1, 2);
    setMinimumWidth(420);
}

} // namespace confab::client
