// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/style.h"

#include <QPainter>
#include <QPolygonF>
#include <QStyleOption>

namespace confab::widgets {

using namespace Qt::StringLiterals;

namespace {

constexpr qreal Radius = 6;
constexpr qreal FocusWidth = 2;
constexpr int FieldPadding = 6;
constexpr int CellPadding = 7;
constexpr int WordsShift = 3;
constexpr qreal HeaderArrow = 4; ///< half of its width
constexpr int ScrollExtent = 12;
constexpr int ScrollHandle = 32; ///< at least, so that it can be grabbed

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

void drawSortArrow(const QPointF &centre, const QColor &color, bool up, QPainter *painter)
{
    const qreal rise = up ? -HeaderArrow / 2 : HeaderArrow / 2;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(color);
    painter->drawPolygon(QPolygonF({centre + QPointF(-HeaderArrow, -rise),
                                    centre + QPointF(HeaderArrow, -rise), centre + QPointF(0, rise)}));
    painter->restore();
}

void drawScrollBar(const QStyleOptionSlider *option, const QRect &handle, QPainter *painter)
{
    painter->fillRect(option->rect, option->palette.color(QPalette::Base));
    if (option->maximum <= option->minimum)
        return;
    const bool active = option->state & (QStyle::State_MouseOver | QStyle::State_Sunken);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(option->palette.color(active ? QPalette::PlaceholderText : QPalette::Dark));
    const QRectF thumb = QRectF(handle).adjusted(3, 3, -3, -3);
    const qreal round = qMin(thumb.width(), thumb.height()) / 2;
    painter->drawRoundedRect(thumb, round, round);
    painter->restore();
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
    case PE_IndicatorHeaderArrow: {
        const auto *header = qstyleoption_cast<const QStyleOptionHeader *>(option);
        if (header && header->sortIndicator != QStyleOptionHeader::None) {
            // The common style puts the arrow at the top, at a size of its own; the header's middle is the
            // widget's.
            const QRectF box(option->rect);
            const QPointF centre(box.center().x(), widget ? widget->height() / 2.0 : box.center().y());
            // Up means ascending; Qt calls that SortDown.
            drawSortArrow(centre, option->palette.color(QPalette::PlaceholderText),
                          header->sortIndicator == QStyleOptionHeader::SortDown, painter);
        }
        return;
    }
    case PE_FrameMenu:
        painter->save();
        painter->setPen(option->palette.color(QPalette::Mid));
        painter->drawRect(option->rect.adjusted(0, 0, -1, -1));
        painter->restore();
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
            const QRect edge(option->rect.left(), option->rect.bottom(), option->rect.width(), 1);
            painter->fillRect(edge, option->palette.color(QPalette::Mid));
        }
        return;
    }
    case CE_HeaderLabel: {
        if (const auto *header = qstyleoption_cast<const QStyleOptionHeader *>(option)) {
            QStyleOptionHeader quiet(*header);
            quiet.palette.setColor(QPalette::ButtonText, option->palette.color(QPalette::PlaceholderText));
            QProxyStyle::drawControl(element, &quiet, painter, widget);
        }
        return;
    }
    case CE_ToolButtonLabel: {
        const auto *button = qstyleoption_cast<const QStyleOptionToolButton *>(option);
        if (button && button->toolButtonStyle == Qt::ToolButtonTextBesideIcon) {
            QStyleOptionToolButton centred(*button); // Fusion leaves all of the room at the right
            centred.rect.translate(button->direction == Qt::RightToLeft ? -WordsShift : WordsShift, 0);
            QProxyStyle::drawControl(element, &centred, painter, widget);
            return;
        }
        QProxyStyle::drawControl(element, option, painter, widget);
        return;
    }
    default:
        QProxyStyle::drawControl(element, option, painter, widget);
    }
}

void Style::drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter,
                               const QWidget *widget) const
{
    if (const auto *slider = qstyleoption_cast<const QStyleOptionSlider *>(option);
        control == CC_ScrollBar && slider) {
        drawScrollBar(slider, subControlRect(control, option, SC_ScrollBarSlider, widget), painter);
        return;
    }
    const auto *button = qstyleoption_cast<const QStyleOptionToolButton *>(option);
    if (control == CC_ToolButton && button && button->features & QStyleOptionToolButton::HasMenu
        && !(button->features & QStyleOptionToolButton::MenuButtonPopup)) {
        // A button that is all menu says so by its own sign.
        QStyleOptionToolButton plain(*button);
        plain.features &= ~QStyleOptionToolButton::HasMenu;
        QProxyStyle::drawComplexControl(control, &plain, painter, widget);
        return;
    }
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

QRect Style::subElementRect(SubElement element, const QStyleOption *option, const QWidget *widget) const
{
    const QRect rect = QProxyStyle::subElementRect(element, option, widget);
    const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option);
    if (element == SE_LineEditContents && frame && frame->lineWidth > 0)
        return rect.adjusted(FieldPadding, 0, -FieldPadding, 0);
    return rect;
}

QRect Style::subControlRect(ComplexControl control, const QStyleOptionComplex *option, SubControl part,
                            const QWidget *widget) const
{
    const auto *slider = qstyleoption_cast<const QStyleOptionSlider *>(option);
    if (control != CC_ScrollBar || !slider)
        return QProxyStyle::subControlRect(control, option, part, widget);
    // No arrow buttons: the groove is the whole bar.
    const bool upright = slider->orientation == Qt::Vertical;
    const QRect bar = option->rect;
    const int length = upright ? bar.height() : bar.width();
    const int range = slider->maximum - slider->minimum;
    const int handle = range <= 0
        ? length
        : qBound(qMin(ScrollHandle, length),
                 int(qint64(length) * slider->pageStep / (range + slider->pageStep)), length);
    const int start = sliderPositionFromValue(slider->minimum, slider->maximum, slider->sliderPosition,
                                              length - handle, slider->upsideDown);
    const auto piece = [&](int from, int size) {
        return upright
            ? QRect(bar.left(), bar.top() + from, bar.width(), size)
            : visualRect(option->direction, bar, QRect(bar.left() + from, bar.top(), size, bar.height()));
    };
    switch (part) {
    case SC_ScrollBarGroove:
        return bar;
    case SC_ScrollBarSlider:
        return piece(start, handle);
    case SC_ScrollBarSubPage:
        return piece(0, start);
    case SC_ScrollBarAddPage:
        return piece(start + handle, length - start - handle);
    default:
        return {};
    }
}

int Style::pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const
{
    switch (metric) {
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
        return 0;
    case PM_ScrollBarExtent:
        return ScrollExtent;
    case PM_HeaderMargin:
    case PM_FocusFrameHMargin: // what item views put left and right of a text
        return CellPadding;
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

QSize Style::sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size,
                              const QWidget *widget) const
{
    QSize result = QProxyStyle::sizeFromContents(type, option, size, widget);
    // Fusion lets a long label touch the border.
    if (type == CT_PushButton)
        result.setWidth(qMax(result.width(), size.width() + 2 * 14));
    return result;
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
