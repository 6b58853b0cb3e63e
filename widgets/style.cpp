// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/style.h"

#include <QPainter>
#include <QStyleOption>

namespace confab::widgets {

using namespace Qt::StringLiterals;

namespace {

constexpr qreal Radius = 6;
constexpr qreal FocusWidth = 2;

QColor borderColor(const QStyleOption *option)
{
    const auto group = option->state & QStyle::State_Enabled ? QPalette::Active : QPalette::Disabled;
    const auto role = option->state & QStyle::State_Enabled ? QPalette::Dark : QPalette::Midlight;
    return option->palette.color(group, role);
}

void drawBox(QPainter *painter, const QRect &rect, const QBrush &fill, const QColor &border, qreal width)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(border.isValid() ? QPen(border, width) : QPen(Qt::NoPen));
    painter->setBrush(fill);
    const qreal inset = width / 2;
    painter->drawRoundedRect(QRectF(rect).adjusted(inset, inset, -inset, -inset), Radius, Radius);
    painter->restore();
}

/// A button's surface: what is pressed, checked or hovered differs by shade, what has the focus by its ring.
void drawButton(const QStyleOption *option, QPainter *painter, bool flat)
{
    const QPalette &palette = option->palette;
    const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option);
    const bool isDefault = button && button->features & QStyleOptionButton::DefaultButton;
    const bool down = option->state & (QStyle::State_Sunken | QStyle::State_On);
    const bool hover = option->state & QStyle::State_MouseOver && option->state & QStyle::State_Enabled;
    const bool focus =
        option->state & QStyle::State_HasFocus && option->state & QStyle::State_KeyboardFocusChange;
    QColor fill = flat ? QColor(Qt::transparent) : palette.color(QPalette::Button);
    if (down)
        fill = palette.color(QPalette::Midlight);
    else if (hover)
        fill = palette.color(QPalette::AlternateBase);
    QColor border = flat && !down && !hover ? QColor() : borderColor(option);
    if (focus || (isDefault && !flat && option->state & QStyle::State_Enabled))
        border = palette.color(QPalette::Highlight);
    drawBox(painter, option->rect, fill, border, focus ? FocusWidth : 1);
}

} // namespace

Style::Style()
    : QProxyStyle(u"Fusion"_s)
{ }

void Style::drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                          const QWidget *widget) const
{
    switch (element) {
    case PE_PanelLineEdit:
    case PE_FrameLineEdit: {
        const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option);
        if (frame && frame->lineWidth <= 0) {
            if (element == PE_PanelLineEdit)
                painter->fillRect(option->rect, option->palette.brush(QPalette::Base));
            return;
        }
        const bool focus = option->state & State_HasFocus;
        drawBox(painter, option->rect,
                element == PE_PanelLineEdit ? option->palette.brush(QPalette::Base) : QBrush(Qt::NoBrush),
                focus ? option->palette.color(QPalette::Highlight) : borderColor(option),
                focus ? FocusWidth : 1);
        return;
    }
    case PE_PanelButtonCommand: {
        const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option);
        drawButton(option, painter, button && button->features & QStyleOptionButton::Flat);
        return;
    }
    case PE_PanelButtonTool:
        drawButton(option, painter, option->state & State_AutoRaise);
        return;
    case PE_FrameFocusRect:
        // Buttons draw their ring with the surface; what is left are rows, check boxes and tabs.
        if (option->state & State_KeyboardFocusChange)
            drawBox(painter, option->rect, Qt::NoBrush, option->palette.color(QPalette::Highlight),
                    FocusWidth);
        return;
    case PE_Frame: {
        const bool focus = option->state & State_HasFocus;
        painter->save();
        painter->setPen(option->palette.color(focus ? QPalette::Highlight : QPalette::Mid));
        painter->drawRect(option->rect.adjusted(0, 0, -1, -1));
        painter->restore();
        return;
    }
    default:
        QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

void Style::drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                        const QWidget *widget) const
{
    switch (element) {
    case CE_HeaderSection: {
        const auto *header = qstyleoption_cast<const QStyleOptionHeader *>(option);
        painter->fillRect(option->rect, option->palette.brush(QPalette::Window));
        if (header && header->orientation == Qt::Horizontal) {
            painter->setPen(option->palette.color(QPalette::Mid));
            painter->drawLine(option->rect.bottomLeft(), option->rect.bottomRight());
        }
        return;
    }
    default:
        QProxyStyle::drawControl(element, option, painter, widget);
    }
}

int Style::pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const
{
    switch (metric) {
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
        return 0;
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int Style::styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                     QStyleHintReturn *returnData) const
{
    switch (hint) {
    case SH_EtchDisabledText:
    case SH_DialogButtonBox_ButtonsHaveIcons:
        return 0;
    default:
        return QProxyStyle::styleHint(hint, option, widget, returnData);
    }
}

} // namespace confab::widgets
