circle-key-offer =
    <b>Versiegelte Aufrufe für „{ $circle }“</b>

    Manche Aufrufe für diesen Kreis kommen versiegelt: Weder Telegram noch dieser Bot kann sie lesen. Dafür macht dein Gerät einen eigenen Schlüssel. Die Taste unter dem Eingabefeld öffnet die Seite der Kampagne; sie fragt noch einmal, bevor sie den Schlüssel weitergibt.

    <b>Was Telegram sieht:</b> dass du die Seite öffnest, und die öffentliche Hälfte des Schlüssels, die nichts öffnet.
    <b>Was wir aufbewahren:</b> diese öffentliche Hälfte, verschlüsselt, bei deinem Platz im Kreis. Die Organisierenden bekommen die Schlüssel eines Kreises ohne Namen. Den Kreis verlassen, /stop und /forget löschen sie.

    Du musst das nicht tun. Ohne Schlüssel bekommst du die offenen Aufrufe des Kreises, aber keine versiegelten.
circle-key-taken =
    <b>Der Schlüssel deines Geräts ist aufbewahrt.</b> Versiegelte Aufrufe für „{ $circle }“ kommen von jetzt an in diesen Chat und öffnen sich nur auf jenem Gerät.

    Ein früher gegebener Schlüssel zählt nicht mehr. Verliert das Gerät seinen Schlüssel, gib einen neuen: /mydata hat eine Taste. Was für den alten versiegelt war, bleibt zu.
circle-key-none = Du bist nicht in diesem Kreis, deshalb wurde kein Schlüssel aufbewahrt. Die Kreise, in denen du bist: /mydata
circle-key-damaged = Das ist kein Schlüssel eines Geräts, oder er wurde unterwegs verändert. Nichts wurde aufbewahrt. Bitte öffne die Seite noch einmal: /mydata hat für jeden Kreis eine Taste.
sealed-call-came =
    <b>Für dich ist etwas Versiegeltes da.</b>

    Es öffnet sich auf dem Gerät, das seinen Schlüssel gegeben hat, und zeigt nur, was die Kampagne unterschrieben hat.
sealed-call-file = Für dich ist etwas Versiegeltes da, in dieser Datei: Sie öffnet sich auf dem Gerät, das seinen Schlüssel gegeben hat. Speichere die Datei, öffne mit der Taste die Seite der Kampagne und gib sie ihr dort.
button-give-key = Schlüssel dieses Geräts geben
button-circle-key = Versiegelt: { $circle }
button-open-sealed = Öffnen
button-open-page = Seite öffnen
desk-sealed = Versiegelt für „{ $circle }“. Mitglieder mit einem Schlüssel, für den versiegelt ist: { $reached }. Ohne einen solchen, sie bekommen nichts: { $keyless }.
