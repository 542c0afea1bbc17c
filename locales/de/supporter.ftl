### What a supporter reads. Messages are Telegram HTML (tags: b, i, u, s, a, code, pre, blockquote, tg-spoiler),
### but for the labels of buttons, the pop-up answers, `kind-*`, `date` and `stop-words`, which are plain.
### Numbers choose a form by PLURAL($number), months by MONTH($month); never by a bare variable.

## Coming and going

# $campaign: the campaign's title. $call: the campaign's own few sentences.
welcome =
    <b>{ $campaign }</b>

    { $call }

    Dieser Bot schickt dir die Aufrufe der Kampagne. Du entscheidest. Vorher gut zu wissen:

    • <b>Was wir speichern, wenn du abonnierst:</b> die Nummer deines Telegram-Kontos, deine Sprache und den Tag, an dem du abonniert hast, verschlüsselt auf unserem Server. Bevor du auf <b>Abonnieren</b> drückst, speichern wir nichts über dich außer einer Sprache, die du wählst, oder einer Zusage, die du machst.
    • <b>Was Telegram sieht:</b> dass du diesem Bot schreibst und was du hier eingibst. Dieser Chat ist nicht Ende-zu-Ende-verschlüsselt.
    • <b>Wie du wieder gehst:</b> /stop beendet die Aufrufe, /forget löscht, was wir über dich speichern.
# For subscribers who press Start again.
welcome-back =
    <b>{ $campaign }</b>

    Du hast die Aufrufe abonniert: Sie kommen hierher.

    /demands zeigt, was wir fordern, /day, wann wir handeln, /pledge, wie du dafür einstehen kannst. /help zeigt alles.
# $day: the date of the next action day, such as “16 November 2026”.
subscribed =
    <b>Du hast die Aufrufe abonniert.</b>

    Aufrufe und Neuigkeiten der Kampagne kommen jetzt hierher. Der nächste Aktionstag: <b>{ $day }</b>.

    Wenn ein Aufruf kommt, antworte darauf oder drücke einen Knopf, um dafür einzustehen.

    /stop beendet die Aufrufe jederzeit. /forget löscht, was wir über dich speichern.
already-subscribed = Du hast die Aufrufe schon abonniert. Nichts hat sich geändert. /stop beendet die Aufrufe.
unsubscribed =
    <b>Du bist abgemeldet.</b> Die Nummer deines Kontos ist bei uns gelöscht, und es kommen keine Aufrufe mehr.

    Falls du eine Zusage gemacht hast, zählt sie ohne deinen Namen weiter, bis du sie mit /pledge zurückziehst oder mit /forget alles löschst.

    Um wiederzukommen: /subscribe
not-subscribed = Du hast die Aufrufe nicht abonniert, also bekommst du keine. Abonnieren: /subscribe
language-choose =
    In welcher Sprache soll ich dir schreiben?

    Wir speichern deine Wahl mit der Nummer deines Kontos, verschlüsselt. /forget löscht sie.
# $language: the language's name in itself, such as “Polski”.
language-set = Sprache: <b>{ $language }</b>

## How messages reach a person

# $minutes: how long a shown text stands.
hearing =
    <b>Wie dich Nachrichten erreichen</b>

    Deine Wahl ist mit ✓ markiert und gilt ab der nächsten Nachricht. Wir speichern sie mit der Nummer deines Kontos, verschlüsselt.

    • <b>Offen</b> oder <b>diskret:</b> Diskret kommt nur eine neutrale Zeile. <b>Zeigen</b> setzt den Text an ihre Stelle; nach { $minutes } min verbirgt er sich wieder.
    • <b>Bleibt</b> oder eine Anzahl Stunden: Nach dieser Zeit löscht der Bot eine Nachricht.
    • <b>Neuigkeiten</b> und <b>Erinnerungen</b> kommen, wenn sie angehakt sind. Aufrufe kommen immer, ebenso Berichtigungen dessen, was du bekommen hast.

    <b>Das hilft</b> gegen einen Blick auf dein Handy, auf seinen Sperrbildschirm oder auf die Liste deiner Chats.

    <b>Das hilft nicht</b> gegen:
    • Telegram, das jeden gezeigten Text hat;
    • Benachrichtigungen, die dein Handy schon angezeigt hat, Kopien, Sicherungen und Bildschirmfotos;
    • deine eigenen Antworten: Eine Antwort zitiert, worauf sie antwortet;
    • den Namen dieses Bots in der Liste deiner Chats;
    • Leute, die dein entsperrtes Handy in der Hand haben und <b>Zeigen</b> drücken.

    Wenn unser Server dann gerade nicht läuft, verbirgt oder löscht er den Text später oder gar nicht.
