<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>StatusLine</name>
    <message>
        <source>%1 msg/s</source>
        <translation>%1 Nachr./s</translation>
    </message>
    <message>
        <source>in %1 out %2</source>
        <translation>ein %1, aus %2</translation>
    </message>
    <message>
        <source>uptime %1</source>
        <translation>läuft seit %1</translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>Stopped</source>
        <translation>Gestoppt</translation>
    </message>
    <message>
        <source>Starting</source>
        <translation>Startet</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>Läuft</translation>
    </message>
    <message>
        <source>Stopping</source>
        <translation>Stoppt</translation>
    </message>
    <message>
        <source>polling</source>
        <translation>polling</translation>
    </message>
    <message>
        <source>websocket</source>
        <translation>websocket</translation>
    </message>
    <message>
        <source>plain</source>
        <translation>einfach</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1 min %2 s</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 h %2 min</translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) %1</source>
        <translation>
            <numerusform>%n Tag %1</numerusform>
            <numerusform>%n Tage %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n client(s)</source>
        <translation>
            <numerusform>%n Client</numerusform>
            <numerusform>%n Clients</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n people here</source>
        <translation>
            <numerusform>%n Person hier</numerusform>
            <numerusform>%n Personen hier</numerusform>
        </translation>
    </message>
    <message>
        <source>Port %1 and the ones after it are used by other programs. Choose another port.</source>
        <translation>Port %1 und die folgenden werden von anderen Programmen benutzt. Wähle einen anderen Port.</translation>
    </message>
    <message>
        <source>This computer does not have the address to listen at (%1). Start without --bind, or with an address of this computer.</source>
        <translation>Dieser Computer hat die gewünschte Adresse nicht (%1). Starte ohne --bind oder mit einer Adresse dieses Computers.</translation>
    </message>
    <message>
        <source>Port %1 needs administrator rights. Choose a port from 1024 up.</source>
        <translation>Port %1 braucht Administratorrechte. Wähle einen Port ab 1024.</translation>
    </message>
    <message>
        <source>The folder to serve cannot be read (%1). Start with another --web-root, or without it.</source>
        <translation>Der Ordner mit den Dateien ist nicht lesbar (%1). Starte mit einem anderen --web-root oder ohne.</translation>
    </message>
    <message>
        <source>The server could not start: %1</source>
        <translation>Der Server konnte nicht starten: %1</translation>
    </message>
    <message>
        <source>%1 B</source>
        <translation>%1 B</translation>
    </message>
</context>
<context>
    <name>confab::app::ClientOptions</name>
    <message>
        <source>Confab&apos;s chat window.</source>
        <translation>Das Chatfenster von Confab.</translation>
    </message>
    <message>
        <source>Your name in the chat.</source>
        <translation>Dein Name im Chat.</translation>
    </message>
    <message>
        <source>The room to join (lobby).</source>
        <translation>Der Raum, dem du beitrittst (lobby).</translation>
    </message>
    <message>
        <source>Whose settings to use: letters, digits, - and _ (default).</source>
        <translation>Wessen Einstellungen gelten: Buchstaben, Ziffern, - und _ (default).</translation>
    </message>
    <message>
        <source>The server&apos;s address, such as http://192.168.1.20:3000.</source>
        <translation>Die Adresse des Servers, zum Beispiel http://192.168.1.20:3000.</translation>
    </message>
    <message>
        <source>There can be only one address, not “%1” too.</source>
        <translation>Es kann nur eine Adresse geben, nicht auch noch „%1“.</translation>
    </message>
    <message>
        <source>“%1” is not an address. Type something like 192.168.1.20:3000.</source>
        <translation>„%1“ ist keine Adresse. Gib etwas wie 192.168.1.20:3000 ein.</translation>
    </message>
    <message>
        <source>--%1 needs a text that can be seen.</source>
        <translation>--%1 braucht einen sichtbaren Text.</translation>
    </message>
    <message>
        <source>--profile takes 1 to 40 letters, digits, - and _.</source>
        <translation>--profile nimmt 1 bis 40 Buchstaben, Ziffern, - und _.</translation>
    </message>
