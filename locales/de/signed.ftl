button-verify = Prüfen
proof-files =
    Dieser Aufruf ist zu lang für einen Knopf. Deshalb kommen sein Text, sein Manifest und seine Signaturen als Dateien.

    Speichere sie und öffne alle zusammen auf der Seite „Aufruf prüfen“. Auch das Programm <code>minisign -V</code> prüft sie.
verify-signed =
    <b>Ist ein Aufruf echt?</b>

    Aufrufe dieser Kampagne werden von Leuten der Kampagne auf ihren eigenen Geräten signiert. Nötige Signaturen: <b>{ $required }</b>. Leute, die signieren dürfen: <b>{ $signers }</b>. Wer diesen Bot übernimmt, kann keine machen.

    Unter jedem Aufruf steht der Knopf <b>Prüfen</b>. Er öffnet eine Seite, die den Aufruf auf deinem Gerät prüft und nur zeigt, was signiert wurde. Sagt die Seite, dass ein Aufruf nicht echt ist, dann folge ihm nicht.
verify-signed-no-page =
    <b>Ist ein Aufruf echt?</b>

    Aufrufe dieser Kampagne werden von Leuten der Kampagne auf ihren eigenen Geräten signiert, bevor dieser Bot sie sendet. Nötige Signaturen: <b>{ $required }</b>. Leute, die signieren dürfen: <b>{ $signers }</b>.

    Dieser Bot hat keine Seite, auf der du die Signaturen selbst prüfen könntest. Frag das Orga-Team nach Manifest und Signaturen eines Aufrufs; das Programm <code>minisign -V</code> prüft sie.
verify-keys =
    <b>Fingerabdruck der Schlüssel der Kampagne</b>
    <code>{ $print }</code>
    { $words }

    Vergleiche ihn mit Leuten, denen du vertraust, oder mit dem, was die Kampagne gedruckt hat.
verify-doubt = Ist ein Aufruf ungewöhnlich? Nennt er einen neuen Ort? Fragt er nach Namen, Ausweisen oder Geld, oder sollst du auf einen Link klicken? Dann prüf ihn zuerst auf einem anderen Weg, dem du vertraust: bei jemandem, den du kennst, oder bei deiner Gewerkschaft.
desk-awaits =
    <b>Signaturen: { $given } von { $required }</b>
    Signiert von: { $signers }

    Nimm <b>Zum Signieren</b>. Signiert wird auf eigenen Rechnern: mit <code>klich alert sign</code>, oder das Manifest mit <code>minisign -S</code>. Schick mir dann hier die .minisig-Datei.
desk-to-sign-caption =
    Was an der Rundnachricht <code>{ $id }</code> zu signieren ist. Lies die Texte in <code>{ $file }</code>, dann signiere diese Datei mit <code>klich alert sign</code> oder das Manifest mit <code>minisign -S</code>.
desk-signature-taken =
    <b>Die Signatur ist angenommen.</b>
    Rundnachricht <code>{ $id }</code>: { $given } von { $required }
desk-signatures-complete =
    <b>Die Signatur ist angenommen, keine fehlt mehr.</b>
    Rundnachricht <code>{ $id }</code>: { $given } von { $required }

    Sie geht zu ihrer Zeit hinaus.
desk-signature-foreign =
    <b>Diese Signatur ist nicht angenommen.</b>
    Sie stammt vom Schlüssel <code>{ $key }</code>, der in dieser Kampagne nicht signieren darf.
desk-signature-twice =
    <b>Diese Signatur ist nicht angenommen.</b>
    Der Schlüssel <code>{ $signer }</code> hat diese Rundnachricht schon signiert und zählt einmal. Jemand anderes muss signieren.
desk-signature-other =
    <b>Diese Signatur ist nicht angenommen.</b>
    Sie passt zu keiner Rundnachricht, die wartet: Sie steht unter einem anderen Text oder wurde verändert. Nimm noch einmal <b>Zum Signieren</b> und lass das signieren.
desk-signature-old-kind =
    <b>Diese Signatur ist nicht angenommen.</b>
    Sie ist von der alten Art von minisign. Signiere mit <code>klich alert sign</code> oder mit minisign 0.10 oder neuer.
desk-signature-malformed =
    <b>Diese Signatur ist nicht angenommen.</b>
    Ich kann sie nicht lesen. Schick die ganze .minisig-Datei.
desk-signature-old =
    <b>Diese Signatur ist nicht angenommen.</b>
    Die Rundnachricht hat die Nummer { $given }, und inzwischen ist Nummer { $last } hinausgegangen. Nimm noch einmal <b>Zum Signieren</b>: Sie bekommt eine neue Nummer und braucht neue Signaturen.
desk-signature-expired =
    <b>Diese Signatur ist nicht angenommen.</b>
    Die Rundnachricht ist abgelaufen und geht nicht mehr hinaus.
desk-signature-not-awaited = Diese Rundnachricht wartet nicht mehr auf Signaturen.
desk-paused-outrun =
    <b>Die Rundnachricht wurde nicht gesendet.</b>
    <code>{ $id }</code>

    <b>Warum:</b> Eine mit einer neueren Nummer ging zuerst hinaus. Die Seite würde sagen, dass man dieser nicht glauben soll.
    <b>Was tun:</b> Halte sie endgültig an und schreib sie neu.
desk-button-to-sign = Zum Signieren
desk-button-reopen = Ändern
verify-addresses =
    <b>Wo die Kampagne zu finden ist</b>
    Dieser Bot: { $bot }
    Wenn er weg ist: { $next }
    Seiten: { $pages }

    So viele Leute der Kampagne haben das signiert: { $signers }. Gültig bis { $until }.
