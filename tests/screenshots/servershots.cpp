// SPDX-FileCopyrightText: 2026 The Confab authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Pictures of the server window in each of its states, for looking at: servershots FOLDER [light|dark]
// The scale is the platform's: QT_QPA_PLATFORM=offscreen QT_SCALE_FACTOR=2 servershots FOLDER

#include "server/window/folderdialog.h"
#include "server/window/serverwindow.h"
#include "tests/server_window/samples.h"
#include "tests/support/hostiletexts.h"

#include <QApplication>
#include <QDir>
#include <QLineEdit>
#include <QPixmap>
#include <QTableView>
#include <QToolButton>

#include <functional>

using namespace confab;
using namespace Qt::StringLiterals;
using server::ServerWindow;

namespace {

struct Shot
{
    QString name;
    std::function<void(ServerWindow &)> prepare;
    QSize size = {1120, 720};
    QString grabbed = {}; ///< object name of the window to take, the server window when empty
    server::WindowSettings settings = {};
};

const QList<runtime::Endpoint> oneAddress{samples::endpoint("192.168.1.20"), samples::loopback()};

void showChat(ServerWindow &window)
{
    window.showStatus(samples::running(oneAddress, samples::mixedClients()));
    window.showStarted(3000);
    window.appendMessages(samples::mixedMessages());
}

void showClients(ServerWindow &window)
{
    showChat(window);
    window.findChild<QAbstractItemView *>(u"navigation"_s)
        ->setCurrentIndex(window.findChild<QAbstractItemView *>(u"navigation"_s)->model()->index(1, 0));
    window.findChild<QTableView *>(u"clientsTable"_s)->selectRow(2);
}

/// Everything that somebody may call themselves or write to do harm.
void showHostile(ServerWindow &window)
{
    QList<runtime::ClientStatus> clients;
    QList<runtime::MessageRecord> messages;
    const auto texts = test::hostileTexts();
    for (const test::HostileText &one : texts) {
        clients.append(samples::client(quint64(clients.size() + 1), one.text));
        messages.append(samples::message(quint64(messages.size() + 1), one.text, one.text));
    }
    window.showStatus(samples::running(oneAddress, clients));
    window.showStarted(3000);
    window.appendMessages(messages);
}

void showHostileClients(ServerWindow &window)
{
    showHostile(window);
    window.findChild<QAbstractItemView *>(u"navigation"_s)
        ->setCurrentIndex(window.findChild<QAbstractItemView *>(u"navigation"_s)->model()->index(1, 0));
}

void showManyRows(ServerWindow &window)
{
    showChat(window);
    for (quint64 i = 11; i < 200; ++i)
        window.appendMessages({samples::message(i, u"Ana"_s, u"Message number %1"_s.arg(i))});
}

void showBusyPort(ServerWindow &window)
{
    window.showStarted(3000);
    window.showStatus(samples::running({samples::endpoint("192.168.1.20", 3001), samples::loopback(3001)}));
}

void showTls(ServerWindow &window)
{
    showChat(window);
    runtime::Endpoint endpoint = samples::endpoint("192.168.1.20");
    endpoint.isSecure = true;
    runtime::HubStatus status = samples::running({endpoint});
    status.clients = samples::mixedClients();
    for (runtime::ClientStatus &client : status.clients)
        client.isSecure = true;
    status.fingerprint =
        u"3A:91:0C:7F:E2:55:B8:1D:46:AA:90:03:CD:72:1E:F4:88:5B:29:D6:60:13:97:EE:04:BC:71:38:A5:DF:6C:12"_s;
    window.showStatus(status);
}

runtime::HubStatus inState(runtime::HubState state)
{
    runtime::HubStatus status;
    status.state = state;
    return status;
}

QList<Shot> shots()
{
    const auto empty = [](ServerWindow &window) { window.showStatus(samples::running(oneAddress)); };
    QList<Shot> list{
        {u"empty"_s, empty},
        {u"empty-small"_s, empty, {720, 480}},
        {u"chat"_s, showChat},
        {u"chat-small"_s, showChat, {720, 480}},
        {u"clients"_s, showClients},
        {u"hostile"_s, showHostile},
        {u"hostile-top"_s,
         [](ServerWindow &window) {
             showHostile(window);
             window.findChild<QTableView *>(u"messageLog"_s)->scrollToTop();
         }},
        {u"hostile-clients"_s, showHostileClients},
        {u"clients-small"_s, showClients, {720, 480}},
        {u"starting"_s,
         [](ServerWindow &window) { window.showStatus(inState(runtime::HubState::Starting)); }},
        {u"stopped"_s,
         [](ServerWindow &window) {
             showChat(window);
             window.showStatus(inState(runtime::HubState::Stopped));
         }},
        {u"port-busy"_s, showBusyPort},
        {u"failed"_s,
         [](ServerWindow &window) {
             window.showStartFailed(runtime::StartError::AddressNotOurs, u"10.1.2.3"_s);
         }},
        {u"failed-small"_s,
         [](ServerWindow &window) { window.showStartFailed(runtime::StartError::PortInUse, {}); },
         {720, 480}},
        {u"store-failed"_s,
         [](ServerWindow &window) {
             showChat(window);
             auto status = samples::running(oneAddress, samples::mixedClients());
             status.storeProblem = runtime::StoreProblem::Locked;
             window.showStatus(status);
         },
         {720, 480}},
        {u"store-damaged"_s,
         [](ServerWindow &window) {
             window.showStartFailed(runtime::StartError::StoreCorrupt,
                                    u"/home/ana/.local/share/confab/confab.db"_s);
         }},
        {u"folder-dialog"_s,
         [](ServerWindow &window) {
             auto *dialog = new server::FolderDialog(
                 u"A server uses the folder /home/ana/.local/share/confab already (process 4711, "
                 "http://127.0.0.1:3000)."_s,
                 true, &window);
             dialog->show();
         },
         {1120, 720},
         u"folderDialog"_s},
        {u"no-network"_s,
         [](ServerWindow &window) { window.showStatus(samples::running({samples::loopback()})); }},
        {u"selected"_s,
         [](ServerWindow &window) {
             showManyRows(window);
             auto *table = window.findChild<QTableView *>(u"messageLog"_s);
             table->scrollToTop();
             table->selectRow(2);
             window.appendMessages({samples::message(300, u"Ana"_s, u"unseen"_s)});
         }},
        {u"filtered"_s,
         [](ServerWindow &window) {
             showManyRows(window);
             window.findChild<QLineEdit *>(u"messageFilter"_s)->setText(u"ana number 15"_s);
         }},
        {u"filtered-empty"_s,
         [](ServerWindow &window) {
             showChat(window);
             window.findChild<QLineEdit *>(u"messageFilter"_s)->setText(u"nowhere"_s);
         }},
        {u"ipv6"_s,
         [](ServerWindow &window) {
             window.showStatus(samples::running({samples::endpoint("2001:db8:85a3:8d3:1319:8a2e:370:7348"),
                                                 samples::endpoint("192.168.1.20"),
                                                 samples::endpoint("172.17.0.1", 3000, "docker0")}));
         },
         {720, 480}},
        {u"tls"_s, showTls},
        {u"tls-small"_s, showTls, {720, 480}},
        {u"tls-clients"_s,
         [](ServerWindow &window) {
             showTls(window);
             auto *navigation = window.findChild<QAbstractItemView *>(u"navigation"_s);
             navigation->setCurrentIndex(navigation->model()->index(1, 0));
         }},
        {u"tls-renewed"_s,
         [](ServerWindow &window) {
             showTls(window);
             window.showNotice(
                 u"The certificate in /home/ana/.local/share/confab/tls/self-signed.pem had expired and was "
                 u"made anew: its fingerprint is another one, and the clients will ask."_s);
         }},
        {u"qr-popup"_s,
         [](ServerWindow &window) {
             showChat(window);
             window.findChild<QToolButton *>(u"qrButton"_s)->click();
         },
         {1120, 720},
         u"qrPopup"_s},
        {u"menu"_s,
         [](ServerWindow &window) {
             showChat(window);
             window.findChild<QWidget *>(u"windowMenu"_s)->show();
         },
         {1120, 720},
         u"windowMenu"_s},
        {u"address-menu"_s,
         [](ServerWindow &window) {
             auto docker = samples::endpoint("172.17.0.1", 3000, "docker0");
             docker.isVirtual = true;
             window.showStatus(samples::running({samples::endpoint("192.168.1.20"),
                                                 samples::endpoint("10.0.0.7", 3000, "wlan0"), docker,
                                                 samples::loopback()}));
             window.findChild<QWidget *>(u"addressMenu"_s)->show();
         },
         {1120, 720},
         u"addressMenu"_s},
        {u"port-dialog"_s,
         [](ServerWindow &window) {
             showChat(window);
             window.findChild<QAction *>(u"changePortAction"_s)->trigger();
         },
         {1120, 720},
         u"portDialog"_s},
        {u"projector"_s,
         [](ServerWindow &window) {
             showChat(window);
             window.openProjector();
         },
         {1120, 720},
         u"projector"_s},
    };
    const server::WindowSettings guarded{.pin = u"correct-horse"_s};
    list.append({u"pin"_s, empty, {1120, 720}, {}, guarded});
    list.append({u"pin-small"_s, empty, {720, 480}, {}, guarded});
    list.append({u"pin-projector"_s,
                 [](ServerWindow &window) {
                     showChat(window);
                     window.openProjector();
                 },
                 {1120, 720},
                 u"projector"_s,
                 guarded});
    list.append({u"refused"_s,
                 [](ServerWindow &window) {
                     auto clients = samples::mixedClients();
                     clients[0].isSlowed = true;
                     clients[1].isSlowed = true;
                     auto status = samples::running(oneAddress, clients);
                     status.refusals = {{runtime::RefusalKind::ForeignOrigin, u"192.168.1.9"_s,
                                         u"http://a-rather-long-name.of-a-page.example:8080"_s, 1203}};
                     showClients(window);
                     window.showStatus(status);
                 },
                 {720, 480},
                 {},
                 guarded});
    return list;
}

QWidget *findWindow(ServerWindow &window, const QString &objectName)
{
    if (objectName.isEmpty())
        return &window;
    const QWidgetList all = QApplication::allWidgets();
    for (QWidget *widget : all) {
        if (widget->objectName() == objectName)
            return widget;
    }
    return &window;
}

} // namespace

