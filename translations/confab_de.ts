<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>ShareAddress</name>
    <message>
        <source>%1, PIN %2</source>
        <translation>%1, PIN %2</translation>
    </message>
</context>
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
    <message>
        <source>%1, TLS</source>
        <comment>a transport</comment>
        <translation>%1, TLS</translation>
    </message>
    <message>
        <source>events</source>
        <translation>Ereignisse</translation>
    </message>
    <message>
        <source>The disk is full. Messages are kept in memory only, and lost when the server ends.</source>
        <translation>Der Datenträger ist voll. Nachrichten bleiben nur im Speicher und gehen mit dem Ende des Servers verloren.</translation>
    </message>
    <message>
        <source>Another program holds the stored messages. New ones are kept in memory only, and lost when the server ends.</source>
        <translation>Ein anderes Programm hält die gespeicherten Nachrichten. Neue bleiben nur im Speicher und gehen mit dem Ende des Servers verloren.</translation>
    </message>
    <message>
        <source>The stored messages may not be written any more. New ones are kept in memory only, and lost when the server ends.</source>
        <translation>Die gespeicherten Nachrichten dürfen nicht mehr geschrieben werden. Neue bleiben nur im Speicher und gehen mit dem Ende des Servers verloren.</translation>
    </message>
    <message>
        <source>Messages can no longer be stored. New ones are kept in memory only, and lost when the server ends.</source>
        <translation>Nachrichten lassen sich nicht mehr speichern. Neue bleiben nur im Speicher und gehen mit dem Ende des Servers verloren.</translation>
    </message>
    <message numerus="yes">
        <source>%n request(s) refused: wrong PIN from %1</source>
        <translation>
            <numerusform>%n Anfrage abgewiesen: falsche PIN von %1</numerusform>
            <numerusform>%n Anfragen abgewiesen: falsche PIN von %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n request(s) refused: too many wrong PINs from %1</source>
        <translation>
            <numerusform>%n Anfrage abgewiesen: zu viele falsche PINs von %1</numerusform>
            <numerusform>%n Anfragen abgewiesen: zu viele falsche PINs von %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n request(s) refused: a page of %2, from %1. --allow-origin lets it in</source>
        <translation>
            <numerusform>%n Anfrage abgewiesen: eine Seite von %2, von %1. --allow-origin lässt sie zu</numerusform>
            <numerusform>%n Anfragen abgewiesen: eine Seite von %2, von %1. --allow-origin lässt sie zu</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n request(s) refused: for the name %2, from %1. --allow-host lets it in</source>
        <translation>
            <numerusform>%n Anfrage abgewiesen: an den Namen %2, von %1. --allow-host lässt sie zu</numerusform>
            <numerusform>%n Anfragen abgewiesen: an den Namen %2, von %1. --allow-host lässt sie zu</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n client(s) refused: too many from %1. --max-per-address lets in more</source>
        <translation>
            <numerusform>%n Client abgewiesen: zu viele von %1. --max-per-address lässt mehr zu</numerusform>
            <numerusform>%n Clients abgewiesen: zu viele von %1. --max-per-address lässt mehr zu</numerusform>
        </translation>
    </message>
    <message>
        <source>The messages in %1 are damaged, or not Confab&apos;s. Put a backup in their place, or start with another --data folder. Nothing was changed.</source>
        <translation>Die Nachrichten in %1 sind beschädigt oder nicht von Confab. Lege eine Sicherung an ihre Stelle, oder starte mit einem anderen Ordner für --data. Es wurde nichts verändert.</translation>
    </message>
    <message>
        <source>The messages in %1 were written by a newer version of Confab. Start that version, or start with another --data folder. Nothing was changed.</source>
        <translation>Die Nachrichten in %1 stammen von einer neueren Version von Confab. Starte diese, oder starte mit einem anderen Ordner für --data. Es wurde nichts verändert.</translation>
    </message>
    <message>
        <source>The messages in %1 may not be written. Change that, or start with another --data folder or with --ephemeral.</source>
        <translation>Die Nachrichten in %1 dürfen nicht geschrieben werden. Ändere das, oder starte mit einem anderen Ordner für --data oder mit --ephemeral.</translation>
    </message>
    <message>
        <source>Another program holds the messages in %1. End it and start again.</source>
        <translation>Ein anderes Programm hält die Nachrichten in %1. Beende es und starte noch einmal.</translation>
    </message>
    <message>
        <source>There is no room left for the messages in %1. Make room and start again.</source>
        <translation>Für die Nachrichten in %1 ist kein Platz mehr. Schaffe Platz und starte noch einmal.</translation>
    </message>
    <message>
        <source>The messages in %1 cannot be read. Start with another --data folder or with --ephemeral.</source>
        <translation>Die Nachrichten in %1 lassen sich nicht lesen. Starte mit einem anderen Ordner für --data oder mit --ephemeral.</translation>
    </message>
    <message>
        <source>JSON</source>
        <comment>a transport</comment>
        <translation>JSON</translation>
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
    <message>
        <source>Messages can no longer be stored in %1 (%2). The chat goes on in memory: what is said from now on is lost when the server ends. Mend the cause and restart the server.</source>
        <translation>In %1 lassen sich keine Nachrichten mehr speichern (%2). Der Chat geht im Speicher weiter: Was von jetzt an gesagt wird, geht mit dem Ende des Servers verloren. Behebe die Ursache und starte den Server neu.</translation>
    </message>
    <message>
        <source>Messages are stored again.</source>
        <translation>Nachrichten werden wieder gespeichert.</translation>
    </message>
    <message>
        <source>the disk is full</source>
        <translation>der Datenträger ist voll</translation>
    </message>
    <message>
        <source>another program holds the file</source>
        <translation>ein anderes Programm hält die Datei</translation>
    </message>
    <message>
        <source>the file is damaged</source>
        <translation>die Datei ist beschädigt</translation>
    </message>
    <message>
        <source>the file may not be written</source>
        <translation>die Datei darf nicht geschrieben werden</translation>
    </message>
    <message>
        <source>the file is of a newer version</source>
        <translation>die Datei stammt von einer neueren Version</translation>
    </message>
    <message>
        <source>the disk does not do what it should</source>
        <translation>der Datenträger tut nicht, was er soll</translation>
    </message>
    <message>
        <source>The messages in %1 are damaged, or not Confab&apos;s. Put a backup in their place, or choose another folder with --data. Nothing was changed.</source>
        <translation>Die Nachrichten in %1 sind beschädigt oder nicht von Confab. Lege eine Sicherung an ihre Stelle, oder wähle mit --data einen anderen Ordner. Es wurde nichts verändert.</translation>
    </message>
    <message>
        <source>The messages in %1 were written by a newer version of Confab. Start that version, or choose another folder with --data. Nothing was changed.</source>
        <translation>Die Nachrichten in %1 stammen von einer neueren Version von Confab. Starte diese, oder wähle mit --data einen anderen Ordner. Es wurde nichts verändert.</translation>
    </message>
    <message>
        <source>The messages in %1 may not be written by this user. Change that, choose another folder with --data, or keep messages in memory with --ephemeral.</source>
        <translation>Dieser Benutzer darf die Nachrichten in %1 nicht schreiben. Ändere das, wähle mit --data einen anderen Ordner, oder behalte Nachrichten mit --ephemeral nur im Speicher.</translation>
    </message>
    <message>
        <source>Another program holds the messages in %1. End it and start again.</source>
        <translation>Ein anderes Programm hält die Nachrichten in %1. Beende es und starte noch einmal.</translation>
    </message>
    <message>
        <source>There is no room left for the messages in %1. Make room, or choose another folder with --data.</source>
        <translation>Für die Nachrichten in %1 ist kein Platz mehr. Schaffe Platz, oder wähle mit --data einen anderen Ordner.</translation>
    </message>
    <message>
        <source>The messages in %1 cannot be read. Choose another folder with --data, or keep messages in memory with --ephemeral.</source>
        <translation>Die Nachrichten in %1 lassen sich nicht lesen. Wähle mit --data einen anderen Ordner, oder behalte Nachrichten mit --ephemeral nur im Speicher.</translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) are missing on standard output, which was not read for too long.</source>
        <translation>
            <numerusform>%n Nachricht fehlt auf der Standardausgabe, die zu lange nicht gelesen wurde.</numerusform>
            <numerusform>%n Nachrichten fehlen auf der Standardausgabe, die zu lange nicht gelesen wurde.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>confab::app::DataFolder</name>
    <message>
        <source>process %1</source>
        <translation>Prozess %1</translation>
    </message>
    <message>
        <source>another process</source>
        <translation>ein anderer Prozess</translation>
    </message>
    <message>
        <source>, %1</source>
        <translation>, %1</translation>
    </message>
    <message>
        <source>A server uses the folder %1 already (%2%3).</source>
        <translation>Ein Server benutzt den Ordner %1 schon (%2%3).</translation>
    </message>
    <message>
        <source>This is no folder: %1.</source>
        <translation>Das ist kein Ordner: %1.</translation>
    </message>
    <message>
        <source>The folder for the messages cannot be made: %1.</source>
        <translation>Der Ordner für die Nachrichten lässt sich nicht anlegen: %1.</translation>
    </message>
    <message>
        <source>This user may not write to the folder for the messages: %1.</source>
        <translation>Dieser Benutzer darf nicht in den Ordner für die Nachrichten schreiben: %1.</translation>
    </message>
    <message>
        <source>Others may write to the folder %1, so messages are not safe there.</source>
        <translation>Andere dürfen in den Ordner %1 schreiben, dort sind Nachrichten nicht sicher.</translation>
    </message>
    <message>
        <source>Join that one, choose another folder with --data, or keep messages in memory with --ephemeral.</source>
        <translation>Tritt diesem bei, wähle mit --data einen anderen Ordner, oder behalte Nachrichten mit --ephemeral nur im Speicher.</translation>
    </message>
    <message>
        <source>Choose another folder with --data, or keep messages in memory with --ephemeral.</source>
        <translation>Wähle mit --data einen anderen Ordner, oder behalte Nachrichten mit --ephemeral nur im Speicher.</translation>
    </message>
