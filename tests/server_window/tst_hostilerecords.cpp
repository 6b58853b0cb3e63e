// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/socketio/json.h"
#include "server/runtime/messageexport.h"
#include "server/runtime/plaintext.h"
#include "server/window/clientsmodel.h"
#include "server/window/logview.h"
#include "server/window/messagelogmodel.h"
#include "server/window/serverwindow.h"
#include "tests/server_window/samples.h"
#include "tests/support/effort.h"
#include "tests/support/hostiletexts.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QTableView>
#include <QTextBlock>
#include <QTextDocument>

using namespace confab;
using namespace confab::server;
using namespace confab::test;
using confab::runtime::ExportFormat;
using confab::runtime::exportLine;
using confab::runtime::toolTipFor;
using namespace Qt::StringLiterals;

namespace {

/// The cells of a file as a spreadsheet that separates them by `separator` reads it (RFC 4180, and what they
/// do where it says nothing: a quote inside an unquoted cell is a letter).
QList<QStringList> cells(const QString &csv, QChar separator)
{
    QList<QStringList> rows{{QString()}};
    bool quoted = false;
    bool atStart = true;
    for (qsizetype i = 0; i < csv.size(); ++i) {
        const QChar c = csv.at(i);
        QString &cell = rows.last().last();
        if (quoted && c == u'"' && i + 1 < csv.size() && csv.at(i + 1) == u'"') {
            cell += csv.at(i++);
        } else if (quoted && c == u'"') {
            quoted = false;
        } else if (!quoted && atStart && c == u'"') {
            quoted = true;
        } else if (!quoted && (c == separator || c == u'\n')) {
            if (c == separator)
                rows.last().append(QString());
            else
                rows.append(QStringList{QString()});
            atStart = true;
            continue;
        } else if (quoted || c != u'\r') {
            cell += c;
        }
        atStart = false;
    }
    rows.removeLast(); // behind the last line end
    return rows;
}

/// Whether a spreadsheet would calculate it; they skip what is not seen in front.
bool isFormula(const QString &cell)
{
    for (const QChar c : cell) {
        if (u"=+-@\uFF1D\uFF0B\uFF0D\uFF20"_s.contains(c))
            return true;
        if (!c.isSpace() && c != u'"' && c.category() != QChar::Other_Control
            && c.category() != QChar::Other_Format)
            return false;
    }
    return false;
}

} // namespace

