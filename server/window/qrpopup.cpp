// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/window/qrpopup.h"

#include "server/window/qrcodewidget.h"
#include "widgets/theme.h"

#include <QLabel>
#include <QScreen>
#include <QVBoxLayout>

namespace confab::server {

using namespace Qt::StringLiterals;

QrPopup::QrPopup(const widgets::Theme &theme, QWidget *parent)
    : QFrame(parent, Qt::Popup)
    , m_code(new QrCodeWidget(this))
    , m_address(new QLabel(this))
{
    setObjectName(u"qrPopup"_s);
    setFrameShape(QFrame::StyledPanel);
    m_code->setObjectName(u"qrPopupCode"_s);
    m_code->setPreferredSide(280);
    auto *hint = new QLabel(tr("Scan to join"), this);
    hint->setFont(theme.font(1.2));
    hint->setAlignment(Qt::AlignCenter);
    m_address->setObjectName(u"qrPopupAddress"_s);
    m_address->setTextFormat(Qt::PlainText);
    m_address->setAlignment(Qt::AlignCenter);
    m_address->setTextInteractionFlags(Qt::TextSelectableByMouse);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 16, 16, 16);
    column->setSpacing(8);
    column->addWidget(hint);
    column->addWidget(m_code);
    column->addWidget(m_address);
}

void QrPopup::setAddress(const ShareAddress &address)
{
    m_code->setText(address.link());
    m_address->setText(address.words());
}

void QrPopup::popUpBelow(QWidget *button)
{
    adjustSize();
    QPoint corner = button->mapToGlobal(QPoint(0, button->height() + 4));
    const QRect screen = button->screen()->availableGeometry();
    corner.setX(qBound(screen.left(), corner.x(), qMax(screen.left(), screen.right() - width())));
    corner.setY(qBound(screen.top(), corner.y(), qMax(screen.top(), screen.bottom() - height())));
    move(corner);
    show();
}

} // namespace confab::server
