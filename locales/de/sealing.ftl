### Was für die Organisierenden versiegelt ist, ihre Antworten, und eine geänderte Erklärung. Wie in supporter.ftl.

seal-offer =
    <b>Versiegelt, nur für die Organisierenden</b>

    Die Tasten unter dem Eingabefeld öffnen die Seite der Kampagne. Was du dort schreibst, wird auf deinem eigenen Gerät versiegelt. Weder Telegram noch dieser Bot kann es lesen; nur die Schlüssel der Organisierenden öffnen es.

    <b>Was Telegram trotzdem sieht:</b> dass du die Seite öffnest, dass und wann du etwas Versiegeltes schickst, und welche der beiden Tasten du benutzt.
    <b>Was wir aufbewahren:</b> den versiegelten Text und dazu, verschlüsselt, die Nummer deines Kontos, damit eine Antwort dich findet. /forget löscht beides.
seal-offer-file =
    <b>Versiegelt, nur für die Organisierenden</b>

    Dieser Bot hat dafür keine eigene Seite. Versiegle eine Datei mit <b>age</b> oder mit der Offline-Seite, die die Kampagne von Hand weitergibt, und schick sie hierher, als Datei oder als Text. Diese Schlüssel öffnen sie:

    <code>{ $keys }</code>

    <b>Was Telegram trotzdem sieht:</b> dass und wann du etwas Versiegeltes schickst.
    <b>Was wir aufbewahren:</b> den versiegelten Text und dazu, verschlüsselt, die Nummer deines Kontos, damit eine Antwort dich findet. /forget löscht beides.
seal-none =
    Diese Kampagne nimmt zurzeit nichts Versiegeltes an: Es gibt keinen Schlüssel, für den man versiegeln könnte. Wir haben nichts davon aufbewahrt, aber Telegram hat es. Bitte schick keine Namen hierher.

    Was ich kann: /help
sealed-pledge =
    <b>Danke. Deine versiegelte Zusage zählt.</b>

    Ich kann nicht lesen, was du geschrieben hast. Die Organisierenden können es.
    { PLURAL($total) ->
        [one] Bisher steht { $total } Mensch dafür ein.
       *[other] Bisher stehen { $total } Menschen dafür ein.
    }

    Du zählst einmal, egal wie oft du eine schickst; die neueste ersetzt die frühere. Deine Zusage ansehen oder zurückziehen: /pledge
sealed-message =
    <b>Angenommen, versiegelt.</b> Ich kann es nicht lesen, die Organisierenden können es.

    Wenn sie antworten, kommt hier eine Nachricht mit einer Taste. Sie öffnet sich nur auf dem Gerät, auf dem du geschrieben hast.
sealed-which =
    <b>Angenommen, versiegelt.</b> Ich kann nicht hineinsehen.

    Ist es deine Zusage? Dann drück die Taste, und du wirst gezählt.
sealed-newer = Das hat eine neuere Version versiegelt, die ich nicht kenne. Nichts wurde aufbewahrt. Bitte öffne die Seite neu über /pledge, oder frag die Organisierenden.
sealed-damaged = Dieser versiegelte Text ist unvollständig oder wurde unterwegs verändert. Nichts wurde aufbewahrt. Wenn deine App ihn in zwei Nachrichten geteilt hat, speichere ihn als Datei und schick die Datei.
sealed-too-long = Das ist länger als alles, was ich annehme. Nichts wurde aufbewahrt.
sealed-other-key = Das ist nicht für Schlüssel versiegelt, wie die Organisierenden sie haben; niemand dort könnte es öffnen. Nichts wurde aufbewahrt.
sealed-too-many = Von dir sind so viele versiegelte Briefe da, wie ich für einen Menschen aufbewahren kann. Dieser wurde nicht aufbewahrt. Die früheren haben die Organisierenden.

comment-ask = Möchtest du den Organisierenden noch etwas sagen? Was du hier als Nächstes schreibst, wird versiegelt, sobald es ankommt, und aus dem Chat gelöscht, aber Telegram sieht es vorher. Was Telegram nicht sehen soll, schreib versiegelt.
comment-sealed =
    <b>Deine Worte sind jetzt versiegelt,</b> nur für die Organisierenden, und ich lösche sie aus diesem Chat.

    Telegram hat sie gesehen. Was Telegram nicht sehen soll, schreib versiegelt.
pledge-counted-comment =
    <b>Danke. Deine Antwort zählt: Du stehst für die Erklärung ein.</b>

    Deine Zusage: <b>{ $kinds }</b>
    { PLURAL($total) ->
        [one] Bisher steht { $total } Mensch dafür ein.
       *[other] Bisher stehen { $total } Menschen dafür ein.
    }

    Deine Worte sind jetzt versiegelt, nur für die Organisierenden, und ich lösche sie aus diesem Chat. Telegram hat sie gesehen. Du zählst einmal, egal wie oft du antwortest. Wenn du das nicht wolltest, zieh deine Zusage zurück: /pledge
comment-too-long = Das ist zu lang, um es zu versiegeln, also wurde nichts aufbewahrt; Telegram hat es gesehen. Bitte schreib weniger.

reply-came =
    <b>Die Organisierenden haben dir geantwortet.</b>

    Die Antwort ist versiegelt: Sie öffnet sich nur auf dem Gerät, auf dem du geschrieben hast, und zeigt nur, was die Kampagne unterschrieben hat. Hat das Gerät seinen Schlüssel verloren, kannst du uns noch einmal schreiben.
reply-file =
    Die Organisierenden haben dir geantwortet. Die Antwort ist versiegelt und ist diese Datei: Sie öffnet sich nur auf dem Gerät, auf dem du geschrieben hast. Öffne die Seite der Kampagne, wähle „Aufruf prüfen“ und gib ihr diese Datei.

statement-changed =
    <b>Die Erklärung hat sich seit deiner Zusage geändert.</b> Jetzt lautet sie:

    { $statement }

    Deine Zusage galt den früheren Worten und zählt nur für sie. Gilt sie auch für die neuen? Du entscheidest; wenn du nichts drückst, ändert sich nichts.
statement-renewed =
    <b>Danke.</b> Deine Zusage gilt jetzt für die neuen Worte.
    { PLURAL($total) ->
        [one] Für die neuen Worte steht bisher { $total } Mensch ein.
       *[other] Für die neuen Worte stehen bisher { $total } Menschen ein.
    }

privacy-sealed = • <b>Was du</b> für die Organisierenden <b>versiegelst,</b> bewahren wir so auf, wie es kommt, mit der Nummer deines Kontos, verschlüsselt. Niemand kann es hier lesen, auch nicht mit dem Schlüssel unseres Servers. Wenn du nach einer Zusage etwas in den Chat schreibst, versiegeln wir es, sobald es ankommt, und löschen es aus dem Chat; Telegram hat es gesehen.
sealed-copies = Was du versiegelt hast, gehört dazu. Kopien, die die Organisierenden schon herausgenommen und geöffnet haben, bleiben bei ihnen: Frag sie.

button-seal = Versiegelt schreiben
button-sealed-pledge = Versiegelte Zusage
button-sealed-message = Versiegelte Nachricht
button-count-me = Ja, zählt mich
button-only-message = Nein, eine Nachricht
button-open-reply = Antwort öffnen
button-renew = Meine Zusage gilt auch dafür