# Stands for a message: names neither campaign nor sender, and tells nothing of what it is about.
discreet-notice = Du hast eine neue Nachricht.
# A pop-up answer, at most 200 characters, plain.
discreet-gone = Diese Nachricht ist hier nicht mehr verfügbar.

## The campaign

demands-heading =
    <b>{ PLURAL($count) ->
        [one] { $count } Forderung
       *[other] { $count } Forderungen
    }</b>
# One demand of several, such as “2/6”.
demand =
    <b>{ $number }/{ $total } · { $title }</b>

    { $text }
# $date: such as “16 November 2026”. $days: how many are left, 1 or more.
day =
    <b>{ $title }</b>
    { $date } · { PLURAL($days) ->
        [one] noch { $days } Tag
       *[other] noch { $days } Tage
    }

    { $text }
day-today =
    <b>{ $title }</b>
    { $date } · <b>heute</b>

    { $text }
# A full date, as it stands after a colon.
date = { $day }. { MONTH($month) ->
        [january] Januar
        [february] Februar
        [march] März
        [april] April
        [may] Mai
        [june] Juni
        [july] Juli
        [august] August
        [september] September
        [october] Oktober
        [november] November
       *[december] Dezember
    } { $year }

## Pledges

# $statement: the petition's statement.
pledge-ask =
    <b>Dafür einstehen</b>

    { $statement }

    Wähle mit den Knöpfen, wie du dafür einstehst.

    <b>Bevor du drückst:</b> Wir speichern, was du gewählt hast, deine Sprache und den Tag, verschlüsselt. Ohne den Schlüssel unseres Servers kann niemand das mit der Liste der Abos verknüpfen. Telegram sieht, dass du drückst. Du kannst deine Zusage jederzeit zurückziehen.
# $url: a petition on another site.
pledge-ask-external =
    <b>Dafür einstehen</b>

    { $statement }

    Wähle mit den Knöpfen, wie du dafür einstehst. Die Petition selbst ist auf einer anderen Seite. Sie hat eigene Regeln und sieht deinen Besuch: { $url }

    <b>Bevor du drückst:</b> Wir speichern, was du gewählt hast, deine Sprache und den Tag, verschlüsselt. Ohne den Schlüssel unseres Servers kann niemand das mit der Liste der Abos verknüpfen. Telegram sieht, dass du drückst. Du kannst deine Zusage jederzeit zurückziehen.
# $kinds: a list such as “Sign the statement, Share the petition”. Must stay true when the same button is pressed again.
pledge-counted =
    <b>Danke. Deine Zusage zählt.</b>

    Deine Zusage: <b>{ $kinds }</b>
    { PLURAL($total) ->
        [one] Bisher steht { $total } Mensch dafür ein.
       *[other] Bisher stehen { $total } Menschen dafür ein.
    }

    Du zählst einmal, egal wie oft du drückst. Deine Zusage ansehen oder zurückziehen: /pledge
# The person replied to a call.
pledge-counted-reply =
    <b>Danke. Deine Antwort zählt: Du stehst für die Erklärung ein.</b>

    Deine Zusage: <b>{ $kinds }</b>
    { PLURAL($total) ->
        [one] Bisher steht { $total } Mensch dafür ein.
       *[other] Bisher stehen { $total } Menschen dafür ein.
    }

    Deine Worte haben wir nicht gespeichert. Telegram hat sie in diesem Chat. Du zählst einmal, egal wie oft du antwortest. Falls du es nicht so gemeint hast, zieh deine Zusage zurück: /pledge
pledge-withdraw-ask =
    <b>Zusage zurückziehen?</b>

    Deine Zusage: <b>{ $kinds }</b>

    Sie wird gelöscht und zählt nicht mehr. Du kannst später wieder zusagen.
pledge-withdrawn = <b>Deine Zusage ist zurückgezogen.</b> Sie ist gelöscht und zählt nicht mehr. Wieder zusagen: /pledge
pledge-none = Du hast keine Zusage gemacht. Eine machen: /pledge
# $kinds: what can be chosen.
pledge-kind-unknown =
    Diese Art von Zusage kenne ich nicht. Du kannst eine von diesen wählen: { $kinds }

    Oder schick /pledge und drücke einen Knopf.
