### Organisierende am Pult: Rollen, Freigaben, gesperrte Konten, was andere getan haben.

role-organiser = Organisation
role-writer = Redaktion
role-approver = Freigabe
role-operator = Betrieb

desk-own = Hier bist du <b>{ $who }</b>. Dass die Nummer deine ist, wissen die anderen nur, wenn du es ihnen sagst.
desk-not-yours = Deine Rolle umfasst das nicht.
desk-suspended-short = Dein Konto ist hier gesperrt. /desk sagt, warum und was die Sperre aufhebt.
desk-changed = Das wurde inzwischen geändert. Bitte sieh es dir noch einmal an.
desk-own-text = Du hast es geschrieben oder vorgeschlagen. Freigeben muss es jemand anderes.
desk-approvals =
    <b>Freigaben: { $given } von { $required }</b>
    Freigegeben von: { $by }
    Noch nicht: { $missing }
desk-approvals-out-of-reach = Es sind zu wenige andere übrig, die es freigeben könnten. Wer einen Teil geschrieben hat, zählt nicht. Lass es jemanden allein neu schreiben, oder frag, wer den Server betreibt.
desk-needs-approvals =
    Bevor es hinausgeht:
    Freigaben durch andere: <b>{ $approvals }</b> (könnten freigeben: { $left })
desk-needs-signatures =
    Bevor es hinausgeht:
    Signaturen: <b>{ $signatures }</b>
desk-confirm-propose =
    <b>Den anderen vorschlagen?</b>

    Art: { $kind }
    Abos, die sie erhalten: <b>{ $audience }</b>
    Geschrieben: { $languages }
    Es fehlt: { $missing }

    Es geht hinaus, sobald die nötigen Freigaben und Signaturen da sind. Der Knopf gilt einmal.
desk-approve-ask =
    <b>Diese Rundnachricht freigeben?</b>
    <code>{ $id }</code>

    Art: { $kind }
    Abonnierende, die sie bekommen: <b>{ $audience }</b>
    Texte oben: { $languages }
    Fehlt: { $missing }
    Freigaben bisher: { $given } von { $required }

    Lies jeden Text oben: genau das sehen die Leute. Mit der letzten Freigabe geht sie zu ihrer Zeit hinaus. Der Knopf gilt einmal.
desk-confirm-reject =
    <b>Diese Rundnachricht ablehnen?</b>
    <code>{ $id }</code>

    Sie wird wieder ein Entwurf. Freigaben und Signaturen gehen verloren. Der Knopf gilt einmal.
desk-rejected =
    Die Rundnachricht ist abgelehnt und wieder ein Entwurf. Alle in der Organisation erfahren davon.
    <code>{ $id }</code>
desk-confirm-reopen =
    <b>Diese Rundnachricht ändern?</b>
    <code>{ $id }</code>

    Sie wird wieder ein Entwurf. Freigaben und Signaturen gehen verloren. Der Knopf gilt einmal.
desk-confirm-resume =
    <b>Weitersenden?</b>
    <code>{ $id }</code>

    Noch offen: <b>{ $remaining }</b>

    Was gesendet ist, ist gesendet. Der Knopf gilt einmal.
state-awaiting-approvals = wartet auf Freigaben
desk-button-approve = Freigeben
desk-button-reject = Ablehnen
desk-button-review = Lesen und freigeben …
desk-button-propose = Vorschlagen
desk-organisers =
    <b>Organisation</b>

    { $list }

    Nur Nummern und Rollen. Wessen Nummer es ist, weißt du von der Person selbst.

    Hat jemand sein Telefon verloren oder wurde festgenommen? Melde das Konto: hier geschieht nichts mehr dafür, bis zwei andere es bestätigen.
desk-organiser = { $who }
desk-organiser-own = { $who } (du)
desk-organiser-suspended = <b>{ $who }</b>: gesperrt, { $why }. Bestätigt: { $vouched } von { $needed }
suspended-silent =
    { PLURAL($days) ->
        [one] { $days } Tag lang still
       *[other] { $days } Tage lang still
    }