int main(int argc, char **argv)
{
    QApplication app(argc, argv);
    const QStringList arguments = QApplication::arguments();
    if (arguments.size() < 2) {
        qCritical("usage: servershots FOLDER [light|dark]");
        return 2;
    }
    const QDir folder(arguments.at(1));
    folder.mkpath(u"."_s);
    const QString only = arguments.value(2);
    const QString scale = app.devicePixelRatio() > 1 ? u"-%1x"_s.arg(app.devicePixelRatio()) : QString();
    for (const QString &look : {u"light"_s, u"dark"_s}) {
        if (!only.isEmpty() && only != look)
            continue;
        widgets::Theme theme;
        theme.setChoice(look == u"dark"_s ? widgets::ThemeChoice::Dark : widgets::ThemeChoice::Light);
        for (const Shot &shot : shots()) {
            ServerWindow window(theme, shot.settings);
            window.resize(shot.size);
            window.show();
            shot.prepare(window);
            QWidget *target = findWindow(window, shot.grabbed);
            if (shot.grabbed == u"projector"_s)
                target->resize(1280, 720);
            QCoreApplication::sendPostedEvents();
            QCoreApplication::processEvents();
            if (!target->grab().save(folder.filePath(u"%1-%2%3.png"_s.arg(look, shot.name, scale))))
                qCritical("cannot write %s", qPrintable(shot.name));
        }
    }
    return 0;
}
