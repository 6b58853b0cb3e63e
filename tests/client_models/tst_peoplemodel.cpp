// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/models/peoplemodel.h"

#include <QAbstractItemModelTester>
#include <QLocale>
#include <QRandomGenerator>
#include <QTest>

#include <memory>

using namespace confab::client;
using namespace Qt::StringLiterals;

class TestPeopleModel : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<PeopleModel> model;
    QStringList signals_;

    void set(const QStringList &idsAndNames, const QString &ownId = u"me"_s)
    {
        QList<Person> people;
        for (const QString &one : idsAndNames)
            people.append({one.section(u'=', 0, 0), one.section(u'=', 1)});
        model->setPeople(people, ownId);
    }
    QString shown() const
    {
        QStringList names;
        for (int row = 0; row < model->rowCount(); ++row)
            names.append(model->index(row).data().toString());
        return names.join(u' ');
    }
    QStringList take() { return std::exchange(signals_, {}); }

private Q_SLOTS:
    void init()
    {
        QLocale::setDefault(QLocale::c());
        model = std::make_unique<PeopleModel>();
        new QAbstractItemModelTester(model.get(), QAbstractItemModelTester::FailureReportingMode::Fatal,
                                     model.get());
        signals_.clear();
        const auto note = [this](const QString &line) { signals_.append(line); };
        connect(model.get(), &PeopleModel::rowsInserted, this,
                [note](const QModelIndex &, int from, int to) { note(u"insert %1-%2"_s.arg(from).arg(to)); });
        connect(model.get(), &PeopleModel::rowsRemoved, this,
                [note](const QModelIndex &, int from, int to) { note(u"remove %1-%2"_s.arg(from).arg(to)); });
        connect(model.get(), &PeopleModel::rowsMoved, this,
                [note](const QModelIndex &, int from, int, const QModelIndex &, int to) {
                    note(u"move %1 to %2"_s.arg(from).arg(to));
                });
        connect(model.get(), &PeopleModel::dataChanged, this,
                [note](const QModelIndex &from, const QModelIndex &to) {
                    note(u"change %1-%2"_s.arg(from.row()).arg(to.row()));
                });
        connect(model.get(), &PeopleModel::modelReset, this, [note] { note(u"reset"_s); });
        connect(model.get(), &PeopleModel::layoutChanged, this, [note] { note(u"layout"_s); });
    }
    void cleanup() { model.reset(); }

    void oneselfStandsAboveTheOthersByName()
    {
        set({u"a=Zoe"_s, u"b=Ben"_s, u"me=Yves"_s, u"c=Ana"_s});
        QCOMPARE(shown(), u"Yves Ana Ben Zoe"_s);
        QVERIFY(model->index(0).data(PeopleModel::OwnRole).toBool());
        QVERIFY(!model->index(1).data(PeopleModel::OwnRole).toBool());
        QCOMPARE(model->index(1).data(PeopleModel::IdRole).toString(), u"c"_s);
    }

    void numbersInNamesAreNumbers()
    {
        QLocale::setDefault(QLocale::English);
        set({u"a=Person 10"_s, u"b=person 2"_s, u"c=Äpfel"_s, u"d=Zoe"_s});
        QCOMPARE(shown(), u"Äpfel person 2 Person 10 Zoe"_s);
    }

    void changesAreToldRowByRow()
    {
        set({u"me=Me"_s, u"a=Ana"_s, u"c=Cem"_s});
        take();
        set({u"me=Me"_s, u"a=Ana"_s, u"b=Ben"_s, u"c=Cem"_s});
        QCOMPARE(take(), QStringList{u"insert 2-2"_s});
        set({u"me=Me"_s, u"b=Ben"_s, u"c=Cem"_s});
        QCOMPARE(take(), QStringList{u"remove 1-1"_s});
        set({u"me=Me"_s, u"b=Bo"_s, u"c=Cem"_s});
        QCOMPARE(take(), QStringList{u"change 1-1"_s});
        set({u"me=Me"_s, u"b=Bo"_s, u"c=Abe"_s});
        QCOMPARE(take(), (QStringList{u"move 2 to 1"_s, u"change 1-1"_s}));
        QCOMPARE(shown(), u"Me Abe Bo"_s);
        set({u"c=Abe"_s, u"me=Me"_s, u"b=Bo"_s});
        QVERIFY(take().isEmpty()); // the same people
        set({});
        QCOMPARE(take(), (QStringList{u"remove 2-2"_s, u"remove 1-1"_s, u"remove 0-0"_s}));
    }

    void anotherSelfIsTold()
    {
        set({u"a=Ana"_s, u"b=Ben"_s}, u"a"_s);
        take();
        set({u"a=Ana"_s, u"b=Ben"_s}, u"b"_s);
        QCOMPARE(take(), (QStringList{u"move 1 to 0"_s, u"change 0-1"_s}));
        QVERIFY(model->index(0).data(PeopleModel::OwnRole).toBool());
    }

    void theNamerWordsTheRows()
    {
        PeopleModel named([](const Person &person, bool own) { return own ? u"me"_s : person.name + u'!'; });
        named.setPeople({{u"a"_s, u"Ana"_s}, {u"me"_s, u"Me"_s}}, u"me"_s);
        QCOMPARE(named.index(0).data().toString(), u"me"_s);
        QCOMPARE(named.index(1).data().toString(), u"Ana!"_s);
    }

    void anyChangeEndsInOrder()
    {
        QRandomGenerator random(7);
        for (int turn = 0; turn < 60; ++turn) {
            QStringList people;
            QStringList names;
            for (int id = 0; id < 20; ++id) {
                if (random.bounded(3) == 0)
                    continue;
                names.append(QChar(u'A' + random.bounded(26)) + QString::number(id));
                people.append(u"%1=%2"_s.arg(id).arg(names.last()));
            }
            set(people);
            names.sort();
            QCOMPARE(shown(), names.join(u' ')); // and the tester saw every step
        }
    }
};

QTEST_GUILESS_MAIN(TestPeopleModel)
#include "tst_peoplemodel.moc"
