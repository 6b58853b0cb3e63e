// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/firstpaint.h"

#include <QEvent>
#include <QLoggingCategory>
#include <QTimer>
#include <QWidget>

namespace confab::widgets {

namespace {

Q_LOGGING_CATEGORY(logFirstPaint, "confab.widgets.firstpaint", QtInfoMsg)

class FirstPaint : public QObject
{
public:
    using QObject::QObject;

    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (event->type() == QEvent::Paint) {
            watched->removeEventFilter(this);
            // The children are painted after the window, and all of it is handed to the screen together.
            QTimer::singleShot(0, this, [this] {
                qCDebug(logFirstPaint).noquote() << parent()->objectName() << "has been painted";
                deleteLater();
            });
        }
        return false;
    }
};

} // namespace

void noteFirstPaint(QWidget &window)
{
    if (logFirstPaint().isDebugEnabled())
        window.installEventFilter(new FirstPaint(&window));
}

} // namespace confab::widgets
