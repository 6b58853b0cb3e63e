// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/window/busybar.h"

#include <QPainter>
#include <QTimerEvent>

namespace confab::client {

using namespace Qt::StringLiterals;

namespace {

constexpr int steps = 60;
constexpr int stepMs = 33;

} // namespace

BusyBar::BusyBar(QWidget *parent)
    : QWidget(parent)
{
    setObjectName(u"busyBar"_s);
    setFixedHeight(3);
    setAccessibleName(tr("Connecting"));
}

void BusyBar::setBusy(bool busy)
{
    if (busy && !m_timer.isActive())
        m_timer.start(stepMs, this);
    else if (!busy)
        m_timer.stop();
    update();
}

void BusyBar::timerEvent(QTimerEvent *event)
{
    if (event->timerId() != m_timer.timerId())
        return QWidget::timerEvent(event);
    m_step = (m_step + 1) % steps;
    update();
}

void BusyBar::paintEvent(QPaintEvent *event)
{
    Q_UNUSED(event);
    if (!m_timer.isActive())
        return;
    QPainter painter(this);
    const int part = width() / 3;
    const int left = (width() + part) * m_step / steps - part;
    painter.fillRect(QRect(left, 0, part, height()), palette().highlight());
}

} // namespace confab::client