# The pledge as it is, with buttons to add a kind or to withdraw.
pledge-stands =
    <b>Deine Zusage gilt.</b>

    Deine Zusage: <b>{ $kinds }</b>
    { PLURAL($total) ->
        [one] Bisher steht { $total } Mensch dafür ein.
       *[other] Bisher stehen { $total } Menschen dafür ein.
    }

    Mit den Knöpfen kannst du sie ergänzen oder zurückziehen.
# Kinds of pledge: labels of buttons, and items of a list after a colon.
kind-sign = Erklärung unterschreiben
kind-share = Petition teilen
kind-act = Am Aktionstag mitmachen
kind-photo = Solidaritätsfoto machen
kind-raise = In meine Gewerkschaft einbringen

## A person's own data

# Under a file.
my-data-caption =
    Diese Datei enthält alles, was klich über dich speichert.

    Sie ist jetzt in diesem Chat, also hat Telegram sie auch. Wenn du sie gelesen hast, kannst du sie aus dem Chat löschen.
my-data-nothing = Wir speichern nichts über dich. Telegram speichert diesen Chat.
forget-ask =
    <b>Alles löschen, was wir über dich speichern?</b>

    Wir löschen dein Abo, deine Sprache und, falls du eine gemacht hast, deine Zusage. Die Zusage zählt dann nicht mehr. Das lässt sich nicht rückgängig machen.
forget-cancelled = <b>Abgebrochen.</b> Nichts wurde gelöscht.
forget-done =
    <b>Erledigt. Auf unserem Server ist alles über dich gelöscht.</b>

    Was wir nicht löschen können:

    • <b>Telegram</b> speichert diesen Chat und weiß, dass du diesen Bot benutzt hast.
    • <b>Dein Handy</b> hat die Nachrichten noch. Lösch diesen Chat, für beide Seiten, wenn Telegram es anbietet. Blockiere dann den Bot.
    • <b>Unsere Festplatte:</b> Gelöschte Einträge können dort noch eine Weile verschlüsselt liegen. Niemand kann sie lesen, solange unser Schlüssel sicher ist. Sobald die Schlüssel gewechselt sind, in der Regel in der folgenden Nacht, kann sie niemand mehr lesen, auch wir nicht.
    • <b>Eine Sicherung,</b> die vorher gemacht wurde, enthält deine Daten noch, verschlüsselt, bis sie gelöscht wird.
forget-nothing =
    Wir speichern nichts über dich, also gibt es nichts zu löschen.

    Telegram speichert diesen Chat und weiß, dass du diesen Bot benutzt hast. Du kannst den Chat löschen und den Bot blockieren.
privacy =
    <b>Wer was sieht</b>

    • <b>Telegram</b> sieht, dass du diesen Bot benutzt, was du schreibst und drückst und was wir senden. Dieser Chat ist nicht Ende-zu-Ende-verschlüsselt.
    • <b>Unser Server</b> sieht, was du ihm schickst, um antworten zu können. Was du schickst, wartet verschlüsselt auf seiner Festplatte, bis es beantwortet ist. Dann wird es gelöscht.
    • <b>Was er speichert,</b> verschlüsselt: wenn du abonnierst, die Nummer deines Kontos, deine Sprache, den Tag, an dem du abonniert hast, und wie dich Nachrichten erreichen; nach einem Aufruf etwa zwei Tage lang, welche Nachricht es war; wenn du zusagst, die Art, die Sprache und den Tag. Er speichert keinen Namen, keine Telefonnummer und keines deiner Worte.
    • <b>Das Orga-Team</b> sieht nur Gesamtzahlen. Es hat keine Liste von Personen.
    • <b>Wer unsere Festplatte mitnimmt,</b> findet verschlüsselte Einträge. Wer den laufenden Server oder seinen Schlüssel in die Hand bekommt, kann lesen, was er speichert.
    • <b>Wer dein Handy in der Hand hat,</b> kann diesen Chat lesen.

    /mydata zeigt, was wir über dich speichern, /forget löscht es.
