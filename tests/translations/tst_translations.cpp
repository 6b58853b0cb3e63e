// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <QTranslator>
#include <QXmlStreamReader>

#include <optional>

using namespace Qt::StringLiterals;

namespace {

struct Entry
{
    QString context;
    QString source;
    QString comment;
    bool numerus = false;
    QString state; ///< unfinished, vanished, obsolete or, when all is well, empty
    QStringList forms;

    [[nodiscard]] QString key() const
    {
        return u"%1 | %2 | %3%4"_s.arg(context, source, comment, numerus ? u" (plural)"_s : u""_s);
    }
};

Entry readMessage(QXmlStreamReader &xml, const QString &context)
{
    Entry entry;
    entry.context = context;
    entry.numerus = xml.attributes().value("numerus"_L1) == "yes"_L1;
    while (xml.readNextStartElement()) {
        if (xml.name() == "source"_L1) {
            entry.source = xml.readElementText();
        } else if (xml.name() == "comment"_L1) {
            entry.comment = xml.readElementText();
        } else if (xml.name() == "translation"_L1) {
            entry.state = xml.attributes().value("type"_L1).toString();
            if (!entry.numerus) {
                entry.forms.append(xml.readElementText());
                continue;
            }
            while (xml.readNextStartElement())
                entry.forms.append(xml.readElementText());
        } else {
            xml.skipCurrentElement();
        }
    }
    return entry;
}

/// The entries of a .ts file; nothing when it cannot be read.
std::optional<QList<Entry>> readTs(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return std::nullopt;
    QList<Entry> entries;
    QXmlStreamReader xml(&file);
    xml.readNextStartElement();
    while (xml.readNextStartElement()) {
        QString context;
        while (xml.readNextStartElement()) {
            if (xml.name() == "name"_L1)
                context = xml.readElementText();
            else if (xml.name() == "message"_L1)
                entries.append(readMessage(xml, context));
            else
                xml.skipCurrentElement();
        }
    }
    return xml.hasError() ? std::nullopt : std::optional(entries);
}

QStringList keys(const QList<Entry> &entries)
{
    QStringList found;
    for (const Entry &entry : entries)
        found.append(entry.key());
    found.sort();
    return found;
}

/// %1, %2, %n... of a text, each once, sorted: what arg() will replace.
QStringList placeholders(const QString &text)
{
    static const QRegularExpression pattern(u"%(?:L?[0-9]+|n)"_s);
    QStringList found;
    for (auto it = pattern.globalMatch(text); it.hasNext();)
        found.append(it.next().captured());
    found.sort();
    found.removeDuplicates();
    return found;
}

QString mnemonic(const QString &text)
{
    static const QRegularExpression pattern(u"&(\\w)"_s);
    return pattern.match(text).captured(1).toLower();
}

QString committed(const char *language)
{
    return u"" SOURCE_FOLDER "/translations/confab_%1.ts"_s.arg(QLatin1StringView(language));
}

} // namespace

/// The .ts files against the sources, and the programs in several languages.
class TestTranslations : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void filesHaveEveryTextOfTheSources_data();
    void filesHaveEveryTextOfTheSources();
    void everyTextIsTranslated_data();
    void everyTextIsTranslated();
    void mnemonicsOfMenusDiffer();
    void englishCountsRight();
    void programsSpeakTheLanguageOfTheSystem_data();
    void programsSpeakTheLanguageOfTheSystem();
};

void TestTranslations::filesHaveEveryTextOfTheSources_data()
{
    QTest::addColumn<bool>("pluralsOnly");
    QTest::newRow("de") << false;
    QTest::newRow("en") << true;
}

void TestTranslations::filesHaveEveryTextOfTheSources()
{
    QFETCH(bool, pluralsOnly);
    const QTemporaryDir folder;
    const QString fresh = folder.filePath(u"fresh.ts"_s);
    QProcess lupdate;
    lupdate.setWorkingDirectory(QStringLiteral(SOURCE_FOLDER));
    QStringList arguments{u"-silent"_s, u"-I"_s,     u"."_s,       u"-locations"_s, u"none"_s, u"app"_s,
                          u"client"_s,  u"server"_s, u"widgets"_s, u"-ts"_s,        fresh};
    if (pluralsOnly)
        arguments.prepend(u"-pluralonly"_s);
    lupdate.start(QStringLiteral(LUPDATE), arguments);
    QVERIFY2(lupdate.waitForFinished(60000) && lupdate.exitCode() == 0, qPrintable(lupdate.errorString()));

    const auto wanted = readTs(fresh);
    const auto present = readTs(committed(QTest::currentDataTag()));
    QVERIFY(wanted && !wanted->isEmpty());
    QVERIFY(present);
    const QStringList wantedKeys = keys(*wanted);
    const QStringList presentKeys = keys(*present);
    for (const QString &key : wantedKeys)
        QVERIFY2(presentKeys.contains(key), qPrintable(u"build update_translations, missing: "_s + key));
    for (const QString &key : presentKeys)
        QVERIFY2(wantedKeys.contains(key), qPrintable(u"build update_translations, obsolete: "_s + key));
}

