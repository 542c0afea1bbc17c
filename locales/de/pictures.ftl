button-picture = Bild schicken
picture-ask =
    <b>Ein Solidaritätsbild, nur für die Organisierenden</b>

    Schick mir jetzt ein Foto. Zuerst nehme ich heraus, was dein Telefon in die Datei geschrieben hat: Ort, Zeit, Gerät. Dann wird das Bild versiegelt, sodass nur die Schlüssel der Organisierenden es öffnen, und ich lösche es aus diesem Chat.

    <b>Was Telegram trotzdem sieht:</b> das Bild, auf dem Weg hierher. Wenn Telegram ein Gesicht nicht sehen darf, verdecke es, oder schick kein Bild.
    <b>Wer es sonst sehen kann:</b> niemand, außer Organisierende veröffentlichen es. Dann können Menschen an Gesichtern, Kleidung oder Orten erkannt werden.
    <b>Was wir aufbewahren:</b> das versiegelte Bild und dazu, verschlüsselt, die Nummer deines Kontos. /forget löscht beides.
picture-sealed =
    <b>Dein Bild ist jetzt versiegelt,</b> nur für die Organisierenden, und ich lösche es aus diesem Chat.

    Telegram hat es gesehen. Es wird nirgends gezeigt, außer Organisierende veröffentlichen es. Hier löschen: /forget
picture-unasked =
    Bilder nehme ich erst an, wenn ich gesagt habe, was aus ihnen wird. Von diesem haben wir nichts gespeichert, aber Telegram hat es. Du kannst es aus diesem Chat löschen.

    Wenn du den Organisierenden ein Bild geben willst, drück zuerst die Taste.
picture-unreadable = Ich konnte dieses Bild nicht lesen und deshalb nicht bereinigen; wir haben nichts davon gespeichert. Schick es als Foto, nicht als Datei.
picture-too-large = Dieses Bild ist zu groß. Wir haben nichts davon gespeichert. Schick es als Foto, nicht als Datei: Dann macht Telegram es kleiner.
picture-too-many = Für ein weiteres Bild von dir ist kein Platz; von diesem haben wir nichts gespeichert.
picture-cancelled = Dann kein Bild. Wir haben nichts gespeichert.
