app-nav-pledge = Dafür einstehen
app-nav-message = Uns schreiben
app-nav-verify = Aufruf prüfen
app-nav-safety = Was geschützt ist
app-nav-reply = Antwort

app-seal-why =
    Was du hier schreibst, wird auf diesem Gerät versiegelt, bevor Telegram es bekommt. Nur die Schlüssel der Organisierenden öffnen es. Telegram und der Bot sehen, dass du etwas geschickt hast, und wann.
app-pledge-title = Dafür einstehen
app-kinds-legend = Wie stehst du dafür ein?
app-optional = Nur wenn du möchtest
app-field-name = Dein Name
app-print-ask = Die Organisierenden dürfen meinen Namen drucken
app-field-town = Ort
app-field-union = Gewerkschaft
app-field-contact = Wie man dich erreicht
app-field-note = Was du hinzufügen möchtest
app-seal-send = Versiegeln und senden
app-kind-missing = Wähle mindestens eine Art, dafür einzustehen.
app-message-title = Den Organisierenden schreiben
app-field-body = Deine Nachricht
app-body-missing = Schreibe zuerst deine Nachricht.
app-too-long = Das ist um { $over } Byte zu lang. Bitte kürze es.
app-sent = Versiegelt. Der Bot antwortet im Chat.
app-copy-title = Versiegelt. Jetzt abschicken
app-copy-how = Kopiere diesen Text und schicke ihn dem Bot im Chat:
app-copy = Kopieren
app-copied = Kopiert.
app-no-recipients = Diese Kampagne nimmt nichts Versiegeltes an. Schicke dem Bot keine Namen.
app-no-device-key = Dieses Gerät behält keinen Schlüssel, darum können dir die Organisierenden hier nicht antworten.
app-why-failed = Dieses Gerät konnte es nicht versiegeln. Es wurde nichts gesendet.

app-reply-title = Eine Antwort der Organisierenden
app-reply-signed = Von der Kampagne unterschrieben am { $day }
app-reply-lost = Diese Antwort lässt sich auf diesem Gerät nicht öffnen. Sie ging an ein anderes Gerät, oder dieses hat seinen Schlüssel verloren: Dann sind alte Antworten mit ihm verloren. Du kannst uns noch einmal schreiben.
app-reply-unsigned = Diese Antwort ist nicht von der Kampagne unterschrieben. Handle nicht danach.

app-verify-title = Aufruf prüfen
app-verify-how = Drücke unter einem Aufruf auf „Prüfen“. Oder öffne hier seine Dateien: Manifest, Unterschriften und Text.
app-open-files = Dateien öffnen
app-paste = Oder einen Text einfügen
app-check = Prüfen
app-verified = Dieser Aufruf ist echt
app-numbered = Nummer { $sequence }, gültig bis { $expires }
app-signatures = Unterschriften: { $count }. Nötig: { $required }. Unterschrieben von:
app-not-verified = Handle nicht nach diesem Aufruf
app-why-missing = Es fehlen Unterschriften: vorhanden { $count }, nötig { $required }.
app-why-foreign = Eine Unterschrift stammt von einem Schlüssel, der nicht der Kampagne gehört.
app-why-twice = Dieselbe Person hat zweimal unterschrieben. Das zählt einmal.
app-why-other = Eine Unterschrift passt nicht zum Text. Jemand hat ihn verändert.
app-why-old = Er ist älter als ein Aufruf, den du hier schon geprüft hast, Nummer { $last }.
app-why-expired = Er ist abgelaufen: { $expires }.
app-why-campaign = Er gehört zu einer anderen Kampagne.
app-why-damaged = Er lässt sich nicht lesen: Er ist unvollständig oder wurde verändert.
app-why-no-signers = Diese Kampagne unterschreibt keine Aufrufe, darum lässt sich keiner prüfen.

app-keys-first = Dieses Gerät sieht die Schlüssel der Kampagne zum ersten Mal. Vergleiche ihren Fingerabdruck unter „Was geschützt ist“.
app-keys-changed-signed = Die Kampagne hat neue Schlüssel. Die bisherigen haben den Wechsel unterschrieben.
app-keys-changed = Die Schlüssel der Kampagne haben sich geändert, und die bisherigen haben das nicht unterschrieben. Hier wird nichts versiegelt und nichts geprüft. Frage Menschen, denen du vertraust. Vorher: { $old }. Jetzt: { $new }.
app-keys-print = Fingerabdruck der Schlüssel der Kampagne
app-keys-compare = Vergleiche ihn mit Menschen, denen du vertraust, oder mit dem, was die Kampagne gedruckt hat. Ist er anders, benutze diese Seite nicht.
app-no-memory = Dieses Gerät behält nichts für diese Seite. Darum bemerkt sie weder vertauschte Schlüssel noch einen alten Aufruf.

