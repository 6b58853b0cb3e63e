// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/window/messageview.h"

#include "client/models/harmlesstext.h"
#include "client/models/messagesmodel.h"
#include "client/window/messagedelegate.h"
#include "client/window/words.h"

#include <QApplication>
#include <QClipboard>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QTimer>
#include <QToolTip>

#include <algorithm>

namespace confab::client {

using namespace Qt::StringLiterals;
using Part = MessageLayout::Part;

namespace {

/// Where a link really leads: ASCII only, so that no look-alike letter or direction trick survives.
QString realAddress(const QUrl &url)
{
    const QString encoded = QString::fromLatin1(url.toEncoded());
    return encoded.size() <= 300 ? encoded : encoded.first(299) + u'…';
}

} // namespace

MessageView::MessageView(const widgets::Theme &theme, QWidget *parent)
    : LazyListView(parent)
    , m_delegate(new MessageDelegate(theme, this))
    , m_midnight(new QTimer(this))
{
    setObjectName(u"messageList"_s);
    setAccessibleName(tr("Messages"));
    setFrameShape(NoFrame);
    setMinimumHeight(24); // in the smallest window a long warning above it is worth more than its rows
    setItemDelegate(m_delegate);
    setMeasurer(m_delegate);
    connect(&theme, &widgets::Theme::changed, this, &MessageView::updateStyle);
    m_midnight->setSingleShot(true);
    connect(m_midnight, &QTimer::timeout, this, &MessageView::startDay);
    startDay();
}

void MessageView::setMessages(MessagesModel *model)
{
    m_messages = model;
    setModel(model);
}

void MessageView::updateStyle()
{
    m_delegate->updateStyle();
    remeasure();
}

/// "Today" is another day from midnight on.
void MessageView::startDay()
{
    m_delegate->forgetAll();
    viewport()->update();
    const QDateTime now = QDateTime::currentDateTime();
    m_midnight->start(int(now.msecsTo(now.date().addDays(1).startOfDay())) + 500);
}

MessageView::Target MessageView::targetAt(const QPoint &position) const
{
    const QModelIndex index = indexAt(position);
    if (!index.isValid())
        return {};
    const QRect row = visualRect(index);
    return {index, m_delegate->layoutOf(index, row.width()).hitAt(position - row.topLeft())};
}

void MessageView::setHover(const Target &target)
{
    const bool active = target.hit.part != Part::None;
    const QString id = active ? target.index.data(MessagesModel::LocalIdRole).toString() : QString();
    if (!m_delegate->setHover(id, target.hit.part))
        return;
    viewport()->setCursor(active ? Qt::PointingHandCursor : Qt::ArrowCursor);
    viewport()->update();
}

void MessageView::activate(const Target &target)
{
    const QString id = target.index.data(MessagesModel::LocalIdRole).toString();
    switch (target.hit.part) {
    case Part::None:
        break;
    case Part::Link:
        Q_EMIT linkActivated(target.hit.url);
        break;
    case Part::Retry:
        Q_EMIT retryRequested(id);
        break;
    case Part::Delete:
        Q_EMIT deleteRequested(id);
        break;
    case Part::ShowMore:
        toggleExpanded(target.index);
        break;
    }
}

void MessageView::toggleExpanded(const QModelIndex &index)
{
    m_delegate->toggleExpanded(index.data(MessagesModel::LocalIdRole).toString());
    remeasureRow(index.row());
}

void MessageView::mouseMoveEvent(QMouseEvent *event)
{
    LazyListView::mouseMoveEvent(event);
    setHover(targetAt(event->position().toPoint()));
}

void MessageView::leaveEvent(QEvent *event)
{
    LazyListView::leaveEvent(event);
    setHover({});
}

void MessageView::mousePressEvent(QMouseEvent *event)
{
    const Target target = targetAt(event->position().toPoint());
    if (event->button() == Qt::LeftButton && target.hit.part != Part::None) {
        m_pressed = target.hit; // a click on a link is not a selection
        m_pressedIndex = target.index;
        event->accept();
        return;
    }
    LazyListView::mousePressEvent(event);
}

void MessageView::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton && m_pressed.part != Part::None) {
        const MessageLayout::Hit pressed = std::exchange(m_pressed, {});
        const Target target = targetAt(event->position().toPoint());
        if (target.hit == pressed && target.index == m_pressedIndex)
            activate(target);
        return;
    }
    LazyListView::mouseReleaseEvent(event);
}

