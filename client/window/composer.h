// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QPlainTextEdit>

namespace confab::client {

/// The field for a new message: plain text, one line high, growing to six. Enter asks to submit, Shift+Enter
/// is a new line (with enterSends off: Enter is a new line, Ctrl+Enter submits); never while an input method
/// composes. Tab leaves.
class Composer : public QPlainTextEdit
{
    Q_OBJECT

public:
    static constexpr int maximumVisibleLines = 6;

    explicit Composer(QWidget *parent = nullptr);

    void setEnterSends(bool enterSends) { m_enterSends = enterSends; }
    [[nodiscard]] bool isComposing() const { return m_composing; }

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

Q_SIGNALS:
    void submitRequested();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void inputMethodEvent(QInputMethodEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    [[nodiscard]] int heightForLines(int lines) const;
    void fitHeight();

    bool m_enterSends = true;
    bool m_composing = false;
};

} // namespace confab::client
