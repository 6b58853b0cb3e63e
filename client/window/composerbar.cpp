// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/window/composerbar.h"

#include "client/core/chatsession.h"
#include "client/window/composer.h"
#include "client/window/primarybutton.h"
#include "widgets/theme.h"

#include <QAccessible>
#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QLocale>
#include <QPainter>

namespace confab::client {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype limit = ChatSession::maximumTextBytes;
constexpr qsizetype counterFrom = limit * 9 / 10;
constexpr int fieldBorder = 2;

} // namespace

ComposerBar::ComposerBar(const widgets::Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_composer(new Composer(this))
    , m_submit(new PrimaryButton(theme, tr("Submit"), this))
    , m_note(new QLabel(this))
{
    setObjectName(u"composerBar"_s);
    m_composer->setPlaceholderText(tr("Message"));
    m_composer->setAccessibleName(tr("Message"));
    m_submit->setObjectName(u"submitButton"_s);
    m_submit->setAutoDefault(true); // Enter presses it
    m_submit->setMinimumHeight(38);
    m_note->setObjectName(u"composerNote"_s);
    m_note->setTextFormat(Qt::PlainText);
    m_note->setWordWrap(true);
    m_note->hide();

    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(12, 8, 12, 12);
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(4);
    m_composer->installEventFilter(this);
    auto *field = new QHBoxLayout; // room for the border that paintEvent draws
    field->setContentsMargins(fieldBorder, fieldBorder, fieldBorder, fieldBorder);
    field->addWidget(m_composer);
    grid->addLayout(field, 0, 0);
    grid->addWidget(m_submit, 0, 1, Qt::AlignBottom);
    grid->addWidget(m_note, 1, 0, 1, 2);

    connect(m_composer, &Composer::submitRequested, this, &ComposerBar::submit);
    connect(m_submit, &PrimaryButton::clicked, this, &ComposerBar::submit);
    connect(m_composer, &QPlainTextEdit::textChanged, this, &ComposerBar::updateCounter);
    connect(&theme, &widgets::Theme::changed, this, [this] { setNote(m_note->text(), m_problem); });
}

void ComposerBar::submit()
{
    const QString text = m_composer->toPlainText();
    if (m_composer->isComposing() || text.trimmed().isEmpty()) {
        m_composer->setFocus();
        return;
    }
    if (const qsizetype bytes = text.toUtf8().size(); bytes > limit) {
        setNote(tr("Not sent: the message is %n byte(s) too long. Shorten it, or send it in parts.", nullptr,
                   int(bytes - limit)),
                true);
        QAccessibleEvent alert(m_note, QAccessible::Alert);
        QAccessible::updateAccessibility(&alert);
        m_composer->setFocus();
        return;
    }
    m_composer->clear();
    m_composer->setFocus();
    Q_EMIT submitted(text);
}

void ComposerBar::updateCounter()
{
    // Every UTF-16 unit is at most three bytes: short texts need no conversion at every key.
    const qsizetype units = m_composer->document()->characterCount();
    const qsizetype bytes = units * 3 < counterFrom ? 0 : m_composer->toPlainText().toUtf8().size();
    if (bytes < counterFrom) {
        setNote({}, false);
        return;
    }
    const QLocale locale;
    setNote(tr("%1 of %2 bytes").arg(locale.toString(bytes), locale.toString(limit)), bytes > limit);
}

void ComposerBar::setNote(const QString &text, bool problem)
{
    m_problem = problem;
    QPalette palette = m_note->palette();
    palette.setColor(QPalette::WindowText, problem ? m_theme.colors().danger : m_theme.colors().muted);
    m_note->setPalette(palette);
    m_note->setFont(m_theme.font(0.85));
    m_note->setText(text);
    m_note->setVisible(!text.isEmpty());
}

bool ComposerBar::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut)
        update();
    return QWidget::eventFilter(watched, event);
}

void ComposerBar::paintEvent(QPaintEvent *event)
{
    Q_UNUSED(event);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool focus = m_composer->hasFocus();
    const qreal width = focus ? 2 : 1;
    painter.setPen(QPen(focus ? m_theme.colors().accent : m_theme.colors().border, width));
    painter.setBrush(m_theme.colors().base);
    const QRectF field =
        m_composer->geometry().marginsAdded({fieldBorder, fieldBorder, fieldBorder, fieldBorder});
    const qreal inset = width / 2;
    painter.drawRoundedRect(field.adjusted(inset, inset, -inset, -inset), 8, 8);
}

} // namespace confab::client
