// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/theme.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QToolButton;

namespace confab::server {

enum class NoticeKind { Information, Warning, Error };

/// One lasting line of news above the pages: sign, words, at most one action, and a cross where it may be put
/// away. Hidden until show() and shown again by every notify().
class NoticeStrip : public QWidget
{
    Q_OBJECT

public:
    explicit NoticeStrip(const widgets::Theme &theme, QWidget *parent = nullptr);

    /// An empty `action` shows no button. `text` is plain text, from anywhere.
    void notify(NoticeKind kind, const QString &text, const QString &action = {}, bool canDismiss = true);
    [[nodiscard]] QString text() const;

Q_SIGNALS:
    void actionRequested();
    void dismissed();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void applyColors();
    [[nodiscard]] QColor color() const;

    const widgets::Theme &m_theme;
    NoticeKind m_kind = NoticeKind::Information;
    QLabel *m_sign;
    QLabel *m_text;
    QPushButton *m_action;
    QToolButton *m_close;
};

} // namespace confab::server
