### What a supporter reads. Messages are Telegram HTML (tags: b, i, u, s, a, code, pre, blockquote, tg-spoiler),
### but for the labels of buttons, the pop-up answers, `kind-*`, `date` and `stop-words`, which are plain.
### Numbers choose a form by PLURAL($number), months by MONTH($month); never by a bare variable.

## Coming and going

# $campaign: the campaign's title. $call: the campaign's own few sentences.
welcome =
    <b>{ $campaign }</b>

    { $call }

    Šis botas siunčia jums kampanijos kvietimus. Sprendžiate jūs. Prieš tai žinokite:

    • <b>Ką saugome, jei prenumeruojate:</b> jūsų „Telegram“ paskyros numerį, jūsų kalbą ir dieną, kurią pradėjote prenumeruoti, užšifruotus mūsų serveryje. Kol nepaspausite <b>Prenumeruoti</b>, apie jus saugome tik kalbą, jei ją pasirenkate, ir pasižadėjimą, jei jį duodate.
    • <b>Ką mato „Telegram“:</b> kad kalbatės su šiuo botu ir ką čia rašote. Šis pokalbis nėra apsaugotas ištisiniu (end-to-end) šifravimu.
    • <b>Kaip pasitraukti:</b> /stop sustabdo kvietimus, /forget ištrina, ką apie jus saugome.
# For subscribers who press Start again.
welcome-back =
    <b>{ $campaign }</b>

    Jūs prenumeruojate kvietimus: jie ateina čia.

    /demands parodo, ko reikalaujame, /day – kada veikiame, /pledge – kaip galite palaikyti. Viskas surašyta čia: /help
# $day: the date of the next action day, such as “16 November 2026”.
subscribed =
    <b>Jūs prenumeruojate kvietimus.</b>

    Kampanijos kvietimai ir naujienos dabar ateis čia. Kita veiksmų diena: <b>{ $day }</b>

    Kai ateis kvietimas, atsakykite į jį arba paspauskite mygtuką – taip išreikšite palaikymą.

    /stop bet kada sustabdo kvietimus. /forget ištrina, ką apie jus saugome.
already-subscribed = Kvietimus jau prenumeruojate. Niekas nepasikeitė. /stop sustabdo kvietimus.
unsubscribed =
    <b>Kvietimų nebeprenumeruojate.</b> Jūsų paskyros numeris ištrintas, daugiau jų negausite.

    Jei davėte pasižadėjimą, jis ir toliau skaičiuojamas be jūsų vardo, kol jo neatsiimsite su /pledge arba neištrinsite visko su /forget.

    Jei norėsite grįžti: /subscribe
not-subscribed = Kvietimų neprenumeruojate, todėl jų negaunate. Prenumeruoti: /subscribe
language-choose =
    Kokia kalba jums rašyti?

    Jūsų pasirinkimą saugome kartu su jūsų „Telegram“ paskyros numeriu, užšifruotą. /forget jį ištrina.
# $language: the language's name in itself, such as “Polski”.
language-set = Kalba: <b>{ $language }</b>

## How messages reach a person

# $minutes: how long a shown text stands.
hearing =
    <b>Kaip jus pasiekia žinutės</b>

    Jūsų pasirinkimai pažymėti ✓ ir galioja nuo kitos žinutės. Saugome juos kartu su jūsų paskyros numeriu, užšifruotus.

    • <b>Atvirai</b> arba <b>diskretiškai:</b> diskretiškai ateina tik neutrali eilutė. <b>Rodyti</b> į jos vietą įdeda tekstą; po { $minutes } min. jis vėl pasislepia.
    • <b>Lieka</b> arba valandų skaičius: po tiek laiko botas žinutę ištrina.
    • <b>Naujienos</b> ir <b>priminimai</b> ateina, jei pažymėti. Kvietimai ateina visada, kaip ir to, ką gavote, pataisymai.

    <b>Tai apsaugo</b> nuo svetimo žvilgsnio į jūsų telefoną, jo užrakinimo ekraną ar pokalbių sąrašą.

    <b>Tai neapsaugo</b> nuo:
    • „Telegram“, kuris turi kiekvieną parodytą tekstą;
    • pranešimų, kuriuos telefonas jau parodė, kopijų, atsarginių kopijų ir ekrano nuotraukų;
    • jūsų pačių atsakymų: atsakymas cituoja tai, į ką atsako;
    • šio boto pavadinimo jūsų pokalbių sąraše;
    • to, kas laiko jūsų atrakintą telefoną ir paspaudžia <b>Rodyti</b>.

    Jei mūsų serveris tuo metu neveikia, tekstas pasislepia ar ištrinamas vėliau arba visai ne.
