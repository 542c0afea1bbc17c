### Kas užantspauduota organizatoriams, jų atsakymai ir pasikeitęs pareiškimas. Kaip supporter.ftl.

seal-offer =
    <b>Užantspauduota, tik organizatoriams</b>

    Mygtukai po įvesties lauku atveria kampanijos puslapį. Tai, ką ten parašote, užantspauduojama jūsų įrenginyje. To negali perskaityti nei „Telegram“, nei šis botas; atveria tik organizatorių raktai.

    <b>Ką „Telegram“ vis tiek mato:</b> kad atveriate puslapį, kad ir kada siunčiate ką nors užantspauduota ir kurį iš dviejų mygtukų naudojote.
    <b>Ką saugome:</b> užantspauduotą tekstą ir kartu su juo, užšifruotą, jūsų paskyros numerį, kad atsakymas jus pasiektų. /forget ištrina abu.
seal-offer-file =
    <b>Užantspauduota, tik organizatoriams</b>

    Šis botas tam neturi savo puslapio. Užantspauduokite failą programa <b>age</b> arba neprisijungus veikiančiame puslapyje, kurį kampanija perduoda iš rankų į rankas, ir atsiųskite jį čia kaip failą arba kaip tekstą. Jį atveria šie raktai:

    <code>{ $keys }</code>

    <b>Ką „Telegram“ vis tiek mato:</b> kad ir kada siunčiate ką nors užantspauduota.
    <b>Ką saugome:</b> užantspauduotą tekstą ir kartu su juo, užšifruotą, jūsų paskyros numerį, kad atsakymas jus pasiektų. /forget ištrina abu.
seal-none =
    Dabar ši kampanija nieko užantspauduoto nepriima: nėra rakto, kuriam būtų galima užantspauduoti. Nieko iš to neišsaugojome, bet „Telegram“ tai turi. Prašome nesiųsti čia vardų.

    Ką moku: /help
sealed-pledge =
    <b>Ačiū. Jūsų užantspauduotas pasižadėjimas įskaičiuotas.</b>

    Negaliu perskaityti, ką parašėte. Organizatoriai gali.
    { PLURAL($total) ->
        [one] Kol kas palaiko { $total } žmogus.
        [few] Kol kas palaiko { $total } žmonės.
       *[other] Kol kas palaiko { $total } žmonių.
    }

    Skaičiuojame jus vieną kartą, kad ir kiek siųstumėte; naujas pakeičia ankstesnį. Pamatyti ar atsiimti pasižadėjimą: /pledge
sealed-message =
    <b>Priimta, užantspauduota.</b> Negaliu to perskaityti, organizatoriai gali.

    Jei jie atsakys, čia ateis žinutė su mygtuku. Ji atsivers tik tame įrenginyje, kuriame rašėte.
sealed-which =
    <b>Priimta, užantspauduota.</b> Nematau, kas viduje.

    Ar tai jūsų pasižadėjimas? Tada paspauskite mygtuką, ir būsite įskaičiuoti.
sealed-newer = Tai užantspaudavo naujesnė versija, kurios nepažįstu. Nieko neišsaugota. Atverkite puslapį iš naujo per /pledge arba paklauskite organizatorių.
sealed-damaged = Šis užantspauduotas tekstas nepilnas arba pakeliui pasikeitė. Nieko neišsaugota. Jei programėlė padalijo jį į dvi žinutes, išsaugokite jį kaip failą ir atsiųskite failą.
sealed-too-long = Tai ilgiau už viską, ką priimu. Nieko neišsaugota.
sealed-other-key = Tai užantspauduota ne tokiems raktams, kokius turi organizatoriai, todėl niekas iš jų negalėtų atverti. Nieko neišsaugota.
sealed-too-many = Atsiuntėte tiek užantspauduotų laiškų, kiek galiu saugoti vienam žmogui. Šis neišsaugotas. Ankstesnius organizatoriai turi.

