// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/svgiconengine.h"

#include <QFile>
#include <QGuiApplication>
#include <QPainter>
#include <QPalette>
#include <QPixmap>
#include <QSvgRenderer>

namespace confab::widgets {

using namespace Qt::StringLiterals;

SvgIconEngine::SvgIconEngine(const QString &name, const QColor &color)
    : m_name(name)
    , m_color(color)
{
    QFile file(u":/confab/icons/%1.svg"_s.arg(name));
    if (file.open(QIODevice::ReadOnly))
        m_drawing = file.readAll();
    else
        qWarning("no icon %s", qPrintable(name));
}

QColor SvgIconEngine::colorFor(QIcon::Mode mode) const
{
    const QPalette palette = QGuiApplication::palette();
    if (mode == QIcon::Disabled)
        return palette.color(QPalette::Disabled, QPalette::WindowText);
    if (mode == QIcon::Selected)
        return palette.color(QPalette::Active, QPalette::HighlightedText);
    return m_color.isValid() ? m_color : palette.color(QPalette::Active, QPalette::WindowText);
}

void SvgIconEngine::paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State state)
{
    Q_UNUSED(state)
    QByteArray drawing = m_drawing;
    drawing.replace("currentColor", colorFor(mode).name().toLatin1());
    QSvgRenderer renderer(drawing);
    if (!renderer.isValid())
        return;
    const int side = qMin(rect.width(), rect.height());
    QRectF square(0, 0, side, side);
    square.moveCenter(QRectF(rect).center());
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    renderer.render(painter, square);
    painter->restore();
}

QPixmap SvgIconEngine::pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state)
{
    QPixmap result(size);
    result.fill(Qt::transparent);
    if (!size.isEmpty()) {
        QPainter painter(&result);
        paint(&painter, QRect(QPoint(0, 0), size), mode, state);
    }
    return result;
}

} // namespace confab::widgets
