web-languages = Sprachen
web-people = { PLURAL($count) ->
    [one] { $count } Mensch steht dafür ein
   *[other] { $count } Menschen stehen dafür ein
}
web-goal = Ziel: { $goal }
web-milestones = Etappen
web-reached = erreicht
web-open = In Telegram öffnen
web-qr = Mit dem Telefon scannen: Der Code öffnet den Bot in Telegram.
web-bot-soon = Die Adresse des Bots steht hier, sobald der Bot Telegram erreicht hat.
web-days = { PLURAL($days) ->
    [one] noch { $days } Tag
   *[other] noch { $days } Tage
}
web-today = heute
web-calendar = Den Tag in meinen Kalender
web-calendar-yearly = Jedes Jahr, als Kalender zum Abonnieren
web-demands = Was wir fordern
web-statement = Wofür du einstehst
web-kinds = Wie du dafür einstehen kannst
web-kinds-note = Du wählst im Bot. Er fragt nach keinem Namen, jeder Mensch zählt einmal, und du kannst deine Zusage jederzeit zurückziehen.
web-background = Wie es dazu kam
web-real = Ist es der echte Bot?
web-real-bot = Diese Kampagne hat einen Bot: { $bot }. Vergleich den Namen Buchstabe für Buchstabe, bevor du auf Start drückst.
web-real-page = Diese Seite hat eine Adresse: { $address }
web-real-keys = Fingerabdruck der Schlüssel der Kampagne. Vergleich ihn mit einem Flugblatt oder mit jemandem, dem du vertraust, nicht nur mit dieser Seite:
web-real-unsigned = Die Aufrufe dieser Kampagne sind nicht signiert. Ist ein Aufruf ungewöhnlich, dann prüf ihn zuerst auf einem anderen Weg, dem du vertraust: bei jemandem, den du kennst, oder bei deiner Gewerkschaft.
web-privacy-text = Diese Seite setzt keine Cookies, führt keine Skripte aus und lädt nichts von anderen Seiten. klich führt keine Liste der Besuche. Wer dein Netz beobachtet, sieht, dass du diese Adresse geöffnet hast. Telegram weiß, wer mit dem Bot spricht, und ein Chat mit einem Bot ist nicht Ende-zu-Ende-verschlüsselt.
web-own-site = Auf der eigenen Seite zeigen
web-own-site-text = Kopier eine dieser Zeilen in deine Seite. Keine davon verfolgt, wer sie besucht.
web-picture = Bild mit dem Titel der Kampagne und dem Aktionstag
