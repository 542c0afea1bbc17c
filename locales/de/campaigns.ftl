campaigns-which = Welche Kampagne?
campaigns-choose =
    <b>Welche Kampagnen hörst du?</b>

    Die mit einem ✓. Drück auf eine, um das zu ändern; es gilt ab der nächsten Nachricht. Wir speichern deine Wahl mit der Nummer deines Kontos, verschlüsselt.
campaigns-none = Du hörst jetzt keine davon, also bekommst du keine Aufrufe. /stop nimmt dich ganz von der Liste.
campaigns-further = Von jetzt an hörst du auch <b>{ $campaign }</b>.
button-campaigns = Kampagnen, die ich höre
