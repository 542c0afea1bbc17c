### The campaign's own texts. `title`, `day-title`, `share-text` and every `.title` are plain;
### the others are Telegram HTML (tags: b, i, u, s, a, code, pre, blockquote, tg-spoiler). No variables.

# At most 64 characters.
title = Baltarusija, lapkričio 16-oji: profsąjunga – ne nusikaltimas
# What stands in the welcome, at most 1000 characters.
call =
    Baltarusijoje persekiojamos nepriklausomos profsąjungos ir jų aktyvistai. Kasmet lapkričio 16-ąją raginame tai nutraukti.

    Šią dieną 2020 metais paskelbė Baltarusijos nepriklausoma profesinė sąjunga. Ją remia Tarptautinės socialistų lygos kampanija.
# How it came to this, at most 3000 characters.
background =
    Nuo 2020 metų rugpjūčio Baltarusijos žmonės beveik tris mėnesius ėjo į gatves ir aikštes. Jie protestavo prieš prezidento Lukašenkos rinkimų klastojimą ir prieš jo autoritarinę valdžią.

    Valstybė atsakė represijomis: KGB, milicija ir riaušių malšinimo būriai žmones persekiojo, suiminėjo, mušė ir kankino. Nuskambėjus kvietimui į visuotinį streiką, labiausiai smogta nepriklausomoms profsąjungoms, jų aktyvistams ir darbuotojams, kurie kovoja kartu su visa visuomene.

    2020 metų lapkričio 13 dieną milicija sulaikė 42 profsąjungų aktyvistus. Jie fotografavosi su baltos ir raudonos spalvų vėliavomis. Tarp jų buvo „Belaruskalij“ gamyklos streikuotojų ir Baltarusijos nepriklausomos profesinės sąjungos aktyvistų. Jie apkaltinti dalyvavimu nesankcionuotoje akcijoje. Lapkričio 16-ąją jie vis dar nebuvo paleisti, ir tą dieną jų laukė teismas.

    Nuo to laiko šią dieną minime kasmet.
# What one pledges to, at most 1000 characters.
statement = Esame kartu su Baltarusijos nepriklausoma profesine sąjunga ir jos reikalavimą laikome savo: <b>paleiskite visus, kurie buvo sulaikyti per taikius protestus Baltarusijoje, taip pat ir profsąjungos narius.</b>
# At most 100 characters.
day-title = Solidarumo su Baltarusijos profsąjungomis diena
# At most 2000 characters.
day-text =
    Šią dieną kartu sakome: gana represijų prieš profsąjungas ir jų aktyvistus.

    Ką galite padaryti, kad ir kur gyventumėte:
    • Pasirašykite pareiškimą ir pasidalykite peticija.
    • Papasakokite bendradarbiams, kodėl šie žmonės sulaikyti.
    • Pateikite siūlymą savo profsąjungai.
    • Padarykite solidarumo nuotrauką. Jūsų veido joje rodyti nebūtina. Siųskite ją čia tik po to, kai botas pasako, kas su ja bus.

    Darykite tik tai, kas saugu ten, kur esate.
# Sent to others before a link, at most 200 characters.
share-text = Baltarusijoje persekiojamos nepriklausomos profsąjungos ir jų aktyvistai. Lapkričio 16-ąją esame su jais. Perskaitykite reikalavimus ir juos palaikykite:

## Reminders of the day, plain, each at most 1000 characters. A language without one reads English's

reminder-week-before =
    Po savaitės lapkričio 16-oji, solidarumo su Baltarusijos profsąjungomis diena. Reikalaujame nutraukti represijas prieš profsąjungas ir jų aktyvistus.

    Yra laiko pasirengti: pasirašykite pareiškimą, pasidalykite peticija, pateikite siūlymą savo profsąjungai. Darykite tik tai, kas ten, kur esate, saugu.

    /day papasakoja apie šią dieną.
reminder-day-before =
    Rytoj lapkričio 16-oji, solidarumo su Baltarusijos profsąjungomis diena.

    Ar jau pasirašėte pareiškimą? Ar jūsų bendradarbiai žino, kodėl šie žmonės sulaikyti? Siūlymas savo profsąjungai, solidarumo nuotrauka: pasirinkite tai, kas ten, kur esate, saugu.

    /day pasako, ką galite padaryti.
reminder-morning =
    Šiandien lapkričio 16-oji. Šią dieną kartu sakome: gana represijų prieš profsąjungas ir jų aktyvistus.

    Stokite kartu su mumis, kad ir kur gyventumėte, ir darykite tik tai, kas ten, kur esate, saugu.

    /day pasako, ką galite padaryti, /demands – ko reikalaujame.

## Demands, each with a title of at most 80 characters and a text of at most 600

demand-stop-the-killings = Darbuotojai ir profsąjungų nariai žudomi. Reikalaujame, kad tai baigtųsi. Niekas neturi mokėti gyvybe už tai, kad stoja už kitus.
    .title = Nutraukti žudymus
demand-free-the-prisoners = Mūsų bendražygiai kalinami. Darbuotojų gynimas – ne priežastis ką nors įkalinti. Reikalaujame juos paleisti.
    .title = Laisvę kaliniams
demand-union-is-no-crime = Steigti profsąjungą, į ją stoti ir joje veikti – kiekvieno dirbančio žmogaus teisė. Už tai negalima teisti.
    .title = Profsąjunga – ne nusikaltimas
demand-end-sexual-harassment = Dirbančios moterys patiria seksualinį priekabiavimą. Reikalaujame, kad tai baigtųsi – darbe ir visur kitur.
    .title = Baigti seksualinį priekabiavimą prie dirbančių moterų
demand-back-the-unions = Kur darbdavys taupo saugos sąskaita, ja rūpinasi profsąjunga. Taip ji gelbsti darbuotojų gyvybes. Profsąjungoms reikia paramos, o ne persekiojimo.
    .title = Remti profsąjungas: jos gelbsti gyvybes
demand-no-cheap-labour = Kur profsąjungos nėra, darbuotojai naudojami kaip pigi darbo jėga. Reikalaujame, kad kiekvienam užtektų pragyventi.
    .title = Pragyvenimo minimumas kiekvienam
