// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/window/emptystate.h"

#include "server/window/qrcodewidget.h"
#include "widgets/fittedfont.h"
#include "widgets/theme.h"

#include <QFontInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace confab::server {

using namespace Qt::StringLiterals;

namespace {

constexpr int SideMargin = 24;

} // namespace

EmptyState::EmptyState(const widgets::Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_hint(new QLabel(this))
    , m_code(new QrCodeWidget(this))
    , m_address(new QLabel(this))
{
    setObjectName(u"emptyState"_s);
    m_code->setObjectName(u"emptyStateCode"_s);
    m_code->setPreferredSide(360);
    m_code->setMaximumHeight(420);
    auto *title = new QLabel(tr("Waiting for the first person"), this);
    title->setFont(theme.font(1.2));
    title->setAlignment(Qt::AlignCenter);
    m_hint->setObjectName(u"emptyStateHint"_s);
    m_hint->setAlignment(Qt::AlignCenter);
    m_hint->setForegroundRole(QPalette::PlaceholderText);
    m_address->setObjectName(u"emptyStateAddress"_s);
    m_address->setTextFormat(Qt::PlainText);
    m_address->setAlignment(Qt::AlignCenter);
    m_address->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_address->setMinimumWidth(1); // the words fit the window, not the other way round
    auto *chat = new QPushButton(theme.icon(u"chat"_s), tr("Open chat"), this);
    chat->setObjectName(u"emptyStateChat"_s);
    chat->setDefault(true);
    auto *browser = new QPushButton(theme.icon(u"globe"_s), tr("Browser"), this);
    browser->setObjectName(u"emptyStateBrowser"_s);

    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(12);
    buttons->addStretch();
    for (QPushButton *button : {chat, browser}) {
        button->setMinimumSize(120, 36);
        buttons->addWidget(button);
    }
    buttons->addStretch();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(SideMargin, 12, SideMargin, 12);
    column->setSpacing(8);
    column->addStretch(1);
    column->addWidget(title);
    column->addWidget(m_hint);
    column->addSpacing(4);
    column->addWidget(m_code, 100);
    column->addSpacing(4);
    column->addWidget(m_address);
    column->addSpacing(12);
    column->addLayout(buttons);
    column->addStretch(1);

    connect(chat, &QPushButton::clicked, this, &EmptyState::openChatRequested);
    connect(browser, &QPushButton::clicked, this, &EmptyState::openBrowserRequested);
}

void EmptyState::setAddress(const ShareAddress &address, bool forOthers)
{
    m_hint->setText(forOthers ? tr("Scan or type this address")
                              : tr("Only this computer can use this address"));
    m_code->setVisible(forOthers);
    m_code->setText(address.link());
    m_address->setText(address.words());
    fitAddress();
}

void EmptyState::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fitAddress();
}

void EmptyState::fitAddress()
{
    QFont font = m_theme.font();
    font.setWeight(QFont::DemiBold);
    const int body = QFontInfo(font).pixelSize();
    m_address->setFont(widgets::fittedFont(font, m_address->text(), body * 8 / 5, width() - 2 * SideMargin));
}

} // namespace confab::server
