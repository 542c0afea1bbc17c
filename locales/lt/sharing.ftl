share-wish = <b>Asmeninis prašymas:</b> papasakokite trims kolegoms, kuriais pasitikite. <b>Dalytis</b> atveria „Telegram“ su paruoštu tekstu. Patys renkatės, kam jį siųsti; mes to nesužinosime.
button-count-hear = Pranešti apie skaičių
button-count-stop = Be naujienų apie skaičių
count-hearing =
    Parašysime jums, kai skaičius pasieks ribą, ir kitą dieną po veiksmų dienos.

    Tam saugome jūsų paskyros numerį ir kalbą, užšifruotus. Tas pats mygtukas tai baigia; taip pat /stop, /forget ir pasižadėjimo atsiėmimas.
count-stopped = Naujienų apie skaičių daugiau nebus. Kas tam buvo saugoma, ištrinta.
count-no-pledge = Kad gautumėte naujienų apie skaičių, pirmiausia turite pasižadėti: /pledge
milestone =
    📈 <b>Pasiekta riba: { $goal }</b>

    { PLURAL($total) ->
        [one] Dabar palaiko { $total } žmogus.
        [few] Dabar palaiko { $total } žmonės.
       *[other] Dabar palaiko { $total } žmonių.
    }

    Ačiū, kad esate tarp jų. Mygtukas šiuos pranešimus baigia.
milestone-thanks =
    🙏 <b>Ačiū.</b> Praėjo diena: { $day }.

    { PLURAL($total) ->
        [one] Palaikė { $total } žmogus.
        [few] Palaikė { $total } žmonės.
       *[other] Palaikė { $total } žmonių.
    }

    Jūs tarp jų. Tai, ką pradėjote, tęsiasi: kalbėkite apie tai ten, kur dirbate.
desk-sources = Atėjo pagal nuorodas: { $list }
source-other = kitos
