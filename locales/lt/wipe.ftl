### Wiping everything from the desk, by several organisers. As in desk.ftl. $votes, $needed: organisers; $minutes: minutes.

desk-button-wipe = Sunaikinti viską
desk-button-wipe-now = Sunaikinti viską dabar
desk-wipe-ask =
    <b>Sunaikinti viską?</b>

    Pirmiausia sunaikinami raktai, tada visa, ką saugo klich: prenumeratoriai, parašai, kvietimai. Po to botas niekam neatsako. Kelio atgal nėra.

    Reikia { PLURAL($needed) ->
        [one] { $needed } organizatoriaus sutikimo
        [few] { $needed } skirtingų organizatorių sutikimo
        [many] { $needed } skirtingų organizatorių sutikimo
       *[other] { $needed } skirtingų organizatorių sutikimo
    } per { $minutes } min. Kol kas yra: <b>{ $votes }</b>

    Mygtukas veikia vieną kartą.
desk-wipe-voted =
    <b>Jūsų sutikimas galioja { $minutes } min.</b>

    Kol kas yra: <b>{ $votes } iš { $needed }</b>. Visiems organizatoriams pranešta.
desk-wipe-called =
    <b>Organizatorius siūlo sunaikinti viską.</b>

    Sutikimų kol kas: <b>{ $votes } iš { $needed }</b>. Jei per { $minutes } min. jų bus { $needed }, visa, ką saugo klich, bus sunaikinta, ir kelio atgal nebus.

    Jei nesutinkate, nieko nedarykite ir pasikalbėkite su kitais.
desk-wiped =
    <b>klich sunaikintas.</b>

    Jo raktai sunaikinti, o su jais visa, ką jis saugojo. Botas daugiau niekam neatsako. „Telegram“ ir telefonuose lieka tai, kas parašyta: ištrinkite šį pokalbį ir atšaukite boto raktą (token) per @BotFather.
desk-wiped-in-part =
    <b>klich turėjo viską sunaikinti, bet sunaikino ne viską.</b>

    Botas daugiau niekam neatsako. Serveryje liko tai, kame gali būti raktas: kas serverį prižiūri, turi tai sunaikinti dabar, o <code>klich wipe</code> pasakys, kas tai. Ištrinkite šį pokalbį ir atšaukite boto raktą (token) per @BotFather.