</context>
<context>
    <name>confab::app::ConsoleOutput</name>
    <message>
        <source>Port %1 is used by another program, using %2.</source>
        <translation>Port %1 wird von einem anderen Programm benutzt, %2 wird genommen.</translation>
    </message>
    <message>
        <source>Port %1 is used by another program. End it, or choose another port with --port.</source>
        <translation>Port %1 wird von einem anderen Programm benutzt. Beende es oder wähle mit --port einen anderen Port.</translation>
    </message>
    <message>
        <source>This machine does not have the address %1. Leave --bind out to listen on all of its addresses.</source>
        <translation>Dieser Computer hat die Adresse %1 nicht. Ohne --bind lauscht der Server an allen seinen Adressen.</translation>
    </message>
    <message>
        <source>This user may not listen on port %1. Choose one from 1024 on with --port.</source>
        <translation>Dieser Benutzer darf nicht an Port %1 lauschen. Wähle mit --port einen ab 1024.</translation>
    </message>
    <message>
        <source>The folder of --web-root cannot be served: %1</source>
        <translation>Der Ordner von --web-root ist nicht benutzbar: %1</translation>
    </message>
    <message>
        <source>Cannot listen on port %1: %2</source>
        <translation>Port %1 lässt sich nicht öffnen: %2</translation>
    </message>
</context>
<context>
    <name>confab::app::ServerControl</name>
    <message>
        <source>The chat window confab-client is not installed beside this program. Join in the browser instead.</source>
        <translation>Das Chatfenster confab-client fehlt neben diesem Programm. Tritt stattdessen im Browser bei.</translation>
    </message>
    <message>
        <source>No browser was found. Open this address yourself: %1</source>
        <translation>Kein Browser gefunden. Öffne diese Adresse selbst: %1</translation>
    </message>
</context>
<context>
    <name>confab::app::ServerOptions</name>
    <message>
        <source>--%1 needs a whole number from %2 to %3, not &quot;%4&quot;.</source>
        <translation>--%1 braucht eine ganze Zahl von %2 bis %3, nicht „%4“.</translation>
    </message>
    <message>
        <source>--bind needs an IP address of this machine, not &quot;%1&quot;.</source>
        <translation>--bind braucht eine IP-Adresse dieses Computers, nicht „%1“.</translation>
    </message>
    <message>
        <source>The folder of --web-root does not exist: %1</source>
        <translation>Den Ordner von --web-root gibt es nicht: %1</translation>
    </message>
    <message>
        <source>--web-root needs a folder, and this is none: %1</source>
        <translation>--web-root braucht einen Ordner, und das ist keiner: %1</translation>
    </message>
    <message>
        <source>The folder of --web-root may not be read by this user: %1</source>
        <translation>Dieser Benutzer darf den Ordner von --web-root nicht lesen: %1</translation>
    </message>
    <message>
        <source>--log-format is text or json, not &quot;%1&quot;.</source>
        <translation>--log-format ist text oder json, nicht „%1“.</translation>
    </message>
    <message>
        <source>--data is not available in this version: messages are kept in memory until the server ends. Start without it (or with --ephemeral).</source>
        <translation>--data gibt es in dieser Version nicht: Nachrichten bleiben im Speicher, bis der Server endet. Starte ohne --data (oder mit --ephemeral).</translation>
    </message>
    <message>
        <source>Port to listen on; 0 picks a free one (3000).</source>
        <translation>Port, an dem der Server lauscht; 0 nimmt einen freien (3000).</translation>
    </message>
    <message>
        <source>IP address to listen on (all addresses of this machine).</source>
        <translation>IP-Adresse, an der der Server lauscht (alle Adressen dieses Computers).</translation>
    </message>
    <message>
        <source>Name of this hub, shown to people.</source>
        <translation>Name dieses Servers, den alle sehen.</translation>
    </message>
    <message>
        <source>Folder to keep messages in (refused: this version keeps them in memory).</source>
        <translation>Ordner für die Nachrichten (abgelehnt: Diese Version behält sie im Speicher).</translation>
    </message>
    <message>
        <source>Folder of static files to serve at / instead of the built-in page.</source>
        <translation>Ordner mit Dateien, der unter / statt der eingebauten Seite erscheint.</translation>
    </message>
    <message>
        <source>Milliseconds between two heartbeats (25000).</source>
        <translation>Millisekunden zwischen zwei Herzschlägen (25000).</translation>
    </message>
    <message>
        <source>Milliseconds a client has to answer a heartbeat (20000).</source>
        <translation>Millisekunden, die ein Client für die Antwort auf einen Herzschlag hat (20000).</translation>
    </message>
    <message>
        <source>Largest packet a client may send (1000000).</source>
        <translation>Größtes Paket, das ein Client senden darf (1000000).</translation>
    </message>
    <message>
        <source>Clients at the same time; more are refused (10000).</source>
        <translation>Clients zur selben Zeit; weitere werden abgelehnt (10000).</translation>
    </message>
    <message>
        <source>Lines on standard output: text or json (text).</source>
        <translation>Zeilen der Standardausgabe: text oder json (text).</translation>
    </message>
    <message>
        <source>The file of --config cannot be read: %1</source>
        <translation>Die Datei von --config kann nicht gelesen werden: %1</translation>
    </message>
    <message>
        <source>The file of --config is not a valid INI file: %1</source>
        <translation>Die Datei von --config ist keine gültige INI-Datei: %1</translation>
    </message>
    <message>
        <source>The file of --config has an unknown key &quot;%1&quot;: %2</source>
        <translation>Die Datei von --config hat einen unbekannten Schlüssel „%1“: %2</translation>
    </message>
    <message>
        <source>INI file with these options as keys (port=3000).</source>
        <translation>INI-Datei mit diesen Optionen als Schlüsseln (port=3000).</translation>
    </message>
    <message>
        <source>Keep messages in memory only.</source>
        <translation>Nachrichten nur im Speicher behalten.</translation>
    </message>
    <message>
        <source>Try --help.</source>
        <translation>--help hilft weiter.</translation>
    </message>
    <message>
        <source>Unexpected &quot;%1&quot;. Try --help.</source>
        <translation>Unerwartet: „%1“. --help hilft weiter.</translation>
    </message>
    <message>
        <source>no-eio3 is true or false, not &quot;%1&quot;.</source>
        <translation>no-eio3 ist true oder false, nicht „%1“.</translation>
    </message>
    <message>
        <source>Refuse clients of Socket.IO 1 and 2 (Engine.IO protocol 3).</source>
        <translation>Clients von Socket.IO 1 und 2 ablehnen (Engine.IO-Protokoll 3).</translation>
    </message>