# Stands for a message: names neither campaign nor sender, and tells nothing of what it is about.
discreet-notice = Turite naują žinutę.
# A pop-up answer, at most 200 characters, plain.
discreet-gone = Ši žinutė čia nebepasiekiama.

## The campaign

demands-heading =
    <b>{ PLURAL($count) ->
        [one] { $count } reikalavimas
        [few] { $count } reikalavimai
       *[other] { $count } reikalavimų
    }</b>
# One demand of several, such as “2/6”.
demand =
    <b>{ $number }/{ $total } · { $title }</b>

    { $text }
# $date: such as “16 November 2026”. $days: how many are left, 1 or more.
day =
    <b>{ $title }</b>
    { $date } · { PLURAL($days) ->
        [one] liko { $days } diena
        [few] liko { $days } dienos
       *[other] liko { $days } dienų
    }

    { $text }
day-today =
    <b>{ $title }</b>
    { $date } · <b>šiandien</b>

    { $text }
# A full date, as it stands after a colon.
date = { $year } m. { MONTH($month) ->
        [january] sausio
        [february] vasario
        [march] kovo
        [april] balandžio
        [may] gegužės
        [june] birželio
        [july] liepos
        [august] rugpjūčio
        [september] rugsėjo
        [october] spalio
        [november] lapkričio
       *[december] gruodžio
    } { $day } d.

## Pledges

# $statement: the petition's statement.
pledge-ask =
    <b>Išreikškite palaikymą</b>

    { $statement }

    Mygtukais pasirinkite, kaip tai palaikote.

    <b>Prieš paspausdami žinokite:</b> saugome, ką pasirinkote, jūsų kalbą ir dieną, užšifruotus. Be mūsų serverio rakto niekas negali jų susieti su prenumeratorių sąrašu. „Telegram“ mato, kad spaudžiate. Pasižadėjimą galite atsiimti bet kada.
# $url: a petition on another site.
pledge-ask-external =
    <b>Išreikškite palaikymą</b>

    { $statement }

    Mygtukais pasirinkite, kaip tai palaikote. Pati peticija yra kitoje svetainėje. Ji turi savo taisykles ir mato jūsų apsilankymą: { $url }

    <b>Prieš paspausdami žinokite:</b> saugome, ką pasirinkote, jūsų kalbą ir dieną, užšifruotus. Be mūsų serverio rakto niekas negali jų susieti su prenumeratorių sąrašu. „Telegram“ mato, kad spaudžiate. Pasižadėjimą galite atsiimti bet kada.
# $kinds: a list such as “Sign the statement, Share the petition”. Must stay true when the same button is pressed again.
pledge-counted =
    <b>Ačiū. Jūsų pasižadėjimas įskaičiuotas.</b>

    Jūsų pasižadėjimas: <b>{ $kinds }</b>
    { PLURAL($total) ->
        [one] Kol kas palaiko { $total } žmogus.
        [few] Kol kas palaiko { $total } žmonės.
       *[other] Kol kas palaiko { $total } žmonių.
    }

    Skaičiuojame jus vieną kartą, kad ir kiek spaustumėte. Pamatyti ar atsiimti pasižadėjimą: /pledge
# The person replied to a call.
pledge-counted-reply =
    <b>Ačiū. Jūsų atsakymas įskaičiuotas: jūs palaikote pareiškimą.</b>

    Jūsų pasižadėjimas: <b>{ $kinds }</b>
    { PLURAL($total) ->
        [one] Kol kas palaiko { $total } žmogus.
        [few] Kol kas palaiko { $total } žmonės.
       *[other] Kol kas palaiko { $total } žmonių.
    }

    Jūsų žodžių neišsaugojome; „Telegram“ juos turi šiame pokalbyje. Skaičiuojame jus vieną kartą, kad ir kiek atsakytumėte. Jei to nenorėjote, atsiimkite pasižadėjimą: /pledge
pledge-withdraw-ask =
    <b>Atsiimti pasižadėjimą?</b>

    Jūsų pasižadėjimas: <b>{ $kinds }</b>

    Jis bus ištrintas ir nebeskaičiuojamas. Vėliau galėsite pasižadėti iš naujo.
pledge-withdrawn = <b>Pasižadėjimas atsiimtas.</b> Jis ištrintas ir nebeskaičiuojamas. Pasižadėti iš naujo: /pledge
pledge-none = Pasižadėjimo nedavėte. Jį duoti galite čia: /pledge
# $kinds: what can be chosen.
pledge-kind-unknown =
    Tokio pasižadėjimo nežinau. Galite rinktis iš šių: { $kinds }

    Arba atsiųskite /pledge ir paspauskite mygtuką.