</context>
<context>
    <name>confab::app::ErrorOutput</name>
    <message numerus="yes">
        <source>%n line(s) are missing here: standard error was not read for too long.</source>
        <translation>
            <numerusform>Hier fehlt %n Zeile: Die Standardfehlerausgabe wurde zu lange nicht gelesen.</numerusform>
            <numerusform>Hier fehlen %n Zeilen: Die Standardfehlerausgabe wurde zu lange nicht gelesen.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>confab::app::FolderQuestion</name>
    <message>
        <source>Folder for the messages</source>
        <translation>Ordner für die Nachrichten</translation>
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
    <message>
        <source>--allow-origin needs an origin as https://chat.example:8443, or *, not &quot;%1&quot;.</source>
        <translation>--allow-origin braucht einen Ursprung wie https://chat.example:8443 oder *, nicht „%1“.</translation>
    </message>
    <message>
        <source>--allow-host needs a name without a port, as chat.example, not &quot;%1&quot;.</source>
        <translation>--allow-host braucht einen Namen ohne Port wie chat.example, nicht „%1“.</translation>
    </message>
    <message>
        <source>--trust-proxy needs an IP address or a network as 10.0.0.0/8, not &quot;%1&quot;.</source>
        <translation>--trust-proxy braucht eine IP-Adresse oder ein Netz wie 10.0.0.0/8, nicht „%1“.</translation>
    </message>
    <message>
        <source>A PIN has 4 to 64 letters (A to Z), digits or signs of a plain keyboard, and no spaces.</source>
        <translation>Eine PIN hat 4 bis 64 Buchstaben (A bis Z), Ziffern oder Zeichen einer einfachen Tastatur und keine Leerzeichen.</translation>
    </message>
    <message>
        <source>The file of --pin-file cannot be read: %1 (%2)</source>
        <translation>Die Datei von --pin-file lässt sich nicht lesen: %1 (%2)</translation>
    </message>
    <message>
        <source>The file of --pin-file holds more than a PIN: %1</source>
        <translation>Die Datei von --pin-file enthält mehr als eine PIN: %1</translation>
    </message>
    <message>
        <source>The file of --pin-file is empty: %1</source>
        <translation>Die Datei von --pin-file ist leer: %1</translation>
    </message>
    <message>
        <source>limit-loopback is true or false, not &quot;%1&quot;.</source>
        <translation>limit-loopback ist true oder false, nicht „%1“.</translation>
    </message>
    <message>
        <source>Let in only people who know this PIN. Other users of this machine can see a command line: --pin-file and CONFAB_PIN hide it.</source>
        <translation>Nur Leute einlassen, die diese PIN kennen. Andere Benutzer dieses Rechners können die Befehlszeile sehen: --pin-file und CONFAB_PIN verbergen sie.</translation>
    </message>
    <message>
        <source>File with the PIN in it.</source>
        <translation>Datei mit der PIN.</translation>
    </message>
    <message>
        <source>Origin of pages that may talk to this server beside its own, as https://chat.example; * for any. May be repeated.</source>
        <translation>Ursprung von Seiten, die neben den eigenen mit diesem Server sprechen dürfen, wie https://chat.example; * für alle. Mehrfach erlaubt.</translation>
    </message>
    <message>
        <source>Name under which this server may be asked for, beside IP addresses, localhost and this machine&apos;s name. May be repeated.</source>
        <translation>Name, unter dem dieser Server angesprochen werden darf, neben IP-Adressen, localhost und dem Namen dieses Rechners. Mehrfach erlaubt.</translation>
    </message>
    <message>
        <source>Address or network of a proxy whose X-Forwarded-For, -Proto and -Host are believed, as 10.0.0.0/8. May be repeated.</source>
        <translation>Adresse oder Netz eines Proxys, dessen X-Forwarded-For, -Proto und -Host geglaubt wird, wie 10.0.0.0/8. Mehrfach erlaubt.</translation>
    </message>
    <message>
        <source>Packets a client may send in a second, four times as many at once; beyond it is read more slowly. 0 for any number (50).</source>
        <translation>Pakete, die ein Client in einer Sekunde senden darf, auf einmal viermal so viele; darüber wird er langsamer gelesen. 0 für beliebig viele (50).</translation>
    </message>
    <message>
        <source>Clients at the same time from one address; more are refused (256).</source>
        <translation>Clients zur selben Zeit von einer Adresse; weitere werden abgewiesen (256).</translation>
    </message>
    <message>
        <source>Limit clients on this machine as well by --rate and --max-per-address.</source>
        <translation>Auch Clients auf diesem Rechner durch --rate und --max-per-address begrenzen.</translation>
    </message>
    <message>
        <source>--data and --ephemeral contradict each other. Choose one.</source>
        <translation>--data und --ephemeral widersprechen sich. Wähle eines.</translation>
    </message>
    <message>
        <source>The PIN is given twice. Use --pin or --pin-file, not both.</source>
        <translation>Die PIN ist zweimal angegeben. Nimm --pin oder --pin-file, nicht beides.</translation>
    </message>
    <message>
        <source>Other users of this machine may have seen --%1 on the command line. Use --%1-file or the environment variable %2 instead.</source>
        <translation>Andere Benutzer dieses Rechners können --%1 in der Befehlszeile gesehen haben. Nimm stattdessen --%1-file oder die Umgebungsvariable %2.</translation>
    </message>
    <message>
        <source>--data needs a folder. To keep messages in memory only, use --ephemeral.</source>
        <translation>--data braucht einen Ordner. Um Nachrichten nur im Speicher zu behalten, nimm --ephemeral.</translation>
    </message>
    <message>
        <source>ephemeral is true or false, not &quot;%1&quot;.</source>
        <translation>ephemeral ist true oder false, nicht „%1“.</translation>
    </message>
    <message>
        <source>Folder to keep messages in (confab in the user&apos;s data folder).</source>
        <translation>Ordner für die Nachrichten (confab im Datenordner des Benutzers).</translation>
    </message>
    <message>
        <source>Keep messages in memory only, until the server ends.</source>
        <translation>Nachrichten nur im Speicher behalten, bis der Server endet.</translation>
    </message>
    <message>
        <source>Forget messages after so many days; 0 never (0).</source>
        <translation>Nachrichten nach so vielen Tagen vergessen; 0 nie (0).</translation>
    </message>
    <message>
        <source>Keep only so many messages of each room; 0 all of them (0).</source>
        <translation>Nur so viele Nachrichten jedes Raums behalten; 0 alle (0).</translation>
    </message>
    <message>
        <source>--event-loop is stock or epoll, not &quot;%1&quot;.</source>
        <translation>--event-loop ist stock oder epoll, nicht „%1“.</translation>
    </message>
    <message>
        <source>What the hub waits with: epoll, or stock for Qt&apos;s own (epoll on Linux).</source>
        <translation>Womit der Hub wartet: epoll, oder stock für Qts eigenes (epoll unter Linux).</translation>
    </message>
    <message>
        <source>tls-self-signed is true or false, not &quot;%1&quot;.</source>
        <translation>tls-self-signed ist true oder false, nicht „%1“.</translation>
    </message>
    <message>
        <source>Speak https with this certificate (PEM, with those that vouch for it).</source>
        <translation>Https mit diesem Zertifikat sprechen (PEM, mit denen, die dafür bürgen).</translation>
    </message>
    <message>
        <source>The certificate&apos;s private key (PEM, without a password).</source>
        <translation>Der private Schlüssel des Zertifikats (PEM, ohne Passwort).</translation>
    </message>
    <message>
        <source>Speak https with a certificate that is made once and kept.</source>
        <translation>Https mit einem Zertifikat sprechen, das einmal erzeugt und aufbewahrt wird.</translation>
    </message>
    <message>
        <source>The file of --tls-cert cannot be read: %1</source>
        <translation>Die Datei von --tls-cert lässt sich nicht lesen: %1</translation>
    </message>
    <message>
        <source>The file of --tls-cert has no certificate in PEM format: %1</source>
        <translation>Die Datei von --tls-cert enthält kein Zertifikat im PEM-Format: %1</translation>
    </message>
    <message>
        <source>The file of --tls-key cannot be read: %1</source>
        <translation>Die Datei von --tls-key lässt sich nicht lesen: %1</translation>
    </message>
    <message>
        <source>The file of --tls-key has no private key in PEM format: %1</source>
        <translation>Die Datei von --tls-key enthält keinen privaten Schlüssel im PEM-Format: %1</translation>
    </message>
    <message>
        <source>The key of --tls-key has a password. Take it off, for example with &quot;openssl pkey&quot;, and let nobody else read the file: %1</source>
        <translation>Der Schlüssel von --tls-key hat ein Passwort. Entferne es, zum Beispiel mit „openssl pkey“, und lass niemand sonst die Datei lesen: %1</translation>
    </message>
    <message>
        <source>The key of --tls-key is neither RSA nor EC: %1</source>
        <translation>Der Schlüssel von --tls-key ist weder RSA noch EC: %1</translation>
    </message>
    <message>
        <source>The key of --tls-key is too short to be safe; RSA needs 2048 bits: %1</source>
        <translation>Der Schlüssel von --tls-key ist zu kurz, um sicher zu sein; RSA braucht 2048 Bit: %1</translation>
    </message>
    <message>
        <source>The key of --tls-key is not the one of the certificate of --tls-cert: %1, %2</source>
        <translation>Der Schlüssel von --tls-key gehört nicht zum Zertifikat von --tls-cert: %1, %2</translation>
    </message>
    <message>
        <source>The certificate of --tls-cert has expired: %1</source>
        <translation>Das Zertifikat von --tls-cert ist abgelaufen: %1</translation>
    </message>
    <message>
        <source>The certificate of --tls-cert is not valid yet. Is the clock right? %1</source>
        <translation>Das Zertifikat von --tls-cert gilt noch nicht. Geht die Uhr richtig? %1</translation>
    </message>
    <message>
        <source>A certificate was made and is kept in %1</source>
        <translation>Ein Zertifikat wurde erzeugt und liegt in %1</translation>
    </message>
    <message>
        <source>The certificate in %1 had expired and was made anew: its fingerprint is another one, and the clients will ask.</source>
        <translation>Das Zertifikat in %1 war abgelaufen und wurde neu erzeugt: Sein Fingerabdruck ist ein anderer, und die Clients werden fragen.</translation>
    </message>
    <message>
        <source>The certificate in %1 could not be read and was made anew: its fingerprint is another one, and the clients will ask.</source>
        <translation>Das Zertifikat in %1 war nicht lesbar und wurde neu erzeugt: Sein Fingerabdruck ist ein anderer, und die Clients werden fragen.</translation>
    </message>
    <message>
        <source>The certificate of --tls-self-signed cannot be kept in %1: %2</source>
        <translation>Das Zertifikat von --tls-self-signed lässt sich nicht in %1 aufbewahren: %2</translation>
    </message>
    <message>
        <source>Either --tls-self-signed, or --tls-cert with --tls-key.</source>
        <translation>Entweder --tls-self-signed oder --tls-cert mit --tls-key.</translation>
    </message>
    <message>
        <source>--tls-cert and --tls-key go together: one of them is missing.</source>
        <translation>--tls-cert und --tls-key gehören zusammen: Eines davon fehlt.</translation>
    </message>
    <message>
        <source>--output-submission is auto, send or io_uring, not &quot;%1&quot;.</source>
        <translation>--output-submission ist auto, send oder io_uring, nicht &quot;%1&quot;.</translation>
    </message>
    <message>
        <source>Threads that serve clients (as many as this machine has cores, less one).</source>
        <translation>Threads, die Clients bedienen (so viele wie der Rechner Kerne hat, weniger einen).</translation>
    </message>
    <message>
        <source>How many clients are sent to at once: send, or io_uring (auto: where there is one).</source>
        <translation>Wie an viele Clients auf einmal gesendet wird: send oder io_uring (auto: wo es das gibt).</translation>
    </message>