</context>
<context>
    <name>confab::client::BusyBar</name>
    <message>
        <source>Connecting</source>
        <translation>Verbindet</translation>
    </message>
</context>
<context>
    <name>confab::client::ChatHeader</name>
    <message>
        <source>Menu</source>
        <translation>Menü</translation>
    </message>
    <message>
        <source>%1 at %2</source>
        <comment>one&apos;s name, address</comment>
        <translation>%1 bei %2</translation>
    </message>
</context>
<context>
    <name>confab::client::ChatPage</name>
    <message numerus="yes">
        <source>%n new</source>
        <comment>messages below the visible part</comment>
        <translation>
            <numerusform>%n neue</numerusform>
            <numerusform>%n neue</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>confab::client::ClientWindow</name>
    <message>
        <source>%1 – Confab</source>
        <comment>room</comment>
        <translation>%1 – Confab</translation>
    </message>
    <message>
        <source>Confab</source>
        <translation>Confab</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>E&amp;rscheinungsbild</translation>
    </message>
    <message>
        <source>&amp;System</source>
        <translation>Wie das &amp;System</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>&amp;Hell</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>&amp;Dunkel</translation>
    </message>
    <message>
        <source>&amp;New window</source>
        <translation>Neues &amp;Fenster</translation>
    </message>
    <message>
        <source>Change na&amp;me…</source>
        <translation>Na&amp;men ändern…</translation>
    </message>
    <message>
        <source>&amp;Copy address</source>
        <translation>&amp;Adresse kopieren</translation>
    </message>
    <message>
        <source>&amp;Enter sends</source>
        <translation>&amp;Eingabetaste sendet</translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts</source>
        <translation>&amp;Tastenkürzel</translation>
    </message>
    <message>
        <source>&amp;Leave</source>
        <translation>&amp;Verlassen</translation>
    </message>
    <message>
        <source>Close &amp;window</source>
        <translation>Fenster &amp;schließen</translation>
    </message>
    <message>
        <source>Change name</source>
        <translation>Namen ändern</translation>
    </message>
    <message>
        <source>Your name:</source>
        <translation>Dein Name:</translation>
    </message>
