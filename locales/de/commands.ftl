### Registered with Telegram, so shown before anyone has said a word. Plain text without tags.

# At most 512 characters with a title of 64.
bot-description =
    { $campaign }

    Aufrufe der Kampagne erhalten, ihre Forderungen lesen, Unterstützung zusagen. Du entscheidest, ob du abonnierst. Du kannst jederzeit gehen und alles löschen lassen.

    Dieser Chat ist nicht Ende-zu-Ende-verschlüsselt: Telegram sieht, dass du den Bot benutzt und was du schreibst.
# At most 120 characters with a title of 64.
bot-short-description = { $campaign }: Aufrufe, Forderungen, Zusagen

## Descriptions of commands

command-subscribe = Aufrufe erhalten
command-stop = Keine Aufrufe mehr erhalten
command-language = Sprache wählen
command-demands = Was wir fordern
command-day = Wann wir handeln
command-pledge = Dafür einstehen oder Zusage zurückziehen
command-mydata = Sehen, was wir über dich speichern
command-forget = Löschen, was wir über dich speichern
command-privacy = Wer was sieht
command-verify = Ist ein Aufruf echt?
command-help = Was ich kann
command-desk = Für das Orga-Team: Gesamtzahlen und Rundnachrichten
