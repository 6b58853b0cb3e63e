// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/log/words.h"

namespace confab::log {

QStringList searchWords(const QString &text)
{
    QStringList words;
    QString word;
    const auto finish = [&] {
        if (!word.isEmpty())
            words.append(std::exchange(word, {}));
    };
    const QList<uint> points = text.normalized(QString::NormalizationForm_D).toUcs4();
    for (const uint point : points) {
        const char32_t c = point;
        if (QChar::isMark(c))
            continue; // an accent, taken off by the normalization
        if (QChar::isLetterOrNumber(c))
            word += QChar::fromUcs4(QChar::toCaseFolded(c));
        else
            finish();
    }
    finish();
    return words;
}

} // namespace confab::log