</context>
<context>
    <name>confab::client::ClientWords</name>
    <message>
        <source>Someone</source>
        <translation>Jemand</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Heute</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>Gestern</translation>
    </message>
    <message>
        <source>Not sent: too long</source>
        <translation>Nicht gesendet: zu lang</translation>
    </message>
    <message>
        <source>Not sent: too many messages at once</source>
        <translation>Nicht gesendet: zu viele Nachrichten auf einmal</translation>
    </message>
    <message>
        <source>Not sent: the server refused it</source>
        <translation>Nicht gesendet: vom Server abgelehnt</translation>
    </message>
    <message>
        <source>Not sent: the server could not save it</source>
        <translation>Nicht gesendet: Der Server konnte sie nicht speichern</translation>
    </message>
    <message>
        <source>Not sent: no answer</source>
        <translation>Nicht gesendet: keine Antwort</translation>
    </message>
    <message>
        <source>Not sent: offline</source>
        <translation>Nicht gesendet: offline</translation>
    </message>
    <message>
        <source>Not sent</source>
        <translation>Nicht gesendet</translation>
    </message>
    <message>
        <source>You</source>
        <translation>Du</translation>
    </message>
    <message>
        <source>%1, %2: %3</source>
        <comment>name, time, message</comment>
        <translation>%1, %2: %3</translation>
    </message>
    <message>
        <source>%1. Sending.</source>
        <translation>%1. Wird gesendet.</translation>
    </message>
    <message>
        <source>This is not an address. Type something like 192.168.1.20:3000.</source>
        <translation>Das ist keine Adresse. Gib etwas wie 192.168.1.20:3000 ein.</translation>
    </message>
    <message>
        <source>There is no computer called %1. Check the spelling, or type its IP address.</source>
        <translation>Es gibt keinen Computer namens %1. Prüfe die Schreibweise oder gib seine IP-Adresse ein.</translation>
    </message>
    <message>
        <source>Nobody answers at %1. Is the server running, and is the port right?</source>
        <translation>Unter %1 antwortet niemand. Läuft der Server, und stimmt der Port?</translation>
    </message>
    <message>
        <source>%1 answers, but it is not a chat server. Check the address and the port.</source>
        <translation>%1 antwortet, ist aber kein Chat-Server. Prüfe die Adresse und den Port.</translation>
    </message>
    <message>
        <source>Connection lost.</source>
        <translation>Verbindung verloren.</translation>
    </message>
    <message>
        <source>No secure connection to %1. Check the address, or use http://.</source>
        <translation>Keine sichere Verbindung zu %1. Prüfe die Adresse oder nimm http://.</translation>
    </message>
    <message>
        <source>The server ended the connection.</source>
        <translation>Der Server hat die Verbindung beendet.</translation>
    </message>
    <message>
        <source>The server does not let you in.</source>
        <translation>Der Server lässt dich nicht herein.</translation>
    </message>
    <message>
        <source>The server does not let you in: %1</source>
        <translation>Der Server lässt dich nicht herein: %1</translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) waiting.</source>
        <translation>
            <numerusform>%n Nachricht wartet.</numerusform>
            <numerusform>%n Nachrichten warten.</numerusform>
        </translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>Offline</translation>
    </message>
    <message>
        <source>Connecting</source>
        <translation>Verbindet</translation>
    </message>
    <message>
        <source>Online</source>
        <translation>Online</translation>
    </message>
    <message>
        <source>Reconnecting</source>
        <translation>Verbindet neu</translation>
    </message>
    <message>
        <source>Not connected</source>
        <translation>Nicht verbunden</translation>
    </message>
    <message>
        <source>%1 does not answer. Check the address, and whether both computers are on the same network.</source>
        <translation>%1 antwortet nicht. Prüfe die Adresse, und ob beide Computer im selben Netz sind.</translation>
    </message>
    <message>
        <source>%1 hangs up at once. Is it a chat server? Check the address and the port.</source>
        <translation>%1 legt sofort wieder auf. Ist das ein Chat-Server? Prüfe Adresse und Port.</translation>
    </message>
    <message>
        <source>%1 does not let anybody in now. If it is not full, check the address and the port.</source>
        <translation>%1 lässt gerade niemanden herein. Wenn der Server nicht voll ist, prüfe die Adresse und den Port.</translation>
    </message>