app-safety-title = Was diese Seite schützt
app-safety-yes =
    • Was du hier versiegelst, öffnen nur die Schlüssel der Organisierenden: nicht Telegram und nicht, wer den Bot beschlagnahmt.
    • Einen Aufruf, der hier echt ist, haben Menschen der Kampagne auf ihren eigenen Geräten unterschrieben. Wer den Bot übernimmt, kann keinen herstellen.
    • Eine Antwort öffnet sich nur auf dem Gerät, mit dem du geschrieben hast.
    • Ein versiegelter Aufruf für einen Kreis öffnet sich nur auf Geräten, die einen Schlüssel gegeben haben.
app-safety-no-title = Was sie nicht schützt
app-safety-no =
    • Telegram weiß, dass du diesen Bot benutzt, und wann.
    • Die Organisierenden lesen, was du schreibst. Auch wer ihnen die Schlüssel nimmt.
    • Wer dein entsperrtes Telefon in der Hand hat, sieht, was du siehst.
    • Wer den Server dieser Seite beherrscht, kann dir eine andere Seite geben. Steht für dich viel auf dem Spiel, bitte die Organisierenden um die Seite für den Gebrauch ohne Netz.
app-forget = Löschen, was diese Seite auf dem Gerät behält
app-forget-done = Gelöscht. Alte Antworten öffnen sich nicht mehr.
app-language = Sprache

app-nav-circle = Kreis
app-nav-sealed = Versiegelter Aufruf
app-circle-title = Versiegelte Aufrufe für „{ $circle }“
app-circle-why =
    Aufrufe für diesen Kreis können versiegelt kommen, damit weder Telegram noch der Bot sie liest. Dafür macht dieses Gerät einen eigenen Schlüssel, nur für diesen Kreis.

    • Seine geheime Hälfte bleibt auf diesem Gerät. Seine öffentliche Hälfte, die nichts öffnet, geht an den Bot; Telegram sieht das.
    • Die Organisierenden bekommen die Schlüssel eines Kreises ohne Namen.
    • Verliert dieses Gerät, was die Seite aufbewahrt, öffnen sich versiegelte Aufrufe nicht mehr. Gib dann einen neuen Schlüssel.
app-circle-give = Schlüssel dieses Geräts geben
app-circle-given = Gegeben. Der Bot antwortet im Chat.
app-circle-copy = Kopiere diesen Text und sende ihn dem Bot im Chat:
app-circle-no-memory = Dieses Gerät bewahrt für diese Seite nichts auf, also auch keinen Schlüssel. Nichts wurde gegeben. Die offenen Aufrufe des Kreises kommen trotzdem.
app-circle-failed = Dieses Gerät konnte keinen Schlüssel machen. Nichts wurde gegeben.
app-sealed-title = Ein versiegelter Aufruf
app-sealed-lost = Das öffnet sich auf diesem Gerät nicht. Es ist für ein anderes Gerät versiegelt, oder dieses hat seinen Schlüssel verloren: Dann bleibt zu, was für ihn versiegelt war. Du kannst einen neuen Schlüssel geben: Der Bot hat unter /mydata eine Taste.
app-sealed-denied = Dieses Gerät bewahrt für diese Seite nichts auf und hat deshalb keinen Schlüssel, der das öffnen könnte.
app-for-circle = Nur für den Kreis „{ $circle }“.
app-why-circle = Er gehört zu einem anderen Kreis, und jemand hat ihn neu versiegelt.
app-why-old-list = Sie ist älter als eine Liste, die du hier schon geprüft hast, Nummer { $last }.
app-keys-old = Diese Seite bringt ältere Schlüssel der Kampagne, als dieses Gerät schon gesehen hat. Hier wird nichts versiegelt oder geprüft. Frag Menschen, denen du vertraust.
app-addresses-title = Diese Adressen sind echt
app-addresses-bot = Bot:
app-addresses-next = Wenn es ihn nicht mehr gibt, suche:
app-addresses-pages = Seite:
