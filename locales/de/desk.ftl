### What an organiser reads at the desk. Messages are Telegram HTML; `desk-button-*`, `alert-kind-*` and `state-*` are plain.

# $subscribers: a number as text, or “<5”.
desk =
    <b>Übersicht</b>

    Abos: <b>{ $subscribers }</b>
    Zusagen: <b>{ $pledges }</b>
    Rundnachrichten: <b>{ $alerts }</b>

    Hier gibt es nur Gesamtzahlen. Eine Liste von Personen gibt es nicht.
desk-new-kind = Was für eine Rundnachricht soll es sein?

## Writing an alert

# $kind: such as “Call”. $written, $missing: lists of languages, or a dash. $audience: a number as text, or “<5”.
desk-compose =
    <b>Neue Rundnachricht: { $kind }</b>

    Geschrieben: { $written }
    Es fehlt: { $missing }
    Abos, die sie erhalten: <b>{ $audience }</b>

    Drücke auf eine Sprache, um ihren Text zu schreiben. Sieh dir dann die Vorschau an und sende.
desk-write-in =
    Schick mir jetzt den Text in dieser Sprache: <b>{ $language }</b>

    Eine Nachricht, nur Text. Telegram sieht ihn, sobald du ihn schickst.
desk-text-taken =
    <b>{ $language }:</b> Der Text ist übernommen.
    Länge: { $length } von { $limit }
desk-text-too-long =
    <b>Dieser Text ist zu lang. Er wurde nicht übernommen.</b>
    Länge: { $length }. Grenze: { $limit }

    Bitte kürze ihn und schick ihn noch einmal.
desk-text-empty = In dieser Nachricht steht kein Text, also wurde nichts übernommen. Bitte schick den Text als eigene Nachricht, ohne Bild oder Datei.
# Stands above the preview.
desk-preview = <b>Vorschau: { $language }.</b> So kommt es bei den Abos an:
desk-nothing-written = Noch ist kein Text geschrieben. Drücke zuerst auf eine Sprache und schreib einen.
desk-confirm-send =
    <b>Jetzt senden?</b>

    Art: { $kind }
    Abos, die sie erhalten: <b>{ $audience }</b>
    Geschrieben: { $languages }
    Es fehlt: { $missing }

    Sie lässt sich etwa zwei Tage lang zurückrufen, aber wer sie gelesen hat, hat sie gelesen. Der Knopf wirkt nur einmal.
desk-sent =
    <b>Die Rundnachricht ist unterwegs.</b>
    Ihre Kennung: <code>{ $id }</code>

    Ich schreibe dir, wenn sie fertig ist oder anhalten muss.
desk-discarded = Der Entwurf ist verworfen. Nichts wurde gesendet.

## Alerts and what became of them

desk-alerts = <b>Rundnachrichten</b>, die neueste zuerst. Drücke auf eine, um ihren Stand zu sehen.
desk-no-alerts = Es gibt noch keine Rundnachrichten.
# $kind: such as “Call”. $state: such as “running”.
desk-alert =
    <b>{ $kind }</b> · { $state }
    <code>{ $id }</code>

    Zugestellt: <b>{ $delivered }</b> von { $audience }
    Stehen noch aus: { $remaining }
    Nicht erreichbar (Bot blockiert oder Konto gelöscht): { $unreachable }
    Fehlgeschlagen: { $failed }
    Ungewiss (gesendet, aber Telegrams Antwort ging verloren): { $uncertain }
desk-finished =
    <b>Die Rundnachricht ist verschickt.</b>
    <code>{ $id }</code>

    Zugestellt: <b>{ $delivered }</b>
    Nicht erreichbar: { $unreachable }
    Fehlgeschlagen: { $failed }
    Ungewiss: { $uncertain }
desk-paused-refused =
    <b>Die Rundnachricht ist angehalten.</b>
    <code>{ $id }</code>

    <b>Warum:</b> Telegram hat ihren Inhalt abgelehnt. Niemand bekommt sie, bis du etwas tust.
    <b>Was zu tun ist:</b> Sieh dir den Text in jeder Sprache an. Ist er zu lang oder fehlerhaft, schreib die Rundnachricht neu. Setze diese nur fort, wenn du weißt, dass die Ursache behoben ist.
desk-paused-failing =
    <b>Die Rundnachricht ist angehalten.</b>
    <code>{ $id }</code>

    <b>Warum:</b> Mehr als 20 % der letzten 200 Nachrichten sind fehlgeschlagen, und das liegt nicht an den Abos. Vielleicht ist Telegram oder das Netz gestört.
    <b>Was zu tun ist:</b> Warte ein paar Minuten und setze sie dann mit /desk fort. Wer sie schon hat, bekommt sie nicht noch einmal. Hält sie wieder an, frag die Leute, die den Server betreiben.
desk-paused-expired =
    <b>Die Rundnachricht hat angehalten.</b>
    <code>{ $id }</code>

    <b>Warum:</b> Ihre Zeit ist abgelaufen, deshalb wird sie nicht weiter gesendet.
    <b>Was zu tun ist:</b> nichts, wenn das so richtig ist. Wenn noch Menschen davon erfahren müssen, schreib die Rundnachricht neu.

## Labels of buttons, plain, at most 40 characters

desk-button-new = Neue Rundnachricht
desk-button-alerts = Rundnachrichten
desk-button-refresh = Aktualisieren
desk-button-back = ‹ Zurück
desk-button-preview = Vorschau
desk-button-send = Senden …
desk-button-send-now = Jetzt senden
desk-button-discard = Verwerfen
desk-button-pause = Anhalten
desk-button-resume = Fortsetzen
# For a reminder that has yet to go out.
desk-button-edit = Texte ändern

## Kinds and states

alert-kind-call = Aufruf
alert-kind-update = Neuigkeiten
alert-kind-correction = Berichtigung
alert-kind-reminder = Erinnerung
state-draft = Entwurf
state-awaiting-signatures = wartet auf Signaturen
state-scheduled = geplant
state-running = unterwegs
state-paused = angehalten
state-finished = abgeschlossen
state-cancelled = abgebrochen