</context>
<context>
    <name>confab::client::ComposerBar</name>
    <message>
        <source>Submit</source>
        <translation>Absenden</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Nachricht</translation>
    </message>
    <message numerus="yes">
        <source>Not sent: the message is %n byte(s) too long. Shorten it, or send it in parts.</source>
        <translation>
            <numerusform>Nicht gesendet: Die Nachricht ist %n Byte zu lang. Kürze sie oder sende sie in Teilen.</numerusform>
            <numerusform>Nicht gesendet: Die Nachricht ist %n Bytes zu lang. Kürze sie oder sende sie in Teilen.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2 bytes</source>
        <translation>%1 von %2 Bytes</translation>
    </message>
</context>
<context>
    <name>confab::client::ConnectionNotice</name>
    <message numerus="yes">
        <source>Retrying in %n s.</source>
        <translation>
            <numerusform>Neuer Versuch in %n s.</numerusform>
            <numerusform>Neuer Versuch in %n s.</numerusform>
        </translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation>Verbinde…</translation>
    </message>
    <message>
        <source>Retry now</source>
        <translation>Jetzt versuchen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Connecting to %1…</source>
        <translation>Verbindung zu %1 wird hergestellt…</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Change address or name</source>
        <translation>Angaben ändern</translation>
    </message>
    <message>
        <source>Offline.</source>
        <translation>Offline.</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>Verbinden</translation>
    </message>
</context>
<context>
    <name>confab::client::EmptyState</name>
    <message>
        <source>No messages yet. Say hello!</source>
        <translation>Noch keine Nachrichten. Sag hallo!</translation>
    </message>
    <message>
        <source>Others join at this address:</source>
        <translation>Unter dieser Adresse können andere beitreten:</translation>
    </message>
    <message>
        <source>Copy address</source>
        <translation>Adresse kopieren</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
</context>
<context>
    <name>confab::client::JoinPage</name>
    <message>
        <source>Join</source>
        <translation>Beitreten</translation>
    </message>
    <message>
        <source>Join a chat</source>
        <translation>Einem Chat beitreten</translation>
    </message>
    <message>
        <source>The address is shown in the server&apos;s window.</source>
        <translation>Die Adresse steht im Fenster des Servers.</translation>
    </message>
    <message>
        <source>&amp;Address</source>
        <translation>&amp;Adresse</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Name</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Menü</translation>
    </message>
</context>
<context>
    <name>confab::client::MessageLayout</name>
    <message>
        <source>Show less</source>
        <translation>Weniger zeigen</translation>
    </message>
    <message>
        <source>Show more</source>
        <translation>Mehr zeigen</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>New</source>
        <comment>line above the first unread message</comment>
        <translation>Neu</translation>
    </message>
</context>
<context>
    <name>confab::client::MessageView</name>
    <message>
        <source>Messages</source>
        <translation>Nachrichten</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Open link</source>
        <translation>Link öffnen</translation>
    </message>
    <message>
        <source>Copy link</source>
        <translation>Link kopieren</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
</context>
<context>
    <name>confab::client::ShortcutsDialog</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Send, when “Enter sends” is on</source>
        <translation>Senden, wenn „Eingabetaste sendet“ an ist</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Senden</translation>
    </message>
    <message>
        <source>New line</source>
        <translation>Neue Zeile</translation>
    </message>
    <message>
        <source>Next: menu, messages, message field</source>
        <translation>Weiter: Menü, Nachrichten, Nachrichtenfeld</translation>
    </message>
    <message>
        <source>To the message field</source>
        <translation>Zum Nachrichtenfeld</translation>
    </message>
    <message>
        <source>From message to message</source>
        <translation>Von Nachricht zu Nachricht</translation>
    </message>
    <message>
        <source>Copy the selected messages</source>
        <translation>Gewählte Nachrichten kopieren</translation>
    </message>
    <message>
        <source>In the messages: retry, show more, open the link</source>
        <translation>In den Nachrichten: wiederholen, mehr zeigen, Link öffnen</translation>
    </message>
    <message>
        <source>Delete a message that was not sent</source>
        <translation>Nicht gesendete Nachricht löschen</translation>
    </message>
    <message>
        <source>First unread message</source>
        <translation>Erste ungelesene Nachricht</translation>
    </message>
    <message>
        <source>Latest message</source>
        <translation>Neueste Nachricht</translation>
    </message>
    <message>
        <source>New window</source>
        <translation>Neues Fenster</translation>
    </message>
    <message>
        <source>Close the window</source>
        <translation>Fenster schließen</translation>
    </message>
    <message>
        <source>This sheet</source>
        <translation>Diese Übersicht</translation>
    </message>
