### Wiping everything from the desk, by several organisers. As in desk.ftl. $votes, $needed: organisers; $minutes: minutes.

desk-button-wipe = Alles vernichten
desk-button-wipe-now = Jetzt alles vernichten
desk-wipe-ask =
    <b>Alles vernichten?</b>

    Zuerst werden die Schlüssel vernichtet, dann alles, was klich aufbewahrt: Abonnierende, Zusagen, Aufrufe. Danach antwortet der Bot niemandem mehr. Es gibt kein Zurück.

    Dafür braucht es { PLURAL($needed) ->
        [one] die Zustimmung von { $needed } Person aus der Organisation
       *[other] die Zustimmung von { $needed } verschiedenen Personen aus der Organisation
    } innerhalb von { $minutes } Minuten. Bisher: <b>{ $votes }</b>

    Der Knopf wirkt einmal.
desk-wipe-voted =
    <b>Deine Zustimmung gilt { $minutes } Minuten.</b>

    Bisher: <b>{ $votes } von { $needed }</b>. Alle in der Organisation wissen Bescheid.
desk-wipe-called =
    <b>Jemand aus der Organisation will alles vernichten.</b>

    Bisher: <b>{ $votes } von { $needed }</b>. Sind es innerhalb von { $minutes } Minuten { $needed }, wird alles vernichtet, was klich aufbewahrt, und es gibt kein Zurück.

    Wenn du nicht einverstanden bist, tu nichts und sprich mit den anderen.
desk-wiped =
    <b>klich ist vernichtet.</b>

    Die Schlüssel sind zerstört und damit alles, was aufbewahrt wurde. Der Bot antwortet niemandem mehr. Bei Telegram und auf den Telefonen bleibt, was geschrieben wurde: Löscht diesen Chat und lasst das Token des Bots bei @BotFather widerrufen.
desk-wiped-in-part =
    <b>klich sollte alles vernichten und konnte nicht alles vernichten.</b>

    Der Bot antwortet niemandem mehr. Auf dem Server ist etwas übrig, das einen Schlüssel enthalten kann: Wer ihn betreibt, muss das jetzt vernichten, und <code>klich wipe</code> nennt es. Löscht diesen Chat und lasst das Token des Bots bei @BotFather widerrufen.
