// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/window/qrcode.h"

#include <QWidget>

namespace confab::server {

/// A text as a QR code, as large as the widget allows: always black on white with a quiet zone of four
/// squares, every square a whole number of device pixels.
class QrCodeWidget : public QWidget
{
    Q_OBJECT

public:
    explicit QrCodeWidget(QWidget *parent = nullptr);

    void setText(const QString &text);
    [[nodiscard]] QString text() const { return m_text; }
    /// Side in device-independent pixels that the widget asks for.
    void setPreferredSide(int side);

    [[nodiscard]] QSize sizeHint() const override { return {m_preferredSide, m_preferredSide}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {96, 96}; }
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override { return width; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_text;
    QrCode m_code;
    int m_preferredSide = 220;
};

} // namespace confab::server