</context>
<context>
    <name>confab::server::AddressBox</name>
    <message>
        <source>Other addresses of this computer</source>
        <translation>Weitere Adressen dieses Computers</translation>
    </message>
    <message>
        <source>only this computer</source>
        <translation>nur dieser Computer</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>Weitere</translation>
    </message>
</context>
<context>
    <name>confab::server::ClientsModel</name>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>Nr.</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Transport</source>
        <translation>Transport</translation>
    </message>
    <message>
        <source>Rev.</source>
        <translation>Rev.</translation>
    </message>
    <message>
        <source>Room</source>
        <translation>Raum</translation>
    </message>
    <message>
        <source>Round trip</source>
        <translation>Umlaufzeit</translation>
    </message>
    <message>
        <source>Heartbeat</source>
        <translation>Herzschlag</translation>
    </message>
    <message>
        <source>Queued</source>
        <translation>Wartend</translation>
    </message>
    <message>
        <source>In</source>
        <translation>Ein</translation>
    </message>
    <message>
        <source>Out</source>
        <translation>Aus</translation>
    </message>
    <message>
        <source>The number the log names this client by</source>
        <translation>Die Nummer, unter der das Protokoll diesen Client nennt</translation>
    </message>
    <message>
        <source>The name this client says it has</source>
        <translation>Der Name, den dieser Client angibt</translation>
    </message>
    <message>
        <source>Where the connection comes from</source>
        <translation>Woher die Verbindung kommt</translation>
    </message>
    <message>
        <source>How the client is connected: HTTP polling, WebSocket, or a plain WebSocket without Socket.IO</source>
        <translation>Wie der Client verbunden ist: HTTP-Polling, WebSocket oder einfacher WebSocket ohne Socket.IO</translation>
    </message>
    <message>
        <source>Revision of the Engine.IO protocol</source>
        <translation>Revision des Engine.IO-Protokolls</translation>
    </message>
    <message>
        <source>The room the client is in</source>
        <translation>Der Raum, in dem der Client ist</translation>
    </message>
    <message>
        <source>How long the last heartbeat took there and back</source>
        <translation>Wie lange der letzte Herzschlag hin und zurück brauchte</translation>
    </message>
    <message>
        <source>Time left until a silent client counts as gone</source>
        <translation>Zeit, bis ein stummer Client als verschwunden gilt</translation>
    </message>
    <message>
        <source>Bytes waiting to be sent because the client reads slowly</source>
        <translation>Bytes, die noch auf das Senden warten, weil der Client langsam liest</translation>
    </message>
    <message>
        <source>Bytes received from the client</source>
        <translation>Vom Client empfangene Bytes</translation>
    </message>
    <message>
        <source>Bytes sent to the client</source>
        <translation>An den Client gesendete Bytes</translation>
    </message>
</context>
<context>
    <name>confab::server::ClientsPage</name>
    <message>
        <source>Disconnect</source>
        <translation>Trennen</translation>
    </message>
    <message>
        <source>End the connection of the selected clients (Del)</source>
        <translation>Verbindung der gewählten Clients beenden (Entf)</translation>
    </message>
    <message>
        <source>Nobody is connected</source>
        <translation>Niemand ist verbunden</translation>
    </message>
    <message>
        <source>Clients</source>
        <translation>Clients</translation>
    </message>