void TestTranslations::everyTextIsTranslated_data()
{
    QTest::addColumn<QString>("language");
    QTest::newRow("de") << u"de"_s;
    QTest::newRow("en") << u"en"_s;
}

void TestTranslations::everyTextIsTranslated()
{
    const auto entries = readTs(committed(QTest::currentDataTag()));
    QVERIFY(entries && !entries->isEmpty());
    for (const Entry &entry : *entries) {
        const QByteArray which = entry.key().toUtf8();
        QVERIFY2(entry.state.isEmpty(), (entry.state.toUtf8() + ": " + which).constData());
        QVERIFY2(entry.forms.size() == (entry.numerus ? 2 : 1), which.constData());
        for (const QString &form : entry.forms) {
            QVERIFY2(!form.trimmed().isEmpty(), which.constData());
            QVERIFY2(placeholders(form) == placeholders(entry.source), which.constData());
            QVERIFY2(mnemonic(form).isEmpty() == mnemonic(entry.source).isEmpty(), which.constData());
            QVERIFY2(form.endsWith(u'…') == entry.source.endsWith(u'…'), which.constData());
        }
    }
}

void TestTranslations::mnemonicsOfMenusDiffer()
{
    const QSet<QString> subMenu{u"&System"_s, u"&Light"_s, u"&Dark"_s};
    const auto entries = readTs(committed("de"));
    QVERIFY(entries);
    QHash<QString, QString> taken;
    for (const Entry &entry : *entries) {
        const QString letter = mnemonic(entry.forms.constFirst());
        if (letter.isEmpty())
            continue;
        const QString place =
            entry.context + (subMenu.contains(entry.source) ? u"/theme/"_s : u"/"_s) + letter;
        QVERIFY2(!taken.contains(place), qPrintable(place + u": "_s + entry.source + u", "_s + taken[place]));
        taken.insert(place, entry.source);
    }
    QVERIFY(!taken.isEmpty());
}

void TestTranslations::englishCountsRight()
{
    QTranslator english;
    QVERIFY(english.load(u":/translations/confab_en.qm"_s));
    QCOMPARE(english.translate("Words", "%n client(s)", nullptr, 1), u"%n client"_s);
    QCOMPARE(english.translate("Words", "%n client(s)", nullptr, 2), u"%n clients"_s);
    QCOMPARE(english.translate("Words", "%n client(s)", nullptr, 0), u"%n clients"_s);
}

void TestTranslations::programsSpeakTheLanguageOfTheSystem_data()
{
    QTest::addColumn<QString>("program");
    QTest::addColumn<QString>("locale");
    QTest::addColumn<QString>("languages");
    QTest::addColumn<QString>("said");
    QTest::newRow("confabd") << u"confabd"_s << u"de_DE.UTF-8"_s << u""_s << u"Millisekunden"_s;
    QTest::newRow("confab-server") << u"confab-server"_s << u"de_AT.UTF-8"_s << u""_s << u"Millisekunden"_s;
    QTest::newRow("confab-client") << u"confab-client"_s << u"de_DE.UTF-8"_s << u""_s << u"Dein Name"_s;
    QTest::newRow("second language") << u"confabd"_s << u"fr_FR.UTF-8"_s << u"fr:de"_s << u"Millisekunden"_s;
    QTest::newRow("language unknown") << u"confabd"_s << u"fr_FR.UTF-8"_s << u""_s << u"Usage: "_s;
    QTest::newRow("none") << u"confabd"_s << u"C.UTF-8"_s << u""_s << u"Milliseconds"_s;
}

void TestTranslations::programsSpeakTheLanguageOfTheSystem()
{
    QFETCH(QString, program);
    QFETCH(QString, locale);
    QFETCH(QString, languages);
    QFETCH(QString, said);
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"LC_ALL"_s, locale);
    environment.insert(u"LANGUAGE"_s, languages);
    QProcess process;
    process.setProcessEnvironment(environment);
    process.start(u"" PROGRAM_FOLDER "/"_s + program, {u"--help"_s});
    QVERIFY2(process.waitForFinished(30000), qPrintable(process.errorString()));
    QCOMPARE(process.exitCode(), 0);
    QVERIFY2(QString::fromUtf8(process.readAllStandardOutput()).contains(said), qPrintable(said));
}

QTEST_GUILESS_MAIN(TestTranslations)
#include "tst_translations.moc"
