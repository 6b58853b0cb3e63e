// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/window/projectorwindow.h"

#include "server/runtime/plaintext.h"
#include "server/window/qrcodewidget.h"
#include "server/window/words.h"
#include "widgets/fittedfont.h"
#include "widgets/theme.h"

#include <QKeyEvent>
#include <QLabel>
#include <QVBoxLayout>

namespace confab::server {

using namespace Qt::StringLiterals;
using runtime::visibleLine;

ProjectorWindow::ProjectorWindow(const widgets::Theme &theme, QWidget *parent)
    : QWidget(parent, Qt::Window)
    , m_theme(theme)
    , m_title(new QLabel(tr("Join the chat"), this))
    , m_code(new QrCodeWidget(this))
    , m_address(new QLabel(this))
    , m_people(new QLabel(this))
{
    setObjectName(u"projector"_s);
    setWindowTitle(tr("Projector"));
    m_title->setObjectName(u"projectorTitle"_s);
    m_address->setObjectName(u"projectorAddress"_s);
    m_people->setObjectName(u"projectorPeople"_s);
    m_people->setForegroundRole(QPalette::PlaceholderText);
    for (QLabel *label : {m_title, m_address, m_people}) {
        label->setTextFormat(Qt::PlainText);
        label->setAlignment(Qt::AlignCenter);
        label->setMinimumWidth(1); // the words follow the window, not the other way round
    }
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(24, 24, 24, 24);
    column->setSpacing(16);
    column->addWidget(m_title);
    column->addWidget(m_code, 1);
    column->addWidget(m_address);
    column->addWidget(m_people);
    setPeople(0);
}

void ProjectorWindow::setAddress(const ShareAddress &address)
{
    m_code->setText(address.link());
    m_address->setText(address.words());
    scaleWords();
}

void ProjectorWindow::setHubName(const QString &name)
{
    m_title->setText(name.isEmpty() ? tr("Join the chat") : visibleLine(name));
    scaleWords();
}

void ProjectorWindow::setPeople(qsizetype count) { m_people->setText(Words::people(count)); }

void ProjectorWindow::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        close();
    else
        QWidget::keyPressEvent(event);
}

void ProjectorWindow::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    scaleWords();
}

void ProjectorWindow::scaleWords()
{
    const int room = width() - 48;
    m_title->setFont(widgets::fittedFont(m_theme.font(), m_title->text(), height() / 20, room));
    QFont strong = m_theme.font();
    strong.setWeight(QFont::DemiBold);
    m_address->setFont(widgets::fittedFont(strong, m_address->text(), height() / 12, room));
    m_people->setFont(widgets::fittedFont(m_theme.font(), m_people->text(), height() / 26, room));
}

} // namespace confab::server