</context>
<context>
    <name>confab::server::EmptyState</name>
    <message>
        <source>Waiting for the first person</source>
        <translation>Es ist noch niemand da</translation>
    </message>
    <message>
        <source>Open chat</source>
        <translation>Chat öffnen</translation>
    </message>
    <message>
        <source>Browser</source>
        <translation>Browser</translation>
    </message>
    <message>
        <source>Scan or type this address</source>
        <translation>Scanne diese Adresse oder tippe sie ein</translation>
    </message>
    <message>
        <source>Only this computer can use this address</source>
        <translation>Diese Adresse gilt nur auf diesem Computer</translation>
    </message>
</context>
<context>
    <name>confab::server::JoinBar</name>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy the address (Ctrl+Shift+C)</source>
        <translation>Adresse kopieren (Strg+Umschalt+C)</translation>
    </message>
    <message>
        <source>QR</source>
        <translation>QR</translation>
    </message>
    <message>
        <source>Projector</source>
        <translation>Beamer</translation>
    </message>
    <message>
        <source>Open chat</source>
        <translation>Chat öffnen</translation>
    </message>
    <message>
        <source>Join from this computer in a chat window</source>
        <translation>Von diesem Computer in einem Chatfenster beitreten</translation>
    </message>
    <message>
        <source>Browser</source>
        <translation>Browser</translation>
    </message>
    <message>
        <source>Join from this computer in the browser</source>
        <translation>Von diesem Computer im Browser beitreten</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Menü</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Starten</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Stoppen</translation>
    </message>
    <message>
        <source>Let people join</source>
        <translation>Andere beitreten lassen</translation>
    </message>
    <message>
        <source>Disconnect everybody and stop</source>
        <translation>Alle trennen und stoppen</translation>
    </message>
    <message>
        <source>Only this computer can use this address</source>
        <translation>Diese Adresse gilt nur auf diesem Computer</translation>
    </message>
    <message>
        <source>Show the address as a QR code</source>
        <translation>Adresse als QR-Code zeigen</translation>
    </message>
    <message>
        <source>Fill the screen with QR code and address (Ctrl+Shift+P)</source>
        <translation>QR-Code und Adresse bildschirmfüllend zeigen (Strg+Umschalt+P)</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
</context>
<context>
    <name>confab::server::MessageLogModel</name>
    <message>
        <source>host</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Wer</translation>
    </message>
    <message>
        <source>Room</source>
        <translation>Raum</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Nachricht</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>Client</translation>
    </message>
</context>
<context>
    <name>confab::server::MessagesPage</name>
    <message>
        <source>Filter messages</source>
        <translation>Nachrichten filtern</translation>
    </message>
    <message>
        <source>Go to the latest message and follow (End)</source>
        <translation>Zur neuesten Nachricht gehen und mitlaufen (Ende)</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>Write the messages to a file (Ctrl+E)</source>
        <translation>Nachrichten in eine Datei schreiben (Strg+E)</translation>
    </message>
    <message>
        <source>Message to everybody in the lobby</source>
        <translation>Nachricht an alle in der Lobby</translation>
    </message>
    <message>
        <source>Submit</source>
        <translation>Absenden</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Nachrichten</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Latest</source>
        <translation>Neueste</translation>
    </message>
    <message numerus="yes">
        <source>%n new</source>
        <translation>
            <numerusform>%n neue</numerusform>
            <numerusform>%n neue</numerusform>
        </translation>
    </message>
    <message>
        <source>No message contains these words</source>
        <translation>Keine Nachricht enthält diese Wörter</translation>
    </message>
    <message>
        <source>No messages yet. Say hello</source>
        <translation>Noch keine Nachrichten. Sag hallo!</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>Startet…</translation>
    </message>
    <message>
        <source>The server is stopped. Start it to let people join</source>
        <translation>Der Server ist gestoppt. Starte ihn, damit andere beitreten können</translation>
    </message>
    <message>
        <source>The server is not running</source>
        <translation>Der Server läuft nicht</translation>
    </message>
    <message>
        <source>Too long: a message has at most %1 bytes</source>
        <translation>Zu lang: Eine Nachricht hat höchstens %1 Bytes</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren…</translation>
    </message>
    <message numerus="yes">
        <source>Export %n message(s)</source>
        <translation>
            <numerusform>%n Nachricht exportieren</numerusform>
            <numerusform>%n Nachrichten exportieren</numerusform>
        </translation>
    </message>
    <message>
        <source>Text (*.txt)</source>
        <translation>Text (*.txt)</translation>
    </message>
    <message>
        <source>JSON Lines (*.jsonl)</source>
        <translation>JSON Lines (*.jsonl)</translation>
    </message>
    <message>
        <source>CSV (*.csv)</source>
        <translation>CSV (*.csv)</translation>
    </message>