/// A room full of people who mean harm, as the host sees it and takes it home.
class TestHostileRecords : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_theme = std::make_unique<widgets::Theme>();
        m_theme->setChoice(widgets::ThemeChoice::Light);
    }
    void cleanupTestCase() { m_theme.reset(); }

    void cellsAreHarmlessLines_data() { addHostileRows(); }
    void cellsAreHarmlessLines()
    {
        QFETCH(const QString, text);
        MessageLogModel messages;
        auto record = samples::message(1, text, text);
        record.room = text;
        messages.append({record});
        ClientsModel clients(std::chrono::seconds(45));
        auto client = samples::client(1, text);
        client.room = text;
        clients.update({client}, 0);
        for (const QAbstractItemModel *model :
             {static_cast<QAbstractItemModel *>(&messages), static_cast<QAbstractItemModel *>(&clients)}) {
            for (int column = 0; column < model->columnCount(); ++column) {
                const QString shown = model->index(0, column).data().toString();
                QVERIFY2(isHarmlessLine(shown), qPrintable(QString::number(column)));
                QVERIFY(shown.size() < 10'000); // no cell is worth laying out more
            }
        }
    }

    void toolTipsAreText_data() { addHostileRows(); }
    void toolTipsAreText()
    {
        QFETCH(const QString, text);
        Effort effort;
        QTextDocument tip;
        tip.setHtml(toolTipFor(text));
        tip.setTextWidth(800);
        QVERIFY(tip.toPlainText().size() <= 20'000);
        QVERIFY(tip.blockCount() == 1); // no tables, no headings
        for (auto part = tip.firstBlock().begin(); !part.atEnd(); ++part) {
            QVERIFY(!part.fragment().charFormat().isAnchor());
            QVERIFY(!part.fragment().charFormat().isImageFormat());
            QVERIFY(part.fragment().charFormat().fontWeight() <= QFont::Normal);
        }
        QString plain = tip.toPlainText().remove(QChar(0x200B));
        QVERIFY(plain.count(u'\n') < 20);
        QVERIFY(isHarmlessLine(plain.remove(u'\n')));
        QVERIFY(tip.size().height() < 1500);
        QVERIFY(effort.milliseconds() < 1000);
    }

    void theWindowStaysQuickAndInShape_data() { addHostileRows(); }
    void theWindowStaysQuickAndInShape()
    {
        QFETCH(const QString, text);
        WindowSettings settings;
        settings.hubName = text.left(64); // --name, the host's own
        ServerWindow window(*m_theme, settings);
        window.resize(1120, 720);
        window.show();
        runtime::HubStatus status = samples::running({samples::endpoint("192.168.1.20")}, {});
        auto client = samples::client(1, text.left(320));
        status.clients = {client};
        window.showStatus(status);
        Effort effort;
        window.appendMessages(
            {samples::message(1, u"Ana"_s, u"above"_s), samples::message(2, text.left(320), text)});
        (void)window.grab();
        const double took = effort.milliseconds();
        if (took > 100)
            qInfo("%.0f ms", took);
        QVERIFY(took < 1000);
        QCOMPARE(window.size(), QSize(1120, 720));
        QVERIFY(isHarmlessLine(window.windowTitle()));
        const auto labels = window.findChildren<QLabel *>();
        for (const QLabel *label : labels)
            QVERIFY2(label->textFormat() == Qt::PlainText || !label->text().contains(settings.hubName),
                     qPrintable(label->objectName()));
        const auto views = window.findChildren<LogView *>();
        for (const LogView *view : views) {
            for (int row = 1; view->model() && row < view->model()->rowCount(); ++row)
                QCOMPARE(view->rowHeight(row), view->rowHeight(0));
        }
    }

    void exportsAreSafe_data() { addHostileRows(20'000); } // the chat takes no longer ones
    void exportsAreSafe()
    {
        QFETCH(const QString, text);
        const auto record = samples::message(1, text, text);
        const QByteArray line = exportLine(record, ExportFormat::Text);
        QVERIFY(line.endsWith('\n') && isHarmlessLine(QString::fromUtf8(line.chopped(1))));

        const QByteArray json = exportLine(record, ExportFormat::JsonLines);
        QCOMPARE(json.count('\n'), 1);
        // QJsonDocument would drop a byte order mark inside a string, and give up at half of a surrogate
        // pair.
        const auto object = socketio::parseJson(json.chopped(1), 8);
        QVERIFY(object);
        QCOMPARE(object->toMap()[u"text"_s].toString(), text);

        const QByteArray utf8 = exportLine(record, ExportFormat::Csv);
        QVERIFY(QUtf8StringView(utf8).isValidUtf8());
        const QString csv = QString::fromUtf8(utf8);
        const auto rows = cells(csv, u',');
        QCOMPARE(rows.size(), 1);
        QCOMPARE(rows.first().size(), 6);
        if (isWellFormed(text)) // nothing is added but apostrophes
            QCOMPARE(QString(rows.first().at(5)).remove(u'\''), QString(text).remove(u'\''));
        for (const QChar separator : {u',', u';', u'\t'}) {
            for (const QStringList &row : cells(csv, separator)) {
                for (const QString &cell : row)
                    QVERIFY2(!isFormula(cell), qPrintable(QString(separator) + cell.left(100)));
            }
        }
    }

private:
    std::unique_ptr<widgets::Theme> m_theme;
};

QTEST_MAIN(TestHostileRecords)
#include "tst_hostilerecords.moc"