void MessageView::focusInEvent(QFocusEvent *event)
{
    LazyListView::focusInEvent(event);
    executeDelayedItemsLayout();
    // Entered by keyboard, the list starts where the reader is.
    if (event->reason() != Qt::MouseFocusReason && !currentIndex().isValid() && m_messages
        && visibleRows().second >= 0)
        selectionModel()->setCurrentIndex(m_messages->index(visibleRows().second),
                                          QItemSelectionModel::NoUpdate);
    viewport()->update();
}

bool MessageView::handleRowKey(const QKeyEvent *event)
{
    const QModelIndex index = currentIndex();
    if (!index.isValid() || event->modifiers() & ~Qt::KeypadModifier)
        return false;
    const bool notSent = Delivery(index.data(MessagesModel::DeliveryRole).toInt()) == Delivery::NotSent;
    const QString id = index.data(MessagesModel::LocalIdRole).toString();
    if (event->key() == Qt::Key_Delete && notSent) {
        Q_EMIT deleteRequested(id);
        return true;
    }
    if (event->key() != Qt::Key_Return && event->key() != Qt::Key_Enter)
        return false;
    const MessageLayout &layout = m_delegate->layoutOf(index, visualRect(index).width());
    if (notSent)
        Q_EMIT retryRequested(id);
    else if (layout.canCollapse())
        toggleExpanded(index);
    else if (layout.content().links.size() == 1)
        Q_EMIT linkActivated(layout.content().links.first().url);
    return true;
}

void MessageView::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy)) {
        copySelection();
        return;
    }
    if (handleRowKey(event))
        return;
    const bool plain = !(event->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier));
    if (plain && !event->text().isEmpty() && event->text().front().isPrint()) {
        Q_EMIT typed(event->text());
        return;
    }
    LazyListView::keyPressEvent(event);
}

QString MessageView::selectedText() const
{
    if (!m_messages)
        return {};
    QList<int> rows;
    for (const QModelIndex &index : selectionModel()->selectedRows())
        rows.append(index.row());
    std::sort(rows.begin(), rows.end());
    if (rows.size() == 1)
        return harmlessText(m_messages->message(rows.first()).text);
    QStringList lines;
    for (const int row : rows)
        lines.append(words::quoted(m_messages->message(row)));
    return lines.join(u'\n');
}

void MessageView::copySelection() const
{
    if (const QString text = selectedText(); !text.isEmpty())
        QApplication::clipboard()->setText(text);
}

void MessageView::contextMenuEvent(QContextMenuEvent *event)
{
    if (event->reason() == QContextMenuEvent::Mouse) {
        const Target target = targetAt(viewport()->mapFromGlobal(event->globalPos()));
        showMenu(target.index, target.hit.url, event->globalPos());
        return;
    }
    const QModelIndex index = currentIndex();
    scrollTo(index);
    showMenu(index, {}, viewport()->mapToGlobal(visualRect(index).center()));
}

void MessageView::showMenu(const QModelIndex &index, const QUrl &link, const QPoint &globalPosition)
{
    if (!index.isValid())
        return;
    if (!selectionModel()->isSelected(index))
        selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect);
    auto *menu = new QMenu(this);
    menu->setObjectName(u"messageMenu"_s);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("Copy"), QKeySequence::Copy, this, &MessageView::copySelection)
        ->setObjectName(u"copyAction"_s);
    const MessageLayout &layout = m_delegate->layoutOf(index, visualRect(index).width());
    const QUrl url =
        !link.isEmpty() || layout.content().links.isEmpty() ? link : layout.content().links.first().url;
    if (!url.isEmpty()) {
        menu->addAction(tr("Open link"), this, [this, url] { Q_EMIT linkActivated(url); });
        menu->addAction(tr("Copy link"), this,
                        [url] { QApplication::clipboard()->setText(QString::fromLatin1(url.toEncoded())); });
    }
    const QString id = layout.content().localId;
    if (layout.content().delivery == Delivery::NotSent) {
        menu->addSeparator();
        menu->addAction(tr("Retry"), this, [this, id] { Q_EMIT retryRequested(id); });
        menu->addAction(tr("Delete"), QKeySequence::Delete, this, [this, id] { Q_EMIT deleteRequested(id); });
    }
    menu->popup(globalPosition);
}

bool MessageView::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        const Target target = targetAt(help->pos());
        QString tip;
        if (target.hit.part == Part::Link)
            tip = realAddress(target.hit.url);
        else if (target.index.isValid() && target.hit.part == Part::None)
            tip = QLocale().toString(target.index.data(MessagesModel::TimeRole).toDateTime(),
                                     QLocale::LongFormat);
        QToolTip::showText(help->globalPos(), tip, viewport());
        return true;
    }
    return LazyListView::viewportEvent(event);
}

} // namespace confab::client
