// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/window/navigation.h"

#include "widgets/theme.h"

#include <QPainter>
#include <QStyledItemDelegate>

namespace confab::server {

using namespace Qt::StringLiterals;

namespace {

constexpr int CountRole = Qt::UserRole;
constexpr int IconSide = 18;
constexpr int Inset = 12;
constexpr qreal Radius = 6;

/// Icon, title, and the number at the far end.
class PageDelegate : public QStyledItemDelegate
{
public:
    PageDelegate(const widgets::Theme &theme, QObject *parent)
        : QStyledItemDelegate(parent)
        , m_theme(theme)
    { }

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        Q_UNUSED(index)
        return {0, qMax(36, option.fontMetrics.height() + 16)};
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const widgets::ThemeColors &colors = m_theme.colors();
        const QRect row = option.rect.adjusted(8, 2, -8, -2);
        const bool selected = option.state & QStyle::State_Selected;
        const bool focus =
            option.state & QStyle::State_HasFocus && option.widget && option.widget->hasFocus();
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        if (selected || option.state & QStyle::State_MouseOver) {
            painter->setPen(focus ? QPen(colors.accent, 2) : QPen(Qt::NoPen));
            painter->setBrush(selected ? colors.ownBubble : colors.alternate);
            painter->drawRoundedRect(QRectF(row).adjusted(1, 1, -1, -1), Radius, Radius);
        }
        const auto icon = index.data(Qt::DecorationRole).value<QIcon>();
        icon.paint(painter,
                   QRect(row.left() + Inset, row.center().y() - IconSide / 2 + 1, IconSide, IconSide));
        const QRect words = row.adjusted(2 * Inset + IconSide - 2, 0, -Inset, 0);
        QFont font = option.font;
        font.setWeight(selected ? QFont::DemiBold : QFont::Normal);
        painter->setFont(font);
        painter->setPen(colors.text);
        painter->drawText(words, Qt::AlignVCenter | Qt::AlignLeft, index.data(Qt::DisplayRole).toString());
        painter->setFont(option.font);
        painter->setPen(colors.muted);
        painter->drawText(words, Qt::AlignVCenter | Qt::AlignRight, index.data(CountRole).toString());
        painter->restore();
    }

private:
    const widgets::Theme &m_theme;
};

} // namespace

Navigation::Navigation(const widgets::Theme &theme, QWidget *parent)
    : QListWidget(parent)
    , m_theme(theme)
{
    setObjectName(u"navigation"_s);
    setAccessibleName(tr("Pages"));
    setFrameShape(QFrame::NoFrame);
    setItemDelegate(new PageDelegate(theme, this));
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Expanding);
    setMouseTracking(true);
    viewport()->setAutoFillBackground(false);
    setViewportMargins(0, 6, 0, 0);
}

void Navigation::addPage(const QString &icon, const QString &title)
{
    auto *item = new QListWidgetItem(m_theme.icon(icon), title, this);
    item->setData(Qt::AccessibleTextRole, title);
    item->setToolTip(u"<span>%1 (Ctrl+%2)</span>"_s.arg(title.toHtmlEscaped()).arg(count()));
}

void Navigation::setCount(int page, const QString &text)
{
    QListWidgetItem *target = item(page);
    if (!target || target->data(CountRole).toString() == text)
        return;
    target->setData(CountRole, text);
    target->setData(Qt::AccessibleTextRole,
                    text.isEmpty() ? target->text() : u"%1 %2"_s.arg(target->text(), text));
}

QSize Navigation::sizeHint() const
{
    int widest = 0;
    for (int page = 0; page < count(); ++page)
        widest = qMax(widest, fontMetrics().horizontalAdvance(item(page)->text()));
    return {widest + IconSide + 5 * Inset + fontMetrics().horizontalAdvance(u"10000"_s), 200};
}

} // namespace confab::server
