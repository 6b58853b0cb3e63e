// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/window/messagespage.h"

#include "server/window/logview.h"
#include "server/window/messagefilter.h"
#include "server/window/messagelogmodel.h"

#include <QAction>
#include <QClipboard>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QMenu>
#include <QPushButton>
#include <QSaveFile>
#include <QStackedLayout>
#include <QStandardPaths>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace confab::server {

using namespace Qt::StringLiterals;
using runtime::ExportFormat;
using runtime::exportFormatFor;
using runtime::exportLine;
using runtime::exportMessages;
using runtime::HubState;
using runtime::MessageRecord;

namespace {

constexpr qsizetype MaxTextBytes = 16384; // the chat's limit, UTF-8

} // namespace

MessagesPage::MessagesPage(const widgets::Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_model(new MessageLogModel(this))
    , m_filtered(new MessageFilter(this))
    , m_tools(new QWidget(this))
    , m_composer(new QWidget(this))
    , m_view(new LogView(this))
    , m_placeholder(new QLabel(this))
    , m_stack(new QStackedLayout)
{
    setObjectName(u"messagesPage"_s);
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    m_filtered->setSourceModel(m_model);
    m_placeholder->setObjectName(u"messagesPlaceholder"_s);
    m_placeholder->setAlignment(Qt::AlignCenter);
    m_placeholder->setForegroundRole(QPalette::PlaceholderText);
    m_stack->addWidget(m_view);
    m_stack->addWidget(m_placeholder);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    fillTools();
    fillComposer();
    column->addWidget(m_tools);
    column->addLayout(m_stack, 1);
    column->addWidget(m_composer);
    setUpView();

    connect(m_filter, &QLineEdit::textChanged, this, &MessagesPage::applyFilter);
    connect(m_latest, &QToolButton::clicked, m_view, &LogView::goToEnd);
    connect(m_export, &QToolButton::clicked, this, &MessagesPage::askForExport);
    connect(m_view, &LogView::atEndChanged, this, &MessagesPage::updateNews);
    connect(m_input, &QLineEdit::returnPressed, this, &MessagesPage::say);
    connect(m_input, &QLineEdit::textChanged, this, &MessagesPage::updateComposer);
    connect(m_submit, &QPushButton::clicked, this, &MessagesPage::say);
    connect(&theme, &widgets::Theme::changed, this, [this] { m_model->setColors(m_theme.colors()); });
    m_model->setColors(theme.colors());
    updateNews(true);
    updateComposer();
    updatePlaceholder();
}

void MessagesPage::fillTools()
{
    m_filter = new QLineEdit(m_tools);
    m_filter->setObjectName(u"messageFilter"_s);
    m_filter->setPlaceholderText(tr("Filter messages"));
    m_filter->setAccessibleName(tr("Filter messages"));
    m_filter->setClearButtonEnabled(true);
    m_filter->setMaximumWidth(360);
    m_filter->setMinimumHeight(32);
    m_filter->addAction(m_theme.icon(u"search"_s), QLineEdit::LeadingPosition);
    m_latest = new QToolButton(m_tools);
    m_latest->setObjectName(u"latestButton"_s);
    m_latest->setIcon(m_theme.icon(u"arrow-down"_s));
    m_latest->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_latest->setMinimumHeight(32);
    m_latest->setToolTip(tr("Go to the latest message and follow (End)"));
    m_export = new QToolButton(m_tools);
    m_export->setObjectName(u"exportButton"_s);
    m_export->setIcon(m_theme.icon(u"export"_s));
    m_export->setText(tr("Export"));
    m_export->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_export->setAutoRaise(true);
    m_export->setMinimumHeight(32);
    m_export->setToolTip(tr("Write the messages to a file (Ctrl+E)"));

    auto *row = new QHBoxLayout(m_tools);
    row->setContentsMargins(12, 8, 8, 8);
    row->setSpacing(8);
    row->addWidget(m_filter, 1);
    row->addStretch();
    row->addWidget(m_latest);
    row->addWidget(m_export);
}

void MessagesPage::fillComposer()
{
    m_composer->setObjectName(u"hostComposer"_s);
    m_input = new QLineEdit(m_composer);
    m_input->setObjectName(u"hostInput"_s);
    m_input->setAccessibleName(tr("Message to everybody in the lobby"));
    m_input->setMinimumHeight(36);
    m_submit = new QPushButton(tr("Submit"), m_composer);
    m_submit->setObjectName(u"hostSubmit"_s);
    m_submit->setMinimumHeight(36);
    m_complaint = new QLabel(m_composer);
    m_complaint->setObjectName(u"hostComplaint"_s);
    m_complaint->setTextFormat(Qt::PlainText);
    m_complaint->setForegroundRole(QPalette::BrightText);

    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(m_input, 1);
    row->addWidget(m_submit);
    auto *column = new QVBoxLayout(m_composer);
    column->setContentsMargins(12, 8, 12, 8);
    column->setSpacing(4);
    column->addLayout(row);
    column->addWidget(m_complaint);
}

void MessagesPage::setUpView()
{
    m_view->setObjectName(u"messageLog"_s);
    m_view->setAccessibleName(tr("Messages"));
    m_view->setFollowsEnd(true);
    m_view->setModel(m_filtered);
    m_view->setContextMenuPolicy(Qt::CustomContextMenu);
    QHeaderView *header = m_view->horizontalHeader();
    const auto wide = [this](const QString &sample) { return fontMetrics().horizontalAdvance(sample) + 20; };
    header->setSectionResizeMode(MessageLogModel::TextColumn, QHeaderView::Stretch);
    header->resizeSection(MessageLogModel::TimeColumn, wide(u"00:00:00"_s));
    header->resizeSection(MessageLogModel::WhoColumn, wide(u"Somebody's name"_s));
    header->resizeSection(MessageLogModel::RoomColumn, wide(u"lobby__"_s));
    header->resizeSection(MessageLogModel::ClientColumn, wide(u"#100000"_s));

    auto *copy = new QAction(tr("Copy"), m_view);
    copy->setShortcut(QKeySequence::Copy);
    copy->setShortcutContext(Qt::WidgetShortcut);
    m_view->addAction(copy);
    connect(copy, &QAction::triggered, this, &MessagesPage::copySelection);
    connect(m_view, &QWidget::customContextMenuRequested, this, &MessagesPage::showMenu);
}

void MessagesPage::applyFilter()
{
    // The chosen row stays chosen and in view: filter for it, choose it, clear the filter, and read what was
    // around it.
    const bool hasChoice = m_view->selectionModel()->hasSelection();
    const QModelIndex chosen = hasChoice ? m_filtered->mapToSource(m_view->currentIndex()) : QModelIndex();
    m_filtered->setWords(m_filter->text());
    updatePlaceholder();
    const QModelIndex row = m_filtered->mapFromSource(chosen);
    if (!row.isValid()) {
        m_view->goToEnd();
        return;
    }
    m_view->selectRow(row.row());
    m_view->scrollTo(row, QAbstractItemView::PositionAtCenter);
}

void MessagesPage::append(const QList<MessageRecord> &messages)
{
    const int before = m_filtered->rowCount();
    m_model->append(messages);
    if (!m_view->isAtEnd()) {
        m_news += qMax(0, m_filtered->rowCount() - before);
        updateNews(false);
    }
    updatePlaceholder();
}

bool MessagesPage::isEmpty() const { return m_model->rowCount() == 0; }

void MessagesPage::setHubState(HubState state)
{
    if (state == m_state)
        return;
    m_state = state;
    updateComposer();
    updatePlaceholder();
}

void MessagesPage::focusFilter()
{
    m_filter->setFocus(Qt::ShortcutFocusReason);
    m_filter->selectAll();
}

void MessagesPage::clearView()
{
    m_model->clear();
    updateNews(true);
    updatePlaceholder();
}

void MessagesPage::updateNews(bool atEnd)
{
    if (atEnd)
        m_news = 0;
    m_latest->setVisible(!atEnd && m_model->rowCount() > 0);
    m_latest->setText(m_news == 0 ? tr("Latest") : tr("%n new", nullptr, m_news));
}

void MessagesPage::updatePlaceholder()
{
    const bool running = m_state == HubState::Running;
    m_tools->setVisible(!isEmpty());
    m_composer->setVisible(running || !isEmpty());
    m_export->setEnabled(m_filtered->rowCount() > 0);
    m_stack->setCurrentIndex(m_filtered->rowCount() > 0 ? 0 : 1);
    if (!isEmpty())
        m_placeholder->setText(tr("No message contains these words"));
    else if (running)
        m_placeholder->setText(tr("No messages yet. Say hello"));
    else
        m_placeholder->setText(m_state == HubState::Starting
                                   ? tr("Starting…")
                                   : tr("The server is stopped. Start it to let people join"));
}

void MessagesPage::updateComposer()
{
    const bool tooLong = m_input->text().toUtf8().size() > MaxTextBytes;
    const bool running = m_state == HubState::Running;
    m_input->setEnabled(running);
    m_input->setPlaceholderText(running ? tr("Message to everybody in the lobby")
                                        : tr("The server is not running"));
    m_submit->setEnabled(running && !tooLong && !m_input->text().isEmpty());
    m_complaint->setVisible(tooLong);
    if (tooLong)
        m_complaint->setText(
            tr("Too long: a message has at most %1 bytes").arg(QLocale().toString(MaxTextBytes)));
}

void MessagesPage::say()
{
    if (!m_submit->isEnabled())
        return;
    const QString text = m_input->text();
    m_input->clear();
    m_view->goToEnd();
    Q_EMIT sayRequested(text);
}

void MessagesPage::showMenu(const QPoint &position)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    QAction *copy = menu->addAction(m_theme.icon(u"copy"_s), tr("Copy"), this, &MessagesPage::copySelection);
    copy->setEnabled(m_view->selectionModel()->hasSelection());
    menu->addAction(m_theme.icon(u"export"_s), tr("Export…"), this, &MessagesPage::askForExport);
    menu->popup(m_view->viewport()->mapToGlobal(position));
}

void MessagesPage::copySelection()
{
    QModelIndexList rows = m_view->selectionModel()->selectedRows();
    std::sort(rows.begin(), rows.end());
    QByteArray lines;
    for (const QModelIndex &row : std::as_const(rows))
        lines += exportLine(row.data(MessageLogModel::RecordRole).value<MessageRecord>(), ExportFormat::Text);
    if (!lines.isEmpty())
        QGuiApplication::clipboard()->setText(QString::fromUtf8(lines.chopped(1)));
}

QList<MessageRecord> MessagesPage::shownMessages() const
{
    QList<MessageRecord> messages;
    const int rows = m_filtered->rowCount();
    messages.reserve(rows);
    for (int row = 0; row < rows; ++row)
        messages.append(m_model->record(m_filtered->mapToSource(m_filtered->index(row, 0)).row()));
    return messages;
}

void MessagesPage::askForExport()
{
    if (m_filtered->rowCount() == 0)
        return;
    auto *dialog = new QFileDialog(this, tr("Export %n message(s)", nullptr, m_filtered->rowCount()));
    dialog->setObjectName(u"exportDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    const QString text = tr("Text (*.txt)"), lines = tr("JSON Lines (*.jsonl)"), csv = tr("CSV (*.csv)");
    dialog->setNameFilters({text, lines, csv});
    dialog->setDefaultSuffix(u"txt"_s);
    const QString documents = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    dialog->setDirectory(QFileInfo::exists(documents) ? documents : QDir::homePath());
    dialog->selectFile(u"confab-messages"_s);
    connect(dialog, &QFileDialog::filterSelected, dialog, [dialog, lines, csv](const QString &filter) {
        dialog->setDefaultSuffix(filter == csv ? u"csv"_s : filter == lines ? u"jsonl"_s : u"txt"_s);
    });
    connect(dialog, &QFileDialog::fileSelected, this, &MessagesPage::exportTo);
    dialog->open();
}

void MessagesPage::exportTo(const QString &fileName)
{
    const QList<MessageRecord> messages = shownMessages();
    QSaveFile file(fileName); // a failed export leaves an older file as it was
    if (!file.open(QIODevice::WriteOnly) || !exportMessages(messages, exportFormatFor(fileName), file)
        || !file.commit()) {
        Q_EMIT exportFailed(fileName, file.errorString());
        return;
    }
    Q_EMIT exported(fileName, int(messages.size()));
}

} // namespace confab::server
