app-nav-pledge = Palaikyti
app-nav-message = Parašyti mums
app-nav-verify = Patikrinti kvietimą
app-nav-safety = Kas apsaugota
app-nav-reply = Atsakymas

app-seal-why =
    Tai, ką čia rašote, užantspauduojama šiame įrenginyje, dar prieš patenkant į „Telegram“. Atverti gali tik organizatorių raktai. „Telegram“ ir botas mato, kad kažką išsiuntėte ir kada.
app-pledge-title = Palaikyti
app-kinds-legend = Kaip palaikysite?
app-optional = Tik jei norite
app-field-name = Jūsų vardas ir pavardė
app-print-ask = Organizatoriai gali spausdinti mano vardą
app-field-town = Vietovė
app-field-union = Profesinė sąjunga
app-field-contact = Kaip su jumis susisiekti
app-field-note = Ką norite pridurti
app-seal-send = Užantspauduoti ir siųsti
app-kind-missing = Pasirinkite bent vieną palaikymo būdą.
app-message-title = Parašyti organizatoriams
app-field-body = Jūsų žinutė
app-body-missing = Pirmiausia parašykite žinutę.
app-too-long = Per ilgu { $over } B. Prašome sutrumpinti.
app-sent = Užantspauduota. Robotas atsakys pokalbyje.
app-copy-title = Užantspauduota. Dabar išsiųskite
app-copy-how = Nukopijuokite šį tekstą ir nusiųskite robotui pokalbyje:
app-copy = Kopijuoti
app-copied = Nukopijuota.
app-no-recipients = Ši kampanija nieko užantspauduoto nepriima. Nesiųskite robotui vardų.
app-no-device-key = Šis įrenginys nesaugo rakto, todėl organizatoriai negalės jums čia atsakyti.
app-why-failed = Šiame įrenginyje užantspauduoti nepavyko. Niekas neišsiųsta.

app-reply-title = Organizatorių atsakymas
app-reply-signed = Kampanijos pasirašyta { $day }
app-reply-lost = Šis atsakymas šiame įrenginyje neatsiveria. Jis parašytas kitam įrenginiui arba šis prarado savo raktą: tada kartu prarasti ir senieji atsakymai. Galite parašyti mums dar kartą.
app-reply-unsigned = Šio atsakymo kampanija nepasirašė. Nesivadovaukite juo.

app-verify-title = Patikrinti kvietimą
app-verify-how = Po kvietimu spauskite mygtuką „Patikrinti“. Arba čia atverkite jo failus: manifestą, parašus ir tekstą.
app-open-files = Atverti failus
app-paste = Arba įklijuokite tekstą
app-check = Patikrinti
app-verified = Šis kvietimas tikras
app-numbered = Numeris { $sequence }, galioja iki { $expires }
app-signatures = Parašų: { $count }. Reikia: { $required }. Pasirašė:
app-not-verified = Nesivadovaukite šiuo kvietimu
app-why-missing = Trūksta parašų: yra { $count }, reikia { $required }.
app-why-foreign = Vienas parašas padėtas ne kampanijos raktu.
app-why-twice = Tas pats žmogus pasirašė dukart. Skaičiuojama kartą.
app-why-other = Parašas netinka tekstui. Kažkas jį pakeitė.
app-why-old = Jis senesnis už kvietimą, kurį čia jau tikrinote, numeris { $last }.
app-why-expired = Jis nebegalioja nuo { $expires }.
app-why-campaign = Jis priklauso kitai kampanijai.
app-why-damaged = Jo neįmanoma perskaityti: jis nepilnas arba pakeistas.
app-why-no-signers = Ši kampanija kvietimų nepasirašo, todėl jų patikrinti negalima.

app-keys-first = Šis įrenginys kampanijos raktus mato pirmą kartą. Palyginkite jų atspaudą skyriuje „Kas apsaugota“.
app-keys-changed-signed = Kampanija turi naujus raktus. Ankstesniųjų savininkai pakeitimą pasirašė.
app-keys-changed = Kampanijos raktai pasikeitė, o ankstesniųjų savininkai to nepasirašė. Čia niekas neantspauduojama ir netikrinama. Paklauskite žmonių, kuriais pasitikite. Buvo: { $old }. Dabar: { $new }.
app-keys-print = Kampanijos raktų atspaudas
app-keys-compare = Palyginkite jį su žmonėmis, kuriais pasitikite, arba su tuo, ką kampanija išspausdino. Jei jis kitoks, šiuo puslapiu nesinaudokite.
app-no-memory = Šis įrenginys šiam puslapiui nieko nesaugo. Todėl jis nepastebės nei pakeistų raktų, nei seno kvietimo.

