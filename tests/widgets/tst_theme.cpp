// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/theme.h"

#include <QApplication>
#include <QDir>
#include <QImage>
#include <QPainter>
#include <QSignalSpy>
#include <QStyle>
#include <QTest>

#include <cmath>

using namespace confab::widgets;
using namespace Qt::StringLiterals;

namespace {

double luminance(const QColor &color)
{
    const auto linear = [](double c) {
        return c <= 0.03928 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

/// WCAG 2, 1.4.3
double contrast(const QColor &a, const QColor &b)
{
    const double la = luminance(a), lb = luminance(b);
    return (std::max(la, lb) + 0.05) / (std::min(la, lb) + 0.05);
}

/// The colour of the most opaque pixel of an icon.
QColor inkOf(const QIcon &icon, QIcon::Mode mode = QIcon::Normal)
{
    const QImage image =
        icon.pixmap(QSize(32, 32), 1.0, mode).toImage().convertToFormat(QImage::Format_ARGB32);
    QColor best(Qt::transparent);
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            if (image.pixelColor(x, y).alpha() > best.alpha())
                best = image.pixelColor(x, y);
    return best;
}

} // namespace

/// Not covered: the portal itself, see tst_desktopcolorscheme.
class TestTheme : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void contrastIsEnough_data();
    void contrastIsEnough();
    void paletteHasEveryRoleInEveryGroup();
    void nameColorStays();
    void choiceChangesTheApplication();
    void fontScalesAndKnowsEmoji();
    void everyIconDraws_data();
    void everyIconDraws();
    void iconFollowsThePalette();
    void iconIsCrispAtTwice();
    void readsThePortalsAnswer_data();
    void readsThePortalsAnswer();
};

void TestTheme::contrastIsEnough_data()
{
    QTest::addColumn<QColor>("front");
    QTest::addColumn<QColor>("back");
    QTest::addColumn<double>("least");
    for (const ThemeColors &c : {ThemeColors::lightScheme(), ThemeColors::darkScheme()}) {
        const auto add = [&c](const QString &what, const QColor &front, const QColor &back, double least) {
            QTest::newRow(qPrintable(u"%1 %2"_s.arg(c.dark ? u"dark"_s : u"light"_s, what)))
                << front << back << least;
        };
        const QPalette palette = c.palette();
        const QList<std::pair<QString, QColor>> backs = {
            {u"window"_s, c.window}, {u"base"_s, c.base}, {u"alternate"_s, c.alternate}};
        for (const auto &[name, back] : backs) {
            add(u"text on "_s + name, c.text, back, 4.5);
            add(u"muted on "_s + name, c.muted, back, 4.5);
            add(u"accent on "_s + name, c.accent, back, 4.5);
            add(u"danger on "_s + name, c.danger, back, 4.5);
            add(u"ok on "_s + name, c.ok, back, 4.5);
            add(u"warning on "_s + name, c.warning, back, 4.5);
            add(u"unread on "_s + name, c.unread, back, 4.5);
            add(u"visited link on "_s + name, palette.color(QPalette::LinkVisited), back, 4.5);
        }
        add(u"border on base"_s, c.border, c.base, 3.0);
        add(u"text on own bubble"_s, c.text, c.ownBubble, 4.5);
        add(u"muted on own bubble"_s, c.muted, c.ownBubble, 4.5);
        add(u"accent on own bubble"_s, c.accent, c.ownBubble, 4.5);
        add(u"selected text"_s, palette.color(QPalette::HighlightedText), palette.color(QPalette::Highlight),
            4.5);
        add(u"tool tip"_s, palette.color(QPalette::ToolTipText), palette.color(QPalette::ToolTipBase), 4.5);
        for (int i = 0; i < c.names.size(); ++i)
            add(u"name %1 on base"_s.arg(i), c.names.at(i), c.base, 4.5);
    }
}

void TestTheme::contrastIsEnough()
{
    QFETCH(const QColor, front);
    QFETCH(const QColor, back);
    QFETCH(const double, least);
    const double found = contrast(front, back);
    QVERIFY2(found >= least, qPrintable(u"%1 on %2 is %3:1"_s.arg(front.name(), back.name()).arg(found)));
}

void TestTheme::paletteHasEveryRoleInEveryGroup()
{
    for (const ThemeColors &c : {ThemeColors::lightScheme(), ThemeColors::darkScheme()}) {
        const QPalette palette = c.palette();
        for (const auto group : {QPalette::Active, QPalette::Inactive, QPalette::Disabled}) {
            for (int role = 0; role < QPalette::NColorRoles; ++role) {
                if (role != QPalette::NoRole)
                    QVERIFY2(palette.isBrushSet(group, QPalette::ColorRole(role)),
                             qPrintable(u"group %1 role %2"_s.arg(group).arg(role)));
            }
        }
        QVERIFY(palette.color(QPalette::Disabled, QPalette::Text)
                != palette.color(QPalette::Active, QPalette::Text));
        QCOMPARE(palette.color(QPalette::PlaceholderText), c.muted);
        QCOMPARE(palette.color(QPalette::Link), c.accent);
    }
}

void TestTheme::nameColorStays()
{
    const ThemeColors c = ThemeColors::lightScheme();
    QCOMPARE(c.nameColor(u"ana"_s), c.nameColor(u"ana"_s));
    // A value, not only equality: a seeded hash would pass within one process.
    QCOMPARE(c.names.indexOf(c.nameColor(u""_s)), 2166136261U % 8);
    QSet<QRgb> seen;
    for (int i = 0; i < 200; ++i)
        seen.insert(c.nameColor(u"person-%1"_s.arg(i)).rgb());
    QCOMPARE(seen.size(), c.names.size());
}

void TestTheme::choiceChangesTheApplication()
{
    Theme theme;
    QSignalSpy changes(&theme, &Theme::changed);
    theme.setChoice(ThemeChoice::Dark);
    QCOMPARE(changes.size(), 1);
    QVERIFY(theme.colors().dark);
    QCOMPARE(QApplication::palette().color(QPalette::Window), ThemeColors::darkScheme().window);
    theme.setChoice(ThemeChoice::Dark);
    QCOMPARE(changes.size(), 1);
    theme.setChoice(ThemeChoice::Light);
    QCOMPARE(changes.size(), 2);
    QCOMPARE(QApplication::palette().color(QPalette::Window), ThemeColors::lightScheme().window);
    QCOMPARE(QApplication::style()->metaObject()->className(), "confab::widgets::Style");
}

void TestTheme::fontScalesAndKnowsEmoji()
{
    Theme theme;
    const QFont body = theme.font();
    QCOMPARE(body.families().constLast(), u"Noto Color Emoji"_s);
    QCOMPARE(body.families().size(), 2);
    QVERIFY(theme.font(1.2).pointSizeF() > body.pointSizeF());
    QCOMPARE(theme.font(0.85).pointSizeF(), body.pointSizeF() * 0.85);
    // Digits and spaces are not the emoji family's, which are wide.
    const QString digits = u"0123 456 789"_s;
    QCOMPARE(QFontMetrics(body).horizontalAdvance(digits),
             QFontMetrics(QApplication::font()).horizontalAdvance(digits));
    // A theme made after another one has set the application's font does not add the emoji family again.
    theme.setChoice(ThemeChoice::Light);
    QCOMPARE(Theme().font().families().count(u"Noto Color Emoji"_s), 1);
}

void TestTheme::everyIconDraws_data()
{
    QTest::addColumn<QString>("name");
    const QStringList files = QDir(u":/confab/icons"_s).entryList({u"*.svg"_s});
    QVERIFY(files.size() >= 20);
    for (const QString &file : files)
        QTest::newRow(qPrintable(file)) << file.chopped(4);
}

void TestTheme::everyIconDraws()
{
    QFETCH(const QString, name);
    const Theme theme;
    QCOMPARE(inkOf(theme.icon(name, QColor(0x123456))).rgb(), QColor(0x123456).rgb());
}

void TestTheme::iconFollowsThePalette()
{
    Theme theme;
    theme.setChoice(ThemeChoice::Light);
    const QIcon icon = theme.icon(u"stop"_s);
    QCOMPARE(inkOf(icon), ThemeColors::lightScheme().text);
    theme.setChoice(ThemeChoice::Dark);
    QCOMPARE(inkOf(icon), ThemeColors::darkScheme().text);
    QCOMPARE(inkOf(icon, QIcon::Disabled),
             QApplication::palette().color(QPalette::Disabled, QPalette::WindowText));
    QCOMPARE(inkOf(theme.icon(u"stop"_s, Qt::red), QIcon::Disabled), inkOf(icon, QIcon::Disabled));
}

void TestTheme::iconIsCrispAtTwice()
{
    const Theme theme;
    const QPixmap pixmap = theme.icon(u"copy"_s).pixmap(QSize(24, 24), 2.0);
    QCOMPARE(pixmap.size(), QSize(48, 48));
    QCOMPARE(pixmap.devicePixelRatio(), 2.0);
}

void TestTheme::readsThePortalsAnswer_data()
{
    QTest::addColumn<QVariant>("answer");
    QTest::addColumn<bool>("dark");
    const auto wrapped = [](const QVariant &value) { return QVariant::fromValue(QDBusVariant(value)); };
    QTest::newRow("dark, as signalled") << wrapped(1U) << true;
    QTest::newRow("dark, as answered") << wrapped(wrapped(1U)) << true;
    QTest::newRow("light") << wrapped(wrapped(2U)) << false;
    QTest::newRow("no preference") << wrapped(0U) << false;
    QTest::newRow("unknown number") << wrapped(7U) << false;
    QTest::newRow("nonsense") << wrapped(u"dark"_s) << false;
    QTest::newRow("nothing") << QVariant() << false;
}

void TestTheme::readsThePortalsAnswer()
{
    QFETCH(const QVariant, answer);
    QFETCH(const bool, dark);
    QCOMPARE(DesktopColorScheme::isDark(answer), dark);
}

QTEST_MAIN(TestTheme)
#include "tst_theme.moc"