# The pledge as it is, with buttons to add a kind or to withdraw.
pledge-stands =
    <b>Jūsų pasižadėjimas galioja.</b>

    Jūsų pasižadėjimas: <b>{ $kinds }</b>
    { PLURAL($total) ->
        [one] Kol kas palaiko { $total } žmogus.
        [few] Kol kas palaiko { $total } žmonės.
       *[other] Kol kas palaiko { $total } žmonių.
    }

    Mygtukais galite jį papildyti arba atsiimti.
# Kinds of pledge: labels of buttons, and items of a list after a colon.
kind-sign = Pasirašau pareiškimą
kind-share = Dalijuosi peticija
kind-act = Dalyvauju veiksmų dienoje
kind-photo = Darau solidarumo nuotrauką
kind-raise = Keliu klausimą savo profsąjungoje

## A person's own data

# Under a file.
my-data-caption =
    Šiame faile yra viskas, ką klich apie jus saugo.

    Dabar jis yra šiame pokalbyje, taigi jį turi ir „Telegram“. Perskaitę galite jį iš pokalbio ištrinti.
my-data-nothing = Nieko apie jus nesaugome. „Telegram“ saugo šį pokalbį.
forget-ask =
    <b>Ištrinti viską, ką apie jus saugome?</b>

    Ištrinsime jūsų prenumeratą, kalbą ir pasižadėjimą, jei jį davėte. Pasižadėjimas nebebus skaičiuojamas. To atšaukti negalima.
forget-cancelled = <b>Atšaukta.</b> Niekas neištrinta.
forget-done =
    <b>Atlikta. Viskas apie jus mūsų serveryje ištrinta.</b>

    Ko ištrinti negalime:

    • <b>„Telegram“</b> saugo šį pokalbį ir žino, kad naudojotės šiuo botu.
    • <b>Jūsų telefone</b> žinutės tebėra. Ištrinkite šį pokalbį, abiem pusėms, jei „Telegram“ tai siūlo, tada užblokuokite botą.
    • <b>Mūsų diske</b> ištrinti įrašai dar kurį laiką gali likti, užšifruoti. Niekas negali jų perskaityti, kol mūsų raktas saugus. Kai raktai bus pakeisti, paprastai artimiausią naktį, jų nebeperskaitys niekas, net ir mes.
    • <b>Atsarginėje kopijoje,</b> kuri padaryta anksčiau, jūsų duomenys lieka užšifruoti, kol ji bus ištrinta.
forget-nothing =
    Nieko apie jus nesaugome, tad nėra ko ištrinti.

    „Telegram“ saugo šį pokalbį ir žino, kad naudojotės šiuo botu. Galite ištrinti pokalbį ir užblokuoti botą.
privacy =
    <b>Kas ką mato</b>

    • <b>„Telegram“</b> mato, kad naudojatės šiuo botu, ką rašote ir spaudžiate ir ką mes jums siunčiame. Šis pokalbis nėra apsaugotas ištisiniu (end-to-end) šifravimu.
    • <b>Mūsų serveris</b> mato, ką jam siunčiate, kad galėtų atsakyti. Tai, ką siunčiate, laukia jo diske, užšifruota, kol bus atsakyta, ir tada ištrinama.
    • <b>Ką jis saugo,</b> užšifruota: jei prenumeruojate – jūsų paskyros numerį, jūsų kalbą, dieną, kurią pradėjote prenumeruoti, ir tai, kaip jus pasiekia žinutės; po kvietimo, apie dvi dienas – kuri tai buvo žinutė; jei pasižadate – pasižadėjimo rūšį, kalbą ir dieną. Jis nesaugo nei vardo, nei telefono numerio, nei jūsų žodžių.
    • <b>Organizatoriai</b> mato tik bendrus skaičius. Žmonių sąrašo jie neturi.
    • <b>Kas paims mūsų diską,</b> ras užšifruotus įrašus. Kas perims veikiantį serverį arba jo raktą, galės perskaityti, ką jis saugo.
    • <b>Kas turi jūsų telefoną,</b> gali perskaityti šį pokalbį.

    /mydata parodo, ką apie jus saugome, /forget tai ištrina.
verify-unsigned =
    <b>Ar kvietimas tikras?</b>

    Ši kampanija savo kvietimų nepasirašo, todėl botas negali įrodyti, kas juos parašė.

    Kvietimas neįprastas? Jame nurodyta nauja vieta arba prašoma vardų, dokumentų, pinigų ar paspausti nuorodą? Pirmiausia pasitikrinkite kitu keliu, kuriuo pasitikite: paklauskite pažįstamo žmogaus arba savo profsąjungos.