comment-ask = Norite ką nors pridurti organizatoriams? Tai, ką čia toliau parašysite, atėję bus užantspauduota ir ištrinta iš pokalbio, bet „Telegram“ tai pamatys pirmas. Tai, ko „Telegram“ neturi matyti, rašykite užantspauduotai.
comment-sealed =
    <b>Jūsų žodžiai dabar užantspauduoti</b> tik organizatoriams, ir aš juos ištrinu iš šio pokalbio.

    „Telegram“ juos matė. Tai, ko „Telegram“ neturi matyti, rašykite užantspauduotai.
pledge-counted-comment =
    <b>Ačiū. Jūsų atsakymas įskaičiuotas: palaikote pareiškimą.</b>

    Jūsų pasižadėjimas: <b>{ $kinds }</b>
    { PLURAL($total) ->
        [one] Kol kas palaiko { $total } žmogus.
        [few] Kol kas palaiko { $total } žmonės.
       *[other] Kol kas palaiko { $total } žmonių.
    }

    Jūsų žodžiai dabar užantspauduoti tik organizatoriams, ir aš juos ištrinu iš šio pokalbio. „Telegram“ juos matė. Skaičiuojame jus vieną kartą, kad ir kiek atsakytumėte. Jei to nenorėjote, atsiimkite pasižadėjimą: /pledge
comment-too-long = Tai per ilgu užantspauduoti, todėl nieko neišsaugota; „Telegram“ tai matė. Parašykite trumpiau.

reply-came =
    <b>Organizatoriai jums atsakė.</b>

    Atsakymas užantspauduotas: jis atsiveria tik tame įrenginyje, kuriame rašėte, ir rodo tik tai, ką pasirašė kampanija. Jei įrenginys prarado raktą, galite parašyti mums dar kartą.
reply-file =
    Organizatoriai jums atsakė. Atsakymas užantspauduotas ir yra šis failas: jis atsiveria tik tame įrenginyje, kuriame rašėte. Atverkite kampanijos puslapį, pasirinkite „Patikrinti kvietimą“ ir duokite jam šį failą.

statement-changed =
    <b>Pareiškimas pasikeitė po jūsų pasižadėjimo.</b> Dabar jame sakoma:

    { $statement }

    Jūs palaikėte ankstesnius žodžius, ir pasižadėjimas skaičiuojamas tik už juos. Ar jis galioja ir naujiems? Sprendžiate jūs; jei nieko nepaspausite, niekas nepasikeis.
statement-renewed =
    <b>Ačiū.</b> Dabar jūsų pasižadėjimas galioja ir naujiems žodžiams.
    { PLURAL($total) ->
        [one] Naujus žodžius kol kas palaiko { $total } žmogus.
        [few] Naujus žodžius kol kas palaiko { $total } žmonės.
       *[other] Naujus žodžius kol kas palaiko { $total } žmonių.
    }

privacy-sealed = • <b>Tai, ką užantspauduojate</b> organizatoriams, saugome taip, kaip atėjo, kartu su jūsų paskyros numeriu, užšifruota. Čia to niekas neperskaitys, net turėdamas mūsų serverio raktą. Jei po pasižadėjimo ką nors parašote pokalbyje, iškart tai užantspauduojame ir ištriname iš pokalbio; „Telegram“ tai matė.
sealed-copies = Tam priklauso ir tai, ką užantspaudavote. Kopijos, kurias organizatoriai jau pasiėmė ir atvėrė, lieka pas juos: kreipkitės į juos.

button-seal = Rašyti užantspauduotai
button-sealed-pledge = Užantspauduotas pasižadėjimas
button-sealed-message = Užantspauduota žinutė
button-count-me = Taip, įskaičiuokite mane
button-only-message = Ne, tai žinutė
button-open-reply = Atverti atsakymą
button-renew = Palaikau ir naujus žodžius