</context>
<context>
    <name>confab::app::StoreCommands</name>
    <message>
        <source>The messages in %1 were written by a newer version of Confab. Use that one.</source>
        <translation>Die Nachrichten in %1 stammen von einer neueren Version von Confab. Nimm diese.</translation>
    </message>
    <message>
        <source>The messages in %1 are damaged, or not Confab&apos;s: %2</source>
        <translation>Die Nachrichten in %1 sind beschädigt oder nicht von Confab: %2</translation>
    </message>
    <message>
        <source>Another program holds the messages in %1. Try again later.</source>
        <translation>Ein anderes Programm hält die Nachrichten in %1. Versuche es später noch einmal.</translation>
    </message>
    <message>
        <source>The messages in %1 cannot be copied: %2</source>
        <translation>Die Nachrichten in %1 lassen sich nicht kopieren: %2</translation>
    </message>
    <message>
        <source>Folder of the messages (confab in the user&apos;s data folder).</source>
        <translation>Ordner der Nachrichten (confab im Datenordner des Benutzers).</translation>
    </message>
    <message>
        <source>Try --help.</source>
        <translation>--help hilft weiter.</translation>
    </message>
    <message>
        <source>Copies the stored messages into a new file, beside a running server.</source>
        <translation>Kopiert die gespeicherten Nachrichten in eine neue Datei, auch neben einem laufenden Server.</translation>
    </message>
    <message>
        <source>The new file. To go back to it, put it into a data folder as confab.db.</source>
        <translation>Die neue Datei. Um zu ihr zurückzukehren, legt man sie als confab.db in einen Datenordner.</translation>
    </message>
    <message>
        <source>backup needs the name of one new file. Try --help.</source>
        <translation>backup braucht den Namen einer neuen Datei. --help hilft weiter.</translation>
    </message>
    <message>
        <source>The file exists already and is not overwritten: %1</source>
        <translation>Die Datei gibt es schon, sie wird nicht überschrieben: %1</translation>
    </message>
    <message>
        <source>%1 cannot be written: %2</source>
        <translation>%1 lässt sich nicht schreiben: %2</translation>
    </message>
    <message>
        <source>Writes the stored messages for other programs, beside a running server.</source>
        <translation>Schreibt die gespeicherten Nachrichten für andere Programme, auch neben einem laufenden Server.</translation>
    </message>
    <message>
        <source>jsonl, csv or text (as the file&apos;s name ends, else jsonl).</source>
        <translation>jsonl, csv oder text (wie die Datei endet, sonst jsonl).</translation>
    </message>
    <message>
        <source>Only this room.</source>
        <translation>Nur diesen Raum.</translation>
    </message>
    <message>
        <source>The new file; - or nothing for standard output.</source>
        <translation>Die neue Datei; - oder nichts für die Standardausgabe.</translation>
    </message>
    <message>
        <source>export takes one file, and --format jsonl, csv or text. Try --help.</source>
        <translation>export nimmt eine Datei, und --format jsonl, csv oder text. --help hilft weiter.</translation>
    </message>
    <message>
        <source>There are no messages at %1.</source>
        <translation>In %1 sind keine Nachrichten.</translation>
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
    <message>
        <source>People</source>
        <translation>Personen</translation>
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
    <message>
        <source>Messages may be missing here</source>
        <translation>Hier können Nachrichten fehlen</translation>
    </message>
    <message>
        <source>Not saved by the server</source>
        <translation>Vom Server nicht gespeichert</translation>
    </message>
    <message>
        <source>First time at %1: this server shows the fingerprint
