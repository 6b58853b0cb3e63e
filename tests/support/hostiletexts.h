// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <algorithm>

namespace confab::test {

/// What somebody may call themselves, a room, or write, to do harm where it is shown.
struct HostileText
{
    QByteArray name; ///< of the row
    QString text;
};

/// tests/support/hostiletexts.json, which the tests in JavaScript read as well. A text is an array of pieces,
/// each a string or [string, how often].
inline QList<HostileText> hostileTexts()
{
    using namespace Qt::StringLiterals;
    QFile file(QStringLiteral(QT_TESTCASE_SOURCEDIR "/../support/hostiletexts.json"));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("no hostile texts");
    QList<HostileText> texts;
    const QJsonArray rows = QJsonDocument::fromJson(file.readAll()).array();
    for (const QJsonValue &row : rows) {
        QString text;
        const QJsonArray pieces = row[u"text"_s].toArray();
        for (const QJsonValue &piece : pieces) {
            const QString once = piece.isString() ? piece.toString() : piece[0].toString();
            text += once.repeated(piece.isString() ? 1 : piece[1].toInt());
        }
        texts.append({row[u"name"_s].toString().toUtf8(), text});
    }
    if (texts.size() < 60)
        qFatal("the hostile texts cannot be read");
    return texts;
}

/// The rows of a test with one column, "text": those of at most `longest` UTF-16 units.
inline void addHostileRows(qsizetype longest = 2'000'000)
{
    QTest::addColumn<QString>("text");
    const auto texts = hostileTexts();
    for (const HostileText &hostile : texts) {
        if (hostile.text.size() <= longest)
            QTest::newRow(hostile.name.constData()) << hostile.text;
    }
}

/// Whether every surrogate has its other half: only such a text can be written as UTF-8.
inline bool isWellFormed(const QString &text) { return text.isValidUtf16(); }

/// Whether nothing in it can turn the direction of what stands around it, steer a terminal or begin a line.
inline bool isHarmlessLine(const QString &text)
{
    return isWellFormed(text) && std::none_of(text.begin(), text.end(), [](QChar c) {
               const char16_t unit = c.unicode();
               return c.category() == QChar::Other_Control || unit == 0x2028 || unit == 0x2029
                   || (unit >= 0x202A && unit <= 0x202E) || (unit >= 0x2066 && unit <= 0x2069);
           });
}

} // namespace confab::test
