// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/window/logdelegate.h"

namespace confab::server {

void LogDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    option->state &= ~QStyle::State_HasFocus; // rows are selected, not cells
    if (option->text.isRightToLeft() != (option->direction == Qt::RightToLeft)) {
        const auto alignment = QStyle::visualAlignment(option->direction, option->displayAlignment);
        option->direction = option->text.isRightToLeft() ? Qt::RightToLeft : Qt::LeftToRight;
        // The words run their own way, the column keeps its edge.
        option->displayAlignment = alignment | Qt::AlignAbsolute;
    }
}

} // namespace confab::server
