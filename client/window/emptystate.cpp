// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/window/emptystate.h"

#include "client/core/serveraddress.h"
#include "widgets/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace confab::client {

using namespace Qt::StringLiterals;

EmptyState::EmptyState(const widgets::Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_title(new QLabel(tr("No messages yet. Say hello!"), this))
    , m_hint(new QLabel(tr("Others join at this address:"), this))
    , m_address(new QLabel(this))
    , m_copy(new QPushButton(tr("Copy address"), this))
{
    setObjectName(u"emptyState"_s);
    m_title->setObjectName(u"emptyTitle"_s);
    m_hint->setObjectName(u"emptyHint"_s);
    m_address->setObjectName(u"shareAddress"_s);
    m_copy->setObjectName(u"copyAddressButton"_s);
    m_copy->setMinimumHeight(32);
    m_copy->setAutoDefault(true); // Enter presses it
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(24, 24, 24, 24);
    column->setSpacing(6);
    column->addStretch(1);
    for (QLabel *label : {m_title, m_hint, m_address}) {
        label->setTextFormat(Qt::PlainText);
        label->setAlignment(Qt::AlignCenter);
        label->setWordWrap(true);
        column->addWidget(label);
        if (label == m_title)
            column->addSpacing(12);
    }
    m_address->setTextInteractionFlags(Qt::TextSelectableByMouse);
    column->addSpacing(8);
    column->addWidget(m_copy, 0, Qt::AlignCenter);
    column->addStretch(1);
    connect(m_copy, &QPushButton::clicked, this, [this] {
        QApplication::clipboard()->setText(m_address->text());
        m_copy->setText(tr("Copied"));
    });
    connect(&theme, &widgets::Theme::changed, this, &EmptyState::updateLook);
    updateLook();
}

void EmptyState::setAddress(const QUrl &address, const QString &pin)
{
    const QString shown = sharedAddress(address, pin);
    if (m_address->text() != shown)
        m_copy->setText(tr("Copy address"));
    m_address->setText(shown);
    const bool forOthers = !isOnlyThisComputer(address);
    for (QWidget *widget :
         {static_cast<QWidget *>(m_hint), static_cast<QWidget *>(m_address), static_cast<QWidget *>(m_copy)})
        widget->setVisible(forOthers);
}

void EmptyState::updateLook()
{
    QFont title = m_theme.font(1.2);
    title.setWeight(QFont::DemiBold);
    m_title->setFont(title);
    QFont address = m_theme.font();
    address.setWeight(QFont::DemiBold);
    m_address->setFont(address);
    QPalette muted = m_hint->palette();
    muted.setColor(QPalette::WindowText, m_theme.colors().muted);
    m_hint->setPalette(muted);
}

} // namespace confab::client
