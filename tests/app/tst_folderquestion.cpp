// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What the window offers when the folder for the messages cannot be had.

#include "app/server/folderquestion.h"

#include <QApplication>
#include <QDialog>
#include <QDir>
#include <QFileDialog>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QUrl>

using namespace confab;
using namespace Qt::StringLiterals;

class TestFolderQuestion : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void aFreeFolderIsNotAskedAbout();
    void memoryIsNotAskedAbout();
    void showsTheOtherServer();
    void staysWhenThereIsNoBrowser();
    void showsNothingBeforeTheOtherListens();
    void takesAnotherFolder();
    void asksAgainWhenThatIsTakenToo();
    void keepsMessagesInMemory();
    void closingGivesUp_data();
    void closingGivesUp();

private:
    [[nodiscard]] static QDialog *dialog()
    {
        for (QWidget *widget : QApplication::topLevelWidgets()) {
            if (widget->objectName() == u"folderDialog"_s && widget->isVisible())
                return qobject_cast<QDialog *>(widget);
        }
        return nullptr;
    }
    [[nodiscard]] static QPushButton *button(const char *name)
    {
        return dialog() ? dialog()->findChild<QPushButton *>(QString::fromLatin1(name)) : nullptr;
    }
    [[nodiscard]] QString taken() const { return m_parent->filePath(u"taken"_s); }

    std::unique_ptr<QTemporaryDir> m_parent;
    std::unique_ptr<log::DataFolder> m_other; ///< another server's claim
    std::unique_ptr<app::FolderQuestion> m_question;
    std::unique_ptr<QSignalSpy> m_settled;
    std::unique_ptr<QSignalSpy> m_givenUp;
    QList<QUrl> m_opened;
    bool m_hasBrowser = true;
};

void TestFolderQuestion::init()
{
    m_parent = std::make_unique<QTemporaryDir>();
    auto other = log::DataFolder::claim(taken());
    QVERIFY(other);
    m_other = *std::move(other);
    m_opened.clear();
    m_hasBrowser = true;
    m_question = std::make_unique<app::FolderQuestion>([this](const QUrl &url) {
        m_opened.append(url);
        return m_hasBrowser;
    });
    m_settled = std::make_unique<QSignalSpy>(m_question.get(), &app::FolderQuestion::settled);
    m_givenUp = std::make_unique<QSignalSpy>(m_question.get(), &app::FolderQuestion::givenUp);
}

void TestFolderQuestion::cleanup()
{
    m_settled.reset();
    m_givenUp.reset();
    m_question.reset();
    m_other.reset();
}

void TestFolderQuestion::aFreeFolderIsNotAskedAbout()
{
    m_question->ask(m_parent->filePath(u"free"_s));
    QTRY_COMPARE(m_settled->size(), 1);
    QVERIFY(!dialog());
    const auto folder = m_question->takeFolder();
    QVERIFY(folder);
    QCOMPARE(folder->path(), m_parent->filePath(u"free"_s));
}

void TestFolderQuestion::memoryIsNotAskedAbout()
{
    m_question->ask(QString());
    QTRY_COMPARE(m_settled->size(), 1);
    QVERIFY(!m_question->takeFolder());
}

void TestFolderQuestion::showsTheOtherServer()
{
    m_other->announce(u"http://127.0.0.1:3000"_s);
    m_question->ask(taken());
    QVERIFY(dialog());
    const QString text = dialog()->findChild<QLabel *>(u"folderText"_s)->text();
    QVERIFY2(text.contains(QString::number(QCoreApplication::applicationPid())), qPrintable(text));
    QVERIFY2(text.contains(QDir::toNativeSeparators(taken())), qPrintable(text));
    QVERIFY(button("folderShow")->isDefault());
    button("folderShow")->click();
    QCOMPARE(m_opened, QList<QUrl>{QUrl(u"http://127.0.0.1:3000"_s)});
    QCOMPARE(m_givenUp->size(), 1);
    QCOMPARE(m_givenUp->first().first().toInt(), 0);
    QCOMPARE(m_settled->size(), 0);
}

void TestFolderQuestion::staysWhenThereIsNoBrowser()
{
    m_hasBrowser = false;
    m_other->announce(u"http://127.0.0.1:3000"_s);
    m_question->ask(taken());
    button("folderShow")->click();
    QVERIFY(dialog()); // the address is in its text
    QCOMPARE(m_givenUp->size(), 0);
}

void TestFolderQuestion::showsNothingBeforeTheOtherListens()
{
    m_question->ask(taken());
    QVERIFY(dialog());
    QVERIFY(!button("folderShow"));
    QVERIFY(button("folderAnother")->isDefault());
}

void TestFolderQuestion::takesAnotherFolder()
{
    m_question->ask(taken());
    button("folderAnother")->click();
    auto *chooser = dialog()->findChild<QFileDialog *>(u"folderChooser"_s);
    QVERIFY(chooser);
    const QString chosen = m_parent->filePath(u"chosen"_s);
    Q_EMIT chooser->fileSelected(chosen);
    QTRY_COMPARE(m_settled->size(), 1);
    QVERIFY(!dialog());
    QCOMPARE(m_question->takeFolder()->path(), chosen);
}

void TestFolderQuestion::asksAgainWhenThatIsTakenToo()
{
    m_question->ask(taken());
    button("folderAnother")->click();
    auto *chooser = dialog()->findChild<QFileDialog *>(u"folderChooser"_s);
    Q_EMIT chooser->fileSelected(taken());
    chooser->reject();
    QCoreApplication::sendPostedEvents();
    QVERIFY(dialog());
    QCOMPARE(m_settled->size(), 0);
    button("folderMemory")->click();
    QTRY_COMPARE(m_settled->size(), 1);
}

void TestFolderQuestion::keepsMessagesInMemory()
{
    m_question->ask(taken());
    button("folderMemory")->click();
    QTRY_COMPARE(m_settled->size(), 1);
    QVERIFY(!dialog());
    QVERIFY(!m_question->takeFolder());
}

void TestFolderQuestion::closingGivesUp_data()
{
    QTest::addColumn<QString>("folder");
    QTest::addColumn<int>("exitCode");
    QTest::newRow("in use") << u"taken"_s << 3;
    QTest::newRow("no folder") << u"taken/lock"_s << 2;
}

void TestFolderQuestion::closingGivesUp()
{
    QFETCH(QString, folder);
    QFETCH(int, exitCode);
    m_question->ask(m_parent->filePath(folder));
    QVERIFY(dialog());
    dialog()->reject();
    QCOMPARE(m_givenUp->size(), 1);
    QCOMPARE(m_givenUp->first().first().toInt(), exitCode);
}

QTEST_MAIN(TestFolderQuestion)
#include "tst_folderquestion.moc"
