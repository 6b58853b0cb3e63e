// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/window/portdialog.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

namespace confab::server {

using namespace Qt::StringLiterals;

PortDialog::PortDialog(quint16 port, qsizetype people, QWidget *parent)
    : QDialog(parent)
    , m_port(new QSpinBox(this))
{
    setObjectName(u"portDialog"_s);
    setWindowTitle(tr("Change port"));
    m_port->setObjectName(u"portSpinBox"_s);
    m_port->setRange(1, 65535);
    m_port->setValue(port);
    m_port->setMinimumSize(120, 32);
    m_port->selectAll();
    auto *label = new QLabel(tr("&Port people join at:"), this);
    label->setBuddy(m_port);
    auto *hint =
        new QLabel(people > 0 ? tr("%n client(s) will be disconnected for a moment. The address changes.",
                                   nullptr, int(people))
                              : tr("The address changes with the port."),
                   this);
    hint->setForegroundRole(QPalette::PlaceholderText);
    hint->setWordWrap(true);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    QPushButton *accept = buttons->addButton(tr("Change"), QDialogButtonBox::AcceptRole);
    accept->setObjectName(u"portAccept"_s);
    accept->setDefault(true);

    auto *row = new QHBoxLayout;
    row->setSpacing(12);
    row->addWidget(label);
    row->addWidget(m_port);
    row->addStretch();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 16, 16, 16);
    column->setSpacing(12);
    column->addLayout(row);
    column->addWidget(hint);
    column->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

quint16 PortDialog::port() const { return quint16(m_port->value()); }

} // namespace confab::server
