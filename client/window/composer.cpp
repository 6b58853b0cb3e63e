// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/window/composer.h"

#include <QEvent>
#include <QKeyEvent>
#include <QScrollBar>
#include <QTextDocument>
#include <QtMath>

namespace confab::client {

using namespace Qt::StringLiterals;

Composer::Composer(QWidget *parent)
    : QPlainTextEdit(parent)
{
    setObjectName(u"composer"_s);
    setFrameShape(NoFrame); // the bar draws the field around it, with round corners
    viewport()->setAutoFillBackground(false);
    verticalScrollBar()->setAutoFillBackground(false);
    verticalScrollBar()->setBackgroundRole(QPalette::Base);
    setTabChangesFocus(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    document()->setDocumentMargin(7);
    connect(this, &QPlainTextEdit::textChanged, this, &Composer::fitHeight);
    fitHeight();
}

int Composer::heightForLines(int lines) const
{
    const qreal text = lines * QFontMetricsF(font()).lineSpacing();
    return qCeil(text + 2 * document()->documentMargin()) + 2 * frameWidth();
}

QSize Composer::sizeHint() const
{
    // QPlainTextDocumentLayout counts its height in lines, wrapped ones included.
    const int lines = qBound(1, qRound(document()->size().height()), maximumVisibleLines);
    return {160, qMax(34, heightForLines(lines))};
}

void Composer::fitHeight()
{
    const int height = sizeHint().height();
    const bool full = document()->size().height() > maximumVisibleLines;
    setVerticalScrollBarPolicy(full ? Qt::ScrollBarAsNeeded : Qt::ScrollBarAlwaysOff);
    if (height != minimumHeight() || height != maximumHeight())
        setFixedHeight(height);
}

void Composer::keyPressEvent(QKeyEvent *event)
{
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    const auto modifiers = event->modifiers() & ~Qt::KeypadModifier;
    if (enter && m_composing)
        return; // it belongs to the input method
    if (enter) {
        if (modifiers == Qt::ControlModifier || (m_enterSends && modifiers == Qt::NoModifier)) {
            Q_EMIT submitRequested();
            return;
        }
        if (modifiers == Qt::NoModifier || modifiers == Qt::ShiftModifier) {
            // A paragraph, not Qt's LINE SEPARATOR for Shift+Enter: the text goes out with "\n".
            textCursor().insertBlock();
            ensureCursorVisible();
            return;
        }
    }
    QPlainTextEdit::keyPressEvent(event);
}

void Composer::inputMethodEvent(QInputMethodEvent *event)
{
    m_composing = !event->preeditString().isEmpty();
    QPlainTextEdit::inputMethodEvent(event);
}

void Composer::resizeEvent(QResizeEvent *event)
{
    QPlainTextEdit::resizeEvent(event);
    fitHeight();
}

void Composer::changeEvent(QEvent *event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        fitHeight();
}

} // namespace confab::client