%2
Compare it with the one in the server&apos;s window.</source>
        <translation>Zum ersten Mal bei %1: Dieser Server zeigt den Fingerabdruck
%2
Vergleiche ihn mit dem im Fenster des Servers.</translation>
    </message>
    <message>
        <source>%1 shows another certificate than before. Somebody may be listening in. Go on only if the server&apos;s window has this fingerprint:
%2</source>
        <translation>%1 zeigt ein anderes Zertifikat als bisher. Vielleicht hört jemand mit. Mach nur weiter, wenn das Fenster des Servers diesen Fingerabdruck hat:
%2</translation>
    </message>
    <message>
        <source>%1 wants a secure connection. Use https://.</source>
        <translation>%1 verlangt eine sichere Verbindung. Nimm https://.</translation>
    </message>
    <message>
        <source>This chat asks for a PIN.</source>
        <translation>Dieser Chat fragt nach einer PIN.</translation>
    </message>
    <message>
        <source>That is not the PIN of this chat. Ask the host for it.</source>
        <translation>Das ist nicht die PIN dieses Chats. Frag, wer ihn leitet.</translation>
    </message>
    <message>
        <source>Too many wrong PINs. Try again later.</source>
        <translation>Zu viele falsche PINs. Versuche es später noch einmal.</translation>
    </message>
    <message numerus="yes">
        <source>Too many wrong PINs. Try again in %n second(s).</source>
        <translation>
            <numerusform>Zu viele falsche PINs. Neuer Versuch in %n Sekunde.</numerusform>
            <numerusform>Zu viele falsche PINs. Neuer Versuch in %n Sekunden.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Too many wrong PINs. Try again in %n minute(s).</source>
        <translation>
            <numerusform>Zu viele falsche PINs. Neuer Versuch in %n Minute.</numerusform>
            <numerusform>Zu viele falsche PINs. Neuer Versuch in %n Minuten.</numerusform>
        </translation>
    </message>
    <message>
        <source>Messages cannot be kept on this computer: the disk is full.</source>
        <translation>Nachrichten können auf diesem Rechner nicht aufbewahrt werden: Der Datenträger ist voll.</translation>
    </message>
    <message>
        <source>Messages cannot be kept on this computer: the folder cannot be written to.</source>
        <translation>Nachrichten können auf diesem Rechner nicht aufbewahrt werden: Der Ordner ist nicht beschreibbar.</translation>
    </message>
    <message>
        <source>Messages cannot be kept on this computer: another program uses the file.</source>
        <translation>Nachrichten können auf diesem Rechner nicht aufbewahrt werden: Ein anderes Programm benutzt die Datei.</translation>
    </message>
    <message>
        <source>Messages cannot be kept on this computer: the file with them is damaged.</source>
        <translation>Nachrichten können auf diesem Rechner nicht aufbewahrt werden: Die Datei dafür ist beschädigt.</translation>
    </message>
    <message>
        <source>Messages cannot be kept on this computer: the file with them is from a newer version.</source>
        <translation>Nachrichten können auf diesem Rechner nicht aufbewahrt werden: Die Datei dafür stammt von einer neueren Version.</translation>
    </message>
    <message>
        <source>Messages cannot be kept on this computer: the disk reports an error.</source>
        <translation>Nachrichten können auf diesem Rechner nicht aufbewahrt werden: Der Datenträger meldet einen Fehler.</translation>
    </message>
    <message>
        <source>Start of conversation</source>
        <translation>Anfang der Unterhaltung</translation>
    </message>
    <message>
        <source>%1 is typing…</source>
        <translation>%1 schreibt…</translation>
    </message>
    <message>
        <source>%1 and %2 are typing…</source>
        <translation>%1 und %2 schreiben…</translation>
    </message>
    <message>
        <source>Several people are typing…</source>
        <translation>Mehrere Personen schreiben…</translation>
    </message>
    <message>
        <source>%1 (you)</source>
        <comment>name</comment>
        <translation>%1 (du)</translation>
    </message>
    <message numerus="yes">
        <source>and %Ln more</source>
        <comment>people</comment>
        <translation>
            <numerusform>und %Ln weitere Person</numerusform>
            <numerusform>und %Ln weitere</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln online</source>
        <comment>people</comment>
        <translation>
            <numerusform>%Ln online</numerusform>
            <numerusform>%Ln online</numerusform>
        </translation>
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
    <message>
        <source>Join</source>
        <translation>Beitreten</translation>
    </message>
    <message>
        <source>Trust the new one</source>
        <translation>Dem neuen vertrauen</translation>
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
    <name>confab::client::PeoplePopup</name>
    <message>
        <source>People</source>
        <translation>Personen</translation>
    </message>