verify-unsigned =
    <b>Ist ein Aufruf echt?</b>

    Diese Kampagne signiert ihre Aufrufe nicht. Dieser Bot kann also nicht beweisen, wer einen Aufruf geschrieben hat.

    Ist ein Aufruf ungewöhnlich? Nennt er einen neuen Ort? Fragt er nach Namen, Ausweisen oder Geld, oder sollst du auf einen Link klicken? Dann prüf ihn zuerst auf einem anderen Weg, dem du vertraust: bei jemandem, den du kennst, oder bei deiner Gewerkschaft.

## Help

help =
    <b>Was ich kann</b>

    /subscribe – Aufrufe erhalten
    /stop – keine Aufrufe mehr erhalten
    /demands – was wir fordern
    /day – wann wir handeln
    /pledge – dafür einstehen oder Zusage zurückziehen
    /language – Sprache wählen
    /mydata – sehen, was wir über dich speichern
    /forget – es löschen
    /privacy – wer was sieht
    /verify – ist ein Aufruf echt?

    Wenn ein Aufruf kommt, kannst du auch einfach darauf antworten: Das zählt als Zusage.
help-organiser =
    <b>Was ich kann</b>

    /desk – Gesamtzahlen, neue Rundnachrichten und was aus ihnen wurde

    /subscribe – Aufrufe erhalten
    /stop – keine Aufrufe mehr erhalten
    /demands – was wir fordern
    /day – wann wir handeln
    /pledge – dafür einstehen oder Zusage zurückziehen
    /language – Sprache wählen
    /mydata – sehen, was wir über dich speichern
    /forget – es löschen
    /privacy – wer was sieht
    /verify – ist ein Aufruf echt?

    Wenn ein Aufruf kommt, kannst du auch einfach darauf antworten: Das zählt als Zusage.

## What is not understood

command-unknown = Diesen Befehl kenne ich nicht. /help zeigt, was ich kann.
wait-a-little = Bitte warte ein wenig. Du schreibst schneller, als ich antworten kann, deshalb überspringe ich manches. Was zählt, geht nicht verloren: deine Zusage, /stop und /forget.
words-not-kept =
    Ich kann keinen freien Text lesen. Wir haben nichts davon gespeichert, aber Telegram hat es gesehen.

    Was ich kann: /demands, /day, /pledge, /stop. /help zeigt alles.
file-not-kept =
    Bilder, Dateien und Sprachnachrichten kann ich nicht annehmen. Wir haben nichts davon gespeichert, aber Telegram hat es. Du kannst es aus diesem Chat löschen.

    Was ich kann: /help
# Pop-up answers, at most 200 characters, plain.
button-old = Dieser Knopf gilt nicht mehr. Schick /help, um zu sehen, was du jetzt tun kannst.
button-done = Das ist schon erledigt. Nichts hat sich geändert.
# Words that, as a whole message, unsubscribe: lower case, separated by commas. No words that may be a battle cry, such as “enough”.
stop-words = stop, stopp, stoppen, abmelden, abbestellen, abo beenden, abo kündigen, deabonnieren, lass mich in ruhe, lasst mich in ruhe, keine nachrichten mehr

## Labels of buttons, plain, at most 40 characters

button-subscribe = Abonnieren
button-language = Sprache
button-demands = Forderungen
button-day = Aktionstag
button-pledge = Dafür einstehen
button-privacy = Wer was sieht
button-previous = ‹ Zurück
button-next = Weiter ›
button-all-demands = Alle Forderungen
button-one-by-one = Einzeln ansehen
button-withdraw = Zurückziehen
button-keep = Behalten
button-forget = Alles löschen
button-cancel = Abbrechen
button-open-petition = Petition öffnen
button-share = Teilen
button-hearing = Wie mich Nachrichten erreichen
button-show = Zeigen
button-hide = Verbergen
button-openly = Offen
button-discreetly = Diskret
# Short: four stand in a row.
button-stay = Bleibt
button-after-hours = { $hours } Std.
button-news = Neuigkeiten
button-reminders = Erinnerungen

## A call as a subscriber sees it

alert-foot-call = <i>Um dafür einzustehen, antworte auf diese Nachricht oder drücke einen Knopf. Abmelden: /stop</i>
alert-foot-note = <i>Abmelden: /stop</i>
alert-head-call = 📣 <b>Aufruf</b>
alert-head-update = 📰 <b>Neuigkeiten</b>
alert-head-correction = ✏️ <b>Berichtigung</b>
alert-head-reminder = ⏰ <b>Erinnerung</b>