</context>
<context>
    <name>confab::server::Navigation</name>
    <message>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
</context>
<context>
    <name>confab::server::NoticeStrip</name>
    <message>
        <source>Put away</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>confab::server::PortDialog</name>
    <message>
        <source>Change port</source>
        <translation>Port ändern</translation>
    </message>
    <message>
        <source>&amp;Port people join at:</source>
        <translation>&amp;Port für alle, die beitreten:</translation>
    </message>
    <message numerus="yes">
        <source>%n client(s) will be disconnected for a moment. The address changes.</source>
        <translation>
            <numerusform>%n Client wird kurz getrennt. Die Adresse ändert sich.</numerusform>
            <numerusform>%n Clients werden kurz getrennt. Die Adresse ändert sich.</numerusform>
        </translation>
    </message>
    <message>
        <source>The address changes with the port.</source>
        <translation>Mit dem Port ändert sich die Adresse.</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Ändern</translation>
    </message>
</context>
<context>
    <name>confab::server::ProjectorWindow</name>
    <message>
        <source>Join the chat</source>
        <translation>Tritt dem Chat bei</translation>
    </message>
    <message>
        <source>Projector</source>
        <translation>Beamer</translation>
    </message>
</context>
<context>
    <name>confab::server::QrCodeWidget</name>
    <message>
        <source>QR code</source>
        <translation>QR-Code</translation>
    </message>
</context>
<context>
    <name>confab::server::QrPopup</name>
    <message>
        <source>Scan to join</source>
        <translation>Zum Beitreten scannen</translation>
    </message>
</context>
<context>
    <name>confab::server::ServerWindow</name>
    <message>
        <source>Confab server</source>
        <translation>Confab-Server</translation>
    </message>
    <message>
        <source>%1 – Confab server</source>
        <translation>%1 – Confab-Server</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Nachrichten</translation>
    </message>
    <message>
        <source>Clients</source>
        <translation>Clients</translation>
    </message>
    <message>
        <source>Filter messages</source>
        <translation>Nachrichten filtern</translation>
    </message>
    <message>
        <source>Export messages…</source>
        <translation>Nachrichten exportieren…</translation>
    </message>
    <message>
        <source>Clear the view</source>
        <translation>Ansicht leeren</translation>
    </message>
    <message>
        <source>Projector</source>
        <translation>Beamer</translation>
    </message>
    <message>
        <source>Change port…</source>
        <translation>Port ändern…</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Copy the address</source>
        <translation>Adresse kopieren</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>Erscheinungsbild</translation>
    </message>
    <message>
        <source>Like the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) written to %1</source>
        <translation>
            <numerusform>%n Nachricht nach %1 geschrieben</numerusform>
            <numerusform>%n Nachrichten nach %1 geschrieben</numerusform>
        </translation>
    </message>
    <message>
        <source>The messages could not be written to %1: %2</source>
        <translation>Die Nachrichten konnten nicht nach %1 geschrieben werden: %2</translation>
    </message>
    <message>
        <source>Port %1 is used by another program. Using %2</source>
        <translation>Port %1 wird von einem anderen Programm benutzt. Es gilt %2</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Ändern</translation>
    </message>
    <message>
        <source>No network. Only this computer can join</source>
        <translation>Kein Netz. Nur dieser Computer kann beitreten</translation>
    </message>
</context>
<context>
    <name>main</name>
    <message>
        <source>Confab&apos;s server without a window: a chat for everybody on this network.</source>
        <translation>Der Server von Confab ohne Fenster: ein Chat für alle in diesem Netz.</translation>
    </message>
    <message>
        <source>Confab&apos;s server with its window: a chat for everybody on this network.</source>
        <translation>Der Server von Confab mit seinem Fenster: ein Chat für alle in diesem Netz.</translation>
    </message>
    <message>
        <source>There is no display for the window. Start confabd, the same server without one.</source>
        <translation>Für das Fenster gibt es hier keinen Bildschirm. Starte confabd, denselben Server ohne Fenster.</translation>
    </message>
</context>
</TS>
