button-receipt = Meine Quittung
receipt =
    <b>Deine Quittung</b>

    <code>{ $receipt }</code>

    Sie steht für deine Zusage in der öffentlichen Zählung und enthält nichts über dich. Schick sie mit <code>/verify</code>, oder gib sie auf der Seite der Kampagne ein: Dann siehst du, dass deine Zusage zählt.

    Wer sie hat, kann dasselbe prüfen, und niemand kann damit beweisen, wessen sie ist. Kann dir eine Zusage schaden, dann heb sie nicht auf.
receipt-listed = Diese Quittung zählt. In der öffentlichen Liste steht sie seit dem { $date }.
receipt-today = Diese Quittung zählt. In die öffentliche Liste kommt sie nach Mitternacht.
receipt-withdrawn = Diese Quittung hat gezählt, und ihre Zusage wurde zurückgezogen.
receipt-unknown = Diese Quittung ist nicht in der Zählung. Eine Zusage, die am selben Tag zurückgezogen wurde, hinterlässt keine Spur.
receipt-malformed = Das ist keine Quittung. Kopier sie noch einmal ganz: vier Gruppen aus sechs Buchstaben und Ziffern.
web-count = Die Zählung prüfen
web-count-text = Zu jeder Zusage gehört eine Quittung: ein zufälliger Text, der nichts über den Menschen enthält. Ihr Hash ist eine Zeile einer öffentlichen Liste, und nach jedem Tag steht hier die Wurzel eines Baums über alle Zeilen. So kann keine Zeile eines früheren Tages unbemerkt geändert oder gestrichen werden, und wer eine Zusage gemacht hat, sieht, dass die eigene Zeile da ist. Schreib die Wurzel auf und vergleich sie mit anderen.
web-count-root = { $date } · Zeilen: { $size } · Zusagen: { $total }
web-count-none = Die erste Wurzel steht hier nach dem ersten Tag mit einer Zusage.
web-count-list = Die ganze Liste
web-receipt = Deine Quittung
web-receipt-check = Prüfen
web-receipt-proof = Beweis für den { $date }
