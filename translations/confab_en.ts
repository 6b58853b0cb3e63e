<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>Words</name>
    <message numerus="yes">
        <source>%n day(s) %1</source>
        <translation>
            <numerusform>%n day %1</numerusform>
            <numerusform>%n days %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n client(s)</source>
        <translation>
            <numerusform>%n client</numerusform>
            <numerusform>%n clients</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n people here</source>
        <translation>
            <numerusform>%n person here</numerusform>
            <numerusform>%n people here</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n request(s) refused: wrong PIN from %1</source>
        <translation>
            <numerusform>%n request refused: wrong PIN from %1</numerusform>
            <numerusform>%n requests refused: wrong PIN from %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n request(s) refused: too many wrong PINs from %1</source>
        <translation>
            <numerusform>%n request refused: too many wrong PINs from %1</numerusform>
            <numerusform>%n requests refused: too many wrong PINs from %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n request(s) refused: a page of %2, from %1. --allow-origin lets it in</source>
        <translation>
            <numerusform>%n request refused: a page of %2, from %1. --allow-origin lets it in</numerusform>
            <numerusform>%n requests refused: a page of %2, from %1. --allow-origin lets it in</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n request(s) refused: for the name %2, from %1. --allow-host lets it in</source>
        <translation>
            <numerusform>%n request refused: for the name %2, from %1. --allow-host lets it in</numerusform>
            <numerusform>%n requests refused: for the name %2, from %1. --allow-host lets it in</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n client(s) refused: too many from %1. --max-per-address lets in more</source>
        <translation>
            <numerusform>%n client refused: too many from %1. --max-per-address lets in more</numerusform>
            <numerusform>%n clients refused: too many from %1. --max-per-address lets in more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>confab::app::ConsoleOutput</name>
    <message numerus="yes">
        <source>%n message(s) are missing on standard output, which was not read for too long.</source>
        <translation>
            <numerusform>%n message is missing on standard output, which was not read for too long.</numerusform>
            <numerusform>%n messages are missing on standard output, which was not read for too long.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>confab::app::ErrorOutput</name>
    <message numerus="yes">
        <source>%n line(s) are missing here: standard error was not read for too long.</source>
        <translation>
            <numerusform>%n line is missing here: standard error was not read for too long.</numerusform>
            <numerusform>%n lines are missing here: standard error was not read for too long.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>confab::client::ChatPage</name>
    <message numerus="yes">
        <source>%n new</source>
        <comment>messages below the visible part</comment>
        <translation>
            <numerusform>%n new</numerusform>
            <numerusform>%n new</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>confab::client::ClientWords</name>
    <message numerus="yes">
        <source>%n message(s) waiting.</source>
        <translation>
            <numerusform>%n message waiting.</numerusform>
            <numerusform>%n messages waiting.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Too many wrong PINs. Try again in %n second(s).</source>
        <translation>
            <numerusform>Too many wrong PINs. Try again in %n second.</numerusform>
            <numerusform>Too many wrong PINs. Try again in %n seconds.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Too many wrong PINs. Try again in %n minute(s).</source>
        <translation>
            <numerusform>Too many wrong PINs. Try again in %n minute.</numerusform>
            <numerusform>Too many wrong PINs. Try again in %n minutes.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %Ln more</source>
        <comment>people</comment>
        <translation>
            <numerusform>and %Ln more</numerusform>
            <numerusform>and %Ln more</numerusform>
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
    <message numerus="yes">
        <source>Not sent: the message is %n byte(s) too long. Shorten it, or send it in parts.</source>
        <translation>
            <numerusform>Not sent: the message is %n byte too long. Shorten it, or send it in parts.</numerusform>
            <numerusform>Not sent: the message is %n bytes too long. Shorten it, or send it in parts.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>confab::client::ConnectionNotice</name>
    <message numerus="yes">
        <source>Retrying in %n s.</source>
        <translation>
            <numerusform>Retrying in %n s.</numerusform>
            <numerusform>Retrying in %n s.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>confab::server::MessagesPage</name>
    <message numerus="yes">
        <source>%n new</source>
        <translation>
            <numerusform>%n new</numerusform>
            <numerusform>%n new</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Export %n message(s)</source>
        <translation>
            <numerusform>Export %n message</numerusform>
            <numerusform>Export %n messages</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>confab::server::PortDialog</name>
    <message numerus="yes">
        <source>%n client(s) will be disconnected for a moment. The address changes.</source>
        <translation>
            <numerusform>%n client will be disconnected for a moment. The address changes.</numerusform>
            <numerusform>%n clients will be disconnected for a moment. The address changes.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>confab::server::ServerWindow</name>
    <message numerus="yes">
        <source>%n message(s) written to %1</source>
        <translation>
            <numerusform>%n message written to %1</numerusform>
            <numerusform>%n messages written to %1</numerusform>
        </translation>
    </message>
</context>
</TS>
