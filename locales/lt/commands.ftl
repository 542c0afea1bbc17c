### Registered with Telegram, so shown before anyone has said a word. Plain text without tags.

# At most 512 characters with a title of 64.
bot-description =
    { $campaign }

    Gaukite kampanijos kvietimus, skaitykite jos reikalavimus, išreikškite palaikymą. Ar prenumeruoti, sprendžiate jūs. Bet kada galite pasitraukti ir ištrinti savo duomenis.

    Šis pokalbis nėra apsaugotas ištisiniu (end-to-end) šifravimu: „Telegram“ mato, kad naudojatės botu ir ką čia rašote.
# At most 120 characters with a title of 64.
bot-short-description = { $campaign }: kvietimai, reikalavimai, pasižadėjimai

## Descriptions of commands

command-subscribe = Gauti kvietimus
command-stop = Nebegauti kvietimų
command-language = Pasirinkti kalbą
command-demands = Ko reikalaujame
command-day = Kada veikiame
command-pledge = Palaikyti arba atsiimti pasižadėjimą
command-mydata = Pamatyti, ką apie jus saugome
command-forget = Ištrinti, ką apie jus saugome
command-privacy = Kas ką mato
command-verify = Ar kvietimas tikras?
command-help = Ką moku
command-desk = Organizatoriams: skaičiai ir pranešimai