suspended-lost = als verloren gemeldet
desk-button-lost = Verloren: { $who }
desk-button-vouch = Bestätigen: { $who }
desk-lost-ask =
    <b>Dieses Konto als verloren melden: { $who }?</b>

    Hier geschieht dann nichts mehr dafür, und seine Freigaben und sein Wort zum Vernichten zählen nicht mehr. Zwei andere können es wieder bestätigen. Alle in der Organisation erfahren davon. Bis das geklärt ist, kannst du kein anderes melden.

    Der Knopf gilt einmal.
desk-vouch-ask =
    <b>Dieses Konto bestätigen: { $who }?</b>

    Tu das nur, wenn du die Person getroffen oder gehört hast und weißt, dass sie ihr Telefon selbst in der Hand hat. Eine Nachricht in Telegram beweist nichts.

    Der Knopf gilt einmal.
desk-one-at-a-time = Du hast ein Konto gemeldet, das noch gesperrt ist. Erst muss das geklärt sein: durch zwei andere, die es bestätigen, oder durch die Person, die den Server betreibt.
desk-too-few = Ihr seid zu wenige, als dass zwei andere ein Konto bestätigen könnten. Wer den Server betreibt, kann die Sperre aufheben: <code>klich organisers lift</code>
desk-suspended =
    <b>Dein Konto ist hier gesperrt.</b>

    Du bist { $who }. Warum: { $why }.

    Das schützt die anderen: ein Konto, das lange niemand benutzt hat oder das in fremden Händen sein könnte, vermag hier nichts. Nichts ist verloren, und über dich sagt es nichts.
desk-suspended-confirm =
    <b>Was zu tun ist:</b> sprich mit anderen aus der Organisation, von Angesicht oder am Telefon; nötig sind { $needed }. Jede von ihnen bestätigt dich unter /desk, „Organisation“.
desk-suspended-lift =
    <b>Was zu tun ist:</b> sprich mit der Person, die den Server betreibt. Sie hebt die Sperre mit <code>klich organisers lift</code> und deiner Nummer auf.
forget-desk-stays = Noch aufbewahrt, bis es hier geklärt ist: dass dein Konto gesperrt ist, dass du ein anderes gemeldet hast oder dass du einen Teil einer Rundnachricht geschrieben hast, die noch nicht hinausgegangen ist.

told = № { $number } · { $act } · { $who }
told-about = № { $number } · { $act }: <code>{ $about }</code> · { $who }
told-command-line = Kommandozeile
act-sent = Rundnachricht gesendet
act-scheduled = Rundnachricht geplant
act-awaited = Rundnachricht vorgeschlagen
act-rewritten = Erinnerung umgeschrieben
act-approved = Rundnachricht freigegeben
act-rejected = Rundnachricht abgelehnt
act-reopened = Rundnachricht zum Ändern zurückgenommen
act-signed = Signatur eingereicht
act-paused = Rundnachricht angehalten
act-resumed = Rundnachricht geht weiter
act-cancelled = Rundnachricht endgültig abgebrochen
act-corrected = Rundnachricht berichtigt
act-recalled = Rundnachricht zurückgerufen
act-retried = Rundnachricht noch einmal an Misslungene
act-discarded = Entwurf verworfen
act-lost = Konto als verloren gemeldet
act-silent = Konto gesperrt, weil es still war
act-vouched = Konto bestätigt
act-lifted = Konto wieder frei
act-invited = Einladung in einen Kreis gemacht
act-exported = Versiegelte Briefe herausgegeben
act-backed-up = Sicherung begonnen
act-restored = Sicherung eingespielt
act-keys = Schlüssel erneuert
act-aside-dropped = Beiseitegelegte Nachrichten verworfen
act-petition-closed = Petition geschlossen
act-reloaded = Konfiguration und Kampagnen neu eingelesen
act-paper-added = Unterschriften auf Papier eingetragen
act-paper-undone = Unterschriften auf Papier zurückgenommen
act-imported = Zusagen aus einer Liste übernommen
act-imported-dropped = Zusage aus einer Liste verworfen
desk-button-chart = Verlauf
desk-button-organisers = Organisation
chart-subscribers = Abos
chart-pledges = Zusagen
chart-caption = Stand am Ende jedes Tages, abgerundet auf Fünfer.
