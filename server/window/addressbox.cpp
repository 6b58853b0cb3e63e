// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/window/addressbox.h"

#include "widgets/elidinglabel.h"
#include "widgets/theme.h"

#include <QActionGroup>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QToolButton>

#include <algorithm>

namespace confab::server {

using namespace Qt::StringLiterals;
using runtime::Endpoint;

namespace {

bool isOther(const Endpoint &endpoint) { return endpoint.isVirtual || endpoint.isLoopback; }

} // namespace

AddressBox::AddressBox(const widgets::Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_label(new widgets::ElidingLabel(this))
    , m_others(new QToolButton(this))
    , m_pinLabel(new QLabel(this))
    , m_menu(new QMenu(this))
{
    m_label->setObjectName(u"addressLabel"_s);
    m_label->setElideMode(Qt::ElideMiddle);
    m_label->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed); // the menu's button stays beside it
    QFont font = theme.font();
    font.setWeight(QFont::DemiBold);
    m_label->setFont(font);
    m_others->setObjectName(u"addressMenuButton"_s);
    m_others->setIcon(theme.icon(u"chevron-down"_s));
    m_others->setAutoRaise(true);
    m_others->setPopupMode(QToolButton::InstantPopup);
    m_others->setMenu(m_menu);
    m_others->setToolTip(tr("Other addresses of this computer"));
    m_others->setAccessibleName(tr("Other addresses of this computer"));
    m_others->hide();
    m_menu->setObjectName(u"addressMenu"_s);
    m_pinLabel->setObjectName(u"pinLabel"_s);
    m_pinLabel->setTextFormat(Qt::PlainText);
    m_pinLabel->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_pinLabel->setToolTip(tr("People are asked for it; the QR code and the copied address bring it along"));
    m_pinLabel->hide();

    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(4);
    row->addWidget(m_label);
    row->addWidget(m_others);
    row->addSpacing(8);
    row->addWidget(m_pinLabel);
    row->addStretch();
}

void AddressBox::setEndpoints(const QList<Endpoint> &endpoints)
{
    if (endpoints == m_endpoints)
        return;
    const QString before = url();
    const int kept = m_byUser ? int(endpoints.indexOf(m_endpoints.at(m_chosen))) : -1;
    m_byUser = kept >= 0;
    m_endpoints = endpoints;
    m_chosen = endpoints.isEmpty() ? -1 : qMax(0, kept);
    m_label->setText(url());
    m_others->setVisible(endpoints.size() > 1);
    fillMenu();
    showPin();
    if (url() != before)
        Q_EMIT addressChanged(address());
}

void AddressBox::setPin(const QString &pin)
{
    m_pin = pin;
    m_pinLabel->setText(tr("PIN %1").arg(pin));
    showPin();
    Q_EMIT addressChanged(address());
}

void AddressBox::showPin() { m_pinLabel->setVisible(!m_pin.isEmpty() && !url().isEmpty()); }

QString AddressBox::url() const { return m_chosen < 0 ? QString() : m_endpoints.at(m_chosen).url(); }

bool AddressBox::isForOthers() const { return m_chosen >= 0 && !m_endpoints.at(m_chosen).isLoopback; }

void AddressBox::choose(int index)
{
    m_byUser = true;
    if (index == m_chosen)
        return;
    m_chosen = index;
    m_label->setText(url());
    Q_EMIT addressChanged(address());
}

void AddressBox::fillMenu()
{
    m_menu->clear();
    delete m_menu->findChild<QActionGroup *>();
    auto *group = new QActionGroup(m_menu);
    const auto add = [this, group](int index) {
        const Endpoint &endpoint = m_endpoints.at(index);
        const QString where = endpoint.isLoopback ? tr("only this computer") : endpoint.interfaceName;
        QAction *action = m_menu->addAction(u"%1   %2"_s.arg(endpoint.url(), where));
        action->setCheckable(true);
        action->setChecked(index == m_chosen);
        group->addAction(action);
        connect(action, &QAction::triggered, this, [this, index] { choose(index); });
    };
    for (int i = 0; i < m_endpoints.size(); ++i) {
        if (!isOther(m_endpoints.at(i)))
            add(i);
    }
    if (std::any_of(m_endpoints.cbegin(), m_endpoints.cend(), isOther))
        m_menu->addSection(tr("Other"));
    for (int i = 0; i < m_endpoints.size(); ++i) {
        if (isOther(m_endpoints.at(i)))
            add(i);
    }
}

} // namespace confab::server
