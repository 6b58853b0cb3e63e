// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/window/peoplepopup.h"

#include "client/core/chatsession.h"
#include "client/window/words.h"
#include "widgets/theme.h"

#include <QKeyEvent>
#include <QLabel>
#include <QListView>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

#include <algorithm>

namespace confab::client {

using namespace Qt::StringLiterals;

namespace {

constexpr int preferredWidth = 280;
constexpr int edge = 8; ///< between the popup and the edges of the window
constexpr int shownRows = 12;
constexpr int above = 80; ///< what is left of the window at least: its header

/// A name with some air around it.
class NameDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        return QStyledItemDelegate::sizeHint(option, index) + QSize(0, 8);
    }
};

} // namespace

PeoplePopup::PeoplePopup(const widgets::Theme &theme, QWidget *parent)
    : QFrame(parent, Qt::Popup)
    , m_theme(theme)
    , m_model(&words::inList)
    , m_title(new QLabel(this))
    , m_list(new QListView(this))
    , m_more(new QLabel(this))
{
    setObjectName(u"peoplePopup"_s);
    setFrameShape(StyledPanel);
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    setAccessibleName(tr("People"));
    m_title->setObjectName(u"peopleTitle"_s);
    m_list->setObjectName(u"peopleList"_s);
    m_list->setAccessibleName(tr("People"));
    m_list->setFrameShape(NoFrame);
    m_list->setEditTriggers(QListView::NoEditTriggers);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setTextElideMode(Qt::ElideRight);
    m_list->setUniformItemSizes(true);
    m_list->setItemDelegate(new NameDelegate(m_list));
    m_list->setModel(&m_model);
    m_list->installEventFilter(this);
    m_more->setObjectName(u"peopleMore"_s);
    for (QLabel *label : {m_title, m_more})
        label->setTextFormat(Qt::PlainText);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(12, 8, 12, 8);
    column->setSpacing(4);
    column->addWidget(m_title);
    column->addWidget(m_list, 1);
    column->addWidget(m_more);
    connect(&theme, &widgets::Theme::changed, this, &PeoplePopup::updateLook);
    updateLook();
}

void PeoplePopup::showSession(const ChatSession &session)
{
    const QList<Person> people = session.people();
    const int unnamed = session.peopleCount() - int(people.size());
    m_model.setPeople(people, session.ownId());
    m_title->setText(words::online(session.peopleCount()));
    m_more->setText(words::more(unnamed));
    m_more->setVisible(unnamed > 0);
    if (session.peopleCount() == 0)
        close();
    else if (isVisible())
        fit();
}

void PeoplePopup::popUpBelow(const QWidget &button)
{
    const QWidget &window = *button.window();
    m_room = window.size();
    setLayoutDirection(button.layoutDirection());
    fit();
    const QPoint corner = window.mapToGlobal(QPoint(0, 0));
    const int y = button.mapToGlobal(QPoint(0, button.height() + 2)).y();
    const bool rightToLeft = layoutDirection() == Qt::RightToLeft;
    move(rightToLeft ? corner.x() + edge : corner.x() + m_room.width() - width() - edge, y);
    QWidget::show();
    m_list->setFocus(Qt::PopupFocusReason);
}

/// Escape is the list's own, or a shortcut of the page below.
bool PeoplePopup::eventFilter(QObject *watched, QEvent *event)
{
    const bool isKey = event->type() == QEvent::KeyPress || event->type() == QEvent::ShortcutOverride;
    if (isKey && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape) {
        event->accept();
        if (event->type() == QEvent::KeyPress)
            close();
        return true;
    }
    return QFrame::eventFilter(watched, event);
}

/// As high as its names need, within the window.
void PeoplePopup::fit()
{
    const int wanted = std::clamp(m_model.rowCount(), 1, shownRows) * m_list->sizeHintForRow(0);
    m_list->setFixedHeight(wanted);
    const int tooMuch = std::max(0, sizeHint().height() - (m_room.height() - above));
    m_list->setFixedHeight(std::max(wanted - tooMuch, m_list->sizeHintForRow(0)));
    resize(std::min(preferredWidth, m_room.width() - 2 * edge), sizeHint().height());
}

void PeoplePopup::updateLook()
{
    QFont bold = m_theme.font();
    bold.setWeight(QFont::DemiBold);
    m_title->setFont(bold);
    m_list->setFont(m_theme.font());
    m_more->setFont(m_theme.font(0.85));
    QPalette muted = m_more->palette();
    muted.setColor(QPalette::WindowText, m_theme.colors().muted);
    m_more->setPalette(muted);
}

} // namespace confab::client
