// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QColor>
#include <QIconEngine>
#include <QString>

namespace confab::widgets {

/// Draws `:/confab/icons/NAME.svg` in one colour at the exact size of the device: the palette's at paint
/// time, or a fixed one. Disabled icons take the palette's disabled text colour.
class SvgIconEngine : public QIconEngine
{
public:
    /// An invalid `color` means the palette's text colour.
    explicit SvgIconEngine(const QString &name, const QColor &color = {});

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State state) override;
    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override;
    [[nodiscard]] QIconEngine *clone() const override { return new SvgIconEngine(*this); }
    QString iconName() override { return m_name; }
    bool isNull() override { return m_drawing.isEmpty(); }

private:
    [[nodiscard]] QColor colorFor(QIcon::Mode mode) const;

    QString m_name;
    QColor m_color;
    QByteArray m_drawing;
};

} // namespace confab::widgets
