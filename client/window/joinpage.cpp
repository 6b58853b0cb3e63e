// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/window/joinpage.h"

#include "client/models/harmlesstext.h"
#include "client/window/primarybutton.h"
#include "client/window/words.h"
#include "widgets/theme.h"

#include <QAccessible>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QToolButton>
#include <QVBoxLayout>

namespace confab::client {

using namespace Qt::StringLiterals;

namespace {

constexpr int formWidth = 360;
constexpr int maximumName = 64;

QLabel *plainLabel(const QString &name, QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setObjectName(name);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    return label;
}

} // namespace

JoinPage::JoinPage(const widgets::Theme &theme, AddressParser parser, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_parser(std::move(parser))
    , m_title(plainLabel(u"joinTitle"_s, this))
    , m_subtitle(plainLabel(u"joinSubtitle"_s, this))
    , m_problem(plainLabel(u"joinProblem"_s, this))
    , m_address(new QLineEdit(this))
    , m_name(new QLineEdit(this))
    , m_join(new PrimaryButton(theme, tr("Join"), this))
    , m_menu(new QToolButton(this))
{
    setObjectName(u"joinPage"_s);
    m_title->setText(tr("Join a chat"));
    m_subtitle->setText(tr("The address is shown in the server's window."));
    m_address->setObjectName(u"addressEdit"_s);
    m_address->setPlaceholderText(u"192.168.1.20:3000"_s);
    m_address->setInputMethodHints(Qt::ImhUrlCharactersOnly | Qt::ImhNoPredictiveText);
    m_name->setObjectName(u"nameEdit"_s);
    m_name->setMaxLength(maximumName);
    m_join->setObjectName(u"joinButton"_s);
    m_join->setAutoDefault(true); // Enter presses it
    m_problem->hide();
    m_menu->setObjectName(u"formMenuButton"_s);
    m_menu->setAccessibleName(tr("Menu"));
    m_menu->setToolTip(tr("Menu"));
    m_menu->setIcon(theme.icon(u"menu"_s));
    m_menu->setIconSize({20, 20});
    m_menu->setFixedSize(36, 36);
    m_menu->setAutoRaise(true);
    m_menu->setFocusPolicy(Qt::StrongFocus);
    m_menu->setPopupMode(QToolButton::InstantPopup);
    buildForm();
    connect(m_join, &PrimaryButton::clicked, this, &JoinPage::join);
    connect(m_address, &QLineEdit::returnPressed, this, &JoinPage::join);
    connect(m_name, &QLineEdit::returnPressed, this, &JoinPage::join);
    connect(m_address, &QLineEdit::textEdited, this, [this] { setProblem({}); });
    connect(&theme, &widgets::Theme::changed, this, &JoinPage::updateLook);
    updateLook();
}

void JoinPage::buildForm()
{
    auto *form = new QWidget(this);
    form->setObjectName(u"joinForm"_s);
    form->setMaximumWidth(formWidth);
    auto *column = new QVBoxLayout(form);
    column->setContentsMargins(16, 16, 16, 16);
    column->setSpacing(4);
    column->addWidget(m_title);
    column->addWidget(m_subtitle);
    column->addSpacing(16);
    column->addWidget(m_problem);
    m_problem->setContentsMargins(0, 0, 0, 8);
    const auto addField = [&](const QString &text, QLineEdit *edit) {
        auto *label = new QLabel(text, form);
        label->setObjectName(edit->objectName() + u"Label"_s);
        label->setBuddy(edit);
        edit->setMinimumHeight(36);
        column->addWidget(label);
        column->addWidget(edit);
        column->addSpacing(12);
    };
    addField(tr("&Address"), m_address);
    addField(tr("&Name"), m_name);
    m_join->setMinimumHeight(40);
    column->addSpacing(4);
    column->addWidget(m_join);

    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(8, 8, 8, 0); // the menu stands where it does above the chat
    outer->addWidget(m_menu, 0, Qt::AlignRight);
    outer->addStretch(2);
    auto *middle = new QHBoxLayout;
    middle->addStretch(1);
    middle->addWidget(form, 100);
    middle->addStretch(1);
    outer->addLayout(middle);
    outer->addStretch(3);
    setTabOrder(m_address, m_name);
    setTabOrder(m_name, m_join);
    setTabOrder(m_join, m_menu);
}

void JoinPage::setAddress(const QString &address) { m_address->setText(address); }

void JoinPage::setName(const QString &name)
{
    m_readyName = name;
    m_name->setText(name);
}

void JoinPage::setProblem(const QString &problem)
{
    m_problem->setText(problem);
    m_problem->setVisible(!problem.isEmpty());
    if (!problem.isEmpty()) {
        QAccessibleEvent alert(m_problem, QAccessible::Alert);
        QAccessible::updateAccessibility(&alert);
    }
}

void JoinPage::focusFirst()
{
    window()->setAttribute(Qt::WA_KeyboardFocusChange); // show the ring: Enter joins
    if (m_address->text().isEmpty() || m_problem->isVisibleTo(this)) {
        focusAddress();
    } else {
        m_join->setFocus();
    }
}

void JoinPage::focusAddress()
{
    m_address->setFocus();
    m_address->selectAll();
}

void JoinPage::setMenu(QMenu *menu) { m_menu->setMenu(menu); }

void JoinPage::join()
{
    const QUrl address = m_parser(m_address->text());
    if (!address.isValid()) {
        setProblem(words::problem(Problem::BadAddress, {}, {}));
        focusFirst();
        return;
    }
    const QString typed = harmlessName(m_name->text(), maximumName);
    setProblem({});
    Q_EMIT joinRequested(address, typed.isEmpty() ? m_readyName : typed);
}

void JoinPage::updateLook()
{
    const auto color = [](QLabel *label, const QColor &text) {
        QPalette palette = label->palette();
        palette.setColor(QPalette::WindowText, text);
        label->setPalette(palette);
    };
    QFont title = m_theme.font(1.6);
    title.setWeight(QFont::DemiBold);
    m_title->setFont(title);
    color(m_title, m_theme.colors().text);
    color(m_subtitle, m_theme.colors().muted);
    color(m_problem, m_theme.colors().danger);
}

} // namespace confab::client