</context>
<context>
    <name>confab::client::PinPrompt</name>
    <message>
        <source>This chat asks for a &amp;PIN</source>
        <translation>Dieser Chat fragt nach einer &amp;PIN</translation>
    </message>
    <message>
        <source>Join</source>
        <translation>Beitreten</translation>
    </message>
    <message>
        <source>Change address or name</source>
        <translation>Angaben ändern</translation>
    </message>
    <message>
        <source>This chat asks for a PIN</source>
        <translation>Dieser Chat fragt nach einer PIN</translation>
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
    <message>
        <source>People are asked for it; the QR code and the copied address bring it along</source>
        <translation>Die Leute werden danach gefragt; QR-Code und kopierte Adresse bringen sie mit</translation>
    </message>
    <message>
        <source>PIN %1</source>
        <translation>PIN %1</translation>
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
    <message>
        <source>%1, slowed</source>
        <translation>%1, gebremst</translation>
    </message>
    <message>
        <source>It sends more than --rate allows, so the server reads it more slowly</source>
        <translation>Er sendet mehr, als --rate erlaubt, deshalb liest der Server ihn langsamer</translation>
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
    <name>confab::server::FingerprintButton</name>
    <message>
        <source>Fingerprint %1…</source>
        <translation>Fingerabdruck %1…</translation>
    </message>
    <message>
        <source>Fingerprint of the certificate: %1</source>
        <translation>Fingerabdruck des Zertifikats: %1</translation>
    </message>
    <message>
        <source>Whoever joins with confab-client for the first time compares this:</source>
        <translation>Wer zum ersten Mal mit confab-client beitritt, vergleicht dies:</translation>
    </message>
    <message>
        <source>Click to copy it</source>
        <translation>Klicken, um ihn zu kopieren</translation>
    </message>
    <message>
        <source>Fingerprint of the certificate</source>
        <translation>Fingerabdruck des Zertifikats</translation>
    </message>
</context>
<context>
    <name>confab::server::FolderDialog</name>
    <message>
        <source>Where to keep messages</source>
        <translation>Wo Nachrichten bleiben</translation>
    </message>
    <message>
        <source>&amp;Do not store</source>
        <translation>&amp;Nicht speichern</translation>
    </message>
    <message>
        <source>Messages are kept until the server ends</source>
        <translation>Nachrichten bleiben, bis der Server endet</translation>
    </message>
    <message>
        <source>&amp;Another folder…</source>
        <translation>&amp;Anderer Ordner…</translation>
    </message>
    <message>
        <source>&amp;Show it</source>
        <translation>An&amp;zeigen</translation>
    </message>
    <message>
        <source>Opens the running server in the browser</source>
        <translation>Öffnet den laufenden Server im Browser</translation>
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
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
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
