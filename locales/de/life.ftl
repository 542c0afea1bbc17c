desk-when =
    <b>Wann soll sie hinausgehen?</b>

    Wähle eine Zeit oder schick mir eine nach den Uhren von { $zone }, so geschrieben: <code>{ $example }</code>
desk-when-unclear = Ich kann das nicht als eine Zeit lesen, die noch kommt. Schreib sie bitte so: <code>{ $example }</code>
desk-goes-out = Geht hinaus: <b>{ $time }</b>
desk-goes-out-at-once = Geht hinaus: sofort
desk-scheduled =
    <b>Die Rundnachricht ist geplant.</b>
    Ihre id: <code>{ $id }</code>

    Sie geht hinaus: <b>{ $time }</b>
desk-correct-note = Die zugestellten Nachrichten werden geändert. Wo du keinen neuen Text schreibst, bleibt der alte.
desk-confirm-correct =
    <b>Jetzt berichtigen?</b>

    So viele haben sie bekommen: <b>{ $audience }</b>
    Neuer Text: { $languages }
    Der alte bleibt: { $missing }

    Die alten Texte gehen verloren. Der Knopf wirkt nur einmal.
desk-confirm-discard =
    <b>Diesen Entwurf verwerfen?</b>

    Seine Texte gehen verloren. Der Knopf wirkt nur einmal.
desk-confirm-cancel =
    <b>Endgültig abbrechen?</b>
    <code>{ $id }</code>

    Wer sie hat, behält sie; sonst bekommt sie niemand mehr. Der Knopf wirkt nur einmal.
desk-confirm-recall =
    <b>Aus allen Chats zurückrufen?</b>
    <code>{ $id }</code>

    Zu löschende Nachrichten: <b>{ $delivered }</b>

    Falls sie noch unterwegs ist, endet sie jetzt. Wer sie gelesen hat, hat sie gelesen. Der Knopf wirkt nur einmal.
desk-confirm-retry =
    <b>Noch einmal an die senden, bei denen es misslang?</b>
    <code>{ $id }</code>

    So viele sind es: <b>{ $failed }</b>

    Der Knopf wirkt nur einmal.
desk-progress =
    { $bar } { $percent } %
    Je Sekunde: { $rate }. Verbleibende Zeit: { $left }
desk-rework =
    <b>{ $kind }</b> · { $state }
    <code>{ $id }</code>

    Rundnachricht: <code>{ $of }</code>

    Erledigt: <b>{ $done }</b> von { $audience }
    Noch offen: { $remaining }
    Unerreichbar: { $unreachable }
    Misslungen: { $failed }
    Ungewiss: { $uncertain }
desk-rework-finished =
    <b>{ $kind }: abgeschlossen.</b>
    <code>{ $id }</code>, Rundnachricht <code>{ $of }</code>

    Erledigt: <b>{ $done }</b>
    Unerreichbar: { $unreachable }
    Misslungen: { $failed }
    Ungewiss: { $uncertain }
desk-too-old = Die Nachrichten sind über 47 Stunden alt. klich kennt sie nicht mehr.
desk-paused-token =
    <b>Die Rundnachricht ist angehalten.</b>
    <code>{ $id }</code>

    <b>Warum:</b> Telegram hat das Token des Bots nicht angenommen, also ließ sich nichts senden.
    <b>Was zu tun ist:</b> Frag die Person, die den Server betreibt, ob das Token geändert oder gestohlen wurde. Ist alles wieder gut, setz sie über /desk fort.
desk-paused-late =
    <b>Die Erinnerung wurde nicht gesendet.</b>
    <code>{ $id }</code>

    <b>Warum:</b> Zu ihrer Stunde lief der Bot nicht, und seitdem sind mehr als sechs Stunden vergangen.
    <b>Was zu tun ist:</b> nichts, wenn es zu spät ist. Wird sie noch gebraucht, setz sie über /desk fort.

desk-button-test = Probe an mich
desk-button-when = Zeit …
desk-button-at-once = Sofort
desk-button-schedule = Planen
desk-button-cancel = Endgültig abbrechen
desk-button-correct = Berichtigen
desk-button-recall = Zurückrufen
desk-button-retry = Misslungene noch einmal
alert-kind-recall = Rückruf
alert-kind-retry = Neuer Versuch