## Help

help =
    <b>Ką moku</b>

    /subscribe – gauti kvietimus
    /stop – nebegauti kvietimų
    /demands – ko reikalaujame
    /day – kada veikiame
    /pledge – palaikyti arba atsiimti pasižadėjimą
    /language – pasirinkti kalbą
    /mydata – pamatyti, ką apie jus saugome
    /forget – tai ištrinti
    /privacy – kas ką mato
    /verify – ar kvietimas tikras?

    Kai ateina kvietimas, galite į jį tiesiog atsakyti: tai skaičiuojama kaip palaikymas.
help-organiser =
    <b>Ką moku</b>

    /desk – bendri skaičiai, nauji pranešimai ir kas su jais nutiko

    /subscribe – gauti kvietimus
    /stop – nebegauti kvietimų
    /demands – ko reikalaujame
    /day – kada veikiame
    /pledge – palaikyti arba atsiimti pasižadėjimą
    /language – pasirinkti kalbą
    /mydata – pamatyti, ką apie jus saugome
    /forget – tai ištrinti
    /privacy – kas ką mato
    /verify – ar kvietimas tikras?

    Kai ateina kvietimas, galite į jį tiesiog atsakyti: tai skaičiuojama kaip palaikymas.

## What is not understood

command-unknown = Šios komandos nežinau. /help parodo, ką moku.
wait-a-little = Prašau truputį palaukti. Rašote greičiau, nei spėju atsakyti, todėl dalį praleidžiu. Kas svarbu, nedingsta: jūsų pasižadėjimas, /stop ir /forget.
words-not-kept =
    Laisvo teksto skaityti nemoku. Nieko iš to, ką parašėte, neišsaugojome, bet „Telegram“ tai matė.

    Ką moku: /demands, /day, /pledge, /stop. Viskas surašyta čia: /help
file-not-kept =
    Nuotraukų, failų ir balso žinučių nepriimu. Nieko iš to neišsaugojome, bet „Telegram“ tai turi. Galite ištrinti tai iš pokalbio.

    Ką moku: /help
# Pop-up answers, at most 200 characters, plain.
button-old = Šis mygtukas nebegalioja. Atsiųskite /help ir pamatysite, ką galite daryti dabar.
button-done = Tai jau padaryta. Niekas nepasikeitė.
# Words that, as a whole message, unsubscribe: lower case, separated by commas. No words that may be a battle cry, such as “enough”.
stop-words = stop, stabdyti, sustabdyti, atsisakau prenumeratos, atsisakyti prenumeratos, atšaukti prenumeratą, atsaukti prenumerata, nebeprenumeruoti, nebenoriu gauti, nebenoriu žinučių, nebenoriu zinuciu, nebesiųskite, nebesiuskite, nebesiųsk, nebesiusk, nesiųskite daugiau, nesiuskite daugiau, nustokite rašyti, nustokite rasyti, neberašykite, neberasykite, nerašykite man, nerasykite man, nerašyk man, nerasyk man, išbraukite mane, isbraukite mane, palikite mane ramybėje, palikite mane ramybeje, palik mane ramybėje, palik mane ramybeje, atstokite nuo manęs, atstokite nuo manes, atstok nuo manęs, atstok nuo manes

## Labels of buttons, plain, at most 40 characters

button-subscribe = Prenumeruoti
button-language = Kalba
button-demands = Reikalavimai
button-day = Veiksmų diena
button-pledge = Palaikyti
button-privacy = Kas ką mato
button-previous = ‹ Ankstesnis
button-next = Kitas ›
button-all-demands = Visi reikalavimai
button-one-by-one = Po vieną
button-withdraw = Atsiimti
button-keep = Palikti
button-forget = Ištrinti viską
button-cancel = Atšaukti
button-open-petition = Atverti peticiją
button-share = Dalytis
button-hearing = Kaip mane pasiekia žinutės
button-show = Rodyti
button-hide = Slėpti
button-openly = Atvirai
button-discreetly = Diskretiškai
# Short: four stand in a row.
button-stay = Lieka
button-after-hours = { $hours } val.
button-news = Naujienos
button-reminders = Priminimai

## A call as a subscriber sees it

alert-foot-call = <i>Kad palaikytumėte, atsakykite į šią žinutę arba paspauskite mygtuką. /stop sustabdo kvietimus</i>
alert-foot-note = <i>/stop sustabdo kvietimus</i>
alert-head-call = 📣 <b>Kvietimas</b>
alert-head-update = 📰 <b>Naujienos</b>
alert-head-correction = ✏️ <b>Pataisymas</b>
alert-head-reminder = ⏰ <b>Priminimas</b>
