// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/window/pinprompt.h"

#include "client/core/chatsession.h"
#include "client/window/primarybutton.h"
#include "client/window/words.h"
#include "widgets/theme.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QPushButton>

#include <utility>

namespace confab::client {

using namespace Qt::StringLiterals;

namespace {

constexpr int iconSize = 18;
constexpr int longestPin = 128;

bool isAboutPin(Problem problem)
{
    return problem == Problem::PinWanted || problem == Problem::PinWrong || problem == Problem::PinLocked;
}

} // namespace

PinPrompt::PinPrompt(const widgets::Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_icon(new QLabel(this))
    , m_title(new QLabel(tr("This chat asks for a &PIN"), this))
    , m_problem(new QLabel(this))
    , m_pin(new QLineEdit(this))
    , m_join(new PrimaryButton(theme, tr("Join"), this))
    , m_change(new QPushButton(tr("Change address or name"), this))
{
    setObjectName(u"pinPrompt"_s);
    m_icon->setFixedSize(iconSize, iconSize);
    m_title->setObjectName(u"pinTitle"_s);
    m_title->setTextFormat(Qt::PlainText);
    m_title->setBuddy(m_pin);
    m_title->setWordWrap(true);
    m_problem->setObjectName(u"pinProblem"_s);
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->setWordWrap(true);
    m_problem->hide();
    m_pin->setObjectName(u"pinEdit"_s);
    m_pin->setMaxLength(longestPin);
    m_pin->setInputMethodHints(Qt::ImhNoPredictiveText | Qt::ImhNoAutoUppercase | Qt::ImhSensitiveData);
    m_join->setObjectName(u"pinButton"_s);
    m_join->setAutoDefault(true); // Enter presses it
    m_change->setObjectName(u"pinChangeButton"_s);
    m_change->setAutoDefault(true);
    buildLayout();
    connect(m_pin, &QLineEdit::returnPressed, this, &PinPrompt::submit);
    connect(m_join, &QPushButton::clicked, this, &PinPrompt::submit);
    connect(m_change, &QPushButton::clicked, this, &PinPrompt::changeRequested);
    connect(&theme, &widgets::Theme::changed, this, &PinPrompt::updateLook);
    updateLook();
    hide();
}

void PinPrompt::buildLayout()
{
    auto *words = new QHBoxLayout;
    words->setSpacing(8);
    words->addWidget(m_icon, 0, Qt::AlignTop);
    words->addWidget(m_title, 1);
    auto *field = new QHBoxLayout;
    field->setSpacing(8);
    field->addSpacing(iconSize + 8);
    field->addWidget(m_pin, 1);
    field->addWidget(m_join);
    auto *below = new QHBoxLayout;
    below->addSpacing(iconSize + 8);
    below->addWidget(m_problem, 1);
    auto *other = new QHBoxLayout;
    other->addSpacing(iconSize + 8);
    other->addWidget(m_change);
    other->addStretch(1);
    for (QWidget *widget : {static_cast<QWidget *>(m_pin), static_cast<QWidget *>(m_join)})
        widget->setMinimumHeight(36);
    m_change->setMinimumHeight(32);
    m_pin->setMinimumWidth(80);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(12, 10, 12, 12);
    column->setSpacing(8);
    column->addLayout(words);
    column->addLayout(below);
    column->addLayout(field);
    column->addLayout(other);
    setTabOrder(m_pin, m_join);
    setTabOrder(m_join, m_change);
}

bool PinPrompt::isFor(const ChatSession &session) const
{
    if (session.state() == ConnectionState::Rejected)
        return isAboutPin(session.problem());
    return m_trying && session.state() == ConnectionState::Connecting;
}

void PinPrompt::showSession(const ChatSession &session, bool takeFocus)
{
    const bool checking = session.state() == ConnectionState::Connecting;
    const bool locked = !checking && session.problem() == Problem::PinLocked;
    const bool wasTrying = std::exchange(m_trying, checking);
    const bool news = !std::exchange(m_asking, true) || (wasTrying && !checking);
    m_pin->setReadOnly(checking);
    m_join->setEnabled(!checking && !locked);
    if (!checking)
        say(session.problem() == Problem::PinWanted ? QString() : words::pinProblem(session));
    show();
    if (!news)
        return;
    if (takeFocus) {
        m_pin->setFocus(Qt::OtherFocusReason);
        m_pin->selectAll();
    }
    QAccessibleEvent alert(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

void PinPrompt::putAway()
{
    m_asking = false;
    m_trying = false;
    m_pin->clear();
    hide();
}

void PinPrompt::submit()
{
    const QString pin = m_pin->text().trimmed();
    if (pin.isEmpty() || !m_join->isEnabled())
        return;
    m_trying = true;
    Q_EMIT pinEntered(pin);
}

void PinPrompt::say(const QString &problem)
{
    m_problem->setText(problem);
    m_problem->setVisible(!problem.isEmpty());
    setAccessibleName(problem.isEmpty() ? tr("This chat asks for a PIN") : problem);
    m_pin->setAccessibleDescription(problem);
}

void PinPrompt::updateLook()
{
    const auto color = [](QLabel *label, const QColor &text) {
        QPalette palette = label->palette();
        palette.setColor(QPalette::WindowText, text);
        label->setPalette(palette);
    };
    QFont title = m_theme.font();
    title.setWeight(QFont::DemiBold);
    m_title->setFont(title);
    color(m_title, m_theme.colors().text);
    color(m_problem, m_theme.colors().danger);
    m_icon->setPixmap(m_theme.icon(u"lock"_s, m_theme.colors().accent)
                          .pixmap(QSize(iconSize, iconSize), devicePixelRatioF()));
    update();
}

void PinPrompt::paintEvent(QPaintEvent *event)
{
    Q_UNUSED(event);
    QPainter painter(this);
    const widgets::ThemeColors &colors = m_theme.colors();
    painter.fillRect(rect(), colors.base);
    painter.fillRect(QRect(0, 0, 3, height()), colors.accent);
    QColor line = colors.border;
    line.setAlphaF(0.4F);
    painter.fillRect(QRect(0, height() - 1, width(), 1), line);
}

} // namespace confab::client
