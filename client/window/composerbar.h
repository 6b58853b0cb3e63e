// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QWidget>

class QLabel;

namespace confab::widgets {
class Theme;
}

namespace confab::client {

class Composer;
class PrimaryButton;

/// Composer, Submit button and the counter below them. Submits texts that fit; a longer one stays where it
/// is, with the reason in words.
class ComposerBar : public QWidget
{
    Q_OBJECT

public:
    /// `theme` outlives the bar.
    explicit ComposerBar(const widgets::Theme &theme, QWidget *parent = nullptr);

    [[nodiscard]] Composer &composer() { return *m_composer; }

Q_SIGNALS:
    /// The text to send; the composer is empty again.
    void submitted(const QString &text);

protected:
    void paintEvent(QPaintEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void submit();
    void updateCounter();
    void setNote(const QString &text, bool problem);

    const widgets::Theme &m_theme;
    Composer *m_composer;
    PrimaryButton *m_submit;
    QLabel *m_note;
    bool m_problem = false;
};

} // namespace confab::client