app-safety-title = Ką šis puslapis saugo
app-safety-yes =
    • Tai, ką čia užantspauduojate, atveria tik organizatorių raktai: ne „Telegram“ ir ne užgrobtas botas.
    • Kvietimą, kuris čia tikras, kampanijos žmonės pasirašė savo įrenginiuose. Užgrobęs robotą tokio nepadarys.
    • Atsakymas atsiveria tik įrenginyje, iš kurio rašėte.
    • Užantspauduotas kvietimas ratui atsiveria tik įrenginiuose, kurie davė raktą.
app-safety-no-title = Ko jis nesaugo
app-safety-no =
    • „Telegram“ žino, kad naudojatės šiuo robotu ir kada.
    • Organizatoriai skaito tai, ką rašote. Taip pat ir tas, kas atims jų raktus.
    • Kas laiko jūsų atrakintą telefoną, mato tą patį, ką ir jūs.
    • Kas valdo šio puslapio serverį, gali pateikti kitą puslapį. Jei daug rizikuojate, paprašykite organizatorių puslapio, veikiančio be tinklo.
app-forget = Ištrinti tai, ką šis puslapis saugo įrenginyje
app-forget-done = Ištrinta. Senieji atsakymai nebeatsiveria.
app-language = Kalba

app-nav-circle = Ratas
app-nav-sealed = Užantspauduotas kvietimas
app-circle-title = Užantspauduoti kvietimai ratui „{ $circle }“
app-circle-why =
    Kvietimai šiam ratui gali ateiti užantspauduoti, kad jų neskaitytų nei „Telegram“, nei botas. Tam šis įrenginys pasidaro savo raktą, tik šiam ratui.

    • Slaptoji pusė lieka šiame įrenginyje. Viešoji pusė, kuri nieko neatveria, perduodama botui; „Telegram“ tai mato.
    • Organizatoriai gauna rato raktus be vardų.
    • Jei įrenginys praras tai, ką saugo puslapis, užantspauduoti kvietimai nebeatsivers. Tada duokite naują raktą.
app-circle-give = Duoti šio įrenginio raktą
app-circle-given = Perduota. Botas atsakys pokalbyje.
app-circle-copy = Nukopijuokite šį tekstą ir nusiųskite botui pokalbyje:
app-circle-no-memory = Šis įrenginys nieko nesaugo šiam puslapiui, todėl negali išsaugoti ir rakto. Nieko neperduota. Atviri rato kvietimai vis tiek ateina.
app-circle-failed = Šis įrenginys negalėjo pasidaryti rakto. Nieko neperduota.
app-sealed-title = Užantspauduotas kvietimas
app-sealed-lost = Tai neatsiveria šiame įrenginyje. Tai užantspauduota kitam įrenginiui arba šis prarado savo raktą: tada, kas jam užantspauduota, liks uždaryta. Galite duoti naują raktą: botas turi mygtuką /mydata.
app-sealed-denied = Šis įrenginys nieko nesaugo šiam puslapiui, todėl neturi rakto, kuris tai atvertų.
app-for-circle = Tik ratui „{ $circle }“.
app-why-circle = Jis priklauso kitam ratui, ir kažkas jį užantspaudavo iš naujo.
app-why-old-list = Jis senesnis už sąrašą, kurį čia jau patikrinote, numeris { $last }.
app-keys-old = Šis puslapis pateikia senesnius kampanijos raktus, nei šis įrenginys jau matė. Čia nieko neužantspauduojama ir netikrinama. Paklauskite žmonių, kuriais pasitikite.
app-addresses-title = Šie adresai tikri
app-addresses-bot = Botas:
app-addresses-next = Jei jo nebėra, ieškokite:
app-addresses-pages = Puslapis:
