// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QTableView>

namespace confab::server {

/// A table of one-line rows without frame and grid. As a log it follows new rows while its end is in view,
/// and keeps the reader's place otherwise, also when old rows leave at the top.
class LogView : public QTableView
{
    Q_OBJECT

public:
    explicit LogView(QWidget *parent = nullptr);

    void setModel(QAbstractItemModel *model) override;
    /// Off for tables that are no log.
    void setFollowsEnd(bool follows);
    [[nodiscard]] bool isAtEnd() const;
    void goToEnd();

Q_SIGNALS:
    void atEndChanged(bool atEnd);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void rowsInserted(const QModelIndex &parent, int start, int end) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void keepPlaceWhenRemoved(int first, int last);
    void fitRowHeight();

    bool m_followsEnd = false;
    bool m_atEnd = true;
};

} // namespace confab::server
