// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/theme.h"

#include <QStyledItemDelegate>

namespace confab::server {

/// The time left until a silent client counts as gone, as a bar and in seconds.
class HeartbeatDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    explicit HeartbeatDelegate(const widgets::Theme &theme, QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;

private:
    const widgets::Theme &m_theme;
};

} // namespace confab::server
