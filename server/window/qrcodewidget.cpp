// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/window/qrcodewidget.h"

#include <QPainter>

#include <cmath>

namespace confab::server {

namespace {

constexpr int QuietZone = 4; // squares, ISO/IEC 18004
constexpr qreal Radius = 8;

} // namespace

QrCodeWidget::QrCodeWidget(QWidget *parent)
    : QWidget(parent)
{
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void QrCodeWidget::setText(const QString &text)
{
    if (text == m_text)
        return;
    m_text = text;
    m_code = QrCode(text);
    setAccessibleName(tr("QR code"));
    setAccessibleDescription(text);
    update();
}

void QrCodeWidget::setPreferredSide(int side)
{
    m_preferredSide = side;
    updateGeometry();
}

void QrCodeWidget::paintEvent(QPaintEvent *event)
{
    Q_UNUSED(event)
    if (m_code.isNull())
        return;
    QPainter painter(this);
    const qreal ratio = devicePixelRatioF();
    const int squares = m_code.side() + 2 * QuietZone;
    const qreal square = std::floor(qMin(width(), height()) * ratio / squares) / ratio;
    if (square <= 0)
        return;
    const qreal total = square * squares;
    // Whole device pixels, or the squares blur.
    const qreal left = std::floor((width() - total) / 2 * ratio) / ratio;
    const qreal top = std::floor((height() - total) / 2 * ratio) / ratio;

    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(Qt::white);
    painter.drawRoundedRect(QRectF(left, top, total, total), Radius, Radius);
    painter.setRenderHint(QPainter::Antialiasing, false);
    for (int y = 0; y < m_code.side(); ++y) {
        for (int x = 0; x < m_code.side(); ++x) {
            if (m_code.isDark(x, y))
                painter.fillRect(
                    QRectF(left + (x + QuietZone) * square, top + (y + QuietZone) * square, square, square),
                    Qt::black);
        }
    }
}

} // namespace confab::server
